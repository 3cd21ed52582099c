import { dayOf } from '../law/time.ts'
import { prepared } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Deps } from './deps.ts'

/** One of the staff, with the roles that they hold now by an own right. */
export interface StaffMember {
  personId: string
  name: string
  roles: string[]
  /** Each role with its unit; null: in the whole house. */
  held: { role: string; unit: string | null }[]
}

/** Roles that have work in cases. */
const WORKING = ['inspector', 'reviewer', 'director', 'supervisor']

/** Who works here now, by family name. */
export async function staffNow(deps: Deps): Promise<StaffMember[]> {
  const now = await deps.clock.now()
  const asked = Prisma.sql`
    SELECT p.id AS "personId", p.given_name || ' ' || p.family_name AS name, array_agg(DISTINCT g.role) AS roles,
      jsonb_agg(DISTINCT jsonb_build_object('role', g.role, 'unit', g.unit)) AS held
    FROM role_grant g JOIN person p ON p.id = g.person_id
    WHERE g.role = ANY(${WORKING}) AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now})
    GROUP BY p.id ORDER BY p.family_name, p.given_name, p.id`
  return (await deps.pool.query<StaffMember>(prepared(asked))).rows
}

/** The condition that somebody holds a role now, by an own right, in somebody's stead, or in a body. */
export function holdsNow(person: Prisma.Sql, role: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`(EXISTS (SELECT FROM role_grant g WHERE g.person_id = ${person} AND g.role = ${role}
      AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now}))
    OR EXISTS (SELECT FROM delegation d WHERE d.to_person = ${person} AND d.role = ${role} AND d.revoked_at IS NULL
      AND d.valid_from <= ${now} AND d.valid_until > ${now})
    OR (${role} LIKE '%@%' AND EXISTS (SELECT FROM functions_in_bodies(${person}, ${dayOf(now.toISOString())}) f
      WHERE f.function || '@' || f.body = ${role})))`
}

/** Whether somebody works for the service now: as one of the staff, or in a commission or council. */
export async function worksHere(deps: Deps, personId: string): Promise<boolean> {
  if ((await staffNow(deps)).some((one) => one.personId === personId)) return true
  const day = dayOf((await deps.clock.now()).toISOString())
  const asked = Prisma.sql`SELECT FROM functions_in_bodies(${personId}::uuid, ${day}) LIMIT 1`
  return (await deps.pool.query(prepared(asked))).rows.length > 0
}
