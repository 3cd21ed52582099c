import type { Client } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common'
import type { AboutRef } from '../ledger/events.ts'
import { withoutWords } from '../ledger/law-changes.ts'
import { businessNow } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import { caseWorkflowId, SEARCH_ATTRIBUTES, taskQueues } from '../temporal.config.ts'
import type { CaseParty } from '../workflows/kernel/parties.ts'
import type { CaseStart, LawOrder } from '../workflows/types.ts'
import { withCalendar } from './law-orders.ts'

interface Deps {
  db: Database
  client: Client
  config: Config
}

/** Starts the workflow of a case, once. @returns the business time that it was given, as an offset in milliseconds */
export async function startCase({ db, client, config }: Deps, caseId: string): Promise<number> {
  const start = await startOf(db, caseId)
  try {
    await client.workflow.start(start.procedure, {
      ...optionsOf(config, start),
      args: [start],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    })
  } catch (e) {
    if (!(e instanceof WorkflowExecutionAlreadyStartedError)) throw e
  }
  return start.offsetMs
}

/**
 * Wakes a case after its end, for what was noted at place `n`: a run begins where the ledger stands, or the one that is still
 * there takes it. Safe to do again: a run that finds nothing to do ends.
 * @returns the business time that it was given, as an offset in milliseconds
 */
export async function resumeCase({ db, client, config }: Deps, caseId: string, n: number): Promise<number> {
  const start: CaseStart = { ...(await startOf(db, caseId)), after: {} }
  await client.workflow.signalWithStart(start.procedure, {
    ...optionsOf(config, start),
    args: [start],
    signal: 'woken',
    signalArgs: [n],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  })
  return start.offsetMs
}

function optionsOf(config: Config, { caseId, procedure }: CaseStart) {
  return {
    workflowId: caseWorkflowId(caseId),
    taskQueue: taskQueues(config).cases,
    typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.Procedure, value: procedure }],
  }
}

async function startOf(db: Database, caseId: string): Promise<CaseStart> {
  const record = await db.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      procedure: true,
      receivedAt: true,
      events: {
        where: { OR: [{ type: 'registered' }, { type: 'clock-fact', key: { startsWith: 'submit/' } }] },
        orderBy: { seq: 'asc' },
        select: { data: true },
      },
    },
  })
  const [registered, ...facts] = record.events
  const { parties, about } = registered!.data as unknown as { parties: CaseParty[]; about?: AboutRef }
  const sql = inPrismaTransaction(db)
  const law = await Promise.all(facts.map((e) => withCalendar(sql, e.data as unknown as LawOrder)))
  return {
    schema: 1,
    caseId,
    procedure: record.procedure,
    receivedAt: record.receivedAt.toISOString(),
    offsetMs: (await businessNow(db)).getTime() - Date.now(),
    parties: parties.map(({ partyId, role }) => ({ partyId, role })),
    ...(about ? { about: { caseId: about.caseId, decisionId: about.decisionId } } : {}),
    facts: {},
    ...(law.length > 0 ? { law: law.map((o) => ({ ...o, fact: withoutWords(o.fact) })) } : {}),
  }
}
