import type { CaseState } from '../../ledger/fold.ts'
import type { Actor, ActorRole } from '../actor.ts'
import { inUnit } from '../units.ts'

/** Why somebody of the staff may look into a case, as far as the case itself says so. */
export type DerivedPurpose = 'assigned' | 'took-part' | 'queue' | 'supervision'

/** What a person who has nothing to do with a case may state. */
export const STATED_PURPOSES = ['stands-in', 'consultation', 'inquiry', 'control', 'other'] as const
export type StatedPurpose = (typeof STATED_PURPOSES)[number]

/** In which function somebody reads: the role, `director-acting` in the director's stead, and the unit. */
export interface ReadingAs {
  role: string
  unit: string | null
}

export interface Derived extends ReadingAs {
  purpose: DerivedPurpose | 'stands-in'
}

type SeenState = Pick<CaseState, 'assigneeId' | 'tasks' | 'doneBy' | 'stage' | 'unit'>

/**
 * Why the person may read the case, derived from the case: it is theirs, they worked in it, it lies in the queue of
 * their role and nobody else has it, or they supervise. Pure.
 * @returns undefined when nothing of it holds: then the person must say why
 */
export function derivedPurpose(actor: Actor, state: SeenState): Derived | undefined {
  const own = staffRoles(actor)
  const near = own.filter((r) => inUnit(r, state))
  const as = (purpose: Derived['purpose'], held: ActorRole | undefined): Derived | undefined =>
    held && { purpose, role: functionOf(held), unit: held.unit }
  const heldAs = (role: string): ActorRole | undefined => own.find((r) => r.role === role)
  const mine = state.tasks.find((t) => t.state === 'open' && t.claimedBy === actor.personId)
  const assigned =
    (mine && as('assigned', heldAs(mine.role) ?? own[0])) ??
    (state.assigneeId === actor.personId ? as('assigned', heldAs('inspector') ?? own[0]) : undefined)
  if (assigned) return assigned
  // It is the work of somebody who is away.
  const theirs = (id: string | null): boolean => id !== null && actor.standsFor.includes(id)
  const stood = state.tasks.find((t) => t.state === 'open' && theirs(t.claimedBy) && heldAs(t.role))
  if (stood) return as('stands-in', heldAs(stood.role))
  if (theirs(state.assigneeId) && heldAs('inspector')) return as('stands-in', heldAs('inspector'))
  if (Object.values(state.doneBy).some((people) => people.includes(actor.personId)))
    return as('took-part', own[0])
  // What lies before a unit lies before its people.
  const heldNear = (role: string): ActorRole | undefined => near.find((r) => r.role === role)
  const waiting = state.tasks.find(
    (t) => t.state === 'open' && t.claimedBy === null && heldNear(t.role) !== undefined,
  )
  if (waiting) return as('queue', heldNear(waiting.role))
  // Nobody's yet: it lies before all who may take it.
  if (state.assigneeId === null && !state.tasks.some((t) => t.state === 'open') && heldNear('inspector'))
    return as('queue', heldNear('inspector'))
  return as('supervision', heldNear('supervisor') ?? heldNear('director'))
}

/** The roles of the service that the person holds. */
export function staffRoles(actor: Actor): ActorRole[] {
  return actor.roles.filter((r) => r.role !== 'applicant')
}

export function functionOf(held: ActorRole): string {
  return held.delegationId ? `${held.role}-acting` : held.role
}
