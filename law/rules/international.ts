import { rules } from './spec.ts'

/** Terms of the Law on International Schools. A decision on registration is contested to the head of the service, at once in effect (SSL 5(3)). */
export const INTERNATIONAL_RULES = rules({
  'SSL.apply': {
    title: {
      lv: 'Iesniegums starptautiskās skolas reģistrācijai un atļaujai',
      en: 'Applying to register an international school',
    },
    norm: 'SSL 5(1)',
    event: { lv: 'starptautiskās skolas dibināšana', en: 'founding of the international school' },
    term: [1, 'months'],
    binds: 'party',
  },
  'SSL.decision': {
    title: {
      lv: 'Lēmums par starptautiskās skolas reģistrāciju',
      en: 'Decision on registering an international school',
    },
    norm: 'SSL 5(3)',
    event: { lv: 'dokumentu saņemšana', en: 'receipt of the documents' },
    term: [2, 'months'],
    binds: 'institution',
    resets: true,
  },
  'SSL.recognition': {
    title: {
      lv: 'Sākotnējās atļaujas ilgākais derīgums: programmas atzīšanas dokumentu iesniegšana',
      en: 'Longest validity of the initial permit: submitting the recognition of the programme',
    },
    norm: 'SSL 5(4)',
    event: { lv: 'reģistrācija un sākotnējā atļauja', en: 'registration and initial permit' },
    term: [1, 'years'],
    roll: 'none',
    binds: 'party',
    kind: 'validity',
  },
  'SSL.permit': {
    title: {
      lv: 'Atļauja starptautiskai izglītības programmai',
      en: 'Permit for an international programme',
    },
    norm: 'SSL 5(5)',
    event: { lv: 'programmas atzīšanas dokumentu saņemšana', en: 'receipt of the recognition documents' },
    term: [1, 'months'],
    binds: 'institution',
  },
  'SSL.yearly-check': {
    title: { lv: 'Priekšmeta “Latvijas mācība” pārbaude', en: 'Check of the subject “Latvian studies”' },
    norm: 'SSL 13(3)',
    event: { lv: 'iepriekšējā pārbaude', en: 'the previous check' },
    term: [1, 'years'],
    binds: 'institution',
  },
  'SSL.not-started': {
    title: { lv: 'Starptautiskās programmas uzsākšana', en: 'Starting an international programme' },
    norm: 'SSL 13(1)5',
    event: { lv: 'atļaujas izsniegšana', en: 'issue of the permit' },
    term: [12, 'months'],
    binds: 'party',
  },
  'SSL.interrupted': {
    title: {
      lv: 'Pārtrauktas starptautiskās programmas atsākšana',
      en: 'Resuming an interrupted international programme',
    },
    norm: 'SSL 13(1)5',
    event: { lv: 'programmas pārtraukšana', en: 'interruption of the programme' },
    term: [12, 'months'],
    binds: 'party',
  },
  'SSL.viis': {
    title: { lv: 'Starptautiskās skolas ziņas VIIS', en: 'Data of an international school in VIIS' },
    norm: 'SSL 12(1)',
    event: { lv: 'gads, par kuru ziņo', en: 'the year of the data' },
    term: [1, 'fixed-date'],
    fixed: { month: 9, day: 1 },
    binds: 'party',
  },
  'SSL.reorganisation-notice': {
    title: {
      lv: 'Ziņa par starptautiskās skolas reorganizāciju',
      en: 'Telling of the reorganisation of an international school',
    },
    norm: 'SSL 4(3)',
    event: { lv: 'reorganizācija', en: 'the reorganisation' },
    term: [3, 'months'],
    backward: true,
    roll: 'previous-working-day',
    binds: 'party',
  },
  'SSL.liquidation-notice': {
    title: {
      lv: 'Ziņa par starptautiskās skolas likvidēšanu',
      en: 'Telling of the liquidation of an international school',
    },
    norm: 'SSL 4(3)',
    event: { lv: 'likvidēšana', en: 'the liquidation' },
    term: [6, 'months'],
    backward: true,
    roll: 'previous-working-day',
    binds: 'party',
  },
})
