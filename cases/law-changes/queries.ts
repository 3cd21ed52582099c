import { calendarAsked } from '../../law/calendar/asked.ts'
import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { dayOf } from '../../law/time.ts'
import { calendarInForce } from '../../ledger/calendars.ts'
import type { Totals } from '../../ledger/law-preview.ts'
import { onPool } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, may, notFound } from '../permissions.ts'
import { namesOf, titleOf } from '../queries/case-file.ts'
import { type Order, type Paged, pageOf, type Turn } from '../queries/keyset.ts'
import { newestOf } from '../queries/newest.ts'

export type Effect = 'unchanged' | 'earlier' | 'later' | 'newly-overdue' | 'rescued' | 'error'

export interface LawChangeLine {
  id: string
  kind: 'holiday' | 'moved-day' | 'rule'
  definition: Record<string, unknown>
  reason: string
  norm: string
  state: 'previewed' | 'approved' | 'applying' | 'applied' | 'rejected'
  enteredBy: string
  enteredAt: string
  approvedBy: string | null
  approvedAt: string | null
  rejectedBy: string | null
  rejection: string | null
  calendarVersion: number | null
}

export interface LawChangeRow {
  caseId: string
  number: string
  clock: string
  /** What the term is called; null where the case has it no more. */
  title: { lv: string; en: string } | null
  oldDue: string | null
  newDue: string | null
  effect: Effect
  letter: boolean
  why: { lv: string; en: string } | null
  result: 'applied' | 'closed' | 'failed' | null
  appliedAt: string | null
}

export interface LawChangeFile extends LawChangeLine {
  previewedAt: string | null
  appliedAt: string | null
  /** What the preview showed to the person who approves. */
  preview: Totals | null
  /** Once it is applied: what came of it. */
  report: Record<string, unknown> | null
  progress: { cases: number; done: number }
  /** Whether the person who asks may approve it now. */
  mayApprove: boolean
  rows: LawChangeRow[]
  /** Cursors of the pages on either side, for `after` and `before`. */
  next: string | null
  previous: string | null
}

const PAGE = 50

type Row = Omit<LawChangeRow, 'appliedAt' | 'title'> & {
  appliedAt: Date | null
  rank: number
  terms: CaseTerm[] | null
}

/** What somebody must look at comes first; written out as the index has it. */
const ORDER: Order<Row> = {
  keys: [
    { sql: 'effect_rank(c.effect)', as: 'integer', of: (r) => String(r.rank) },
    { sql: 'c.case_id', as: 'uuid', of: (r) => r.caseId },
    { sql: "(c.clock = 'standard')", as: 'boolean', of: (r) => String(r.clock === 'standard') },
    { sql: 'c.clock', as: 'text', of: (r) => r.clock },
  ],
}

interface RowQuery extends Turn {
  effect?: Effect | undefined
  clock?: string | undefined
}

/** A page of every change that was entered, the newest first. */
export async function listLawChanges(
  deps: Deps,
  actor: Actor,
  turn: Turn = {},
): Promise<Paged<LawChangeLine>> {
  authorize(actor, 'supervise.read')
  const { rows, ...turns } = await newestOf(deps, 'law_change', turn, (ids) =>
    deps.db.lawChange.findMany({ where: { id: { in: ids } } }),
  )
  const names = await namesOf(
    deps,
    rows.flatMap((r) => [r.enteredBy, r.approvedBy, r.rejectedBy]),
  )
  return { ...turns, rows: rows.map((r) => lineOf(r, names)) }
}

/** The year whose moved working days wait to be entered, by the calendar in force today; null when none does. */
export async function yearAsked(deps: Deps, actor: Actor): Promise<number | null> {
  authorize(actor, 'supervise.read')
  const now = await deps.clock.now()
  return calendarAsked(dayOf(now.toISOString()), await calendarInForce(onPool(deps.pool)))
}

