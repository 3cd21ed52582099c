import type { DecisionEffect } from '../../ledger/events.ts'
import type { Kernel } from './kernel.ts'

/**
 * What a decision of this case does to the decision that the case is about (APL 83(2)). What follows from it there, that case
 * does itself: it has its place in the inbox of that case when this is recorded, and so it comes there once.
 * @throws Error when the case is about none: a fault of the procedure
 */
export function tellDecision(c: Kernel, by: string, effect: DecisionEffect): void {
  const { about } = c.start
  if (!about) throw new Error(`${c.procedure.id}: the case is about no decision`)
  c.ledger.emit({
    type: 'decision-told',
    data: { caseId: about.caseId, decisionId: about.decisionId, by, ...effect },
  })
}
