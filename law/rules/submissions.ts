import { fourMonths, rules } from './spec.ts'

const received = { lv: 'iesnieguma saņemšana', en: 'receipt of the submission' }

/**
 * Terms of the Law on Submissions, before and from 1 March 2026. The transitional rule is not known, so the
 * date of receipt decides.
 */
export const SUBMISSION_RULES = rules({
  'IesL.reply.2008': {
    title: { lv: 'Atbilde uz iesniegumu', en: 'Reply to a submission' },
    norm: 'IesL',
    event: received,
    term: [1, 'months'],
    binds: 'institution',
    extensions: [fourMonths('F')],
    validUntil: '2026-02-28',
  },
  'IesL.reply.2026': {
    title: { lv: 'Atbilde uz iesniegumu', en: 'Reply to a submission' },
    norm: 'IesL',
    event: received,
    term: [10, 'working-days'],
    binds: 'institution',
    extensions: [
      {
        id: 'more-information',
        title: {
          lv: 'papildu informācija, citu iestāžu iesaiste vai liels informācijas apjoms',
          en: 'additional information, other institutions or a large volume',
        },
        norm: { act: 'IesL', article: '' },
        amount: 1,
        from: 'start',
        unit: 'months',
        by: 'institution',
        // Whether the submitter must be told is unknown; an interim notice within the ten days is the safe course.
        notice: true,
        certainty: 'F',
        unverified: true,
        missing: {
          lv: 'vai par viena mēneša termiņu jāpaziņo iesniedzējam un vai pastāv četru mēnešu pagarinājums',
          en: 'whether the submitter must be told of the one-month term, and whether the four-month extension survives',
        },
      },
    ],
    validFrom: '2026-03-01',
  },
  'IesL.forward.2008': {
    title: { lv: 'Iesnieguma pārsūtīšana pēc piekritības', en: 'Forwarding a submission outside competence' },
    norm: 'IesL',
    event: received,
    term: [7, 'working-days'],
    binds: 'institution',
    validUntil: '2026-02-28',
  },
  'IesL.forward.2026': {
    title: { lv: 'Iesnieguma pārsūtīšana pēc piekritības', en: 'Forwarding a submission outside competence' },
    norm: 'IesL',
    event: received,
    term: [5, 'working-days'],
    binds: 'institution',
    validFrom: '2026-03-01',
  },
  'IesL.contest-reply': {
    title: { lv: 'Atbildes apstrīdēšana', en: 'Contesting a reply' },
    norm: 'IesL',
    event: { lv: 'atbildes paziņošana', en: 'notification of the reply' },
    term: [1, 'months'],
    binds: 'party',
    certainty: 'R/m',
    missing: {
      lv: 'pants un tas, vai atbilde apstrīdama kā faktiskā rīcība',
      en: 'the article, and whether a reply is contested as a factual action',
    },
  },
})
