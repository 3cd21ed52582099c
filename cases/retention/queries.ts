import type { NormRef } from '../../law/norm.ts'
import { RETENTION, type RetentionRule, retentionRule } from '../../law/retention/rules.ts'
import { dayOf } from '../../law/time.ts'
import { whatIsDue } from '../../ledger/retention.ts'
import { onPool, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, may, notFound } from '../permissions.ts'
import { namesOf } from '../queries/case-file.ts'
import { type Order, type Paged, pageOf, type Turn } from '../queries/keyset.ts'
import { newestOf } from '../queries/newest.ts'

/** A rule as it is shown: what is kept how long, what becomes of it, and whether a source says so. */
export type RuleLine = Pick<
  RetentionRule,
  'id' | 'title' | 'from' | 'period' | 'does' | 'by' | 'norm' | 'missing'
> & {
  unverified: boolean
  /** Items that are due today, and cases that a hold keeps. */
  due: number
  records: number
  held: number
}

export interface ActLine {
  id: string
  number: number
  day: string
  state: 'planned' | 'approved' | 'rejected' | 'applied'
  plannedBy: string
  plannedAt: string
  decidedBy: string | null
  decidedAt: string | null
  agreement: string | null
  why: string | null
  appliedAt: string | null
  items: number
  done: number
}

export interface HoldLine {
  caseId: string
  number: string
  since: string
  review: string
  by: string | null
  /** Its day of review has come. */
  toReview: boolean
}

export interface Retention {
  today: string
  rules: RuleLine[]
  holds: Paged<HoldLine>
  acts: Paged<ActLine>
  mayPlan: boolean
}

export interface ActFile extends ActLine {
  rows: {
    n: number
    rule: string
    title: { lv: string; en: string }
    norm: NormRef | null
    unverified: boolean
    caseId: string | null
    number: string | null
    upTo: string | null
    dueOn: string
    records: number
    result: 'erased' | 'held' | null
  }[]
  /** The agreement of the archives is needed. */
  agreed: boolean
  mayApprove: boolean
  mayReject: boolean
  own: boolean
}

const HOLDS = 50

interface HoldRow {
  caseId: string
  number: string
  hold: { since: string; review: string; by: string | null }
}

/** What is to be reviewed first stands first. */
const REVIEWED: Order<HoldRow> = {
  keys: [
    { sql: "(state -> 'hold' ->> 'review')", as: 'text', of: (r) => r.hold.review },
    { sql: 'number', as: 'text', of: (r) => r.number },
  ],
}

/** Which of the two lists is turned; the other one is shown from its beginning. */
export interface RetentionQuery extends Turn {
  list?: 'acts' | 'holds' | undefined
}

/**
 * How long each kind of record is kept, what is due today, a page of what is held, and a page of the acts of destruction, the
 * newest first.
 * @throws LietaError `forbidden`
 */
export async function retention(
  deps: Deps,
  actor: Actor,
  { list = 'holds', ...turn }: RetentionQuery = {},
): Promise<Retention> {
  authorize(actor, 'retention.read')
  const today = dayOf((await deps.clock.now()).toISOString())
  const { items, held } = await transaction(deps.pool, (sql) => whatIsDue(sql, today))
  const acts = await newestOf(deps, 'destruction_act', list === 'acts' ? turn : {}, (ids) =>
    deps.db.destructionAct.findMany({ where: { id: { in: ids } } }),
  )
  const counts = await countsOf(
    deps,
    acts.rows.map((a) => a.id),
  )
  const { rows } = onPool(deps.pool)
  const holds = await pageOf(REVIEWED, list === 'holds' ? turn : {}, HOLDS, ({ where, order, limit }) =>
    rows<HoldRow>(Prisma.sql`
      SELECT case_id::text AS "caseId", number, state -> 'hold' AS hold FROM case_view
      WHERE state ? 'hold' AND ${where} ORDER BY ${order} LIMIT ${limit}`),
  )
  const names = await namesOf(deps, [
    ...acts.rows.flatMap((a) => [a.plannedBy, a.decidedBy]),
    ...holds.rows.map((h) => h.hold.by),
  ])
  const nameOf = (id: string | null): string | null => (id ? (names.get(id) ?? null) : null)
  return {
    today,
    rules: RETENTION.map((rule) => {
      const due = items.filter((i) => i.rule === rule.id)
      const { id, title, from, period, does, by, norm, missing } = rule
      return {
        ...{ id, title, from, period, does, by, norm, unverified: rule.unverified ?? false },
        ...(missing ? { missing } : {}),
        due: due.length,
        records: due.reduce((sum, i) => sum + i.records, 0),
        held: held.find((h) => h.rule === rule.id)?.cases ?? 0,
      }
    }),
    holds: {
      ...holds,
      rows: holds.rows.map(({ caseId, number, hold }) => ({
        ...{ caseId, number, since: hold.since, review: hold.review, by: nameOf(hold.by) },
        toReview: hold.review <= today,
      })),
    },
    acts: { ...acts, rows: acts.rows.map((a) => lineOf(a, nameOf, counts.get(a.id))) },
    mayPlan: may(actor, 'retention.plan'),
  }
}

