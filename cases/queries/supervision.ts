import { addDays, type Day, dayOf } from '../../law/time.ts'
import { prepared } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize } from '../permissions.ts'
import { cursorOf, keysOf } from './keyset.ts'

/** Where open cases stand against the statutory term, and lists beside: `unowned`, `troubles`. */
export const CELLS = ['overdue', 'due-today', 'at-risk', 'on-time', 'waiting-applicant'] as const
export type Cell = (typeof CELLS)[number]
export type CaseList = Cell | 'unowned' | 'troubles'

export interface CaseRow {
  caseId: string
  number: string
  procedure: string
  subject: string
  institutionName: string
  stage: string
  due: string | null
  assigneeId: string | null
}

/** One page of a list, and where the next begins. */
export interface CasePage {
  cases: CaseRow[]
  next: string | null
}

export interface Load {
  personId: string
  name: string
  open: number
  overdue: number
}

export interface Supervision {
  today: string
  cells: { key: Cell; count: number }[]
  unowned: number
  /** Cases in which something could not be done and waits for a supervisor. */
  troubles: number
  /** The list that was asked for; absent: the first cell that holds cases, worst first. */
  list: { key: Cell } & CasePage
  firstUnowned: CasePage
  firstTroubles: CasePage
  people: Load[]
}

/** How many days ahead a case counts as at risk. */
const RISK_DAYS = 5
const PAGE = 50
/** Cases without a term stand last; written out as the indexes have it. */
const NO_DAY = '9999-12-31'
const BY_DAY = Prisma.raw(`COALESCE(v.due, '${NO_DAY}')`)

/** The condition under which an open case stands in a list; each is answered by an index of its own. */
function conditionOf(list: CaseList, today: Day): Prisma.Sql {
  const risk = addDays(today, RISK_DAYS)
  switch (list) {
    case 'overdue':
      return Prisma.sql`v.clock_state = 'running' AND v.due < ${today}`
    case 'due-today':
      return Prisma.sql`v.clock_state = 'running' AND v.due = ${today}`
    case 'at-risk':
      return Prisma.sql`v.clock_state = 'running' AND v.due > ${today} AND v.due <= ${risk}`
    case 'waiting-applicant':
      return Prisma.sql`v.clock_state = 'waiting-applicant'`
    case 'on-time':
      return Prisma.sql`v.clock_state <> 'waiting-applicant'
        AND (v.clock_state <> 'running' OR v.due IS NULL OR v.due > ${risk})`
    case 'unowned':
      return Prisma.sql`v.assignee_id IS NULL`
    case 'troubles':
      return Prisma.sql`EXISTS (SELECT 1 FROM task_view t
        WHERE t.case_id = v.case_id AND t.state = 'open' AND t.kind = 'trouble')`
  }
}

/**
 * Where the open cases stand against the statutory term today: how many, who has how many, and one page of the list that
 * is asked for. Whatever the number of cases, an answer has a bounded size.
 * @param query.cell the list; absent or unknown: the first that holds cases
 * @param query.after where its page begins, as the page before told
 * @throws LietaError `forbidden`
 */
export async function supervision(
  deps: Deps,
  actor: Actor,
  query: { cell?: string | undefined; after?: string | undefined } = {},
): Promise<Supervision> {
  authorize(actor, 'supervise.read')
  const now = await deps.clock.now()
  const today = dayOf(now.toISOString())
  const counted = Prisma.join(
    [...CELLS, 'unowned' as const].map(
      (list) => Prisma.sql`count(*) FILTER (WHERE ${conditionOf(list, today)})::int`,
    ),
  )
  const [[counts], [troubled], people] = await Promise.all([
    rows<{ counts: number[] }>(
      deps,
      Prisma.sql`SELECT ARRAY[${counted}] AS counts FROM case_view v WHERE v.closed_at IS NULL`,
    ),
    rows<{ count: number }>(
      deps,
      Prisma.sql`SELECT count(DISTINCT case_id)::int AS count FROM task_view WHERE state = 'open' AND kind = 'trouble'`,
    ),
    inspectorsWithLoad(deps, now, today),
  ])
  const numbers = counts!.counts
  const cells = CELLS.map((key, n) => ({ key, count: numbers[n]! }))
  const key = CELLS.find((c) => c === query.cell) ?? cells.find((c) => c.count > 0)?.key ?? 'overdue'
  const unowned = numbers[CELLS.length]!
  const troubles = troubled!.count
  const none: CasePage = { cases: [], next: null }
  const [list, firstUnowned, firstTroubles] = await Promise.all([
    pageOf(deps, key, today, query.after),
    unowned > 0 ? pageOf(deps, 'unowned', today) : none,
    troubles > 0 ? pageOf(deps, 'troubles', today) : none,
  ])
  return { today, cells, unowned, troubles, list: { key, ...list }, firstUnowned, firstTroubles, people }
}

/** One page of a list, what is due first standing first. */
async function pageOf(deps: Deps, list: CaseList, today: Day, after?: string): Promise<CasePage> {
  const keys = keysOf(after, 2)
  const from = keys ? Prisma.sql`AND (${BY_DAY}, v.number) > (${keys[0]}, ${keys[1]})` : Prisma.empty
  const found = await rows<CaseRow>(
    deps,
    Prisma.sql`
      SELECT v.case_id AS "caseId", v.number, v.procedure, v.subject, v.institution_name AS "institutionName", v.stage,
        v.due, v.assignee_id AS "assigneeId"
      FROM case_view v WHERE v.closed_at IS NULL AND ${conditionOf(list, today)} ${from}
      ORDER BY ${BY_DAY}, v.number LIMIT ${PAGE + 1}`,
  )
  const cases = found.slice(0, PAGE)
  const last = cases.at(-1)
  const more = found.length > PAGE && last
  return { cases, next: more ? cursorOf(last.due ?? NO_DAY, last.number) : null }
}

/** Those to whom cases can be given now, each with how many open and overdue cases they have. */
export async function inspectorsWithLoad(
  deps: Deps,
  now: Date,
  today = dayOf(now.toISOString()),
): Promise<Load[]> {
  return rows<Load>(
    deps,
    Prisma.sql`
      SELECT p.id AS "personId", p.given_name || ' ' || p.family_name AS name,
        (SELECT count(*)::int FROM case_view v WHERE v.closed_at IS NULL AND v.assignee_id = p.id) AS open,
        (SELECT count(*)::int FROM case_view v WHERE v.closed_at IS NULL AND v.assignee_id = p.id
          AND ${conditionOf('overdue', today)}) AS overdue
      FROM person p
      WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'inspector'
        AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now}))
      ORDER BY p.family_name, p.given_name, p.id`,
  )
}

async function rows<T extends object>(deps: Deps, sql: Prisma.Sql): Promise<T[]> {
  return (await deps.pool.query<T & Record<string, unknown>>(prepared(sql))).rows
}
