import type { Client } from '@temporalio/client'
import { WorkflowIdReusePolicy } from '@temporalio/common'
import { businessNow } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { entryWorkflowId, taskQueues } from '../temporal.config.ts'
import type { EntryStart } from '../workflows/types.ts'

/**
 * Has an entry of a register look into its inbox: starts its workflow when it is not running, also when the entry was no
 * longer in force. What it is told stands in the inbox, so that doing this again changes nothing.
 */
export async function wakeEntry(
  { db, client, config }: { db: Database; client: Client; config: Config },
  { register, entryNo, n }: { register: string; entryNo: string; n: number },
): Promise<void> {
  const start: EntryStart = { register, entryNo, offsetMs: await offset(db) }
  const workflowId = entryWorkflowId(config, register, entryNo)
  await client.workflow.signalWithStart('entry', {
    workflowId,
    taskQueue: taskQueues(config).cases,
    args: [start],
    signal: 'woken',
    signalArgs: [n],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  })
  // The clock may have been moved between the reading of the offset and the start: then nobody else tells the entry.
  const offsetMs = await offset(db)
  if (offsetMs > start.offsetMs + 60_000)
    await client.workflow.getHandle(workflowId).signal('clockMoved', offsetMs)
}

const offset = async (db: Database): Promise<number> => (await businessNow(db)).getTime() - Date.now()
