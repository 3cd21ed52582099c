import { readFileSync } from 'node:fs'
import { verifyAudit } from '../cases/audit/chain.ts'
import { verifyLedger } from '../ledger/rebuild.ts'
import { verifySeals } from '../ledger/seals/verify.ts'
import { nameOf } from '../ledger/streams.ts'
import { openDatabase } from '../platform/database.ts'
import { allowedThere } from '../procedures/replay.ts'
import { commandEnvironment } from './lib/environment-file.ts'
import { sealChecks } from './lib/seal-checks.ts'

// npm run ledger:verify [-- --without-files] — begins with the daily seals and holds the record against them; recomputes
// the hash chain of every case and of the audit log, looks whether each act was allowed where it stands, and whether each
// issued document bears our seal. Exit status 1 when something is wrong.
const env = commandEnvironment()
const url = env.MIGRATOR_DATABASE_URL ?? env.DATABASE_URL!
const certificate = env.SEAL_CERT_FILE
if (!certificate) throw new Error('SEAL_CERT_FILE must name the certificate of the institution’s seal')
const chain = env.SEAL_CHAIN_FILE ? readFileSync(env.SEAL_CHAIN_FILE, 'utf8') : ''
const checks = sealChecks(readFileSync(certificate, 'utf8'), chain)
const started = Date.now()
const db = openDatabase(url, 2)
let seals: Awaited<ReturnType<typeof verifySeals>> | undefined
const { cases, broken } = await verifyLedger(db, allowedThere, async (sql) => {
  const { bearsOurSeal: _files, ...withoutFiles } = checks
  seals = await verifySeals(sql, process.argv.includes('--without-files') ? withoutFiles : checks)
})
const audit = await verifyAudit(db)
await db.$disconnect()
const found = seals?.found ?? []
for (const f of found) console.log(`${f.what}: ${f.why}`)
for (const b of broken) console.log(`${nameOf(b.stream)}, event ${b.seq}: ${b.why}`)
for (const b of audit.broken) console.log(`audit log, event ${b.position}: ${b.why}`)
const wrong = found.length + broken.length + audit.broken.length
const seconds = ((Date.now() - started) / 1000).toFixed(1)
console.log(
  `${seals?.seals ?? 0} seals (to ${seals?.lastDay ?? 'no day yet'}), ${cases} cases and ${audit.events} events of the audit log checked in ${seconds} s, ${wrong} faults.`,
)
process.exitCode = wrong > 0 ? 1 : 0
