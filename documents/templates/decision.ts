// The administrative act with the nine parts of APL 67(2), in their order, each under its own heading.
import { z } from 'zod'
import { checkDecision } from '../../law/decision/check.ts'
import { type Block, bold, dashed, h, italic, numbered, p, paragraphs, type Rich } from '../blocks.ts'
import {
  appealFields,
  appealText,
  EXAMPLE_ISSUER,
  EXAMPLE_SCHOOL,
  headFields,
  isoDate,
  letter,
  normsBlocks,
  party,
  words,
} from '../head.ts'
import { DocumentInputError, template } from '../template.ts'
import { dateName, ofDate, onDate, untilDate } from '../text.ts'

export const DECISION_KINDS = ['grant', 'refuse', 'partly', 'amend', 'suspend', 'annul', 'correct'] as const

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  kind: z.enum(DECISION_KINDS),
  /** What it is about, e.g. "Par izglītības programmas licencēšanu". */
  subject: words(1000),
  /** Unfavourable to the addressee or a third person, wholly or in part. */
  unfavourable: z.boolean(),
  /** Somebody expressed a view that differs from the decision (APL 67(7)). */
  disputed: z.boolean(),
  /** 3. The claim; absent when the case was started on the authority's own initiative. */
  claim: z
    .strictObject({ text: words(), receivedOn: isoDate.optional(), number: words(100).optional() })
    .optional(),
  /** Course of the case: steps with dates. */
  course: z
    .array(z.strictObject({ date: isoDate, text: words(2000) }))
    .max(200)
    .optional(),
  /** Hearing (APL 62), or why there was none. */
  hearing: z
    .strictObject({
      invitedOn: isoDate,
      answerBy: isoDate.optional(),
      heardOn: isoDate.optional(),
      form: words(500).optional(),
    })
    .optional(),
  noHearingReason: words(2000).optional(),
  /** 4. Views and arguments, each with the authority's answer. */
  views: z
    .array(z.strictObject({ by: words(500), view: words(), answer: words() }))
    .max(200)
    .optional(),
  /** 5. Facts, with the evidence relied on. */
  facts: z
    .array(z.strictObject({ text: words(), evidence: z.array(words(1000)).max(100).optional() }))
    .max(1000),
  /** Evidence not relied on, and why (APL 67(3)). */
  rejectedEvidence: z
    .array(z.strictObject({ evidence: words(1000), why: words(5000) }))
    .max(200)
    .optional(),
  /** 6. Reasoning. */
  reasoning: z.array(words()).max(500),
  /** Considerations of expediency (APL 66), unless the act is mandatory (APL 65(1)). */
  considerations: z
    .strictObject({
      necessity: words(5000).optional(),
      suitability: words(5000).optional(),
      need: words(5000).optional(),
      proportionality: words(5000).optional(),
    })
    .optional(),
  mandatoryAct: z.boolean().optional(),
  /** 7. Applied norms, one entry each: act, article, paragraph, point. */
  norms: z.array(words(500)).max(300),
  /** 8. The operative part. */
  operative: z.array(words(5000)).min(1).max(200),
  validity: z.strictObject({ from: isoDate.optional(), until: isoDate.optional() }).optional(),
  /** Conditions of APL 68: term, precondition, task, reservation. */
  conditions: z
    .array(
      z.strictObject({
        type: z.enum(['term', 'precondition', 'task', 'reservation']),
        text: words(5000),
        due: isoDate.optional(),
      }),
    )
    .max(200)
    .optional(),
  register: z.strictObject({ name: words(500), instruction: words(2000) }).optional(),
  costs: words(2000).optional(),
  /** Why it comes after the term, for an unfavourable act (APL 49(4)). */
  delayJustification: words(5000).optional(),
  entryIntoForce: words(2000).optional(),
  /** 9. Where and by when it may be contested. */
  appeal: appealFields.optional(),
  /** Machine-readable twin, embedded in the file (the PDF becomes PDF/A-3a). */
  data: z.record(z.string(), z.json()).optional(),
})

const CONDITION = {
  term: 'Termiņš',
  precondition: 'Nosacījums',
  task: 'Uzdevums',
  reservation: 'Atruna',
} as const
const FORCE =
  'Lēmums stājas spēkā ar brīdi, kad tas paziņots adresātam (Administratīvā procesa likuma 70. panta pirmā daļa).'

export type DecisionInput = z.output<typeof schema>

export const decision = template({
  title: { lv: 'Lēmums (administratīvais akts)', en: 'Decision (administrative act)' },
  schema,
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
      'Izglītības likuma 20. pants',
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
      instruction: 'Izdarīt ierakstu par lemjošās daļas 1. punktu dienā, kad lēmums stājas spēkā.',
    },
    appeal: { authorityAddress: 'Vaļņu iela 2, Rīga, LV-1050' },
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
    signatureFields: [
      { name: 'signatory', label: 'Dienesta vadītājas paraksts' },
      { name: 'seal', label: 'Iestādes elektroniskais zīmogs' },
    ],
  },
  compose: (i) => {
    if (!i.draft) refuseInvalid(i)
    const c = letter(i, { title: 'LĒMUMS', subject: i.subject, body: body(i) })
    return i.data
      ? { ...c, data: { name: 'lemums.json', json: i.data, description: 'Lēmuma dati mašīnlasāmā veidā' } }
      : c
  },
})

// What the law calls invalid is not printed as an act (APL 74(1); 62): the last guard behind the one at issue.
const GUARDED = new Set(['norms', 'hearing', 'part-1', 'part-2', 'part-8'])

