import { continueAsNew } from '@temporalio/workflow'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import type { CaseEnd, CaseStart } from '../types.ts'
import { NotCured } from './ask-applicant.ts'
import { CaseInterrupted, Kernel } from './kernel.ts'
import { letter } from './letter.ts'
import { BeginAnew } from './mailbox.ts'
import { guardProof } from './serve.ts'
import { watchTerms } from './watch-terms.ts'

/**
 * Opens the case in the workflow: both clocks run from receipt, acts are taken from now on.
 * That it was registered, numbered and receipted stands in the ledger since the submission was committed.
 */
export function openCase<Stage extends string>(
  start: CaseStart,
  procedure: Procedure<Stage, string>,
  first: { stage: Stage; statutory: RuleId; standard: RuleId },
): Kernel<Stage> {
  const c = new Kernel<Stage>(start, procedure, first)
  c.guardWith((act) => guardProof(c, act))
  c.on('case.withdraw', (act) => c.interrupt(act))
  c.on('decision.correct', (act) => {
    c.beside(letter(c, 'correction', { command: act.key }))
  })
  return c
}

/**
 * Runs a procedure to its end, whichever of the ends that every procedure has: its own outcome, deemed not submitted
 * (APL 56(1¹)), or withdrawn. Where something stands in its inbox that cannot be done, the case is begun anew from
 * there without it: each effect is keyed and found done, so it comes to where it was and goes on.
 */
export async function runCase<Stage extends string>(
  c: Kernel<Stage>,
  procedure: () => Promise<string>,
): Promise<CaseEnd> {
  try {
    return await c.run(() => toItsEnd(c, procedure))
  } catch (e) {
    if (!(e instanceof BeginAnew)) throw e
    return continueAsNew<(start: CaseStart) => Promise<CaseEnd>>({
      ...c.start,
      again: (c.start.again ?? 0) + 1,
    })
  }
}

async function toItsEnd<Stage extends string>(
  c: Kernel<Stage>,
  procedure: () => Promise<string>,
): Promise<CaseEnd> {
  watchTerms(c)
  let outcome: string
  let stage = 'final' as Stage
  try {
    outcome = await procedure()
  } catch (e) {
    if (e instanceof NotCured) outcome = 'not-submitted'
    else if (e instanceof CaseInterrupted) outcome = 'withdrawn'
    else return c.giveUp(e)
    const by = e instanceof CaseInterrupted ? e.by : undefined
    c.resume()
    stage = 'closed' as Stage
    if (outcome === 'withdrawn')
      c.clockFact(['statutory', 'standard'], {
        id: 'withdrawn',
        type: 'stopped',
        at: c.now(),
        reason: 'withdrawn',
      })
    c.enterStage(stage)
    c.emit({ type: 'outcome', data: { outcome } })
    await letter(c, 'closing-notice', { facts: { outcome }, ...(by ? { command: by.key } : {}) })
  }
  if (c.stage !== stage) c.enterStage(stage)
  c.decided = true
  c.emit({ type: 'closed', data: { outcome } })
  await c.end()
  return { outcome }
}
