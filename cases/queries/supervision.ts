import { addDays, type Day, dayOf, endOfDay } from '../../law/time.ts'
import { onPool, type SqlRunner, snapshot } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { UNITS } from '../../procedures/units.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize } from '../permissions.ts'
import { type Order, pageOf, type Turn } from './keyset.ts'

/** Where open cases stand against the statutory term, and lists beside: `unowned`, `troubles`. */
export const CELLS = ['overdue', 'due-today', 'at-risk', 'on-time', 'waiting-applicant'] as const
export type Cell = (typeof CELLS)[number]
export type CaseList = Cell | 'unowned' | 'troubles'

export interface CaseRow {
  caseId: string
  number: string
  procedure: string
  subject: string
  partyName: string | null
  stage: string
  due: string | null
  assigneeId: string | null
}

/** One page of a list, and the cursors of the pages on either side. */
export interface CasePage {
  cases: CaseRow[]
  next: string | null
  previous: string | null
}

export interface Load {
  personId: string
  name: string
  open: number
  overdue: number
  /** Away on that day: until when, and who stands in. */
  away: { lastDay: string; substitute: string } | null
}

export interface Supervision {
  today: string
  /** The day at whose end it stood so; today: as it stands now. */
  asOf: string
  cells: { key: Cell; count: number }[]
  unowned: number
  /** Cases in which something could not be done and waits for a supervisor. */
  troubles: number
  /** The list that was asked for; absent: the first cell that holds cases, worst first. */
  list: { key: Cell } & CasePage
  firstUnowned: CasePage
  firstTroubles: CasePage
  people: Load[]
  /** The units of the house, with their open cases, and the one that all else is of; null: of the whole house. */
  units: { unit: string; title: { lv: string; en: string }; open: number }[]
  unit: string | null
}

/** How many days ahead a case counts as at risk. */
const RISK_DAYS = 5
const PAGE = 50
/** Each stands with a choice of everybody to whom it can be given. */
const UNOWNED = 10
/** Cases without a term stand last; written out as the indexes have it. */
const NO_DAY = '9999-12-31'
const BY_DAY = `COALESCE(v.due, '${NO_DAY}')`

const ORDER: Order<CaseRow> = {
  keys: [
    { sql: BY_DAY, as: 'text', of: (r) => r.due ?? NO_DAY },
    { sql: 'v.number', as: 'text', of: (r) => r.number },
  ],
}

/** Which day it is about, and whether that is over: then it is read from what was noted of it. */
interface When {
  day: Day
  past: boolean
  /** Whose role has ended, with cases still in their hands: nobody leads these. */
  left: string[]
  /** The work of one unit alone. */
  unit?: string | undefined
}

/** The condition that a case is the work of the unit that is asked for. */
function ofUnit({ past, unit }: When): Prisma.Sql {
  if (unit === undefined) return Prisma.sql`true`
  return past
    ? Prisma.sql`EXISTS (SELECT 1 FROM case_view u WHERE u.case_id = v.case_id AND u.unit = ${unit})`
    : Prisma.sql`v.unit = ${unit}`
}

type Read = Pick<SqlRunner, 'rows'>

/** The condition under which an open case stands in a list: read by figures and lists alike. */
function conditionOf(list: CaseList, { day, past, left }: When): Prisma.Sql {
  const due = Prisma.raw(BY_DAY)
  const risk = addDays(day, RISK_DAYS)
  switch (list) {
    case 'overdue':
      return Prisma.sql`v.clock_state = 'running' AND ${due} < ${day}`
    case 'due-today':
      return Prisma.sql`v.clock_state = 'running' AND ${due} = ${day}`
    case 'at-risk':
      return Prisma.sql`v.clock_state = 'running' AND ${due} > ${day} AND ${due} <= ${risk}`
    case 'waiting-applicant':
      return Prisma.sql`v.clock_state = 'waiting-applicant'`
    case 'on-time':
      return Prisma.sql`v.clock_state <> 'waiting-applicant' AND (v.clock_state <> 'running' OR ${due} > ${risk})`
    case 'unowned':
      return left.length === 0
        ? Prisma.sql`v.assignee_id IS NULL`
        : Prisma.sql`(v.assignee_id IS NULL OR v.assignee_id::text = ANY(${left}::text[]))`
    case 'troubles':
      return past
        ? Prisma.sql`v.troubled`
        : Prisma.sql`EXISTS (SELECT 1 FROM task_view t
            WHERE t.case_id = v.case_id AND t.state = 'open' AND t.kind = 'trouble')`
  }
}

