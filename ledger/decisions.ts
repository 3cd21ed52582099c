import type { DecisionFact } from '../law/afterlife/facts.ts'
import { foldDecision } from '../law/afterlife/fold.ts'
import type { DecisionStanding } from '../law/afterlife/standing.ts'
import type { Calendar } from '../law/calendar/types.ts'

/** One of the decisions of a case: what happened to it, and where it stands by that. */
export interface FoldedDecision {
  /** Unique within the case. */
  decisionId: string
  kind: string
  number: string
  documentId: string
  facts: DecisionFact[]
  /** Without its steps, which follow from the facts. */
  standing: Omit<DecisionStanding, 'steps'>
}

/**
 * Adds a fact to the decisions of a case.
 * @param calendar the one that the case knows
 * @throws Error when the first fact of a decision is not `made`
 */
export function withFact(
  decisions: readonly FoldedDecision[],
  { decisionId, fact }: { decisionId: string; fact: DecisionFact },
  calendar: Calendar,
): FoldedDecision[] {
  const known = decisions.find((d) => d.decisionId === decisionId)
  const facts = [...(known?.facts ?? []), fact]
  const { steps: _, ...standing } = foldDecision(facts, calendar)
  if (known) return decisions.map((d) => (d === known ? { ...d, facts, standing } : d))
  const { kind, number, documentId } = facts[0] as DecisionFact & { type: 'made' }
  return [...decisions, { decisionId, kind, number, documentId, facts, standing }]
}
