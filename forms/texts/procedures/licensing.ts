import type { LICENSING } from '../../../procedures/licensing.ts'
import { licensingForm } from '../../licensing.ts'
import { join, type TextsOf } from '../texts.ts'
import { afterlifeTexts } from '../words/afterlife.ts'
import { assessTexts } from '../words/assess.ts'
import { completenessTexts } from '../words/completeness.ts'
import { courseTexts } from '../words/course.ts'
import { decideTexts } from '../words/decide.ts'
import { extendTexts } from '../words/extend.ts'
import { hearTexts } from '../words/hear.ts'
import { partiesTexts } from '../words/parties.ts'
import { restoreTexts } from '../words/restore.ts'
import { serveTexts } from '../words/serve.ts'

const words = join(
  courseTexts,
  partiesTexts,
  completenessTexts,
  assessTexts,
  extendTexts,
  decideTexts,
  hearTexts,
  serveTexts,
  afterlifeTexts,
  restoreTexts,
)

export const licensingTexts: TextsOf<typeof LICENSING> = {
  ...words,
  title: licensingForm.title,
  outcomes: {
    ...words.outcomes,
    grant: { lv: 'Programma licencēta', en: 'Programme licensed' },
    refuse: { lv: 'Licencēšana atteikta', en: 'Licence refused' },
    'grant-by-ministry': {
      lv: 'Licencēta ar ministrijas lēmumu',
      en: 'Licensed by decision of the ministry',
    },
  },
  letters: {
    application: 'Pieteikums izglītības programmas licencēšanai',
    about: 'izglītības programmas licencēšanu',
  },
  next: {
    lv: [
      'Inspektors pārbauda, vai pieteikums ir pilnīgs. Ja kaut kā trūkst, saņemsiet vēstuli ar piezīmēm un termiņu.',
      'Inspektors izvērtē programmu. Ja paredzēts nelabvēlīgs lēmums, vispirms lūgs jūsu viedokli.',
      'Lēmumu pārskata otra persona un paraksta direktors. Lēmumu saņemsiet e-adresē vai e-pastā.',
    ],
    en: [
      'An inspector checks whether the application is complete. If something is missing, you get a letter with remarks and a term.',
      'The inspector assesses the programme. Before an unfavourable decision you are asked for your views.',
      'A second person reviews the decision and the director signs it. You get it in your e-address or by e-mail.',
    ],
  },
  service: {
    lead: {
      lv: 'Vispārējās vai profesionālās izglītības programmu drīkst īstenot tikai pēc tās licencēšanas.',
      en: 'A programme of general or vocational education may be implemented only after it is licensed.',
    },
    who: {
      lv: 'Izglītības iestādes vadītājs vai pilnvarots pārstāvis, ja iestāde ir izglītības iestāžu reģistrā.',
      en: 'The head or an authorised representative of an institution that is in the register of educational institutions.',
    },
    needed: {
      lv: [
        'Programmas kods Latvijas izglītības klasifikācijā, nosaukums, apjoms un ilgums.',
        'Dibinātāja saskaņojuma datums un numurs.',
        'Mācību plāns (PDF, DOCX, XLSX, EDOC vai ASICE datne, līdz 50 MB).',
        'Ja programmu izstrādājusi iestāde: arī programma un dibinātāja saskaņojums datnē.',
      ],
      en: [
        'The code in the Latvian education classification, name, scope and duration of the programme.',
        "Date and number of the founder's approval.",
        'The lesson plan (a PDF, DOCX, XLSX, EDOC or ASICE file of up to 50 MB).',
        "For a programme of the institution's own: the programme and the founder's approval as files.",
      ],
    },
    norm: { act: 'MK253', article: 'p. 4' },
    term: {
      lv: 'Lēmumu pieņem mēneša laikā no iesnieguma saņemšanas; ja vajadzīga papildu informācija – divu mēnešu laikā. Ja pieteikumā kaut kā trūkst, mēnesi skaita no dienas, kad trūkumi novērsti.',
      en: 'The decision is made within a month of receipt; within two months if additional information is needed. If something is missing, the month counts from the day on which it was completed.',
    },
    termNorms: [
      { act: 'APL', article: '64(1)' },
      { act: 'APL', article: '64(1¹)' },
      { act: 'MK253', article: '' },
    ],
    fee: { lv: 'Bez maksas.', en: 'Free of charge.' },
    signature: {
      lv: 'Atsevišķs paraksts nav vajadzīgs, ja piesakāties ar valsts elektronisko identifikāciju. Citādi iesniegumu lejupielādē, paraksta ar eParakstu un pievieno.',
      en: 'No separate signature is needed if you sign in with the electronic identification of the state. Otherwise you download the application, sign it with eParaksts and attach it.',
    },
    after: {
      title: { lv: 'Kas ir licence', en: 'What the licence is' },
      text: {
        lv: 'Licence ir ieraksts licencēto programmu reģistrā; to var redzēt un pārbaudīt ikviens.',
        en: 'The licence is an entry in the register of licensed programmes, which anyone can see and check.',
      },
      register: 'licensed-programmes',
    },
    time: { lv: 'Aizpildīšana aizņem apmēram 15 minūtes.', en: 'Filling in takes about 15 minutes.' },
  },
}
