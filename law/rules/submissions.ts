import { rules } from './spec.ts'

const received = { lv: 'iesnieguma saņemšana', en: 'receipt of the submission' }
const first = { lv: 'pirmā iesnieguma saņemšana', en: 'receipt of the first submission' }
const report = { lv: 'ziņojuma saņemšana', en: 'receipt of the report' }
const request = { lv: 'informācijas pieprasījuma saņemšana', en: 'receipt of the request for information' }
/** The text from 1 March 2026 is known from what the Saeima told of it only. */
const NOT_ALIGNED = {
  lv: 'vai šis termiņš saskaņots ar 2026. gada 1. marta grozījumiem; pieņemts jaunais atbildes termiņš',
  en: 'whether this term was aligned with the amendments of 1 March 2026; the new term of reply is assumed',
}

/**
 * Terms of the Law on Submissions, before and from 1 March 2026 (the transitional rule is not known, so the date of
 * receipt decides), and of what comes in as a submission and is none: about children, whistleblowing, information.
 */
export const SUBMISSION_RULES = rules({
  'IesL.reply.2008': {
    title: { lv: 'Atbilde uz iesniegumu', en: 'Reply to a submission' },
    norm: 'IesL 5(3)',
    event: received,
    term: [1, 'months'],
    binds: 'institution',
    validFrom: '2008-01-01',
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
          lv: 'vai par viena mēneša termiņu jāpaziņo iesniedzējam',
          en: 'whether the submitter must be told of the one-month term',
        },
      },
    ],
    validFrom: '2026-03-01',
  },
  'IesL.interim-notice': {
    title: { lv: 'Starpziņa par viena mēneša termiņu', en: 'Interim notice of the one-month term' },
    norm: 'IesL',
    event: received,
    term: [10, 'working-days'],
    binds: 'institution',
    kind: 'standard',
    validFrom: '2026-03-01',
    certainty: 'U',
    missing: {
      lv: 'vai likums starpziņu prasa; drošākais ir to nosūtīt desmit darbdienās',
      en: 'whether the law asks for an interim notice; to send it within ten working days is the safe course',
    },
  },
  'IesL.forward.2008': {
    title: {
      lv: 'Ziņa par piekritību vai iesnieguma pārsūtīšana',
      en: 'Telling of competence, or forwarding a submission',
    },
    norm: 'IesL 4(1)',
    event: received,
    term: [7, 'working-days'],
    binds: 'institution',
    validFrom: '2008-01-01',
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
  'IesL.unexamined.2008': {
    title: {
      lv: 'Ziņa, ka iesniegums atstāts bez izskatīšanas',
      en: 'Notice that a submission is left unexamined',
    },
    norm: 'IesL 7(2)',
    event: received,
    term: [1, 'months'],
    binds: 'institution',
    validFrom: '2008-01-01',
    validUntil: '2026-02-28',
  },
  'IesL.unexamined.2026': {
    title: {
      lv: 'Ziņa, ka iesniegums atstāts bez izskatīšanas',
      en: 'Notice that a submission is left unexamined',
    },
    norm: 'IesL 7(2)',
    event: received,
    term: [10, 'working-days'],
    binds: 'institution',
    validFrom: '2026-03-01',
    certainty: 'U',
    missing: NOT_ALIGNED,
  },
  'IesL.mass-reply.2008': {
    title: {
      lv: 'Kopīga atbilde uz daudziem vienāda satura iesniegumiem',
      en: 'One reply to many submissions of the same content',
    },
    norm: 'IesL 6(3)',
    event: first,
    term: [1, 'months'],
    binds: 'institution',
    validFrom: '2008-01-01',
    validUntil: '2026-02-28',
  },
  'IesL.mass-reply.2026': {
    title: {
      lv: 'Kopīga atbilde uz daudziem vienāda satura iesniegumiem',
      en: 'One reply to many submissions of the same content',
    },
    norm: 'IesL 6(3)',
    event: first,
    term: [10, 'working-days'],
    binds: 'institution',
    validFrom: '2026-03-01',
    certainty: 'U',
    missing: NOT_ALIGNED,
  },
  'IesL.contest-reply': {
    title: { lv: 'Atbildes apstrīdēšana', en: 'Contesting a reply' },
    norm: 'IesL 10(1)',
    event: { lv: 'atbildes paziņošana', en: 'notification of the reply' },
    term: [1, 'months'],
    binds: 'party',
    validFrom: '2008-01-01',
    certainty: 'R/m',
    missing: {
      lv: 'vai atbilde apstrīdama kā faktiskā rīcība un no kuras dienas skaita mēnesi',
      en: 'whether a reply is contested as a factual action, and from which day the month counts',
    },
  },
  'BTAL20.at-once': {
    title: {
      lv: 'Iesnieguma par bērna tiesībām izskatīšanas sākšana',
      en: 'Taking up a submission on the rights of a child',
    },
    norm: 'BTAL 20(1)',
    event: received,
    term: [1, 'working-days'],
    binds: 'institution',
    certainty: 'U',
    missing: {
      lv: 'likums prasa izskatīt nekavējoties un dienas nenosaka; viena darbdiena ir pieņēmums',
      en: 'the law says “at once” and sets no day; one working day is an assumption',
    },
  },
  'TCL7.recognise': {
    title: {
      lv: 'Trauksmes cēlēja ziņojuma apstiprinājums un lēmums par atzīšanu',
      en: 'Acknowledging a whistleblower’s report and deciding whether it is one',
    },
    norm: 'TCL 7(2)',
    event: report,
    term: [7, 'days'],
    binds: 'institution',
    validFrom: '2022-02-04',
  },
  'TCL7.tell': {
    title: { lv: 'Ziņa par lēmumu trauksmes cēlējam', en: 'Telling the whistleblower of the decision' },
    norm: 'TCL 7(2)',
    event: { lv: 'lēmuma pieņemšana', en: 'the decision' },
    term: [3, 'days'],
    binds: 'institution',
    validFrom: '2022-02-04',
  },
  'TCL7.forward': {
    title: {
      lv: 'Trauksmes cēlēja ziņojuma pārsūtīšana pēc piekritības',
      en: 'Forwarding a whistleblower’s report',
    },
    norm: 'TCL 7(4)',
    event: report,
    term: [7, 'days'],
    binds: 'institution',
    validFrom: '2022-02-04',
  },
  'TCL7.progress': {
    title: { lv: 'Ziņa par trauksmes cēlēja ziņojuma izskatīšanas gaitu', en: 'Telling of the progress' },
    norm: 'TCL 7(7)',
    event: { lv: 'ziņojuma atzīšana', en: 'recognition of the report' },
    term: [2, 'months'],
    binds: 'institution',
    validFrom: '2022-02-04',
  },
  'IAL14.refuse': {
    title: {
      lv: 'Atbilde, ka informāciju atsaka, ka tās iestādē nav vai ka tā ir internetā',
      en: 'Answer that the information is refused, is not held, or stands on the internet',
    },
    norm: 'IAL 14(1)1',
    event: request,
    term: [7, 'days'],
    binds: 'institution',
  },
  'IAL14.electronic': {
    title: {
      lv: 'Elektroniski sniedzama informācija bez papildu apstrādes',
      en: 'Information given electronically without further processing',
    },
    norm: 'IAL 14(1)1¹',
    event: request,
    term: [10, 'days'],
    binds: 'institution',
  },
  'IAL14.reply': {
    title: { lv: 'Informācija bez papildu apstrādes', en: 'Information without further processing' },
    norm: 'IAL 14(1)2',
    event: request,
    term: [15, 'days'],
    binds: 'institution',
  },
  'IAL14.processed': {
    title: { lv: 'Informācija, kas papildus apstrādājama', en: 'Information that must be processed' },
    norm: 'IAL 14(1)3',
    event: request,
    term: [30, 'days'],
    binds: 'institution',
  },
  'IAL14.tell-processing': {
    title: {
      lv: 'Ziņa, ka informācija papildus apstrādājama',
      en: 'Telling that the information must be processed',
    },
    norm: 'IAL 14(1)3',
    event: request,
    term: [15, 'days'],
    binds: 'institution',
  },
})
