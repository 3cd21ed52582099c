import {
  ActivityCancellationType,
  ActivityFailure,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow'
import { RETRY as RETRY_ACT } from '../../procedures/words/course.ts'
import type { OutsideActivities, SigningActivities } from '../types.ts'
import type { Kernel } from './kernel.ts'
import type { Underway } from './underway.ts'

/** A failure is tried again for about a quarter of an hour before somebody is asked to look. */
const RETRY = {
  initialInterval: '1 second',
  maximumInterval: '1 minute',
  backoffCoefficient: 2,
  maximumAttempts: 20,
} as const
/** What fails is tried again by itself each hour, for when whoever was away is back. */
const AGAIN_MS = 3_600_000

/**
 * Slow work outside. It begins when what ordered it is recorded; what follows from its end has a place of its own in
 * the inbox. Work that fails again and again becomes an event and a task for a supervisor, and the case goes on
 * beside it: tried again each hour and whenever the supervisor says so.
 * @param key the same whenever the same work is asked for
 * @param underway what it is part of, and ends with; null: it is done whatever becomes of the case
 * @throws what ended the case, when the work was called back or had not begun
 */
export function outside<T>(
  c: Kernel,
  key: string,
  work: Work<T>,
  underway: Underway | null = c.waits.underway,
): Promise<T> {
  if (!underway) return untilDone(c, key, work, null)
  return underway.holds(() => untilDone(c, key, work, underway))
}

type Work<T> = (activities: OutsideActivities & SigningActivities) => Promise<T>

async function untilDone<T>(c: Kernel, key: string, work: Work<T>, underway: Underway | null): Promise<T> {
  await c.ledger.committed()
  for (let failures = 0; ; failures++) {
    const done = failures === 0 ? key : `${key}#${failures}`
    try {
      underway?.check()
      const doIt = (): Promise<T> => work(activities())
      const result = await (underway ? underway.run(doIt) : doIt())
      await c.inTurn(done)
      if (failures > 0) closed(c, key, 'passed')
      return result
    } catch (e) {
      if (!(e instanceof ActivityFailure || isCancellation(e))) throw e
      if (underway?.over) {
        await c.inTurn(done)
        if (failures > 0) closed(c, key, 'interrupted')
        underway.check()
      }
      await c.inTurn(`${key}!${failures}`)
      if (failures === 0) troubled(c, key, e)
      const again = new Date(new Date(c.now()).getTime() + AGAIN_MS).toISOString()
      try {
        await c.act([RETRY_ACT], () => again, { shared: true })
      } catch (ended) {
        // Something ended the case. What is done all the same is tried once more at once.
        if (underway) {
          closed(c, key, 'interrupted')
          throw ended
        }
      }
      await c.ledger.committed()
    }
  }
}

function troubled(c: Kernel, key: string, e: unknown): void {
  const taskId = taskOf(key)
  const code = (e instanceof ActivityFailure ? e.cause?.name : undefined) ?? 'error'
  c.ledger.emit({ type: 'trouble', data: { what: key, code, taskId } })
  c.ledger.emit({ type: 'task-opened', data: { taskId, kind: 'trouble', role: 'supervisor' } })
}

function closed(c: Kernel, key: string, outcome: 'passed' | 'interrupted'): void {
  c.ledger.emit({ type: 'task-closed', data: { taskId: taskOf(key), outcome } })
}

function taskOf(key: string): string {
  return `trouble-${key.replace(/^.*?:/, '')}`
}

function activities(): OutsideActivities & SigningActivities {
  const queue = workflowInfo().taskQueue
  const documents = proxyActivities<OutsideActivities>({
    taskQueue: queue.replace(/-cases$/, '-documents'),
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '12 seconds',
    retry: RETRY,
    // What is being done just now is done to its end, and recorded.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  })
  // Signatures are waited for on a queue of their own: a person who takes minutes keeps no document waiting.
  const { askSignature } = proxyActivities<SigningActivities>({
    taskQueue: queue.replace(/-cases$/, '-signing'),
    startToCloseTimeout: '1 hour',
    heartbeatTimeout: '12 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '10 seconds', backoffCoefficient: 2 },
  })
  return {
    issueDocument: documents.issueDocument,
    deliver: documents.deliver,
    prepareSigning: documents.prepareSigning,
    finishSigning: documents.finishSigning,
    previewDecision: documents.previewDecision,
    askSignature,
  }
}
