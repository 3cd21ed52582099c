import { dayOf } from '../../law/time.ts'
import { type SqlRunner, snapshot } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { isBodyRole, type Role } from '../../procedures/procedure.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../audit/write.ts'
import type { Deps } from '../deps.ts'
import { authorize, PERMISSIONS } from '../permissions.ts'
import { holdsNow } from '../staff.ts'
import { unitsOf } from '../units.ts'
import { namesOf } from './case-file.ts'
import { type Cut, type Order, pageOf, type Turn } from './keyset.ts'
import { found } from './search.ts'

export interface QueueItem {
  caseId: string
  number: string
  procedure: string
  subject: string
  partyName: string | null
  stage: string
  taskId: string
  kind: string
  role: string
  claimedBy: string | null
  claimedByName: string | null
  /** Whoever has it does such work no more: it can be taken as if nobody had it. */
  left: boolean
  /** Whose work it is; '': of the whole house. */
  unit: string
  /** Whoever has it is away, and the person who asks stands in. */
  insteadOf: boolean
  openedAt: string
  due: string | null
  overdue: boolean
  /** Why this one stands where it stands. */
  why: 'overdue' | 'due-soon' | 'waiting' | 'new'
}

export interface Queue {
  items: QueueItem[]
  /** How long the list is that the page is of; null: more was found than is counted. */
  total: number | null
  /** Cursors of the pages on either side, for `after` and `before`. */
  next: string | null
  previous: string | null
  /** Of the whole queue, whatever is looked for. */
  counts: { all: number; mine: number; unclaimed: number }
  /** In whose stead the person works now: their work is among one's own. */
  standsFor: string[]
}

export interface QueueQuery extends Turn {
  view: 'all' | 'mine' | 'unclaimed'
  role?: string | undefined
  q?: string | undefined
}

const PAGE = 50

interface Row extends Omit<QueueItem, 'openedAt' | 'overdue' | 'why' | 'insteadOf'> {
  openedAt: Date
  workDay: string
}

const ORDER: Order<Row> = {
  keys: [
    { sql: 't.work_day', as: 'text', of: (r) => r.workDay },
    { sql: 't.opened_at', as: 'timestamptz', of: (r) => r.openedAt.toISOString() },
    { sql: 't.number', as: 'text', of: (r) => r.number },
    { sql: 't.task_id', as: 'text', of: (r) => r.taskId },
  ],
}

/**
 * A page of the open work for the person's roles: what is due first stands first, and says why. Lists and counts are of
 * one moment.
 */
export async function listQueue(deps: Deps, actor: Actor, query: QueueQuery): Promise<Queue> {
  authorize(actor, 'queue.read')
  const own = actor.roles.map((r) => r.role as Role).filter((r) => r !== 'applicant')
  const asked = workFor(actor, rolesOf(own, query.role), query.view)
  const views = {
    all: Prisma.sql`true`,
    mine:
      actor.standsFor.length === 0
        ? Prisma.sql`t.claimed_by = ${actor.personId}::uuid`
        : Prisma.sql`t.claimed_by = ANY(${[actor.personId, ...actor.standsFor]}::uuid[])`,
    unclaimed: Prisma.sql`t.claimed_by IS NULL`,
  }
  const view = views[query.view]
  const now = await deps.clock.now()
  const { page, counts, total } = await snapshot(deps.pool, async (sql) => {
    const counts = await countsOf(
      sql,
      actor,
      workFor(actor, rolesOf(own, query.role), 'all'),
      rolesOf(own, query.role),
    )
    if (!query.q)
      return {
        counts,
        total: counts[query.view],
        page: await pageOf(ORDER, query, PAGE, (cut) => inOrder(sql, asked, view, cut, now)),
      }
    const open = Prisma.sql`FROM task_view t WHERE t.state = 'open' AND ${ofUnits(asked)} AND ${view}`
    const { where, total } = await found((s) => sql.rows(s), open, query.q)
    const page = await pageOf(ORDER, query, PAGE, (cut) =>
      // Few are found by their words and put in order.
      total === null
        ? inOrder(sql, asked, Prisma.sql`${view} AND ${where}`, cut, now)
        : sql.rows<Row>(Prisma.sql`
            WITH found AS MATERIALIZED (SELECT t.* ${open} AND ${where})
            ${shown(Prisma.sql`SELECT * FROM found t WHERE ${cut.where} ORDER BY ${cut.order} LIMIT ${cut.limit}`, cut, now)}`),
    )
    return { page, counts, total }
  })
  if (query.q)
    await audit(deps, {
      kind: 'search',
      personId: actor.personId,
      role: own[0] ?? null,
      object: 'queue',
      data: { view: query.view, found: total ?? 'many' },
    })
  const today = dayOf(now.toISOString())
  return {
    items: page.rows.map((r) => queueItem(r, today, actor.standsFor)),
    total,
    next: page.next,
    previous: page.previous,
    counts,
    standsFor: [...(await namesOf(deps, actor.standsFor)).values()].sort(),
  }
}

