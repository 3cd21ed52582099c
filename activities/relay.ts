import {
  type Client,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client'
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common'
import pg from 'pg'
import { businessNow } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { faultOf, type Log } from '../platform/log.ts'
import { caseWorkflowId, entryWorkflowId, taskQueues } from '../temporal.config.ts'
import type { LawChangeRun } from '../workflows/types.ts'
import { InboxSweep } from './inbox-sweep.ts'
import { resumeCase, startCase } from './start-case.ts'
import { wakeEntry } from './wake-entry.ts'

const BATCH = 50
const IDLE_MS = 1_000
/** An order belongs to one relay for so long; after that another one may take it up. */
const LEASE = '2 minutes'
/** So often an order fails, though nothing is away, before it is laid aside for somebody to look at. */
const DEAD_AFTER = 20

interface Row {
  id: bigint
  kind: string
  payload: unknown
  attempts: number
}

/**
 * Carries out what transactions ordered: starting workflows, telling cases that the clock moved; and wakes cases for
 * which something was noted that nobody told them of.
 * Each order is done at least once and is safe to do again; a killed relay leaves the rest for the next one.
 */
export class OutboxRelay {
  private readonly deps: { db: Database; client: Client; config: Config; log: Log }
  private stopping = false
  private wake: () => void = () => {}
  private listener: pg.Client | undefined
  private loop: Promise<void> | undefined
  private sweep: InboxSweep | undefined

  constructor(deps: { db: Database; client: Client; config: Config; log: Log }) {
    this.deps = deps
  }

  async start(): Promise<void> {
    // A notice makes it quick; the poll makes it sure.
    this.listener = new pg.Client({ connectionString: this.deps.config.DATABASE_URL })
    this.listener.on('error', (e) => this.deps.log.warn(faultOf(e), 'outbox listener lost; polling goes on'))
    await this.listener.connect()
    await this.listener.query('LISTEN outbox')
    this.listener.on('notification', () => this.wake())
    this.sweep = new InboxSweep(this.deps)
    await this.sweep.afterStart()
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.wake()
    await this.loop
    await this.listener?.end()
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let done = 0
      try {
        done = await this.round()
        await this.sweep?.round()
      } catch (e) {
        this.deps.log.error(faultOf(e), 'outbox round failed')
      }
      if (done === 0 && !this.stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, IDLE_MS)
          this.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }

  /** Several relays may run: each takes orders that nobody else holds, and holds no transaction while it works. */
  private async round(): Promise<number> {
    const { db } = this.deps
    const rows = await db.$queryRaw<Row[]>`
      UPDATE outbox SET leased_until = now() + ${LEASE}::interval, attempts = attempts + 1
      WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= now()
        AND (leased_until IS NULL OR leased_until < now()) ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, payload, attempts`
    const finished: bigint[] = []
    await Promise.all(
      rows.map(async (row) => {
        try {
          await this.carryOut(row)
          finished.push(row.id)
        } catch (e) {
          await this.putBack(row, e)
        }
      }),
    )
    if (finished.length > 0)
      await db.outbox.updateMany({ where: { id: { in: finished } }, data: { doneAt: new Date() } })
    return finished.length
  }

  private async putBack(row: Row, e: unknown): Promise<void> {
    const { db, log } = this.deps
    const dead = row.attempts >= DEAD_AFTER && !(e instanceof ServiceError)
    const what = { outbox: String(row.id), kind: row.kind, attempts: row.attempts, ...faultOf(e) }
    if (dead) log.error({ ...what, alarm: 'order-dead' }, 'order laid aside')
    else log.warn(what, 'order failed')
    await db.outbox.update({
      where: { id: row.id },
      data: {
        lastError: nameOf(e),
        leasedUntil: null,
        availableAt: new Date(Date.now() + Math.min(60_000, 500 * 2 ** Math.min(row.attempts, 10))),
        ...(dead ? { deadAt: new Date() } : {}),
      },
      select: { id: true },
    })
  }

  private async carryOut(row: Row): Promise<void> {
    if (row.kind === 'start-case') {
      const { caseId } = row.payload as { caseId: string }
      return this.inTime(caseId, startCase(this.deps, caseId))
    }
    if (row.kind === 'resume-case') {
      const { caseId, n } = row.payload as { caseId: string; n: number }
      return this.inTime(caseId, resumeCase(this.deps, caseId, n))
    }
    if (row.kind === 'clock-moved') return this.tellClock(row.payload as ClockMove)
    if (row.kind === 'wake-entry')
      return wakeEntry(this.deps, row.payload as { register: string; entryNo: string; n: number })
    if (row.kind === 'law-change')
      return this.startLawChange((row.payload as { lawChangeId: string }).lawChangeId)
    throw new Error(`unknown order ${row.kind}`)
  }

  /** The clock may have been moved between the reading of the offset and the start: then nobody else tells the case. */
  private async inTime(caseId: string, given: Promise<number>): Promise<void> {
    const told = await given
    const offsetMs = (await businessNow(this.deps.db)).getTime() - Date.now()
    if (offsetMs > told + 60_000) await this.tellClock({ offsetMs, caseIds: [caseId] })
  }

  private async startLawChange(lawChangeId: string): Promise<void> {
    const { client, config } = this.deps
    try {
      await client.workflow.start('lawChange', {
        workflowId: `law-change/${lawChangeId}`,
        taskQueue: taskQueues(config).cases,
        args: [{ lawChangeId } satisfies LawChangeRun],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      })
    } catch (e) {
      if (!(e instanceof WorkflowExecutionAlreadyStartedError)) throw e
    }
  }

  private async tellClock({ offsetMs, caseIds, entries = [] }: ClockMove): Promise<void> {
    const ids = [
      ...caseIds.map(caseWorkflowId),
      ...entries.map(({ register, entryNo }) => entryWorkflowId(this.deps.config, register, entryNo)),
    ]
    for (let n = 0; n < ids.length; n += 20) {
      await Promise.all(
        ids.slice(n, n + 20).map(async (id) => {
          try {
            await this.deps.client.workflow.getHandle(id).signal('clockMoved', offsetMs)
          } catch (e) {
            if (!(e instanceof WorkflowNotFoundError)) throw e
            // Ended meanwhile, or not started yet: the one needs nothing, the other gets the new time at its start.
          }
        }),
      )
    }
  }
}

/** Business time was moved: who is to be told. */
interface ClockMove {
  offsetMs: number
  caseIds: string[]
  entries?: { register: string; entryNo: string }[]
}

/** What kind of error it was; its text may hold what people wrote. */
function nameOf(e: unknown): string {
  const { name, code } = e as { name?: string; code?: unknown }
  return [name ?? 'error', code].filter((part) => part !== undefined).join(' ')
}
