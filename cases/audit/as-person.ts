import type { Tx } from '../../platform/database.ts'
import type { Deps } from '../deps.ts'

/** A transaction in which the database knows for whom the application acts: its log of changed rights says so. */
export async function asPerson<T>(deps: Deps, personId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('lieta.person', ${personId}, true)`
    return work(tx)
  })
}
