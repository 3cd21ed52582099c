import type { KernelEvent } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { LietaError, type Words } from '../platform/errors.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Role } from '../procedures/procedure.ts'
import { UNITS } from '../procedures/units.ts'
import type { Actor, ActorRole } from './actor.ts'

// Work belongs to a unit. Whoever holds a role in a unit works in its cases; whoever holds it without one, in all. To somebody of
// another unit a case is given by a supervisor, with a reason, and until it is given on.

type OfUnit = Pick<CaseState, 'unit' | 'lent'>

/** Whether a role that somebody holds counts in a case of that unit. */
export function inUnit(held: Pick<ActorRole, 'unit'>, { unit }: Pick<OfUnit, 'unit'>): boolean {
  return !unit || held.unit === null || held.unit === unit
}

/** Whether the person holds the role in the case: by their unit, or since the case was given to them from outside. */
export function holdsIn(actor: Actor, role: Role, state: OfUnit): boolean {
  const lent = state.lent?.some((one) => one.until === null && one.personId === actor.personId) ?? false
  return actor.roles.some((held) => held.role === role && (lent || inUnit(held, state)))
}

/** The units whose work a role shows the person; null: that of the whole house. */
export function unitsOf(actor: Actor, role: Role): string[] | null {
  const units = actor.roles.filter((held) => held.role === role).map((held) => held.unit)
  return units.some((unit) => unit === null) ? null : [...new Set(units as string[])]
}

/** How a unit is called; one that is configured no more, by its name. */
export function unitTitle(unit: string): Words {
  return Object.entries(UNITS).find(([id]) => id === unit)?.[1].title ?? { lv: unit, en: unit }
}

export function otherUnit(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Šī lieta ir citas struktūrvienības darbs. Ja tā jādara jums, lūdziet vadītāju to nodot.',
    en: 'This case is the work of another unit. If you are to do it, ask a supervisor to hand it over.',
  })
}

/** The event by which a case gets into other hands; it tells where that leaves or enters another unit. */
export async function handedOver(
  sql: SqlRunner,
  caseId: string,
  state: OfUnit & Pick<CaseState, 'assigneeId'>,
  { to, reason, outside }: { to: string | null; reason?: string | undefined; outside?: boolean },
): Promise<KernelEvent> {
  const lent = state.lent?.some((one) => one.until === null) ?? false
  const data = { to, from: state.assigneeId, ...(reason ? { reason } : {}) }
  if (!lent && !outside) return { type: 'assigned', data }
  const place = await placesGiven(sql, caseId)
  return { type: 'assigned', data: { ...data, place, ...(outside ? { outside: true as const } : {}) } }
}

/** The last place that was given in a case: what was noted up to it came before what is written now. The case must be locked. */
export async function placesGiven(sql: SqlRunner, caseId: string): Promise<number> {
  const [last] = await sql.rows<{ n: number }>(
    Prisma.sql`SELECT max(n)::int AS n FROM stream_inbox WHERE stream = ${caseId}::uuid`,
  )
  return last!.n
}
