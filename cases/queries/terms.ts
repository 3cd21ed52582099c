import type { TermKind } from '../../law/clock/term.ts'
import { isPartyRole, PARTY_ROLES } from '../../law/parties.ts'
import { ruleOf } from '../../law/rules/catalogue.ts'
import { type Day, dayOf, daysBetween } from '../../law/time.ts'
import { LietaError, type Words } from '../../platform/errors.ts'
import { onPool } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { UNITS } from '../../procedures/units.ts'
import { type Actor, hasRole } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize } from '../permissions.ts'
import { unitTitle } from '../units.ts'
import { type Order, type Paged, pageOf, type Turn } from './keyset.ts'

// What ends next: the terms that run in open cases, in the order of their days, read from their rows (decision 35) by an index
// that holds them in that order, however many there are.

export const TERM_SCOPES = ['mine', 'unit', 'house'] as const
export type TermScope = (typeof TERM_SCOPES)[number]
export const TERM_SIDES = ['service', 'authority', 'party'] as const
export type TermSide = (typeof TERM_SIDES)[number]

export interface TermsQuery extends Turn {
  /** Absent: one's own cases; for whoever supervises, the house. */
  scope?: TermScope | undefined
  kind?: TermKind | undefined
  /** Who must keep it. */
  side?: TermSide | undefined
  unit?: string | undefined
}

export interface TermItem {
  caseId: string
  number: string
  subject: string
  term: string
  rule: string
  title: Words
  kind: TermKind
  owner: string
  side: TermSide
  unit: string | null
  due: Day
  /** Days from today; less than none: it has ended. */
  left: number
}

export interface TermList extends Paged<TermItem> {
  scope: TermScope
  scopes: TermScope[]
  units: { id: string; title: Words }[]
}

interface Row {
  caseId: string
  term: string
  rule: string
  kind: TermKind
  owner: string
  unit: string | null
  due: Day
  number: string
  subject: string
  receivedAt: Date
}

const PAGE = 50
const ORDER: Order<Row> = {
  keys: [
    { sql: 't.due', as: 'text', of: (r) => r.due },
    { sql: 't.case_id', as: 'uuid', of: (r) => r.caseId },
    { sql: 't.term', as: 'text', of: (r) => r.term },
  ],
}

/**
 * A page of the terms that end next: of one's own cases, of one's units, or, for whoever supervises, of the whole house.
 * @throws LietaError `forbidden` for what lies outside the person's units
 */
export async function listTerms(deps: Deps, actor: Actor, query: TermsQuery): Promise<TermList> {
  authorize(actor, 'terms.read')
  const scopes = scopesOf(actor)
  const scope = query.scope ?? scopes.at(-1)!
  if (!scopes.includes(scope)) throw outside()
  const units = unitsFor(actor, scope, query.unit)
  const now = (await deps.clock.now()).toISOString()
  const today = dayOf(now)
  const { rows, ...turns } = await pageOf(ORDER, query, PAGE, (cut) =>
    onPool(deps.pool).rows<Row>(Prisma.sql`
      SELECT t.case_id AS "caseId", t.term, t.rule, t.kind, t.owner, t.unit, t.due, v.number, v.subject,
        v.received_at AS "receivedAt"
      FROM ${scope === 'mine' ? ofPeople(actor) : Prisma.sql`term_view t JOIN case_view v ON v.case_id = t.case_id`}
      WHERE t.state = 'running' AND t.due IS NOT NULL AND v.closed_at IS NULL
        AND ${query.kind ? Prisma.sql`t.kind = ${query.kind}` : Prisma.sql`true`}
        AND ${units === null ? Prisma.sql`true` : ofUnits(units)} AND ${ofSide(query.side)} AND ${cut.where}
      ORDER BY ${cut.order} LIMIT ${cut.limit}`),
  )
  return {
    ...turns,
    ...{ scope, scopes },
    units: (unitsFor(actor, scope, undefined) ?? Object.keys(UNITS)).map((id) => ({
      id,
      title: unitTitle(id),
    })),
    rows: rows.map(({ receivedAt, ...r }) => ({
      ...r,
      title: ruleOf(r.rule as Parameters<typeof ruleOf>[0], dayOf(receivedAt.toISOString())).title,
      side: sideOf(r.owner),
      left: daysBetween(today, r.due),
    })),
  }
}

/** One's own cases, and those of whom one stands in for: few, so they are found first. */
function ofPeople(actor: Actor): Prisma.Sql {
  const people = [actor.personId, ...actor.standsFor]
  return Prisma.sql`(SELECT * FROM case_view WHERE assignee_id = ANY(${people}::uuid[]) AND closed_at IS NULL) v
    JOIN term_view t ON t.case_id = v.case_id`
}

function ofUnits(units: string[]): Prisma.Sql {
  const [one, ...more] = units
  return more.length === 0 ? Prisma.sql`t.unit = ${one ?? ''}` : Prisma.sql`t.unit = ANY(${units}::text[])`
}

function ofSide(side: TermSide | undefined): Prisma.Sql {
  const parties = Prisma.sql`t.owner = ANY(${Object.keys(PARTY_ROLES)}::text[])`
  if (side === undefined) return Prisma.sql`true`
  if (side === 'service') return Prisma.sql`t.owner = 'service'`
  return side === 'party' ? parties : Prisma.sql`NOT (t.owner = 'service' OR ${parties})`
}

const sideOf = (owner: string): TermSide =>
  owner === 'service' ? 'service' : isPartyRole(owner) ? 'party' : 'authority'

function scopesOf(actor: Actor): TermScope[] {
  return hasRole(actor, 'supervisor', 'director') ? [...TERM_SCOPES] : ['mine', 'unit']
}

/** The units whose terms are shown; null: all. @throws LietaError `forbidden` */
function unitsFor(actor: Actor, scope: TermScope, asked: string | undefined): string[] | null {
  const held = actor.roles.filter((r) => r.role !== 'applicant').map((r) => r.unit)
  const own = scope === 'house' || held.includes(null) ? null : (held as string[])
  if (asked === undefined) return scope === 'unit' ? own : null
  if (scope === 'unit' && own !== null && !own.includes(asked)) throw outside()
  return [asked]
}

function outside(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Šo termiņu saraksts jums nav pieejams: tas ir citas struktūrvienības vai visas iestādes.',
    en: 'That list of terms is not open to you: it is that of another unit, or of the whole house.',
  })
}
