import { rules } from './spec.ts'
import type { Extension } from './types.ts'

const complete = { lv: 'visu dokumentu iesniegšana', en: 'submission of all documents' }

/** RPL 43: longer where the authenticity or the missing parts must be asked about abroad (paragraph six). */
function inquiry(article: string, months: number): Extension {
  return {
    id: 'inquiry',
    title: {
      lv: 'jāpieprasa un jāizvērtē papildu informācija',
      en: 'additional information must be asked for and examined',
    },
    norm: { act: 'RPL', article },
    amount: months,
    from: 'start',
    unit: 'months',
    by: 'institution',
    notice: true,
    certainty: 'F',
  }
}

/** Terms of recognising qualifications that were acquired abroad. */
export const RECOGNITION_RULES = rules({
  'RPL43.general': {
    title: {
      lv: 'Lēmums par profesionālās kvalifikācijas atzīšanu (vispārējā sistēma)',
      en: 'Decision on recognising a qualification (general system)',
    },
    norm: 'RPL 43(3)2',
    event: complete,
    term: [4, 'months'],
    binds: 'institution',
  },
  'RPL43.third-country': {
    title: {
      lv: 'Lēmums par trešajā valstī iegūtu kvalifikāciju',
      en: 'Decision on a qualification of a third country',
    },
    norm: 'RPL 43(3)5',
    event: complete,
    term: [6, 'months'],
    binds: 'institution',
    extensions: [inquiry('43(3)5', 12)],
  },
  'RPL43.diaspora': {
    title: {
      lv: 'Lēmums par diasporas locekļa kvalifikāciju no ES vai EBTA valsts',
      en: 'Decision on a qualification of a diaspora member from the EU or EFTA',
    },
    norm: 'RPL 43(3¹)2',
    event: complete,
    term: [2, 'months'],
    binds: 'institution',
    extensions: [inquiry('43(3¹)2', 4)],
  },
  'RPL43.diaspora-elsewhere': {
    title: {
      lv: 'Lēmums par diasporas locekļa kvalifikāciju no citas likumā minētas valsts',
      en: 'Decision on a qualification of a diaspora member from another country that the law names',
    },
    norm: 'RPL 43(3¹)3',
    event: complete,
    term: [3, 'months'],
    binds: 'institution',
    extensions: [inquiry('43(3¹)3', 6)],
  },
  'RPL42.permit': {
    title: {
      lv: 'Atļauja īslaicīgu profesionālo pakalpojumu sniegšanai',
      en: 'Permit for temporary professional services',
    },
    norm: 'RPL 42(7)',
    event: { lv: 'deklarācijas un dokumentu saņemšana', en: 'receipt of the declaration and documents' },
    term: [1, 'months'],
    binds: 'institution',
    extensions: [
      {
        id: 'missing-documents',
        title: {
          lv: 'trūkst dokumentu vai jāpieprasa informācija no citas valsts',
          en: 'documents are missing or information must be asked for abroad',
        },
        norm: { act: 'RPL', article: '42(7)' },
        amount: 4,
        from: 'receipt',
        unit: 'months',
        by: 'institution',
        notice: true,
        certainty: 'F',
      },
    ],
  },
  'RPL42.renew': {
    title: {
      lv: 'Deklarācijas par īslaicīgiem pakalpojumiem atjaunošana',
      en: 'Renewing the declaration on temporary services',
    },
    norm: 'RPL 42(3)',
    event: { lv: 'iepriekšējā deklarācija', en: 'the previous declaration' },
    term: [1, 'years'],
    binds: 'party',
  },
  'RPL46.test': {
    title: { lv: 'Kvalifikācijas atbilstības pārbaude', en: 'Aptitude test' },
    norm: 'RPL 46(4)',
    event: { lv: 'pārbaudes noteikšana', en: 'the decision that a test is needed' },
    term: [6, 'months'],
    binds: 'institution',
  },
  'RPL46.notice': {
    title: {
      lv: 'Iepazīstināšana ar kvalifikācijas pārbaudes saturu',
      en: 'Telling the contents of the aptitude test',
    },
    norm: 'RPL 46(4)',
    event: { lv: 'pārbaudes diena', en: 'the day of the test' },
    term: [1, 'months'],
    backward: true,
    roll: 'previous-working-day',
    binds: 'institution',
  },
})
