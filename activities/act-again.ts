import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { caseWorkflowId } from '../temporal.config.ts'
import type { ActAnswer, ActCommand } from '../workflows/types.ts'

/** How long before the last commit an act may have been lost: longer than any act is under way. */
const WINDOW = '2 minutes'
const PATIENCE_MS = 20_000

/**
 * Orders that the acts committed last be given to their cases once more. An act stands in the ledger a moment before
 * Temporal hears of it; when worker and server die in that moment, nobody else would tell the case. A case that
 * knows the act answers as it did and does nothing.
 */
export async function orderActsAgain(db: Database): Promise<number> {
  return db.$executeRaw`
    INSERT INTO outbox (key, kind, payload, available_at)
    SELECT 'act-again/' || key, 'act-again', jsonb_build_object('caseId', case_id, 'command', key), now()
    FROM command
    WHERE state = 'done' AND case_id IS NOT NULL
      AND done_at > (SELECT max(done_at) FROM command WHERE state = 'done') - ${WINDOW}::interval
    ON CONFLICT (key) DO UPDATE SET available_at = EXCLUDED.available_at, attempts = 0, done_at = NULL`
}

/** Gives an act of the ledger to its case once more, under the same update id; one that is not there yet is left. */
export async function actAgain(
  deps: { db: Database; client: Client; log: Log },
  order: { caseId: string; command: string },
): Promise<void> {
  const { caseId, command } = order
  const event = await deps.db.caseEvent.findUnique({
    where: { caseId_key: { caseId, key: `act/${command}` } },
    select: { actorId: true, actorRole: true, data: true },
  })
  if (!event) return
  const { act, facts } = event.data as unknown as Pick<ActCommand, 'act' | 'facts'>
  const again = { key: command, act, facts, actorId: event.actorId, role: event.actorRole } as ActCommand
  try {
    await deps.client.withDeadline(Date.now() + PATIENCE_MS, () =>
      deps.client.workflow
        .getHandle(caseWorkflowId(caseId))
        .executeUpdate<ActAnswer, [ActCommand]>('act', { updateId: command, args: [again] }),
    )
  } catch (e) {
    // The case has come to its end, with the act in it.
    if (e instanceof WorkflowNotFoundError) return
    if (!(e instanceof WorkflowUpdateFailedError)) throw e
    deps.log.error({ caseId, command }, 'a case does not take an act that stands in its ledger')
  }
}
