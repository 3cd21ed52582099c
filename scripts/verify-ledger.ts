import { verifyLedger } from '../ledger/rebuild.ts'
import { openDatabase } from '../platform/database.ts'
import { allowedThere } from '../procedures/replay.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run ledger:verify — recomputes the hash chain of every case, and looks whether each act was allowed where it
// stands; exit status 1 when something is wrong.
const db = openDatabase(commandEnvironment().DATABASE_URL!, 2)
const { cases, broken } = await verifyLedger(db, allowedThere)
await db.$disconnect()
for (const b of broken) console.log(`case ${b.caseId}, event ${b.seq}: ${b.why}`)
console.log(`${cases} cases checked, ${broken.length} broken.`)
process.exitCode = broken.length > 0 ? 1 : 0