/** The work of a role, in one unit or in the whole house. */
interface Asked {
  role: string
  unit: string | null
}

/** What lies before the person: the work of their units. What they have themselves is theirs, whatever the unit. */
function workFor(actor: Actor, roles: string[], view: QueueQuery['view']): Asked[] {
  return roles.flatMap((role): Asked[] => {
    // A supervisor sees the work of others by being one.
    const held = actor.roles.some((r) => r.role === role) ? role : 'supervisor'
    const units = view === 'mine' ? null : unitsOf(actor, held as Role)
    return units === null || units.length === 0
      ? [{ role, unit: null }]
      : units.map((unit) => ({ role, unit }))
  })
}

function ofUnit({ role, unit }: Asked): Prisma.Sql {
  return unit === null ? Prisma.sql`t.role = ${role}` : Prisma.sql`t.role = ${role} AND t.unit = ${unit}`
}

function ofUnits(asked: Asked[]): Prisma.Sql {
  return Prisma.sql`(${Prisma.join(
    asked.map((one) => Prisma.sql`(${ofUnit(one)})`),
    ' OR ',
  )})`
}

/** Supervisors see the work of all. */
function rolesOf(own: Role[], role: string | undefined): string[] {
  // Whoever only sits in a body has no other work before them.
  const staff: readonly string[] = PERMISSIONS['queue.read'].roles
  if (role && own.some((r) => staff.includes(r))) return [role]
  const all = ['inspector', 'reviewer', 'director', 'supervisor', ...own]
  return [...new Set(own.includes('supervisor') ? all : own)].filter(
    (r) => staff.includes(r) || isBodyRole(r),
  )
}

/** The first of each role, and of these the first: an index answers each, however many there are. */
function inOrder(
  sql: Pick<SqlRunner, 'rows'>,
  asked: Asked[],
  condition: Prisma.Sql,
  cut: Cut,
  now: Date,
): Promise<Row[]> {
  const first = Prisma.sql`
    SELECT t.* FROM (${Prisma.join(
      asked.map(
        (
          one,
        ) => Prisma.sql`(SELECT * FROM task_view t WHERE t.state = 'open' AND ${ofUnit(one)} AND ${condition}
          AND ${cut.where} ORDER BY ${cut.order} LIMIT ${cut.limit})`,
      ),
      ' UNION ALL ',
    )}) t
    ORDER BY ${cut.order} LIMIT ${cut.limit}`
  return sql.rows<Row>(shown(first, cut, now))
}

/** What a line shows beside its sort keys, read for the rows of the page alone. */
function shown(rows: Prisma.Sql, cut: Cut, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT v.case_id AS "caseId", v.number, v.procedure, v.subject, v.party_name AS "partyName", v.stage,
      t.task_id AS "taskId", t.kind, t.role, t.unit, t.claimed_by AS "claimedBy", t.opened_at AS "openedAt",
      t.work_day AS "workDay", COALESCE(t.due, v.due) AS due, p.given_name || ' ' || p.family_name AS "claimedByName",
      t.claimed_by IS NOT NULL AND NOT ${holdsNow(Prisma.sql`t.claimed_by`, Prisma.sql`t.role`, now)} AS left
    FROM (${rows}) t JOIN case_view v ON v.case_id = t.case_id LEFT JOIN person p ON p.id = t.claimed_by
    ORDER BY ${cut.order}`
}

async function countsOf(
  sql: Pick<SqlRunner, 'rows'>,
  actor: Actor,
  asked: Asked[],
  roles: string[],
): Promise<Queue['counts']> {
  const mine = Prisma.sql`person = ANY(${[actor.personId, ...actor.standsFor]}::text[])`
  const near = Prisma.join(
    asked.map(
      (one) =>
        Prisma.sql`(state = ${one.role} AND ${one.unit === null ? Prisma.sql`true` : Prisma.sql`unit = ${one.unit}`})`,
    ),
    ' OR ',
  )
  const [counts] = await sql.rows<Queue['counts']>(Prisma.sql`
    SELECT COALESCE(sum(n) FILTER (WHERE ${near}), 0)::int AS all, COALESCE(sum(n) FILTER (WHERE ${mine}), 0)::int AS mine,
      COALESCE(sum(n) FILTER (WHERE person = '' AND (${near})), 0)::int AS unclaimed
    FROM list_count WHERE list = 'work' AND state = ANY(${roles}::text[])`)
  return counts!
}

function queueItem({ workDay: _, ...row }: Row, today: string, standsFor: string[]): QueueItem {
  const overdue = row.due !== null && row.due < today
  const days = row.due ? (Date.parse(row.due) - Date.parse(today)) / 86_400_000 : Number.POSITIVE_INFINITY
  const age = (Date.parse(today) - row.openedAt.getTime()) / 86_400_000
  return {
    ...row,
    insteadOf: row.claimedBy !== null && standsFor.includes(row.claimedBy),
    openedAt: row.openedAt.toISOString(),
    overdue,
    why: overdue ? 'overdue' : days <= 5 ? 'due-soon' : age > 5 ? 'waiting' : 'new',
  }
}
