import { unusedNumbers } from '../ledger/unused-numbers.ts'
import { readConfig } from '../platform/config.ts'
import { openPool } from '../platform/database.ts'
import { onPool } from '../platform/sql.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run numbers — the numbers that were given and that nothing bears, each with why: whoever keeps the records explains a gap by it.
// With --json for programs.
const WHY = {
  signing: 'awaits a signature',
  'signing-failed': 'signing was broken off',
  ended: 'its case ended without that document',
  'under-way': 'its case is open, the document may still be made',
  unknown: 'no trace beside the number itself',
} as const

const env = commandEnvironment()
const config = readConfig({ ...env, DATABASE_URL: env.MIGRATOR_DATABASE_URL ?? env.DATABASE_URL })
const pool = openPool(config.DATABASE_URL, 1)
const unused = await unusedNumbers(onPool(pool))
if (process.argv.includes('--json')) console.log(JSON.stringify(unused, null, 2))
else {
  for (const { number, at, caseNumber, why, failure } of unused)
    console.log(
      `${number}  given ${at.toISOString()}${caseNumber ? `, case ${caseNumber}` : ''}: ${WHY[why]}${failure ? ` (${failure})` : ''}`,
    )
  console.log(
    unused.length === 0 ? 'Each number that was given is borne by something.' : `${unused.length} in all.`,
  )
}
await pool.end()
