import type { Role } from '../procedures/procedure.ts'
import type { Deps } from './deps.ts'

export interface ActorRole {
  role: Role
  institutionId: string | null
  unit: string | null
}

/** Who is asking, with the roles that are valid today. */
export interface Actor {
  personId: string
  subject: string
  givenName: string
  familyName: string
  roles: ActorRole[]
}

/**
 * The person behind a signed-in subject, with the roles valid at business time now.
 * @returns undefined when nobody by that subject is known here
 */
export async function findActor(deps: Deps, subject: string): Promise<Actor | undefined> {
  const now = await deps.clock.now()
  const person = await deps.db.person.findUnique({
    where: { subject },
    select: {
      id: true,
      subject: true,
      givenName: true,
      familyName: true,
      roles: {
        where: { validFrom: { lte: now }, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
        select: { role: true, institutionId: true, unit: true },
      },
    },
  })
  if (!person) return undefined
  const { id, roles, ...rest } = person
  return { personId: id, ...rest, roles: roles as ActorRole[] }
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.roles.some((r) => roles.includes(r.role))
}

/** The institutions for which the person may apply. */
export function institutionsOf(actor: Actor): string[] {
  return actor.roles.flatMap((r) => (r.role === 'applicant' && r.institutionId ? [r.institutionId] : []))
}
