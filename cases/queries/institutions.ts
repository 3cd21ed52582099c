import { type Actor, institutionsOf } from '../actor.ts'
import type { Deps } from '../deps.ts'

/** The institutions for which the person may apply, by name. */
export async function ownInstitutions(deps: Deps, actor: Actor): Promise<{ id: string; name: string }[]> {
  return deps.db.institution.findMany({
    where: { id: { in: institutionsOf(actor) } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
  })
}
