import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import type pg from 'pg'
import type { LawChange } from '../law/clock/preview.ts'
import { calendarCited, readCalendars } from '../ledger/calendars.ts'
import { placeInOpenCase } from '../ledger/inbox.ts'
import { type LawFact, lawFactId, withoutWords } from '../ledger/law-changes.ts'
import { previewPage } from '../ledger/law-preview.ts'
import type { Database } from '../platform/database.ts'
import { faultOf, type Log } from '../platform/log.ts'
import { inPrismaTransaction, type SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { caseWorkflowId } from '../temporal.config.ts'
import type { LawChangeActivities, LawOrder } from '../workflows/types.ts'
import { alive } from './heartbeat.ts'
import { reportOf } from './law-report.ts'

/** Cases in one step of the workflow, and how many of them are told at the same time. */
const BATCH = 400
const AT_ONCE = 24
/** Pages of open cases folded in one step. */
const PAGES = 8
/** How long one case may take to answer before it is asked again later. */
const PATIENCE_MS = 30_000

interface Waiting {
  case_id: string
  clocks: string[]
}

type Result = 'applied' | 'closed' | 'failed' | 'later'

interface Deps {
  db: Database
  pool: pg.Pool
  client: Client
  log: Log
}

/** The steps of applying a change of law; see workflows/law-change.ts. */
export function lawChangeActivities(deps: Deps): LawChangeActivities {
  const { db, log } = deps
  return {
    foldLawChange: alive(async ({ lawChangeId, after }) => {
      const { fact } = await begin(db, lawChangeId)
      const change = await changeIn(db, fact)
      let at = after
      for (let page = 0; page < PAGES; page++) {
        at = await previewPage(db, lawChangeId, change, fact.at, at)
        if (at === null) break
      }
      return { after: at }
    }),

    applyLawChange: alive(async ({ lawChangeId }) => {
      const { fact } = await begin(db, lawChangeId)
      const batch = await db.$queryRaw<Waiting[]>`
        SELECT case_id, array_agg(clock) AS clocks FROM law_change_case
        WHERE law_change_id = ${lawChangeId}::uuid AND result IS NULL
        GROUP BY case_id ORDER BY case_id LIMIT ${BATCH}`
      const results = await tellAll(deps, batch, fact, lawChangeId)
      const late = results.filter((r) => r === 'later').length
      log.info({ lawChangeId, cases: batch.length, late }, 'change of law applied to cases')
      // Nothing more can be done now: the server asks again, at growing distances.
      if (batch.length > 0 && late === batch.length)
        throw ApplicationFailure.create({ message: `${late} cases do not answer yet`, type: 'cases-wait' })
      return { left: await db.lawChangeCase.count({ where: { lawChangeId, result: null } }) }
    }),

    closeLawChange: alive(async ({ lawChangeId }) => {
      const change = await begin(db, lawChangeId)
      const report = await reportOf(db, lawChangeId, change)
      await db.lawChange.updateMany({
        where: { id: lawChangeId, state: 'applying' },
        data: {
          state: 'applied',
          appliedAt: new Date(report.finishedAt),
          report: report as unknown as Prisma.InputJsonValue,
        },
      })
      log.info({ lawChangeId, cases: report.cases, ms: report.durationMs }, 'change of law is applied')
    }),
  }
}

/** The approved fact; the first step of all notes when applying began. */
async function begin(db: Database, id: string): Promise<{ fact: LawFact; report: Record<string, unknown> }> {
  const startedAt = new Date().toISOString()
  await db.$executeRaw`
    UPDATE law_change SET state = 'applying',
      report = coalesce(report, '{}'::jsonb) || jsonb_build_object('startedAt', ${startedAt}::text)
    WHERE id = ${id}::uuid AND state = 'approved'`
  const row = await db.lawChange.findUniqueOrThrow({ where: { id }, select: { fact: true, report: true } })
  return {
    fact: row.fact as unknown as LawFact,
    report: (row.report ?? {}) as Record<string, unknown>,
  }
}

async function changeIn(db: Database, { id: _id, at: _at, ...change }: LawFact): Promise<LawChange> {
  if (change.type !== 'calendar-changed') return change
  await readCalendars(inPrismaTransaction(db), [change.calendar])
  return { ...change, calendar: calendarCited(change.calendar) }
}

/** Tells the cases of a batch, some at a time, and keeps what came of it as it comes. */
async function tellAll(deps: Deps, batch: Waiting[], fact: LawFact, id: string): Promise<Result[]> {
  const results: Result[] = []
  const done: { caseId: string; result: Result }[] = []
  const order = withoutWords(fact)
  let next = 0
  const teller = async (): Promise<void> => {
    for (let one = batch[next++]; one; one = batch[next++]) {
      const result = await tell(deps, one, order)
      results.push(result)
      if (result !== 'later') done.push({ caseId: one.case_id, result })
      if (done.length >= AT_ONCE) await keep(deps.db, id, done.splice(0))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, teller))
  await keep(deps.db, id, done)
  return results
}

/** How long a case may not take what was noted for it before it is reported; it has its place in the inbox. */
const STUCK = '10 minutes'

/** Notes the fact in the inbox of one case and wakes it. The answer comes after the fact stands in its ledger. */
async function tell({ db, pool, client, log }: Deps, one: Waiting, fact: LawFact): Promise<Result> {
  const caseId = one.case_id
  const order: LawOrder = { clocks: one.clocks, fact }
  const n = await placeInOpenCase(pool, { caseId, kind: 'law', key: fact.id, data: order })
  let gone = false
  if (n !== undefined)
    try {
      const handle = client.workflow.getHandle(caseWorkflowId(caseId))
      await client.withDeadline(Date.now() + PATIENCE_MS, () =>
        handle.executeUpdate('wake', { updateId: `wake/${n}`, args: [n] }),
      )
    } catch (e) {
      gone = e instanceof WorkflowNotFoundError
      log.warn({ caseId, ...faultOf(e) }, 'a case did not hear of a change of law')
    }
  const [found] = await db.$queryRaw<{ state: string; stuck: boolean; starting: boolean }[]>`
    SELECT i.state, i.noted_at < now() - ${STUCK}::interval AS stuck,
      EXISTS (SELECT 1 FROM outbox o WHERE o.key = 'start/' || i.case_id AND o.done_at IS NULL) AS starting
    FROM case_inbox i WHERE i.case_id = ${caseId}::uuid AND i.key = ${fact.id}`
  if (!found || found.state === 'refused') return 'closed'
  if (found.state === 'taken') return 'applied'
  if (found.state === 'failed') return 'failed'
  return found.stuck || (gone && !found.starting) ? 'failed' : 'later'
}

async function keep(db: Database, id: string, done: { caseId: string; result: Result }[]): Promise<void> {
  if (done.length === 0) return
  await db.$executeRaw`
    UPDATE law_change_case c SET result = d.result,
      applied_at = CASE WHEN d.result = 'applied' THEN ${new Date()}::timestamptz END
    FROM unnest(${done.map((d) => d.caseId)}::uuid[], ${done.map((d) => d.result)}::text[]) AS d(case_id, result)
    WHERE c.law_change_id = ${id}::uuid AND c.case_id = d.case_id AND c.result IS NULL`
}

/** Reasons of the changes that these facts came from, to be written with them. */
export async function reasonsFor(sql: SqlRunner, lawChangeIds: string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; fact: unknown }>(
    Prisma.sql`SELECT id, fact FROM law_change WHERE id = ANY(${lawChangeIds}::uuid[])`,
  )
  return new Map(rows.map((r) => [lawFactId(r.id), (r.fact as unknown as LawFact).reason]))
}