/** A change with its preview or progress, a page of cases at a time. */
export async function getLawChange(
  deps: Deps,
  actor: Actor,
  id: string,
  query: RowQuery = {},
): Promise<LawChangeFile> {
  authorize(actor, 'supervise.read')
  const row = await deps.db.lawChange.findUnique({ where: { id } })
  if (!row) throw notFound()
  const [names, page, progress] = await Promise.all([
    namesOf(deps, [row.enteredBy, row.approvedBy, row.rejectedBy]),
    rowsOf(deps, id, query),
    deps.db.$queryRaw<{ cases: number; done: number }[]>`
      SELECT count(DISTINCT case_id)::int AS cases, count(DISTINCT case_id) FILTER (WHERE result IS NOT NULL)::int AS done
      FROM law_change_case WHERE law_change_id = ${id}::uuid`,
  ])
  const report = row.report as (Record<string, unknown> & { preview?: Totals }) | null
  return {
    ...lineOf(row, names),
    previewedAt: row.previewedAt?.toISOString() ?? null,
    appliedAt: row.appliedAt?.toISOString() ?? null,
    preview: report?.preview ?? null,
    report: row.state === 'applied' ? report : null,
    progress: progress[0] ?? { cases: 0, done: 0 },
    mayApprove: row.state === 'previewed' && row.enteredBy !== actor.personId && may(actor, 'law.approve'),
    ...page,
  }
}

async function rowsOf(
  deps: Deps,
  id: string,
  { effect, clock, ...turn }: RowQuery,
): Promise<Paged<LawChangeRow>> {
  const { rows } = onPool(deps.pool)
  const ofEffect = effect
    ? Prisma.sql`AND effect_rank(c.effect) = effect_rank(${effect}::text)`
    : Prisma.empty
  const ofClock = clock
    ? Prisma.sql`AND (c.clock = 'standard') = ${clock === 'standard'} AND c.clock = ${clock}`
    : Prisma.empty
  const page = await pageOf(ORDER, turn, PAGE, ({ where, order, limit }) =>
    rows<Row>(Prisma.sql`
      SELECT c.case_id AS "caseId", r.number, c.clock, c.old_due AS "oldDue", c.new_due AS "newDue", c.effect, c.letter,
        c.why, c.result, c.applied_at AS "appliedAt", effect_rank(c.effect) AS rank, v.state -> 'terms' AS terms
      FROM (SELECT * FROM law_change_case c WHERE c.law_change_id = ${id}::uuid ${ofEffect} ${ofClock} AND ${where}
        ORDER BY ${order} LIMIT ${limit}) c
      JOIN case_record r ON r.id = c.case_id LEFT JOIN case_view v ON v.case_id = c.case_id ORDER BY ${order}`),
  )
  const lines = page.rows.map(({ rank: _, terms, ...r }) => ({
    ...r,
    title: titleIn(terms ?? [], r.clock),
    appliedAt: r.appliedAt?.toISOString() ?? null,
  }))
  return { ...page, rows: lines }
}

function titleIn(terms: readonly CaseTerm[], clock: string): LawChangeRow['title'] {
  const term = terms.find((one) => termId(one) === clock)
  return term ? titleOf(term) : null
}

type Stored = Prisma.LawChangeGetPayload<object>

function lineOf(r: Stored, names: Map<string, string>): LawChangeLine {
  const nameOf = (id: string | null): string | null => (id ? (names.get(id) ?? '') : null)
  return {
    id: r.id,
    kind: r.kind as LawChangeLine['kind'],
    definition: r.definition as Record<string, unknown>,
    reason: r.reason,
    norm: r.norm,
    state: r.state as LawChangeLine['state'],
    enteredBy: nameOf(r.enteredBy) ?? '',
    enteredAt: r.enteredAt.toISOString(),
    approvedBy: nameOf(r.approvedBy),
    approvedAt: r.approvedAt?.toISOString() ?? null,
    rejectedBy: nameOf(r.rejectedBy),
    rejection: r.rejection,
    calendarVersion: r.calendarVersion,
  }
}
