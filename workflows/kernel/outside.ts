import { ActivityFailure, proxyActivities, workflowInfo } from '@temporalio/workflow'
import { RETRY as RETRY_ACT } from '../../procedures/words/course.ts'
import type { OutsideActivities, SigningActivities } from '../types.ts'
import type { Kernel } from './kernel.ts'

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
 */
export async function outside<T>(
  c: Kernel,
  key: string,
  work: (activities: OutsideActivities & SigningActivities) => Promise<T>,
): Promise<T> {
  await c.ledger.committed()
  for (let failures = 0; ; failures++) {
    try {
      const result = await work(activities())
      await c.inTurn(failures === 0 ? key : `${key}#${failures}`)
      if (failures > 0)
        c.ledger.emit({ type: 'task-closed', data: { taskId: taskOf(key), outcome: 'passed' } })
      return result
    } catch (e) {
      if (!(e instanceof ActivityFailure)) throw e
      await c.inTurn(`${key}!${failures}`)
      if (failures === 0) {
        const taskId = taskOf(key)
        c.ledger.emit({ type: 'trouble', data: { what: key, code: e.cause?.name ?? 'error', taskId } })
        c.ledger.emit({ type: 'task-opened', data: { taskId, kind: 'trouble', role: 'supervisor' } })
      }
      const again = new Date(new Date(c.now()).getTime() + AGAIN_MS).toISOString()
      await c.act([RETRY_ACT], () => again, { shared: true })
      await c.ledger.committed()
    }
  }
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
