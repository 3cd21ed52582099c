import { z } from 'zod'
import { line, prose } from '../../../fields.ts'
import { revisionSchema } from '../../../findings.ts'
import type { Option } from '../../../form.ts'
import type { ActField, ActForm, Check } from '../../act.ts'

/** Left empty by those whom it does not concern; the rules of law/decision say when it may not be. */
const optional = (max: number) => prose(max).or(z.literal('')).optional()

/** The four steps of weighing (APL 66(1)). */
const CONSIDERATIONS: ActField[] = [
  {
    name: 'necessity',
    label: { lv: 'Nepieciešamība', en: 'Necessity' },
    hint: {
      lv: 'Kādam tiesiskam mērķim lēmums vajadzīgs?',
      en: 'For which lawful aim is the decision needed?',
    },
    widget: 'textarea',
    rows: 2,
    section: {
      lv: 'Tikai nelabvēlīgam lēmumam: lietderības apsvērumi (APL 66. pants)',
      en: 'Only if unfavourable: considerations of expediency (APL 66)',
    },
  },
  {
    name: 'suitability',
    label: { lv: 'Piemērotība', en: 'Suitability' },
    hint: { lv: 'Vai ar to mērķi var sasniegt?', en: 'Does it serve that aim?' },
    widget: 'textarea',
    rows: 2,
  },
  {
    name: 'need',
    label: { lv: 'Vajadzība', en: 'Need' },
    hint: {
      lv: 'Vai mērķi nevar sasniegt ar saudzējošākiem līdzekļiem?',
      en: 'Could gentler means not reach it?',
    },
    widget: 'textarea',
    rows: 2,
  },
  {
    name: 'proportionality',
    label: { lv: 'Atbilstība', en: 'Proportionality' },
    hint: {
      lv: 'Vai sabiedrības ieguvums ir lielāks par adresāta tiesību aizskārumu?',
      en: 'Does the public gain outweigh the loss to the addressee?',
    },
    widget: 'textarea',
    rows: 2,
  },
  {
    name: 'mandatoryAct',
    label: {
      lv: 'Obligāts administratīvais akts: likums izvēli neatstāj, apsvērumi nav jāizdara (APL 65. panta pirmā daļa)',
      en: 'A mandatory act: the law leaves no choice and nothing is weighed (APL 65(1))',
    },
    widget: 'checkbox',
  },
]

/** The hearing, and what is asked only when the term has run out. */
const HEARING: ActField[] = [
  {
    name: 'viewsAnswer',
    label: { lv: 'Atbilde uz iesniedzēja viedokli', en: "Answer to the applicant's views" },
    hint: {
      lv: 'Ja viedoklis ir saņemts: kāpēc tas ir vai nav ņemts vērā.',
      en: 'If views were given: why they were followed or not.',
    },
    widget: 'textarea',
    rows: 4,
    section: { lv: 'Uzklausīšana un termiņš', en: 'Hearing and term' },
  },
  {
    name: 'hearingDays',
    label: {
      lv: 'Termiņš viedoklim, ja lēmums ir nelabvēlīgs (dienas)',
      en: 'Term for views if unfavourable (days)',
    },
    widget: 'number',
    initial: 14,
  },
  {
    name: 'noHearingReason',
    label: {
      lv: 'Ja iesniedzēju neuzklausa: iemesls (APL 62. panta otrā daļa)',
      en: 'If the applicant is not heard: the reason (APL 62(2))',
    },
    hint: {
      lv: 'Atstājiet tukšu, ja iesniedzējs tiks uzklausīts.',
      en: 'Leave empty if the applicant will be heard.',
    },
    widget: 'textarea',
    rows: 2,
  },
  {
    name: 'delayJustification',
    label: {
      lv: 'Ja termiņš ir beidzies: kāpēc lēmums kavējas (APL 49. panta ceturtā daļa)',
      en: 'If the term has run out: why the decision is late (APL 49(4))',
    },
    widget: 'textarea',
    rows: 2,
  },
]

