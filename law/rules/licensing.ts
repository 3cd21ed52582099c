import { fourMonths, ONE_YEAR, rules } from './spec.ts'

const received = { lv: 'iesnieguma saņemšana', en: 'receipt of the application' }
const licensed = { lv: 'licencēšana', en: 'licensing' }

/** Terms of licensing programmes, the service's own standards, and inspections. */
export const LICENSING_RULES = rules({
  'MK253.licence': {
    title: { lv: 'Lēmums par izglītības programmas licencēšanu', en: 'Decision on licensing a programme' },
    norm: 'MK253',
    event: {
      lv: 'iesnieguma un dokumentu saņemšana vai atzīme VIIS',
      en: 'receipt of application and documents, or the VIIS entry',
    },
    term: [1, 'months'],
    binds: 'institution',
    resets: true,
    extensions: [
      {
        id: 'more-information',
        title: { lv: 'nepieciešama papildu informācija', en: 'additional information is necessary' },
        norm: { act: 'MK253', article: '' },
        amount: 2,
        from: 'start',
        unit: 'months',
        by: 'institution',
        notice: true,
        certainty: 'F',
      },
      fourMonths('R/m', {
        lv: 'vai APL 64. panta otrās daļas pagarinājums piemērojams papildus divu mēnešu termiņam',
        en: 'whether the extension of APL 64(2) applies beyond the two months',
      }),
      ONE_YEAR,
    ],
  },
  'MK253.start-programme': {
    title: { lv: 'Licencētas programmas īstenošanas uzsākšana', en: 'Starting a licensed programme' },
    norm: 'IzglL 36(1)',
    event: licensed,
    term: [1, 'years'],
    binds: 'party',
  },
  'MK218.apply': {
    title: {
      lv: 'Iesniegums par licencēšanu pirms programmas sākuma',
      en: 'Applying for a licence before the programme starts',
    },
    norm: 'MK218',
    event: { lv: 'plānotais programmas sākums', en: 'intended start of the programme' },
    term: [1, 'months'],
    backward: true,
    roll: 'none',
    binds: 'party',
    validFrom: '2019-05-28',
    validUntil: '2023-05-22',
    missing: {
      lv: 'no kuras dienas piemēro noteikumus Nr. 253; ņemta to pieņemšanas diena',
      en: 'from which day Regulation No. 253 applies; the day of its adoption is taken',
    },
  },
  'IzglL39.entry': {
    title: {
      lv: 'Licencētas programmas ieraksts Izglītības programmu reģistrā',
      en: 'Entering a licensed programme in the register',
    },
    norm: 'IzglL 39(1)',
    event: licensed,
    term: [1, 'months'],
    binds: 'institution',
  },
  'IzglL39.list': {
    title: {
      lv: 'Licencēto programmu saraksta publicēšana',
      en: 'Publishing the list of licensed programmes',
    },
    norm: 'IzglL 39(2)',
    event: { lv: 'gads, par kuru publicē', en: 'the year of the list' },
    term: [1, 'fixed-date'],
    fixed: { month: 3, day: 1 },
    binds: 'institution',
  },
  'card.30wd': {
    title: { lv: 'Publicētais pakalpojuma standarts', en: 'Published service standard' },
    norm: 'standard',
    event: received,
    term: [30, 'working-days'],
    binds: 'institution',
    kind: 'standard',
    resets: true,
  },
  'copy.10wd': {
    title: {
      lv: 'Licences vai apliecības dublikāta izsniegšana',
      en: 'Issue of a duplicate of a licence or certificate',
    },
    norm: 'standard',
    event: received,
    term: [10, 'working-days'],
    binds: 'institution',
    kind: 'standard',
    resets: true,
    certainty: 'U',
    missing: {
      lv: 'neviens avots šo laiku nenosaka; 10 darbdienas ir dienesta iekšējs mērķis',
      en: 'no source sets this time; 10 working days is an aim of the service itself',
    },
  },
  'inspection.act': {
    title: { lv: 'Pārbaudes akta nosūtīšana', en: 'Sending the inspection act' },
    norm: 'practice',
    event: { lv: 'pārbaudes beigas', en: 'end of the inspection' },
    term: [10, 'working-days'],
    binds: 'institution',
    kind: 'standard',
    certainty: 'R/l',
    missing: { lv: 'iekšējs termiņš; avots nav atrasts', en: 'an internal term; no source found' },
  },
})
