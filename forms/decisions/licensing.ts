import type { Considerations } from '../../law/decision/draft.ts'
import { LICENSING_CHECKS } from '../acts/checks.ts'

/** What a decision is made of: the proposal as far as it is written, and what stands in the file. */
export interface DecisionSource {
  proposal: Record<string, unknown>
  application: Record<string, unknown>
  /** The findings of the assessment, by check. */
  findings: Record<string, { result: string; evidence?: string }>
  /** What the applicant said in the hearing. */
  views: { by: string; text: string } | null
}

/** What a decision says in substance; head, dates and number come from elsewhere. */
export interface DecisionContent {
  kind: 'grant' | 'refuse'
  unfavourable: boolean
  disputed: boolean
  claim: string
  programme: { code: string; name: string; site: string }
  facts: { text: string; evidence?: string[] }[]
  reasoning: string[]
  considerations: Considerations
  mandatoryAct: boolean
  views: { by: string; view: string; answer: string }[]
  noHearingReason: string
  delayJustification: string
  norms: string[]
  operative: string[]
}

const RESULT_WORDS: Record<string, string> = {
  conforms: 'atbilst',
  defect: 'konstatēts trūkums',
  'not-applicable': 'nav attiecināms',
}

/**
 * The decision that a proposal would become (APL 67(2)): the drafting page is checked against it and the letter is
 * printed from it, so that what was checked is what goes out. Pure; takes a proposal that is not finished yet.
 */
export function licensingDecision({
  proposal,
  application,
  findings,
  views,
}: DecisionSource): DecisionContent {
  const said = (name: string): string => String(proposal[name] ?? '').trim()
  const kind = proposal.kind === 'grant' ? 'grant' : 'refuse'
  const unfavourable = kind !== 'grant'
  const programme = {
    code: String(application.programmeCode).replace(/\s/g, ''),
    name: String(application.programmeName),
    site: String(application.siteAddress),
  }
  const named = `izglītības programmu „${programme.name}” (kods ${programme.code})`
  const norms = Array.isArray(proposal.norms) ? proposal.norms.map(String) : []
  return {
    kind,
    unfavourable,
    disputed: views !== null,
    claim: `Licencēt ${named}, īstenošanas vieta: ${programme.site}.`,
    programme,
    facts: [...assessed(findings), ...paragraphsOf(said('facts')).map((text) => ({ text }))],
    reasoning: paragraphsOf(said('reasoning')),
    considerations: unfavourable
      ? {
          necessity: said('necessity'),
          suitability: said('suitability'),
          need: said('need'),
          proportionality: said('proportionality'),
        }
      : {},
    mandatoryAct: unfavourable && proposal.mandatoryAct === true,
    views: views ? [{ by: views.by, view: views.text, answer: said('viewsAnswer') }] : [],
    noHearingReason: unfavourable ? said('noHearingReason') : '',
    delayJustification: said('delayJustification'),
    norms,
    operative: [
      unfavourable
        ? `Atteikt licencēt ${named}.`
        : `Licencēt ${named}, īstenošanas vieta: ${programme.site}.`,
    ],
  }
}

function assessed(found: DecisionSource['findings']): DecisionContent['facts'] {
  return LICENSING_CHECKS.filter((check) => found[check.id]).map((check) => {
    const { result, evidence } = found[check.id]!
    return {
      text: `${check.title.lv}: ${RESULT_WORDS[result] ?? result}.`,
      ...(evidence ? { evidence: [evidence.slice(0, 1000)] } : {}),
    }
  })
}

/** Paragraphs of what a person wrote. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\r?\n/)
    .map((p) => p.trim())
    .filter(Boolean)
}
