import { permissionsOf, type Who } from '../../../api/who.ts'
import { PERMISSIONS } from '../../../cases/permissions.ts'
import { SAMPLE_PEOPLE } from '../../../scripts/lib/sample-people.ts'

/** Sample people who are let in at a door, and those who are turned away, by the table of permissions. */
export function peopleFor(who: Who): { inside: string[]; outside: string[] } {
  const roles = permissionsOf(who).flatMap((one): readonly string[] => {
    const { roles, own } = PERMISSIONS[one]
    return own ? [...roles, 'applicant'] : roles
  })
  const strong = SAMPLE_PEOPLE.filter((p) => !p.lowAssurance)
  if (roles.length === 0) return { inside: strong.map((p) => p.id), outside: [] }
  return {
    inside: strong.filter((p) => roles.includes(p.role)).map((p) => p.id),
    outside: strong.filter((p) => !roles.includes(p.role)).map((p) => p.id),
  }
}