/** Open cases, added up by all that figures ask for: kept beside the rows, or the rows of a past day. */
function figuresOf(when: When): Prisma.Sql {
  return when.past
    ? Prisma.sql`(SELECT clock_state, due, assignee_id, troubled, 1 AS n FROM case_span v
        WHERE from_day <= ${when.day} AND until_day > ${when.day} AND ${ofUnit(when)})`
    : Prisma.sql`(SELECT state AS clock_state, day AS due, NULLIF(person, '') AS assignee_id, n
        FROM list_count v WHERE list = 'case' AND ${ofUnit(when)})`
}

/** How many open cases each unit has, those that have any or are known by name. */
async function unitsIn(sql: Read, when: When): Promise<Supervision['units']> {
  const rows = await sql.rows<{ unit: string; open: number }>(
    when.past
      ? Prisma.sql`SELECT c.unit, count(*)::int AS open FROM case_span v JOIN case_view c ON c.case_id = v.case_id
          WHERE v.from_day <= ${when.day} AND v.until_day > ${when.day} GROUP BY 1`
      : Prisma.sql`SELECT unit, sum(n)::int AS open FROM list_count WHERE list = 'case' GROUP BY 1`,
  )
  return Object.entries(UNITS).map(([unit, { title }]) => ({
    ...{ unit, title },
    open: rows.find((r) => r.unit === unit)?.open ?? 0,
  }))
}

/**
 * Where the open cases stand against the statutory term: how many, who has how many, and one page of the list that is
 * asked for. Whatever the number of cases, an answer has a bounded size, and all of it is of one moment.
 * @param query.cell the list; absent or unknown: the first that holds cases
 * @param query.asOf a day that is over: as it stood when it ended; else as it stands now
 * @throws LietaError `forbidden`
 */
export async function supervision(
  deps: Deps,
  actor: Actor,
  query: Turn & { cell?: string | undefined; asOf?: string | undefined; unit?: string | undefined } = {},
): Promise<Supervision> {
  authorize(actor, 'supervise.read')
  const now = await deps.clock.now()
  const today = dayOf(now.toISOString())
  const past = query.asOf !== undefined && query.asOf < today
  // What is no unit is not asked for.
  const unit = Object.keys(UNITS).find((one) => one === query.unit)
  const day = past ? query.asOf! : today
  const at = past ? new Date(Date.parse(endOfDay(day)) - 1) : now
  return snapshot(deps.pool, async (sql) => {
    const when: When = { day, past, unit, left: past ? [] : await leftBehind(sql, at) }
    const { numbers, troubles } = await countsOf(sql, when)
    const people = await loads(sql, at, when)
    const cells = CELLS.map((key, n) => ({ key, count: numbers[n]! }))
    const key = CELLS.find((c) => c === query.cell) ?? cells.find((c) => c.count > 0)?.key ?? 'overdue'
    const unowned = numbers[CELLS.length]!
    const none: CasePage = { cases: [], next: null, previous: null }
    return {
      today,
      asOf: when.day,
      cells,
      unowned,
      troubles,
      list: { key, ...(await listed(sql, key, when, query)) },
      firstUnowned: unowned > 0 ? await listed(sql, 'unowned', when, {}, UNOWNED) : none,
      firstTroubles: troubles > 0 ? await listed(sql, 'troubles', when) : none,
      people,
      units: await unitsIn(sql, when),
      unit: unit ?? null,
    }
  })
}

/** Who has open cases and is no inspector any more. */
async function leftBehind(sql: Read, at: Date): Promise<string[]> {
  const rows = await sql.rows<{ person: string }>(Prisma.sql`
    SELECT DISTINCT person FROM list_count v WHERE list = 'case' AND person <> '' AND NOT EXISTS (
      SELECT 1 FROM role_grant g WHERE g.person_id::text = v.person AND g.role = 'inspector'
        AND g.valid_from <= ${at} AND (g.valid_until IS NULL OR g.valid_until > ${at}))`)
  return rows.map((r) => r.person)
}

