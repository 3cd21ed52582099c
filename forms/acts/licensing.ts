import { z } from 'zod'
import { day, line, prose } from '../fields.ts'
import { type ActDef, noFacts, nothing } from './act.ts'
import { LICENSING_CHECKS } from './checks.ts'
import { proposalAct } from './proposal.ts'

const RESULTS = ['conforms', 'defect', 'not-applicable'] as const

/** What people do in a licensing case, in the words of the page and of the law. */
export const licensingActs: ActDef[] = [
  {
    id: 'completeness.confirm',
    title: { lv: 'Pieteikums ir pilnīgs', en: 'The application is complete' },
    explain: {
      lv: 'Lieta pāriet uz izvērtēšanu. Termiņš rit no saņemšanas dienas.',
      en: 'The case goes on to assessment. The term runs from the day of receipt.',
    },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
  },
  {
    id: 'completeness.return',
    title: { lv: 'Atstāt bez virzības', en: 'Leave without progress' },
    explain: {
      lv: 'Iesniedzējs saņem vēstuli ar piezīmēm un termiņu trūkumu novēršanai. Kad trūkumi novērsti, mēnesi skaita no jauna (APL 64. panta 1.¹ daļa).',
      en: 'The applicant gets a letter with the remarks and a term to cure. Once cured, the month counts anew (APL 64(1¹)).',
    },
    tone: 'secondary',
    fields: [
      {
        name: 'remarks',
        label: { lv: 'Piezīmes', en: 'Remarks' },
        hint: {
          lv: 'Pie katra lauka: kas trūkst un kas jādara.',
          en: 'For each field: what is missing and what to do.',
        },
        widget: 'remarks',
      },
      {
        name: 'days',
        label: { lv: 'Termiņš trūkumu novēršanai (darbdienas)', en: 'Term to cure (working days)' },
        widget: 'number',
        initial: 10,
      },
    ],
    schema: () =>
      z
        .object({
          remarks: z
            .array(z.object({ field: line(100), text: prose(2000) }).strict(), { error: 'remarks-missing' })
            .min(1, 'remarks-missing')
            .max(50),
          days: z.coerce.number().int().min(3).max(60).default(10),
        })
        .strict(),
    facts: (p) => ({ days: p.days as number }),
  },
  {
    id: 'assessment.complete',
    title: { lv: 'Pabeigt izvērtēšanu', en: 'Complete the assessment' },
    explain: {
      lv: 'Konstatējumi kļūst par lietas daļu; pēc tam sagatavo lēmuma projektu.',
      en: 'The findings become part of the file; then the draft decision is made.',
    },
    tone: 'primary',
    fields: [{ name: 'findings', label: { lv: 'Konstatējumi', en: 'Findings' }, widget: 'findings' }],
    schema: () =>
      z
        .object({
          findings: z.object(
            Object.fromEntries(
              LICENSING_CHECKS.map((check) => [
                check.id,
                z
                  .object({ result: z.enum(RESULTS), evidence: prose(10_000).or(z.literal('')).optional() })
                  .strict()
                  .refine((f) => f.result !== 'defect' || (f.evidence ?? '').length > 0, {
                    message: 'evidence-missing',
                    path: ['evidence'],
                  }),
              ]),
            ),
          ),
        })
        .strict(),
    facts: (p) => ({
      defects: Object.values(p.findings as Record<string, { result: string }>).filter(
        (f) => f.result === 'defect',
      ).length,
    }),
  },
  {
    id: 'term.extend',
    title: { lv: 'Pagarināt termiņu', en: 'Extend the term' },
    explain: {
      lv: 'Iesniedzējam nosūta paziņojumu ar pamatojumu. Pagarināt var tikai, kamēr termiņš nav beidzies.',
      en: 'The applicant is sent a notice with the ground. Possible only before the term ends.',
    },
    tone: 'secondary',
    fields: [
      {
        name: 'extension',
        label: { lv: 'Pamats', en: 'Ground' },
        widget: 'radios',
        options: [
          {
            value: 'more-information',
            label: {
              lv: 'Vajadzīga papildu informācija: divi mēneši no saņemšanas (MK 253)',
              en: 'Additional information is needed: two months from receipt (MK 253)',
            },
          },
          {
            value: 'APL64(2)',
            label: {
              lv: 'Objektīvi iemesli: ne ilgāk kā četri mēneši no saņemšanas (APL 64. panta otrā daļa)',
              en: 'Objective reasons: at most four months from receipt (APL 64(2))',
            },
          },
        ],
      },
      {
        name: 'reason',
        label: { lv: 'Pamatojums iesniedzējam', en: 'Reason, as told to the applicant' },
        widget: 'textarea',
        rows: 4,
      },
    ],
    schema: () =>
      z.object({ extension: z.enum(['more-information', 'APL64(2)']), reason: prose(3000) }).strict(),
    facts: (p) => ({ extension: p.extension as string }),
  },
  proposalAct,
  {
    id: 'review.approve',
    title: { lv: 'Apstiprināt projektu', en: 'Approve the draft' },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
  },
  {
    id: 'review.return',
    title: { lv: 'Atdot labošanai', en: 'Return for changes' },
    tone: 'secondary',
    fields: [
      {
        name: 'comment',
        label: { lv: 'Kas jālabo?', en: 'What must be changed?' },
        widget: 'textarea',
        rows: 4,
      },
    ],
    schema: () => z.object({ comment: prose(5000) }).strict(),
    facts: noFacts,
  },
  {
    id: 'decision.sign',
    signIn: 'fresh',
    title: { lv: 'Parakstīt lēmumu', en: 'Sign the decision' },
    explain: {
      lv: 'Lēmums saņem numuru, dokumentu apzīmogo un nosūta. To vairs nevar atsaukt, tikai labot vai atcelt ar jaunu aktu.',
      en: 'The decision gets its number, is sealed and sent. It can then only be corrected, or revoked by a new act.',
    },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
  },
  {
    id: 'decision.return',
    title: { lv: 'Atdot atpakaļ', en: 'Send back' },
    tone: 'secondary',
    fields: [
      {
        name: 'comment',
        label: { lv: 'Kas jāmaina?', en: 'What must change?' },
        widget: 'textarea',
        rows: 4,
      },
    ],
    schema: () => z.object({ comment: prose(5000) }).strict(),
    facts: noFacts,
  },
  {
    id: 'views.submit',
    title: { lv: 'Iesniegt viedokli', en: 'Give your views' },
    explain: {
      lv: 'Jūsu viedokli izvērtēs un atspoguļos lēmumā.',
      en: 'Your views will be weighed and reflected in the decision.',
    },
    tone: 'primary',
    fields: [
      {
        name: 'text',
        label: { lv: 'Viedoklis un argumenti', en: 'Views and arguments' },
        widget: 'textarea',
        rows: 10,
      },
    ],
    schema: () => z.object({ text: prose(20_000) }).strict(),
    facts: noFacts,
  },
  {
    id: 'service.prove',
    title: { lv: 'Reģistrēt faktisku saņemšanu', en: 'Record actual receipt' },
    explain: {
      lv: 'Pierādījums, ka adresāts lēmumu saņēmis citā dienā, nekā pieņemts likumā; no tās skaita apstrīdēšanas termiņu.',
      en: 'Proof that the decision was received on a day other than the law presumes; the term to contest counts from it.',
    },
    tone: 'secondary',
    fields: [
      { name: 'receivedAt', label: { lv: 'Saņemšanas diena', en: 'Day of receipt' }, widget: 'date' },
      { name: 'evidence', label: { lv: 'Pierādījums', en: 'Evidence' }, widget: 'textarea', rows: 3 },
    ],
    schema: (context) =>
      z
        .object({ receivedAt: day.refine((d) => d <= context.today, 'date-future'), evidence: prose(2000) })
        .strict(),
    facts: (p) => ({ receivedAt: p.receivedAt as string }),
  },
  {
    id: 'contest.submit',
    title: { lv: 'Apstrīdēt lēmumu', en: 'Contest the decision' },
    explain: {
      lv: 'Iesniegumu nosūtīs Izglītības un zinātnes ministrijai. No saņemšanas dienas lēmuma darbība ir apturēta (APL 80. pants).',
      en: 'The submission goes to the Ministry of Education and Science. From its receipt the decision is suspended (APL 80).',
    },
    tone: 'warning',
    fields: [
      {
        name: 'extent',
        label: { lv: 'Kādā apjomā lēmumu apstrīdat?', en: 'To what extent do you contest it?' },
        widget: 'textarea',
        rows: 3,
      },
      {
        name: 'request',
        label: { lv: 'Ko lūdzat un kāpēc?', en: 'What do you ask for, and why?' },
        widget: 'textarea',
        rows: 8,
      },
    ],
    schema: () => z.object({ extent: prose(3000), request: prose(20_000) }).strict(),
    facts: noFacts,
  },
  {
    id: 'contest.outcome',
    title: { lv: 'Reģistrēt ministrijas lēmumu', en: "Record the ministry's decision" },
    tone: 'primary',
    fields: [
      {
        name: 'outcome',
        label: { lv: 'Ministrijas lēmums (APL 81. pants)', en: "The ministry's decision (APL 81)" },
        widget: 'radios',
        options: [
          { value: 'unchanged', label: { lv: 'Atstāt negrozītu', en: 'Leave unchanged' } },
          { value: 'revoked', label: { lv: 'Atcelt', en: 'Revoke' } },
          { value: 'revoked-partly', label: { lv: 'Atcelt daļā', en: 'Revoke in part' } },
          {
            value: 'other-act',
            label: {
              lv: 'Izdot satura ziņā citādu aktu (programmu licencēt)',
              en: 'Issue a different act (license the programme)',
            },
          },
        ],
      },
      { name: 'number', label: { lv: 'Lēmuma numurs', en: 'Number of the decision' }, widget: 'text' },
      { name: 'date', label: { lv: 'Lēmuma datums', en: 'Date of the decision' }, widget: 'date' },
      { name: 'summary', label: { lv: 'Būtība', en: 'Substance' }, widget: 'textarea', rows: 4 },
    ],
    schema: (context) =>
      z
        .object({
          outcome: z.enum(['unchanged', 'revoked', 'revoked-partly', 'other-act']),
          number: line(60),
          date: day.refine((d) => d <= context.today, 'date-future'),
          summary: prose(5000),
        })
        .strict(),
    facts: (p) => ({ outcome: p.outcome as string }),
  },
  {
    id: 'decision.correct',
    title: { lv: 'Labot pārrakstīšanās kļūdu', en: 'Correct a clerical error' },
    explain: {
      lv: 'Kļūdas, kas nemaina lēmuma būtību (APL 72. pants). Adresātam nosūta labojumu.',
      en: 'Errors that do not change the substance (APL 72). The addressee is sent the correction.',
    },
    tone: 'secondary',
    fields: [
      { name: 'was', label: { lv: 'Kļūdainais teksts', en: 'The wrong text' }, widget: 'textarea', rows: 2 },
      {
        name: 'becomes',
        label: { lv: 'Pareizais teksts', en: 'The right text' },
        widget: 'textarea',
        rows: 2,
      },
    ],
    schema: () => z.object({ was: prose(2000), becomes: prose(2000) }).strict(),
    facts: noFacts,
  },
  {
    id: 'case.withdraw',
    title: { lv: 'Atsaukt iesniegumu', en: 'Withdraw the application' },
    explain: {
      lv: 'Lietu izbeigs bez lēmuma. Iesniegt no jauna var jebkurā laikā.',
      en: 'The case is closed without a decision. You may apply again at any time.',
    },
    tone: 'warning',
    fields: [
      {
        name: 'reason',
        label: { lv: 'Iemesls (ja vēlaties)', en: 'Reason (if you wish)' },
        widget: 'textarea',
        rows: 2,
      },
    ],
    schema: () => z.object({ reason: prose(2000).or(z.literal('')).optional() }).strict(),
    facts: noFacts,
  },
  {
    id: 'trouble.retry',
    title: { lv: 'Mēģināt vēlreiz', en: 'Try again' },
    explain: {
      lv: 'Darbu, kas neizdevās, mēģinās vēlreiz tūlīt. Pats no sevis tas tiek mēģināts reizi stundā.',
      en: 'The work that failed is tried again at once. By itself it is tried every hour.',
    },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
  },
  {
    id: 'application.cure',
    title: { lv: 'Iesniegt labojumus', en: 'Send the corrections' },
    tone: 'primary',
    fields: [],
    schema: () => z.object({ draftId: z.uuid(), draftRevision: z.number().int().optional() }).strict(),
    facts: noFacts,
  },
]

export function findAct(id: string): ActDef | undefined {
  return licensingActs.find((a) => a.id === id)
}