function refuseInvalid(i: DecisionInput): void {
  const wrong = checkDecision({
    ...i,
    claim: i.claim?.text,
    recipients: [],
    considerations: i.considerations,
  }).filter((f) => f.severity === 'block' && GUARDED.has(f.rule))
  if (wrong.length > 0)
    throw new DocumentInputError(
      'decision',
      wrong.map((f) => ({ path: f.field, reason: `${f.message.en} (${f.norm})` })),
    )
}

function body(i: DecisionInput): Block[] {
  const out: Block[] = []
  if (i.claim) {
    out.push(h(2, 'Iesniedzēja prasījums'), ...paragraphs(i.claim.text))
    const src = [
      i.claim.receivedOn && `Iesniegums saņemts ${onDate(i.claim.receivedOn)}`,
      i.claim.number && `reģistrēts ar Nr.\u00a0${i.claim.number}`,
    ].filter(Boolean)
    if (src.length > 0) out.push(p(`${src.join(', ')}.`, { size: 9.5, muted: true }))
  }
  out.push(...courseBlocks(i))
  if (i.views?.length) {
    out.push(h(2, 'Viedokļi un argumenti, un atbildes uz tiem'))
    out.push(
      numbered(
        i.views.map((v) => ({
          text: [bold(`${v.by}: `), v.view] as Rich,
          sub: paragraphs(v.answer).map((q, n) =>
            n === 0 ? { ...q, text: [italic('Vērtējums: '), q.text as string] } : q,
          ),
        })),
      ),
    )
  }
  if (i.facts.length > 0) {
    out.push(h(2, 'Konstatētie fakti un pierādījumi'))
    out.push(
      numbered(
        i.facts.map((f) => ({
          text: f.text,
          sub: f.evidence?.length
            ? [p(`Pierādījumi: ${f.evidence.join('; ')}.`, { size: 9.5, muted: true, after: 3 })]
            : [],
        })),
      ),
    )
  }
  if (i.rejectedEvidence?.length) {
    out.push(h(3, 'Pierādījumi, kas nav ņemti vērā'))
    out.push(dashed(i.rejectedEvidence.map((r) => `${r.evidence} – ${r.why}`)))
  }
  out.push(...reasoningBlocks(i))
  out.push(...normsBlocks(i.norms))
  out.push(...operativeBlocks(i))
  out.push(h(2, 'Spēkā stāšanās un apstrīdēšana'), p(i.entryIntoForce ?? FORCE))
  if (i.appeal) out.push(p(appealText(i.appeal)))
  return out
}

function courseBlocks(i: DecisionInput): Block[] {
  const items: Rich[] = (i.course ?? []).map((s) => [bold(`${dateName(s.date)}: `), s.text])
  if (i.hearing) {
    const hr = i.hearing
    items.push(
      `Viedokļa noskaidrošana (Administratīvā procesa likuma 62. pants): uzaicinājums nosūtīts ${onDate(hr.invitedOn)}${hr.answerBy ? `, termiņš līdz ${untilDate(hr.answerBy)}` : ''}; ${hr.heardOn ? `viedoklis saņemts ${onDate(hr.heardOn)}${hr.form ? `, ${hr.form}` : ''}` : 'viedoklis nav saņemts'}.`,
    )
  } else if (i.noHearingReason) items.push(`Viedoklis nav noskaidrots, jo ${i.noHearingReason}`)
  if (i.delayJustification) items.push(`Lēmums pieņemts pēc termiņa beigām: ${i.delayJustification}`)
  return items.length === 0 ? [] : [h(2, 'Lietas gaita'), dashed(items)]
}

function reasoningBlocks(i: DecisionInput): Block[] {
  if (i.reasoning.length === 0 && !i.considerations && !i.mandatoryAct) return []
  const out: Block[] = [h(2, 'Pamatojums'), ...i.reasoning.flatMap((r) => paragraphs(r))]
  if (i.mandatoryAct)
    out.push(
      p(
        'Šis ir obligātais administratīvais akts; lietderības apsvērumi nav jāizdara (Administratīvā procesa likuma 65. panta pirmā daļa).',
      ),
    )
  const c = i.considerations
  if (c)
    out.push(h(3, 'Lietderības apsvērumi'), {
      k: 'facts',
      labelWidth: 0.24,
      rows: (
        [
          ['Nepieciešamība', c.necessity],
          ['Piemērotība', c.suitability],
          ['Vajadzība', c.need],
          ['Atbilstība', c.proportionality],
        ] as const
      ).flatMap(([step, text]) => (text ? [[step, text] as const] : [])),
    })
  return out
}

function operativeBlocks(i: DecisionInput): Block[] {
  const out: Block[] = [
    h(2, 'Lemjošā daļa'),
    p(`${i.issuer.name} nolemj:`, { keepNext: true }),
    numbered(i.operative),
  ]
  const v = i.validity
  if (v?.from || v?.until)
    out.push(
      p([
        'Darbības laiks: ',
        [v.from && `no ${ofDate(v.from)}`, v.until && `līdz ${untilDate(v.until)}`].filter(Boolean).join(' '),
        '.',
      ]),
    )
  if (i.conditions?.length)
    out.push(h(3, 'Nosacījumi un uzdevumi'), {
      k: 'table',
      columns: [
        { head: 'Veids', share: 17 },
        { head: 'Saturs', share: 56 },
        { head: 'Izpildes termiņš', share: 27 },
      ],
      rows: i.conditions.map((c) => [CONDITION[c.type], c.text, c.due ? dateName(c.due) : '–']),
    })
  if (i.register) out.push(p([bold('Reģistrs: '), `${i.register.name}. ${i.register.instruction}`]))
  if (i.costs) out.push(p([bold('Izmaksas: '), i.costs]))
  return out
}