/** What was found is not written over: the assessment stays in the file as it was, and beside it what is so now. */
const revisedFindings = (checks: readonly Check[]): ActField => ({
  name: 'findings',
  label: { lv: 'Precizētie konstatējumi', en: 'Findings revised' },
  widget: 'findings',
  checks,
  section: {
    lv: 'Tikai tad, ja kopš izvērtēšanas kas mainījies: precizētie konstatējumi',
    en: 'Only if something has changed since the assessment: findings revised',
  },
})

/** What a procedure asks beside what every decision needs. */
export interface ProposalMore {
  fields: ActField[]
  shape: z.ZodRawShape
  facts(payload: Record<string, unknown>): Record<string, string>
}

export interface ProposalOptions {
  /** What may be proposed; the first is what was applied for. */
  outcomes: readonly [Option, ...Option[]]
  /** Norms that stand in the draft beforehand, one a line. */
  norms: readonly string[]
  /** What was assessed, and may have changed since. */
  checks: readonly Check[]
  more?: ProposalMore
}

/** The draft of the decision: what the inspector writes of APL 67(2); the rest the system puts in. */
export const proposalOf = ({ outcomes, norms, checks, more }: ProposalOptions): ActForm => ({
  title: { lv: 'Iesniegt lēmuma projektu', en: 'Submit the draft decision' },
  explain: {
    lv: 'Labvēlīgu projektu nodod pārskatīšanai. Par nelabvēlīgu vispirms uzklausa iesniedzēju (APL 62. pants).',
    en: 'A favourable draft goes to review. Before an unfavourable one the applicant is heard (APL 62).',
  },
  tone: 'primary',
  fields: [
    {
      name: 'kind',
      label: { lv: 'Ko ierosina?', en: 'What is proposed?' },
      widget: 'radios',
      options: [...outcomes],
    },
    ...(more?.fields ?? []),
    {
      name: 'facts',
      label: { lv: 'Konstatētie fakti un pierādījumi', en: 'Facts found and evidence' },
      hint: { lv: 'Katru faktu savā rindkopā.', en: 'One paragraph for each fact.' },
      widget: 'textarea',
      rows: 8,
    },
    {
      name: 'reasoning',
      label: { lv: 'Pamatojums', en: 'Reasoning' },
      hint: {
        lv: 'Kāpēc no faktiem un normām izriet tieši šāds lēmums.',
        en: 'Why this decision follows from the facts and the norms.',
      },
      widget: 'textarea',
      rows: 8,
    },
    {
      name: 'norms',
      label: { lv: 'Piemērotās tiesību normas', en: 'Legal norms applied' },
      hint: {
        lv: 'Katru normu savā rindā: pants, daļa, punkts.',
        en: 'One norm a line: article, paragraph, point.',
      },
      widget: 'lines',
      initial: [...norms],
    },
    ...CONSIDERATIONS,
    ...HEARING,
    revisedFindings(checks),
  ],
  schema: () =>
    z
      .object({
        kind: z.enum(outcomes.map((o) => o.value)),
        ...more?.shape,
        facts: prose(20_000),
        reasoning: prose(20_000),
        norms: z.array(line(500)).max(60).default([]),
        findings: revisionSchema(checks),
        hearingDays: z.coerce.number().int().min(5).max(60).default(14),
        noHearingReason: optional(2000),
        necessity: optional(5000),
        suitability: optional(5000),
        need: optional(5000),
        proportionality: optional(5000),
        mandatoryAct: z.boolean().default(false),
        viewsAnswer: optional(20_000),
        delayJustification: optional(5000),
      })
      .strict(),
  facts: (p) => ({
    kind: p.kind as string,
    hearingDays: p.hearingDays as number,
    noHearingReason: Boolean(p.noHearingReason),
    appealNote: true,
    ...more?.facts(p),
  }),
  done: { lv: 'Iesniegts lēmuma projekts', en: 'Draft decision submitted' },
  reread: 1,
  before: true,
  check: true,
  draft: true,
})
