import { verifyAudit } from '../cases/audit/chain.ts'
import { verifyLedger } from '../ledger/rebuild.ts'
import { openDatabase } from '../platform/database.ts'
import { allowedThere } from '../procedures/replay.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run ledger:verify — recomputes the hash chain of every case, looks whether each act was allowed where it
// stands, and recomputes the chain of the audit log; exit status 1 when something is wrong.
const db = openDatabase(commandEnvironment().DATABASE_URL!, 2)
const { cases, broken } = await verifyLedger(db, allowedThere)
const audit = await verifyAudit(db)
await db.$disconnect()
for (const b of broken) console.log(`case ${b.caseId}, event ${b.seq}: ${b.why}`)
for (const b of audit.broken) console.log(`audit log, event ${b.position}: ${b.why}`)
console.log(`${cases} cases checked, ${broken.length} broken.`)
console.log(`${audit.events} events of the audit log checked, ${audit.broken.length} broken.`)
process.exitCode = broken.length + audit.broken.length > 0 ? 1 : 0
