import type { CaseState } from '../ledger/fold.ts'
import { LietaError } from '../platform/errors.ts'
import { procedureById } from '../procedures/all.ts'
import { isBodyRole, type Role } from '../procedures/procedure.ts'
import { type Actor, hasRole, institutionsOf } from './actor.ts'
import { type Parties, relationsTo } from './relation.ts'

/**
 * Who may do and see what, beside the acts of a procedure (those stand in procedures/). One row a permission.
 * `own`: also whoever stands on the side of a party, in cases of that party; and in drafts of an institution for which
 * the person may apply.
 */
export const PERMISSIONS = {
  'draft.write': { roles: [], own: true },
  'case.read': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: true, bodies: true },
  // Somebody acts for a party of a case (APL 35); an official looks at what shows it (APL 38).
  'representation.judge': { roles: ['inspector', 'reviewer', 'director'], own: false },
  // What the institution begins of its own motion (APL 55 p. 2).
  'case.open': { roles: ['inspector'], own: false },
  'case.read-internal': {
    roles: ['inspector', 'reviewer', 'director', 'supervisor'],
    ...{ own: false, bodies: true },
  },
  'queue.read': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: false, bodies: true },
  'terms.read': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: false },
  'task.claim': { roles: ['inspector', 'reviewer', 'director'], own: false, bodies: true },
  'case.assign': { roles: ['supervisor'], own: false },
  'trouble.close': { roles: ['supervisor'], own: false },
  'note.add': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: false, bodies: true },
  // An indeterminate signature goes to a person, who verifies it again and says whether it is accepted.
  'signature.judge': { roles: ['inspector', 'reviewer', 'director'], own: false },
  'supervise.read': { roles: ['supervisor', 'director'], own: false },
  // A new holiday, a moved day, a new version of a rule; the second person is another one, also by the database.
  'law.change': { roles: ['supervisor'], own: false },
  'law.approve': { roles: ['supervisor', 'director'], own: false },
  'draft.check': { roles: ['inspector'], own: false },
  // Nothing of a held case is erased. What is due is planned by one person and approved by another, both in person.
  'hold.write': { roles: ['supervisor', 'director'], own: false },
  'retention.read': { roles: ['supervisor', 'director'], own: false },
  'retention.plan': { roles: ['supervisor'], own: false, inPerson: true },
  'retention.approve': { roles: ['supervisor', 'director'], own: false, inPerson: true },
  'signing.read': { roles: ['director'], own: false },
  'decision.preview': { roles: ['reviewer', 'director'], own: false },
  'delegation.read': { roles: ['supervisor', 'director'], own: false },
  // Who did, tried and read what; never what stands in a case.
  'audit.read': { roles: ['auditor'], own: false, inPerson: true },
  // A conflict of interest is told by whoever has it; a superior finds one, and judges those of others (IKNL 20(2), 21).
  'conflict.declare': {
    roles: ['inspector', 'reviewer', 'director', 'supervisor'],
    ...{ own: false, bodies: true },
  },
  'conflict.judge': { roles: ['supervisor', 'director'], own: false },
  // Who is away and who works in their stead: one's own, and by supervisors that of anybody (VPIL 33).
  'absence.write': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: false },
  'absence.manage': { roles: ['supervisor'], own: false },
  // Commissions and councils: who sits in them and by which rule they decide, by an order that names them.
  'body.read': { roles: ['inspector', 'reviewer', 'director', 'supervisor'], own: false },
  'body.write': { roles: ['supervisor'], own: false },
  'delegation.write': { roles: ['supervisor', 'director'], own: false, inPerson: true },
} as const satisfies Record<string, Permit>

interface Permit {
  roles: readonly Role[]
  own: boolean
  /** Also for whoever sits in a body that has a say in the case. */
  bodies?: true
  /** Only by a role of one's own: what somebody's stead gives does not reach it. */
  inPerson?: boolean
}

export type Permission = keyof typeof PERMISSIONS

/** What tells whether a body has a say in a case. */
type Said = Partial<Pick<CaseState, 'procedure' | 'tasks'>>

/** The function by which the person has a say in a case: its procedure, or work of it, names the body. */
export function bodyRoleIn(actor: Actor, { procedure, tasks = [] }: Said): Role | undefined {
  const acts = procedure === undefined ? [] : Object.values(procedureById(procedure).acts)
  return actor.roles.find(
    ({ role }) =>
      isBodyRole(role) && (tasks.some((t) => t.role === role) || acts.some(({ by }) => by.includes(role))),
  )?.role
}

/**
 * Whether the person may: by a role of the service; or, where `own` says so, by a relation to what it is about.
 * @param about the parties of a case, or the institution of a draft; absent: whether there is anything at all
 */
export function may(
  actor: Actor,
  permission: Permission,
  about?: (Parties & Said) | { institutionId: string },
): boolean {
  const rule: Permit = PERMISSIONS[permission]
  if (rule.inPerson) return hasRole(inPerson(actor), ...rule.roles)
  if (hasRole(actor, ...rule.roles)) return true
  if (rule.bodies && sits(actor, about)) return true
  if (!rule.own) return false
  if (about === undefined) return institutionsOf(actor).length > 0
  if ('institutionId' in about) return institutionsOf(actor).includes(about.institutionId)
  return relationsTo(actor, about).length > 0
}

/** Whether the person sits in a body that has a say there; in any, where nothing is asked about. */
function sits(actor: Actor, about: (Parties & Said) | { institutionId: string } | undefined): boolean {
  if (about === undefined) return actor.roles.some(({ role }) => isBodyRole(role))
  return !('institutionId' in about) && bodyRoleIn(actor, about) !== undefined
}

/** The person with the roles of one's own only. */
function inPerson(actor: Actor): Actor {
  return { ...actor, roles: actor.roles.filter((r) => r.delegationId === null) }
}

/** @throws LietaError `forbidden` */
export function authorize(
  actor: Actor,
  permission: Permission,
  about?: (Parties & Said) | { institutionId: string },
): void {
  if (!may(actor, permission, about)) throw forbidden()
}

export function forbidden(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Jums nav tiesību to darīt vai skatīt. Ja tiesībām jābūt, vērsieties pie savas iestādes vadītāja.',
    en: 'You may not do or see this. If you should be able to, ask the head of your institution.',
  })
}

/** The same answer for what is not there and for what the person may not know of. */
export function notFound(): LietaError {
  return new LietaError('not-found', {
    lv: 'Tāda ieraksta nav, vai tas jums nav pieejams.',
    en: 'There is no such record, or it is not open to you.',
  })
}
