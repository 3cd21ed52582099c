// Invitation to be heard before an unfavourable act, APL 62: what is intended, on which facts and norms, by when to answer.
import { z } from 'zod'
import { bold, dashed, h, numbered, p, paragraphs } from '../blocks.ts'
import {
  EXAMPLE_ISSUER,
  EXAMPLE_SCHOOL,
  headFields,
  isoDate,
  letter,
  normsBlocks,
  party,
  words,
} from '../head.ts'
import { template } from '../template.ts'
import { listed, untilDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  subject: words(500),
  /** What the authority intends to decide. */
  intended: words(5000),
  facts: z
    .array(z.strictObject({ text: words(10_000), evidence: z.array(words(1000)).max(50).optional() }))
    .min(1)
    .max(500),
  norms: z.array(words(500)).min(1).max(100),
  /** Questions on which the view is asked in particular. */
  questions: z.array(words(2000)).max(50).optional(),
  answerBy: isoDate,
  /** Ways to answer; the usual ones when left out. */
  howTo: z.array(words(1000)).max(20).optional(),
})

export const hearingInvitation = template({
  title: { lv: 'Uzaicinājums izteikt viedokli', en: 'Invitation to be heard' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-04-14',
    number: '4-12/2026/55',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    subject: 'Par ieceri atteikt licencēt izglītības programmu (kods 21011111)',
    intended:
      'Atteikt licencēt pamatizglītības programmu (kods 21011111) īstenošanas vietā Skolas ielā 1, Paraugā.',
    facts: [
      {
        text: 'Mācību plānā 8. klasē paredzētas par divām stundām nedēļā mazāk, nekā noteikts valsts pamatizglītības standartā.',
        evidence: ['Mācību plāns, 3. lapa'],
      },
      {
        text: 'Fizikas mācīšanai nav piesaistīts pedagogs ar normatīvajos aktos noteikto izglītību.',
        evidence: ['Pedagogu saraksts', 'VIIS dati 2026. gada 10. aprīlī'],
      },
    ],
    norms: [
      'Ministru kabineta 23.05.2023. noteikumu Nr. 253 4. punkts',
      'Administratīvā procesa likuma 62. panta pirmā daļa',
    ],
    questions: [
      'Kad un kā stundu skaits tiks saskaņots ar standartu?',
      'Vai fizikas pedagogs tiks piesaistīts līdz 2026. gada 1. septembrim?',
    ],
    answerBy: '2026-04-28',
    signatory: { post: 'Licencēšanas daļas vecākā eksperte', name: 'Ilze Paraugkalne' },
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Uzaicinājums izteikt viedokli',
      subject: i.subject,
      body: [
        p(
          `${i.issuer.name} gatavo lēmumu, kas Jums var būt nelabvēlīgs. Pirms tā pieņemšanas Jums ir tiesības izteikt viedokli un argumentus; tos izvērtēsim un lēmumā uz tiem atbildēsim.`,
        ),
        h(2, 'Iecerētais lēmums'),
        ...paragraphs(i.intended),
        h(2, 'Konstatētie fakti'),
        numbered(
          i.facts.map((f) => ({
            text: f.text,
            sub: f.evidence?.length
              ? [p(`Pierādījumi: ${listed(f.evidence)}`, { size: 9.5, muted: true, after: 2 })]
              : [],
          })),
        ),
        ...normsBlocks(i.norms, 'Tiesību normas, ko paredzēts piemērot'),
        ...(i.questions?.length
          ? [h(2, 'Jautājumi, par kuriem īpaši lūdzam viedokli'), numbered(i.questions)]
          : []),
        h(2, 'Viedokļa iesniegšana'),
        p(['Viedokli lūdzam iesniegt līdz ', bold(untilDate(i.answerBy)), ' (ieskaitot):']),
        dashed(
          i.howTo ?? [
            'sistēmā Lieta, atverot lietu un izvēloties „Izteikt viedokli”;',
            `ar e-adreses starpniecību${i.issuer.email ? ` vai parakstītu dokumentu uz ${i.issuer.email}` : ''};`,
            `rakstveidā pa pastu vai klātienē: ${i.issuer.address}.`,
          ],
        ),
        p(
          'Ar lietas materiāliem var iepazīties jebkurā laikā (Administratīvā procesa likuma 61. pants). Ja viedoklis netiks saņemts, lēmumu pieņemsim pēc lietā esošajām ziņām.',
        ),
      ],
    }),
})
