import { dayOf } from '../law/time.ts'
import { prepared } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Role } from '../procedures/procedure.ts'
import type { Deps } from './deps.ts'

export interface ActorRole {
  role: Role
  institutionId: string | null
  unit: string | null
  /** The role is held in somebody's stead: by which delegation. */
  delegationId: string | null
}

/** Who is asking, with the roles that are valid now, one's own and those of whom one stands in for. */
export interface Actor {
  personId: string
  subject: string
  givenName: string
  familyName: string
  roles: ActorRole[]
  /** The institutions in whose cases the person does nothing for the service: ties that stand whatever the case. */
  ties: string[]
  /** Those who are away and in whose stead the person works. */
  standsFor: string[]
  /** The business instant (UTC) of the question: what ends by time has ended before it or not. */
  asOf: string
  /** Signed in at a level that stands for a signature. */
  signs: boolean
}

/**
 * The person behind a signed-in subject, with the roles valid at business time now.
 * @param acr the level of the sign-in, as its provider told it
 * @returns undefined when nobody by that subject is known here
 */
export async function findActor(
  deps: Deps,
  subject: string,
  acr: string | undefined,
): Promise<Actor | undefined> {
  const now = await deps.clock.now()
  // Asked with every request: one plain statement.
  const asked = Prisma.sql`
    SELECT p.id AS "personId", p.subject, p.given_name AS "givenName", p.family_name AS "familyName",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'institutionId', g.institution_id, 'unit', g.unit,
          'delegationId', g.delegation_id) ORDER BY g.delegation_id NULLS FIRST, g.role LIKE '%@%', g.role, g.institution_id)
        FROM (
          SELECT role, institution_id, unit, NULL::uuid AS delegation_id FROM role_grant
          WHERE person_id = p.id AND valid_from <= ${now} AND (valid_until IS NULL OR valid_until > ${now})
          UNION ALL
          SELECT d.role, NULL, NULL, d.id FROM delegation d
          WHERE d.to_person = p.id AND d.revoked_at IS NULL AND d.valid_from <= ${now} AND d.valid_until > ${now}
            AND EXISTS (SELECT 1 FROM role_grant h WHERE h.person_id = d.from_person AND h.role = d.role
              AND h.valid_from <= ${now} AND (h.valid_until IS NULL OR h.valid_until > ${now}))
          UNION ALL
          SELECT f.function || '@' || f.body, NULL, NULL, NULL
          FROM functions_in_bodies(p.id, ${dayOf(now.toISOString())}) f
        ) g), '[]'::jsonb) AS roles,
      ARRAY(SELECT t::text FROM tied_institutions(p.id, ${now}::timestamptz) t) AS ties,
      ARRAY(SELECT s::text FROM stands_for(p.id, ${now}::timestamptz) s) AS "standsFor"
    FROM person p WHERE p.subject = ${subject}`
  const found = await deps.pool.query<Omit<Actor, 'signs' | 'asOf'>>(prepared(asked))
  const signs = acr !== undefined && deps.config.SIGN_IN_FOR_SIGNATURE.split(',').includes(acr)
  return found.rows[0] && { ...found.rows[0], signs, asOf: now.toISOString() }
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.roles.some((r) => roles.includes(r.role))
}

/** The delegation by which alone the person holds a role; undefined for an own one. */
export function delegationFor(actor: Actor, role: Role): string | undefined {
  const held = actor.roles.filter((r) => r.role === role)
  return held.some((r) => r.delegationId === null) ? undefined : (held[0]?.delegationId ?? undefined)
}

/** The institutions for which the person may apply. */
export function institutionsOf(actor: Actor): string[] {
  return actor.roles.flatMap((r) => (r.role === 'applicant' && r.institutionId ? [r.institutionId] : []))
}
