import type pg from 'pg'
import {
  type CasePart,
  dueFrom,
  dueUpTo,
  type LogPart,
  RETENTION,
  type RetentionRule,
  UNDECIDED_OUTCOMES,
} from '../law/retention/rules.ts'
import { addDays, type Day, dayOf, startOfDay } from '../law/time.ts'
import { type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { appendJudged } from './append.ts'
import { erasePart, NOTES } from './erase.ts'

// What is due by the rules of retention, and the doing of what was approved (decision 26).

/** One line of an act of destruction: ids, days and counts. */
export interface DueItem {
  rule: string
  part: CasePart | LogPart
  caseId: string | null
  /** Of a log: the last day that goes. */
  upTo: Day | null
  dueOn: Day
  records: number
  agreed: boolean
}

/** What would be due, but for a hold. */
export interface Held {
  rule: string
  cases: number
}

/** An act of destruction lists so many cases at most: more are in the next one. */
const MOST_ITEMS = 500

/** How much of a part is still there. */
const RECORDS: Record<CasePart, Prisma.Sql> = {
  texts: Prisma.sql`(SELECT count(*) FROM application a WHERE a.case_id = v.case_id AND a.data <> '{}')
    + (SELECT count(*) FROM command c WHERE c.case_id = v.case_id AND c.act <> ALL(${NOTES}) AND c.payload <> '{}')`,
  notes: Prisma.sql`(SELECT count(*) FROM case_event e
    WHERE e.case_id = v.case_id AND e.type = 'note-added' AND e.data ? 'text')`,
  files: Prisma.sql`(SELECT count(*) FROM stored_file f
    WHERE f.owner = 'case' AND f.case_id = v.case_id AND f.erased_at IS NULL)`,
  documents: Prisma.sql`(SELECT count(*) FROM issued_document d JOIN stored_file f ON f.id = d.file_id
    WHERE d.case_id = v.case_id AND f.erased_at IS NULL)`,
}

/** The first instant after a day. */
const after = (day: Day): string => startOfDay(addDays(day, 1))

interface DueCase {
  caseId: string
  closedAt: Date
  records: number
  held: boolean
}

async function dueCases(
  sql: SqlRunner,
  rule: RetentionRule,
  part: CasePart,
  upTo: Day,
  most: number,
): Promise<DueCase[]> {
  const which = rule.of && 'cases' in rule.of ? rule.of.cases : 'all'
  const undecided = Prisma.sql`coalesce(v.outcome = ANY(${UNDECIDED_OUTCOMES}), true)`
  const outcome =
    which === 'all' ? Prisma.sql`true` : which === 'decided' ? Prisma.sql`NOT ${undecided}` : undecided
  return sql.rows<DueCase>(Prisma.sql`
    SELECT * FROM (
      SELECT v.case_id::text AS "caseId", v.closed_at AS "closedAt", (${RECORDS[part]})::int AS records,
        is_held(v.case_id) AS held
      FROM case_view v
      WHERE v.closed_at < ${after(upTo)}::timestamptz AND ${outcome} AND NOT EXISTS (
        SELECT FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
        WHERE i.case_id = v.case_id AND i.part = ${part} AND i.done_at IS NULL AND a.state IN ('planned', 'approved'))
    ) due WHERE records > 0 ORDER BY held, "closedAt", "caseId" LIMIT ${most}`)
}

const LOG_RECORDS: Record<LogPart, (before: string) => Prisma.Sql> = {
  'audit-log': (before) => Prisma.sql`
    SELECT count(*)::int AS records FROM audit_event WHERE position <= audit_cut(${before}::timestamptz)`,
  delegations: (before) => Prisma.sql`
    SELECT count(*)::int AS records FROM delegation d
    WHERE least(d.valid_until, coalesce(d.revoked_at, d.valid_until)) < ${before}::timestamptz AND NOT is_ground(d.id)`,
  orders: (before) => Prisma.sql`
    SELECT count(*)::int AS records FROM outbox WHERE done_at IS NOT NULL AND available_at < ${before}::timestamptz`,
}

/**
 * What is due today and stands in no act of destruction yet, and how many cases a hold keeps from it.
 * @param today business day in Riga
 */
export async function whatIsDue(sql: SqlRunner, today: Day): Promise<{ items: DueItem[]; held: Held[] }> {
  const items: DueItem[] = []
  const held: Held[] = []
  for (const rule of RETENTION) {
    const upTo = dueUpTo(rule, today)
    if (!rule.of || upTo === undefined) continue
    if ('cases' in rule.of) {
      const { part } = rule.of
      const cases = await dueCases(sql, rule, part, upTo, MOST_ITEMS)
      const kept = cases.filter((c) => c.held).length
      if (kept > 0) held.push({ rule: rule.id, cases: kept })
      for (const { caseId, closedAt, records } of cases.filter((c) => !c.held))
        items.push({
          ...{ rule: rule.id, part, caseId, upTo: null, records, agreed: rule.agreed },
          dueOn: dueFrom(rule, dayOf(closedAt.toISOString()))!,
        })
    } else {
      const { part } = rule.of
      const [found] = await sql.rows<{ records: number }>(LOG_RECORDS[part](after(upTo)))
      const [open] = await sql.rows<{ open: boolean }>(Prisma.sql`
        SELECT EXISTS (SELECT FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
          WHERE i.part = ${part} AND i.done_at IS NULL AND a.state IN ('planned', 'approved')) AS open`)
      if (found!.records > 0 && !open!.open)
        items.push({
          ...{ rule: rule.id, part, caseId: null, upTo, dueOn: today },
          ...{ records: found!.records, agreed: rule.agreed },
        })
    }
  }
  // Of one case all that is due goes together, and the logs always come along.
  const logs = items.filter((i) => i.caseId === null)
  const ofCases = items.filter((i) => i.caseId !== null)
  ofCases.sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.caseId!, b.caseId!))
  return { items: [...ofCases.slice(0, MOST_ITEMS), ...logs], held }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface OpenItem extends DueItem {
  actId: string
  n: number
  number: number
}

