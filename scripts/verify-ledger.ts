import { verifyLedger } from '../ledger/rebuild.ts'
import { openDatabase } from '../platform/database.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run ledger:verify — recomputes the hash chain of every case; exit status 1 when one is broken.
const db = openDatabase(commandEnvironment().DATABASE_URL!, 2)
const { cases, broken } = await verifyLedger(db)
await db.$disconnect()
for (const b of broken) console.log(`case ${b.caseId}, event ${b.seq}: ${b.why}`)
console.log(`${cases} cases checked, ${broken.length} broken.`)
process.exitCode = broken.length > 0 ? 1 : 0
