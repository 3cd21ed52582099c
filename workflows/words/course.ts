import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow'
import type { Procedure } from '../../procedures/procedure.ts'
import { BeginAnew, CaseEnded } from '../kernel/ended.ts'
import { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { watchTerms } from '../kernel/watch-terms.ts'
import type { CaseActivities, CaseEnd, CaseStart } from '../types.ts'
import { complainable } from './delay.ts'
import { inspectable } from './inspection.ts'
import { replaceable } from './replacement.ts'

const { caseHead } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/**
 * Opens the case in the workflow: both clocks run from receipt, acts are taken from now on, and it may be withdrawn.
 * That it was registered, numbered and receipted stands in the ledger since the submission was committed.
 */
export function openCase(start: CaseStart, procedure: Procedure): Kernel {
  const c = new Kernel(start, procedure)
  c.acts.on('case.withdraw', (act) => {
    c.waits.breakOff(new CaseEnded('withdrawn', act))
  })
  replaceable(c) // APL 37(2)
  inspectable(c) // APL 61
  complainable(c) // APL 49
  return c
}

/** The receipt, with the day until which the law gives the institution time; of its own motion it gives none. */
export function receipted(c: Kernel): void {
  if (c.terms.fromReceipt().length === 0) return
  const facts = { due: c.terms.main('statutory').due }
  c.beside(letter(c, 'receipt', { numbered: false, facts, regardless: true }))
}

/**
 * Runs a procedure to its end: its own outcome, or one with which a word ends it, such as a withdrawal. Where something
 * stands in its inbox that cannot be done, the case is begun anew from there without it: each effect is keyed and found
 * done, so it comes to where it was and goes on. What the law lets be done after the end (`after` the start) is done in a run of
 * its own, which begins where the ledger stands and ends when nothing is left to do.
 */
export async function runCase(c: Kernel, procedure: () => Promise<string>): Promise<CaseEnd> {
  const { caseId, after, again = 0 } = c.start
  let began = after
  try {
    if (!after) return await c.run(() => toItsEnd(c, procedure))
    const { n, seq } = after
    const upTo = n !== undefined && seq !== undefined ? { upTo: { n, seq } } : {}
    const head = await caseHead({ caseId, ...upTo })
    began = { n: head.n, seq: head.seq }
    c.begin(head)
    return await c.run(() => afterItsEnd(c))
  } catch (e) {
    if (!(e instanceof BeginAnew)) throw e
    // Once it had closed, whatever came is done after its end.
    const next = c.closed ? { after: {} } : { again: again + 1, ...(began ? { after: began } : {}) }
    return continueAsNew<(start: CaseStart) => Promise<CaseEnd>>({ ...c.start, ...next })
  }
}

/** A case that had ended before its procedure goes on with it, to its own outcome or to an end like the first. */
export function goesOn(c: Kernel, rest: () => Promise<string>): void {
  const going = async (): Promise<string> => {
    try {
      return await rest()
    } catch (e) {
      if (!(e instanceof CaseEnded)) throw e
      await closed(c, e)
      return e.outcome
    }
  }
  c.alongside(
    going().then((outcome) => {
      c.outcome = outcome
    }),
  )
}

async function afterItsEnd(c: Kernel): Promise<CaseEnd> {
  watchTerms(c)
  await c.woken()
  await c.joined()
  c.decided = true
  const outcome = c.outcome!
  if (!c.asleep) {
    if (c.stage !== 'final' && c.stage !== 'closed') c.enterStage('final')
    c.ledger.emit({ type: 'closed', data: { outcome } })
  }
  await c.end()
  return { outcome }
}

async function toItsEnd(c: Kernel, procedure: () => Promise<string>): Promise<CaseEnd> {
  watchTerms(c)
  let outcome: string
  try {
    outcome = await procedure()
    await c.joined()
    outcome = c.outcome ?? outcome
    c.enterStage('final')
  } catch (e) {
    if (!(e instanceof CaseEnded)) return c.giveUp(e)
    outcome = e.outcome
    await closed(c, e)
  }
  c.decided = true
  c.ledger.emit({ type: 'closed', data: { outcome } })
  await c.end()
  return { outcome }
}

/** The case ends without a decision: the clocks stop where a person ended it, and the party is told. */
async function closed(c: Kernel, ended: CaseEnded): Promise<void> {
  const { outcome, by } = ended
  c.waits.breakOff(ended)
  const { underway } = c.waits
  c.waits.goOn()
  if (by)
    c.terms.fact(c.terms.fromReceipt(), {
      id: 'withdrawn',
      type: 'stopped',
      at: c.now(),
      reason: 'withdrawn',
    })
  c.enterStage('closed')
  c.ledger.emit({ type: 'outcome', data: { outcome } })
  // What was under way is called back or done before the party is told that it is over.
  await underway.settled()
  await letter(c, 'closing-notice', { facts: { outcome }, ...(by ? { command: by.key } : {}) })
}
