import { rebuildProjections } from '../ledger/rebuild.ts'
import { openDatabase } from '../platform/database.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run projections:rebuild — makes what lists and pages read anew from the ledger.
const db = openDatabase(commandEnvironment().DATABASE_URL!, 2)
const started = Date.now()
const done = await rebuildProjections(db)
await db.$disconnect()
console.log(
  `${done.cases} cases rebuilt from ${done.events} events in ${((Date.now() - started) / 1000).toFixed(1)} s.`,
)
