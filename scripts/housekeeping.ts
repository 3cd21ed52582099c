import { goesOn, type Kept, keepHouse, planHouse } from '../activities/housekeeping.ts'
import { businessClock } from '../platform/business-clock.ts'
import { readConfig } from '../platform/config.ts'
import { openDatabase, openPool } from '../platform/database.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run housekeeping — takes away now what worker-cases takes away by itself every ten minutes.
// npm run housekeeping -- --plan — tells what would go, and does nothing.
const WORDS: Record<keyof Kept, string> = {
  told: 'abandoned drafts whose people are told from now on',
  drafts: 'abandoned drafts, told in time, with their files',
  sentDrafts: 'drafts of applications sent long ago',
  leftFiles: 'files left behind in drafts that were sent',
  uploadDays: 'counts of uploads of past days',
}
const planned = process.argv.includes('--plan')
const env = commandEnvironment()
const config = readConfig({ ...env, DATABASE_URL: env.MIGRATOR_DATABASE_URL ?? env.DATABASE_URL })
const db = openDatabase(config.DATABASE_URL, 1)
const pool = openPool(config.DATABASE_URL, 2)
const now = await businessClock(db, config.LIETA_ENV).now()
const sums = planned ? await planHouse(pool, config, now) : await keepHouse(pool, config, now)
for (let last = sums; !planned && goesOn(last); ) {
  last = await keepHouse(pool, config, now)
  for (const kind of Object.keys(last) as (keyof Kept)[]) sums[kind] += last[kind]
}
for (const kind of Object.keys(WORDS) as (keyof Kept)[])
  console.log(`${String(sums[kind]).padStart(7)}  ${WORDS[kind]}`)
console.log(planned ? 'Nothing was done.' : 'Done.')
await pool.end()
await db.$disconnect()
