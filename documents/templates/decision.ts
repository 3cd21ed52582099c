// The administrative act with the nine parts of APL 67(2), in their order, each under its own heading.
import { checkDecision } from '../../law/decision/check.ts'
import { decisionBody } from '../decision/body.ts'
import { decisionData } from '../decision/data.ts'
import { type DecisionInput, decisionSchema } from '../decision/input.ts'
import { EXAMPLE_ISSUER, EXAMPLE_SCHOOL, letter } from '../head.ts'
import { empty, type InputIssue, template } from '../template.ts'

export const decision = template({
  title: { lv: 'Lēmums (administratīvais akts)', en: 'Decision (administrative act)' },
  schema: decisionSchema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-05-04',
    number: '4-12/2026/66',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    kind: 'partly',
    subject: 'Par izglītības programmas licencēšanu (kods 21011111)',
    unfavourable: true,
    disputed: true,
    claim: {
      text: 'Licencēt pamatizglītības programmu (kods 21011111) divās īstenošanas vietās: Skolas ielā 1 un Parka ielā 4, Paraugā.',
      receivedOn: '2026-03-05',
      number: 'S-2026-000123',
    },
    course: [
      { date: '2026-03-12', text: 'Iesniegums atstāts bez virzības; trūkumi novērsti 2026. gada 20. martā.' },
      { date: '2026-04-09', text: 'Apmeklēta programmas īstenošanas vieta Parka ielā 4.' },
      { date: '2026-04-14', text: 'Iesniedzējs uzaicināts izteikt viedokli.' },
    ],
    hearing: { invitedOn: '2026-04-14', answerBy: '2026-04-28', heardOn: '2026-04-24', form: 'rakstveidā' },
    views: [
      {
        by: 'Paraugu pagasta pamatskola',
        view: 'Telpas Parka ielā 4 tiks sagatavotas līdz 2026. gada 1. septembrim, tādēļ programmu var licencēt arī šajā vietā jau tagad.',
        answer:
          'Licencējot vērtē stāvokli lēmuma pieņemšanas dienā. Telpām nav ugunsdrošības atzinuma, un nav zināms, vai tās tiks nodotas laikā; pēc nodošanas var iesniegt jaunu iesniegumu.',
      },
    ],
    facts: [
      {
        text: 'Mācību plāns atbilst valsts pamatizglītības standartam pēc 2026. gada 20. martā iesniegtajiem labojumiem.',
        evidence: ['Mācību plāns, 2. redakcija'],
      },
      {
        text: 'Īstenošanas vietā Skolas ielā 1 mācību vide, materiālā bāze un pedagogu kvalifikācija ir atbilstoša.',
        evidence: ['Eksperta atzinums', 'VIIS pedagogu dati'],
      },
      {
        text: 'Īstenošanas vietā Parka ielā 4 telpas nav nodotas ekspluatācijā un nav ugunsdrošības atzinuma.',
        evidence: ['Pārbaudes akts Nr. 17', 'Fotogrāfijas Nr. 1–9'],
      },
    ],
    rejectedEvidence: [
      {
        evidence: 'Būvuzņēmēja vēstule par plānoto darbu pabeigšanu',
        why: 'Vēstule apliecina nodomu, nevis telpu gatavību lēmuma pieņemšanas dienā.',
      },
    ],
    reasoning: [
      'Izglītības iestāde programmu drīkst īstenot tikai tad, ja mācību vide ir droša un atbilst programmas vajadzībām. Šī prasība attiecas uz katru īstenošanas vietu.',
      'Vietā Skolas ielā 1 visas prasības ir izpildītas, tādēļ prasījums šajā daļā apmierināms. Vietā Parka ielā 4 prasības nav izpildītas, tādēļ šajā daļā prasījums noraidāms.',
    ],
    considerations: {
      necessity: 'Lēmums vajadzīgs, lai nodrošinātu izglītojamo drošību.',
      suitability: 'Atteikums šajā vietā novērš mācības nedrošās telpās.',
      need: 'Saudzējošāku līdzekļu nav: nosacījums ar vēlāku izpildi ļautu uzņemt izglītojamos nesagatavotās telpās.',
      proportionality:
        'Iestāde programmu var īstenot Skolas ielā 1 un pēc telpu nodošanas lūgt licencēt arī otru vietu.',
    },
    norms: [
      'Izglītības likuma 20. panta pirmā daļa',
      'Ministru kabineta 23.05.2023. noteikumu Nr. 253 4. punkts',
      'Administratīvā procesa likuma 62. panta pirmā daļa',
      'Administratīvā procesa likuma 66. panta pirmā daļa',
      'Administratīvā procesa likuma 67. panta otrā daļa',
      'Administratīvā procesa likuma 68. panta pirmā daļa',
    ],
    operative: [
      'Licencēt pamatizglītības programmu (kods 21011111) īstenošanas vietā Skolas ielā 1, Paraugā, Paraugu novadā.',
      'Atteikt licencēt programmu īstenošanas vietā Parka ielā 4, Paraugā.',
    ],
    conditions: [
      {
        type: 'task',
        text: 'Iesniegt Dienestam apliecinājumu par fizikas kabineta aprīkojumu.',
        due: '2026-08-15',
      },
      { type: 'term', text: 'Programmas īstenošanu uzsākt gada laikā.', due: '2027-05-04' },
    ],
    register: {
      name: 'Licencēto izglītības programmu reģistrs',
      notice: 'Programma tajā tiks ierakstīta, kad lēmums stājas spēkā; ieraksts reģistrā ir licence.',
    },
    appeal: {
      authority: 'Izglītības un zinātnes ministrijā',
      authorityAddress: 'Vaļņu iela 2, Rīga, LV-1050',
      through: 'Izglītības kvalitātes valsts dienestā',
    },
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
    sealed: true,
    preparedBy: { name: 'Ilze Paraugkalne', email: 'ilze.paraugkalne@ikvd.example' },
    attachments: ['Eksperta atzinums uz 6 lapām'],
    recipients: [
      { name: 'Paraugu pagasta pamatskola', channel: 'e-adrese' },
      { name: 'Paraugu novada pašvaldība (dibinātājs)', channel: 'e-adrese' },
    ],
    verifyUrl: 'https://lieta.example/verify/4-12-2026-66',
    twin: {
      programme: {
        code: '21011111',
        name: 'Pamatizglītības programma',
        site: 'Skolas iela 1, Parauga, Paraugu novads, LV-0000',
      },
      contest: {
        term: 'P1M',
        steps: [
          {
            text: 'Dokuments uzskatāms par paziņotu otrajā darbdienā pēc nosūtīšanas uz oficiālo elektronisko adresi.',
            norm: 'OEAL 12',
          },
          { text: 'Lēmums stājas spēkā, kad tas paziņots adresātam.', norm: 'APL 70(1)' },
          { text: 'Apstrīdēt var viena mēneša laikā no spēkā stāšanās dienas.', norm: 'APL 79(1)' },
        ],
        ifSentOn: '2026-05-04',
        inForceFrom: '2026-05-06',
        lastDay: '2026-06-08',
      },
    },
    signatureFields: [
      { name: 'signatory', label: 'Dienesta vadītājas paraksts' },
      { name: 'seal', label: 'Iestādes elektroniskais zīmogs' },
    ],
  },
  lacks: (i) => [...empty(i, ISSUED), ...invalid(i)],
  compose: (i) => {
    const c = letter(i, { title: 'LĒMUMS', subject: i.subject, body: decisionBody(i) })
    // A draft has neither number nor force: nothing for a machine to take it for.
    if (!i.twin || i.draft) return c
    const description = 'Lēmuma dati mašīnlasāmā veidā'
    return { ...c, data: { name: 'lemums.json', json: decisionData(i), description } }
  },
})

// Of a wholly favourable act the law would forgive some of these (APL 67(7)); the decisions of the house have them all.
const ISSUED = {
  number: 'a decision that is issued bears its number',
  facts: 'a decision says which facts it rests on (APL 67(2)5)',
  reasoning: 'a decision gives its reasons (APL 67(2)6)',
  appeal: 'a decision says where and until when it may be contested (APL 67(2)9)',
  signatory: 'a decision names who signs it',
}

// What the law calls invalid is not printed as an act (APL 74(1); 62): the last guard behind the one at issue.
const GUARDED = new Set(['norms', 'hearing', 'part-1', 'part-2', 'part-8'])

function invalid(i: DecisionInput): InputIssue[] {
  return checkDecision({
    ...i,
    claim: i.claim?.text,
    recipients: [],
    considerations: i.considerations,
  })
    .filter((f) => f.severity === 'block' && GUARDED.has(f.rule))
    .map((f) => ({ path: f.field, reason: `${f.message.en} (${f.norm})` }))
}
