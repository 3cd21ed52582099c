import type { NotNow } from '../../law/afterlife/incontestable.ts'
import type { Considerations, DecisionDraft, Finding } from '../../law/decision/draft.ts'
import type { Day } from '../../law/time.ts'
import type { Words } from '../form.ts'

/** The decision of another case that is decided upon. */
export interface Original {
  number: string
  /** The day of its issue. */
  on: Day
  /** What the case was about in which it was made. */
  subject: string
  favourable: boolean
  inForceFrom: Day | null
  notNow?: NotNow
}

/** What a decision is made of: the proposal as far as it is written, and what stands in the file. */
export interface DecisionSource {
  proposal: Record<string, unknown>
  application: Record<string, unknown>
  /** The newest text of an act. */
  latestPayload(act: string): Record<string, unknown> | undefined
  /** The name of whoever applied. */
  applicant: string
  /** The institution began of its own motion: nobody applied. */
  ownMotion: boolean
  original?: Original | undefined
  /** The day on which it is looked at. */
  today: Day
  /** The day on which it was applied for, or begun. */
  receivedOn: Day
}

/** What a decision says in substance; head, dates and number come from elsewhere. */
export interface DecisionContent {
  kind: DecisionDraft['kind']
  unfavourable: boolean
  disputed: boolean
  /** Empty where nobody applied. */
  claim: string
  facts: { text: string; evidence?: string[] }[]
  /** What was found not to conform, and still stands. */
  defects: Words[]
  reasoning: string[]
  considerations: Considerations
  mandatoryAct: boolean
  views: { by: string; view: string; answer: string }[]
  noHearingReason: string
  delayJustification: string
  norms: string[]
  operative: string[]
  /** The register that the decision touches, if any, and what the addressee is to know of the entry. */
  register?: { name: string; notice: string }
  /** What the machine-readable twin says of what was decided. */
  twin?: Record<string, unknown>
  /** What of it the law of the procedure has against it, beside the rules for every decision. */
  findings?: Finding[]
}

/**
 * The decision that a proposal would become (APL 67(2)): the drafting page is checked against it and the letter is
 * printed from it, so that what was checked is what goes out. Pure; takes a proposal that is not finished yet.
 * @returns undefined as long as it is not said what is proposed
 */
export type Composer = (source: DecisionSource) => DecisionContent | undefined

/** Paragraphs of what a person wrote. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\r?\n/)
    .map((p) => p.trim())
    .filter(Boolean)
}
