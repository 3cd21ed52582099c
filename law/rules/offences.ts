import { rules } from './spec.ts'

const information = { lv: 'ziņu iegūšana par iespējamu pārkāpumu', en: 'learning of a possible offence' }
const begun = {
  lv: 'lēmums par administratīvā pārkāpuma procesa uzsākšanu',
  en: 'the decision to start the offence proceedings',
}

/** Terms of administrative-offence proceedings. They count as those of an administrative case do (AAL 58, 59). */
export const OFFENCE_RULES = rules(
  {
    'AAL117.start': {
      title: { lv: 'Lēmums par pārkāpuma procesa uzsākšanu', en: 'Deciding whether to start proceedings' },
      norm: 'AAL 117(1)',
      event: information,
      term: [3, 'working-days'],
      binds: 'institution',
    },
    'AAL117.start-long': {
      title: {
        lv: 'Lēmums par pārkāpuma procesa uzsākšanu, ja ziņas ilgstoši jāpārbauda',
        en: 'Deciding whether to start proceedings after a long check',
      },
      norm: 'AAL 117(2)',
      event: information,
      term: [1, 'months'],
      binds: 'institution',
    },
    'AAL118.limitation': {
      title: { lv: 'Pārkāpuma procesa uzsākšanas noilgums', en: 'Limitation of starting proceedings' },
      norm: 'AAL 118(1)',
      event: { lv: 'pārkāpuma izdarīšana vai pārtraukšana', en: 'the offence, or its end' },
      term: [1, 'years'],
      roll: 'none',
      binds: 'institution',
    },
    'AAL131.notice': {
      title: {
        lv: 'Paziņojums par pārkāpuma lietas izskatīšanu',
        en: 'Notice of the hearing of the offence',
      },
      norm: 'AAL 131',
      event: { lv: 'lietas izskatīšanas diena', en: 'the day of the hearing' },
      term: [5, 'days'],
      backward: true,
      roll: 'previous-working-day',
      binds: 'institution',
    },
    'AAL133.decision': {
      title: { lv: 'Lēmums administratīvā pārkāpuma lietā', en: 'Decision on the offence' },
      norm: 'AAL 133(1)',
      event: begun,
      term: [1, 'months'],
      binds: 'institution',
      extensions: [
        {
          id: 'AAL133(2)',
          title: { lv: 'pagarinājums objektīvu iemeslu dēļ', en: 'extension for objective reasons' },
          norm: { act: 'AAL', article: '133(2)' },
          amount: 4,
          from: 'start',
          unit: 'months',
          by: 'institution',
          notice: false,
          certainty: 'F',
        },
      ],
    },
    'AAL133.expertise': {
      title: {
        lv: 'Lēmums administratīvā pārkāpuma lietā, ja vajadzīga ekspertīze',
        en: 'Decision on the offence where an expertise is needed',
      },
      norm: 'AAL 133(3)',
      event: begun,
      term: [6, 'months'],
      binds: 'institution',
    },
    'AAL157.serve': {
      title: {
        lv: 'Pārkāpuma lietā pieņemtā lēmuma paziņošana',
        en: 'Notifying the decision on the offence',
      },
      norm: 'AAL 157(2)',
      event: { lv: 'lietas izskatīšana', en: 'the hearing' },
      term: [7, 'working-days'],
      binds: 'institution',
    },
    'AAL168.complaint': {
      title: { lv: 'Sūdzība augstākai amatpersonai', en: 'Complaint to the higher official' },
      norm: 'AAL 168(1)',
      event: { lv: 'lēmuma paziņošana', en: 'notification of the decision' },
      term: [10, 'working-days'],
      binds: 'party',
    },
    'AAL168.forward': {
      title: {
        lv: 'Sūdzības un lietas nosūtīšana izskatīšanai',
        en: 'Forwarding the complaint and the file',
      },
      norm: 'AAL 168(2)',
      event: { lv: 'sūdzības saņemšana', en: 'receipt of the complaint' },
      term: [3, 'working-days'],
      binds: 'institution',
    },
    'AAL169.restore': {
      title: {
        lv: 'Lēmums par sūdzības termiņa atjaunošanu',
        en: 'Decision on restoring the term of the complaint',
      },
      norm: 'AAL 169(2)',
      event: { lv: 'lūguma saņemšana', en: 'receipt of the request' },
      term: [5, 'working-days'],
      binds: 'institution',
    },
    'AAL262.pay': {
      title: { lv: 'Naudas soda samaksa', en: 'Paying the fine' },
      norm: 'AAL 262',
      event: { lv: 'nolēmuma spēkā stāšanās', en: 'entry into force of the decision' },
      term: [1, 'months'],
      binds: 'party',
    },
  },
  '2020-07-01',
)
