import { continueAsNew, proxyActivities } from '@temporalio/workflow'
import type { LawChangeActivities, LawChangeRun } from './types.ts'

const { foldLawChange, applyLawChange, closeLawChange } = proxyActivities<LawChangeActivities>({
  startToCloseTimeout: '5 minutes',
  // A worker that was killed is noticed soon; the cases that it had told meanwhile answer that they know.
  heartbeatTimeout: '12 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '15 seconds', backoffCoefficient: 2 },
})

/** Steps in one run: a history stays small however many cases are open. */
const STEPS = 20

/**
 * Applies an approved change of law to every open case, exactly once. First the open cases are folded anew, as they
 * stand now; then each gets the fact in its own workflow and ledger, some hundred cases a step; then the report.
 * Progress stands in the database: a run that was broken off goes on where it was.
 */
export async function lawChange(run: LawChangeRun): Promise<void> {
  const { lawChangeId } = run
  let after = run.after === undefined ? '' : run.after
  for (let step = 0; step < STEPS; step++) {
    if (after !== null) {
      after = (await foldLawChange({ lawChangeId, after: after || null })).after
      continue
    }
    const { left } = await applyLawChange({ lawChangeId })
    if (left > 0) continue
    await closeLawChange({ lawChangeId })
    return
  }
  await continueAsNew<typeof lawChange>({ lawChangeId, after })
}
