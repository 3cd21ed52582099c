import { rebuildProjections } from '../ledger/rebuild.ts'
import { openDatabase } from '../platform/database.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run projections:rebuild — makes what lists and pages read anew from the ledger, as the owner of the schema: no
// process may throw projections away.
const url = commandEnvironment().MIGRATOR_DATABASE_URL
if (!url)
  throw new Error('Set MIGRATOR_DATABASE_URL to the connection string of the role that owns the schema.')
const db = openDatabase(url, 2)
const started = Date.now()
const done = await rebuildProjections(db)
await db.$disconnect()
console.log(
  `${done.cases} cases rebuilt from ${done.events} events in ${((Date.now() - started) / 1000).toFixed(1)} s.`,
)