async function countsOf(sql: Read, when: When): Promise<{ numbers: number[]; troubles: number }> {
  const lists = [...CELLS, 'unowned' as const, ...(when.past ? ['troubles' as const] : [])]
  const sums = lists.map(
    (list) => Prisma.sql`COALESCE(sum(n) FILTER (WHERE ${conditionOf(list, when)}), 0)::int`,
  )
  const [counts] = await sql.rows<{ counts: number[] }>(
    Prisma.sql`SELECT ARRAY[${Prisma.join(sums)}] AS counts FROM ${figuresOf(when)} v`,
  )
  const numbers = counts!.counts
  if (when.past) return { numbers, troubles: numbers.at(-1)! }
  const [open] = await sql.rows<{ count: number }>(
    Prisma.sql`SELECT count(DISTINCT case_id)::int AS count FROM task_view v
      WHERE state = 'open' AND kind = 'trouble' AND ${ofUnit(when)}`,
  )
  return { numbers, troubles: open!.count }
}

/** One page of a list, what is due first standing first. */
async function listed(
  sql: Read,
  list: CaseList,
  when: When,
  turn: Turn = {},
  size = PAGE,
): Promise<CasePage> {
  const { rows, ...turns } = await pageOf(ORDER, turn, size, ({ where, order, limit }) => {
    const condition = conditionOf(list, when)
    const first = when.past
      ? Prisma.sql`SELECT * FROM case_span v WHERE v.from_day <= ${when.day} AND v.until_day > ${when.day}
          AND ${condition} AND ${ofUnit(when)} AND ${where} ORDER BY ${order} LIMIT ${limit}`
      : Prisma.sql`SELECT * FROM case_view v WHERE v.closed_at IS NULL AND ${condition} AND ${ofUnit(when)} AND ${where}
          ORDER BY ${order} LIMIT ${limit}`
    return sql.rows<CaseRow>(Prisma.sql`
      SELECT v.case_id AS "caseId", v.number, c.procedure, c.subject, c.party_name AS "partyName", v.stage,
        v.due, v.assignee_id AS "assigneeId"
      FROM (${first}) v JOIN case_view c ON c.case_id = v.case_id ORDER BY ${order}`)
  })
  return { cases: rows, ...turns }
}

/** Those to whom cases can be given now, each with how many open and overdue cases they have. */
export async function inspectorsWithLoad(deps: Deps, now: Date): Promise<Load[]> {
  return loads(onPool(deps.pool), now, { day: dayOf(now.toISOString()), past: false, left: [] })
}

async function loads(sql: Read, at: Date, when: When): Promise<Load[]> {
  return sql.rows<Load>(Prisma.sql`
    SELECT p.id AS "personId", p.given_name || ' ' || p.family_name AS name, COALESCE(l.open, 0)::int AS open,
      COALESCE(l.overdue, 0)::int AS overdue, a.away
    FROM person p LEFT JOIN (
      SELECT v.assignee_id, sum(n) AS open, sum(n) FILTER (WHERE ${conditionOf('overdue', when)}) AS overdue
      FROM ${figuresOf(when)} v WHERE v.assignee_id IS NOT NULL GROUP BY v.assignee_id) l ON l.assignee_id::text = p.id::text
      LEFT JOIN LATERAL (
        SELECT jsonb_build_object('substitute', s.given_name || ' ' || s.family_name, 'lastDay',
          to_char((a.valid_until - interval '1 second') AT TIME ZONE 'Europe/Riga', 'YYYY-MM-DD')) AS away
        FROM absence a JOIN person s ON s.id = acts_for(p.id, ${at}::timestamptz)
        WHERE a.person_id = p.id AND a.valid_from <= ${at} AND least(a.valid_until, a.revoked_at) > ${at}) a ON true
    WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'inspector'
      AND g.valid_from <= ${at} AND (g.valid_until IS NULL OR g.valid_until > ${at}))
    ORDER BY a.away IS NOT NULL, p.family_name, p.given_name, p.id`)
}