/** One act of destruction with its list; nothing of what stands in the cases. @throws LietaError `not-found` */
export async function destructionAct(deps: Deps, actor: Actor, id: string): Promise<ActFile> {
  authorize(actor, 'retention.read')
  const act = await deps.db.destructionAct.findUnique({
    where: { id },
    include: { items: { orderBy: { n: 'asc' } } },
  })
  if (!act) throw notFound()
  const { items, ...row } = act
  const names = await namesOf(deps, [row.plannedBy, row.decidedBy])
  const cases = await deps.db.caseRecord.findMany({
    where: { id: { in: items.flatMap((i) => i.caseId ?? []) } },
    select: { id: true, number: true },
  })
  const numbers = new Map(cases.map((c) => [c.id, c.number]))
  const done = items.filter((i) => i.doneAt !== null).length
  const open = row.state === 'planned'
  const own = row.plannedBy === actor.personId
  return {
    ...lineOf(row, (one) => (one ? (names.get(one) ?? null) : null), { items: items.length, done }),
    rows: items.map((i) => {
      const rule = retentionRule(i.rule)
      return {
        n: i.n,
        rule: i.rule,
        title: rule?.title ?? { lv: i.rule, en: i.rule },
        norm: rule?.norm ?? null,
        unverified: rule?.unverified ?? false,
        caseId: i.caseId,
        number: i.caseId ? (numbers.get(i.caseId) ?? null) : null,
        ...{ upTo: i.upTo, dueOn: i.dueOn, records: i.records },
        result: i.result === null ? null : (i.result as { held?: true }).held ? 'held' : 'erased',
      }
    }),
    agreed: items.some((i) => i.agreed),
    mayApprove: open && !own && may(actor, 'retention.approve'),
    mayReject: open && (may(actor, 'retention.approve') || may(actor, 'retention.plan')),
    own,
  }
}

interface ActRow {
  id: string
  number: number
  day: string
  state: string
  plannedBy: string
  plannedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  agreement: string | null
  why: string | null
  appliedAt: Date | null
}

function lineOf(
  a: ActRow,
  nameOf: (id: string | null) => string | null,
  count: { items: number; done: number } = { items: 0, done: 0 },
): ActLine {
  return {
    ...{ id: a.id, number: a.number, day: a.day, state: a.state as ActLine['state'] },
    plannedBy: nameOf(a.plannedBy) ?? '',
    plannedAt: a.plannedAt.toISOString(),
    decidedBy: nameOf(a.decidedBy),
    decidedAt: a.decidedAt?.toISOString() ?? null,
    ...{ agreement: a.agreement, why: a.why, appliedAt: a.appliedAt?.toISOString() ?? null },
    ...count,
  }
}

async function countsOf(deps: Deps, ids: string[]): Promise<Map<string, { items: number; done: number }>> {
  const rows = await deps.db.$queryRaw<{ id: string; items: number; done: number }[]>`
    SELECT act_id::text AS id, count(*)::int AS items, count(done_at)::int AS done FROM destruction_item
    WHERE act_id = ANY(${ids}::uuid[]) GROUP BY act_id`
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