/** What became of an item. */
export type Done = { erased: number } | { held: true }

/** Tells what an item was and what became of it; errors are the caller's. */
export interface Step {
  item: Pick<OpenItem, 'actId' | 'n' | 'part' | 'caseId'>
  done?: Done
  error?: unknown
}

/**
 * Does the next item of an approved act of destruction, in one transaction: what is erased, that it was, and that the
 * item is done stand or fall together. Killed at any moment it begins anew; two at once take different items.
 * @param skip items that failed in this run: they do not stop the others
 * @returns undefined when nothing is left to be done
 */
async function doNext(pool: pg.Pool, now: Date, skip: string[]): Promise<Step | undefined> {
  const taken: { item?: OpenItem } = {}
  try {
    return await transaction(pool, async (sql) => {
      const [item] = await sql.rows<OpenItem>(Prisma.sql`
        SELECT i.act_id::text AS "actId", i.n, i.rule, i.part, i.case_id::text AS "caseId", i.up_to AS "upTo",
          i.due_on AS "dueOn", i.records, i.agreed, a.number
        FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
        WHERE a.state = 'approved' AND i.done_at IS NULL AND i.act_id || '/' || i.n <> ALL(${skip}::text[])
        ORDER BY a.number, i.n LIMIT 1 FOR UPDATE OF i SKIP LOCKED`)
      if (!item) return undefined
      taken.item = item
      const done = item.caseId === null ? await destroyLog(sql, item) : await eraseOfCase(sql, item, now)
      await sql.run(Prisma.sql`
        UPDATE destruction_item SET done_at = ${now}, result = ${JSON.stringify(done)}::jsonb
        WHERE act_id = ${item.actId}::uuid AND n = ${item.n}`)
      return { item, done }
    })
  } catch (error) {
    if (!taken.item) throw error
    return { item: taken.item, error }
  }
}

async function destroyLog(sql: SqlRunner, item: OpenItem): Promise<Done> {
  const [gone] = await sql.rows<{ erased: number }>(
    Prisma.sql`SELECT destroy_log(${item.actId}::uuid, ${item.n}) AS erased`,
  )
  return { erased: gone!.erased }
}

/** Under the lock of the case: whoever sets a hold comes before it or after it. */
async function eraseOfCase(sql: SqlRunner, item: OpenItem, now: Date): Promise<Done> {
  const { rule, part, dueOn, records, actId, n, number } = item
  const caseId = item.caseId!
  let done: Done = { erased: records }
  await appendJudged(sql, caseId, async (state) => {
    if (state.hold) {
      done = { held: true }
      return []
    }
    await erasePart(sql, caseId, part as CasePart)
    return [
      {
        key: `erased/${actId}/${n}`,
        type: 'erased',
        at: now.toISOString(),
        data: { part: part as CasePart, rule, act: actId, number, dueOn, records },
      },
    ]
  })
  return done
}

/** So many items are done in one run: the next run goes on. */
const MOST_AT_ONCE = 200

/**
 * Does what approved acts of destruction say, item by item, and closes the acts of which nothing is left.
 * @param told hears of each item as it is done or has failed
 * @returns how many were done and failed; `more` when the bound was reached
 */
export async function applyApproved(
  pool: pg.Pool,
  now: Date,
  told: (step: Step) => void,
  goOn: () => boolean = () => true,
): Promise<{ done: number; failed: number; more: boolean }> {
  const failed: string[] = []
  let done = 0
  while (goOn() && done + failed.length < MOST_AT_ONCE) {
    const step = await doNext(pool, now, failed)
    if (!step) break
    told(step)
    if (step.done) done++
    else failed.push(`${step.item.actId}/${step.item.n}`)
  }
  await transaction(pool, (sql) =>
    sql.run(Prisma.sql`
      UPDATE destruction_act a SET state = 'applied', applied_at = ${now} WHERE state = 'approved'
        AND NOT EXISTS (SELECT FROM destruction_item WHERE act_id = a.id AND done_at IS NULL)`),
  )
  return { done, failed: failed.length, more: done + failed.length >= MOST_AT_ONCE }
}
