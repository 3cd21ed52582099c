import { defineUpdate, setHandler } from '@temporalio/workflow'
import type { LawAnswer, LawOrder } from '../types.ts'
import type { Kernel } from './kernel.ts'

export const lawChangeUpdate = defineUpdate<LawAnswer, [LawOrder]>('applyLawChange')

/**
 * Lets changes of the law's data reach a running case: the fact enters the clocks that it concerns, every timer looks
 * again, and the answer comes when it stands in the ledger. The fact bears the id of the change, so the same change
 * given twice (a lost answer, a killed worker) changes nothing.
 */
export function followLaw<Stage extends string>(c: Kernel<Stage>): void {
  setHandler(lawChangeUpdate, async ({ clocks, fact }) => {
    const missing = clocks.filter((name) => !c.clocks[name].facts.some((f) => f.id === fact.id))
    // A case at its end writes nothing more: a later change of law never touches a closed case.
    if (missing.length > 0 && c.ended) return { result: 'closed' }
    if (missing.length > 0) c.clockFact(missing, fact)
    await c.committed()
    return { result: 'applied' }
  })
}
