import { dayOf } from '../../law/time.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Role } from '../../procedures/procedure.ts'
import { type Actor, institutionsOf } from '../actor.ts'
import { audit } from '../audit/write.ts'
import type { Deps } from '../deps.ts'
import { authorize } from '../permissions.ts'

export interface CaseLine {
  caseId: string
  number: string
  procedure: string
  subject: string
  institutionName: string
  stage: string
  waitingOn: string
  receivedAt: string
  due: string | null
  outcome: string | null
  closedAt: string | null
}

/** The cases of the person's institutions, those that wait for the person first, then the newest. */
export async function listCases(deps: Deps, actor: Actor): Promise<CaseLine[]> {
  const rows = await deps.db.caseView.findMany({
    where: { institutionId: { in: institutionsOf(actor) } },
    orderBy: { receivedAt: 'desc' },
    take: 200,
    select: LINE,
  })
  const lines = rows.map(line)
  return [
    ...lines.filter((l) => l.waitingOn === 'applicant'),
    ...lines.filter((l) => l.waitingOn !== 'applicant'),
  ]
}

const LINE = {
  caseId: true,
  number: true,
  procedure: true,
  subject: true,
  institutionName: true,
  stage: true,
  waitingOn: true,
  receivedAt: true,
  due: true,
  outcome: true,
  closedAt: true,
} as const

type Row = Omit<CaseLine, 'receivedAt' | 'closedAt'> & { receivedAt: Date; closedAt: Date | null }

function line(row: Row): CaseLine {
  return { ...row, receivedAt: row.receivedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null }
}

export interface QueueItem {
  caseId: string
  number: string
  procedure: string
  subject: string
  institutionName: string
  stage: string
  taskId: string
  kind: string
  role: string
  claimedBy: string | null
  claimedByName: string | null
  openedAt: string
  due: string | null
  overdue: boolean
  /** Why this one stands where it stands. */
  why: 'overdue' | 'due-soon' | 'waiting' | 'new'
}

export interface Queue {
  items: QueueItem[]
  total: number
  page: number
  pages: number
  counts: { all: number; mine: number; unclaimed: number }
}

const PAGE = 50

/**
 * The open work for the person's roles: what is due first stands first, and says why. Counts are counted by the same
 * conditions as the lists.
 */
export async function listQueue(
  deps: Deps,
  actor: Actor,
  query: {
    view: 'all' | 'mine' | 'unclaimed'
    role?: string | undefined
    q?: string | undefined
    page: number
  },
): Promise<Queue> {
  authorize(actor, 'queue.read')
  const own = actor.roles.map((r) => r.role as Role).filter((r) => r !== 'applicant')
  const oversight = own.includes('supervisor')
  const roles = query.role
    ? [query.role]
    : oversight
      ? ['inspector', 'reviewer', 'director', 'supervisor']
      : own
  const search = query.q ? `%${escapeLike(query.q.toLowerCase())}%` : null
  const base = Prisma.sql`
    FROM task_view t JOIN case_view v ON v.case_id = t.case_id
    WHERE t.state = 'open' AND t.role = ANY(${roles})
      AND (${search}::text IS NULL OR lower(v.number || ' ' || v.subject || ' ' || v.institution_name) LIKE ${search})`
  const views = {
    all: Prisma.sql`true`,
    mine: Prisma.sql`t.claimed_by = ${actor.personId}::uuid`,
    unclaimed: Prisma.sql`t.claimed_by IS NULL`,
  }
  const [rows, [counts]] = await Promise.all([
    deps.db.$queryRaw<QueueRow[]>`
      SELECT v.case_id AS "caseId", v.number, v.procedure, v.subject, v.institution_name AS "institutionName", v.stage,
        t.task_id AS "taskId", t.kind, t.role, t.claimed_by AS "claimedBy", t.opened_at AS "openedAt",
        COALESCE(t.due, v.due) AS due,
        (SELECT p.given_name || ' ' || p.family_name FROM person p WHERE p.id = t.claimed_by) AS "claimedByName"
      ${base} AND ${views[query.view]}
      ORDER BY COALESCE(t.due, v.due) ASC NULLS LAST, t.opened_at, v.number
      LIMIT ${PAGE} OFFSET ${(query.page - 1) * PAGE}`,
    deps.db.$queryRaw<{ all: bigint; mine: bigint; unclaimed: bigint }[]>`
      SELECT count(*) AS all, count(*) FILTER (WHERE ${views.mine}) AS mine,
        count(*) FILTER (WHERE ${views.unclaimed}) AS unclaimed ${base}`,
  ])
  const total = Number(counts![query.view])
  if (query.q)
    await audit(deps, {
      kind: 'search',
      personId: actor.personId,
      role: own[0] ?? null,
      object: 'queue',
      data: { view: query.view, found: total },
    })
  const today = dayOf((await deps.clock.now()).toISOString())
  return {
    items: rows.map((r) => queueItem(r, today)),
    total,
    page: query.page,
    pages: Math.max(1, Math.ceil(total / PAGE)),
    counts: { all: Number(counts!.all), mine: Number(counts!.mine), unclaimed: Number(counts!.unclaimed) },
  }
}

type QueueRow = Omit<QueueItem, 'openedAt' | 'overdue' | 'why'> & { openedAt: Date }

function queueItem(row: QueueRow, today: string): QueueItem {
  const overdue = row.due !== null && row.due < today
  const days = row.due ? (Date.parse(row.due) - Date.parse(today)) / 86_400_000 : Number.POSITIVE_INFINITY
  const age = (Date.parse(today) - row.openedAt.getTime()) / 86_400_000
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    overdue,
    why: overdue ? 'overdue' : days <= 5 ? 'due-soon' : age > 5 ? 'waiting' : 'new',
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`)
}
