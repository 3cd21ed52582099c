import { normShort } from '../law/norm.ts'
import { RETENTION } from '../law/retention/rules.ts'
import { dayOf } from '../law/time.ts'
import { applyApproved, whatIsDue } from '../ledger/retention.ts'
import { businessClock } from '../platform/business-clock.ts'
import { openDatabase, openPool } from '../platform/database.ts'
import { faultOf } from '../platform/log.ts'
import { transaction } from '../platform/sql.ts'
import { commandEnvironment } from './lib/environment-file.ts'

// npm run retention -- --plan    what is due today by the rules of retention, counted per kind; changes nothing
// npm run retention -- --apply   does what approved acts of destruction say, up to the bound of one run; the worker of the
//                                cases does the same by itself. Exit status 1 when something could not be erased.
// An act is planned and approved by people, at /retention: no command can.
const env = commandEnvironment()
const url = env.MIGRATOR_DATABASE_URL
if (!url) throw new Error('MIGRATOR_DATABASE_URL must name the database and the owner of its schema')
const db = openDatabase(url, 1)
const pool = openPool(url, 2)
const now = await businessClock(db, env.LIETA_ENV ?? 'production').now()

async function plan(): Promise<void> {
  const { items, held } = await transaction(pool, (sql) => whatIsDue(sql, dayOf(now.toISOString())))
  for (const rule of RETENTION) {
    const due = items.filter((i) => i.rule === rule.id)
    const records = due.reduce((sum, i) => sum + i.records, 0)
    const kept = held.find((h) => h.rule === rule.id)?.cases ?? 0
    const period = rule.period ? `${rule.period.amount} ${rule.period.unit} from ${rule.from}` : 'stays'
    const norm = `${normShort(rule.norm, 'lv')}${rule.unverified ? ', unverified' : ''}`
    console.log(
      `${rule.id.padEnd(20)} ${period.padEnd(28)} ${rule.does.padEnd(8)} due ${String(due.length).padStart(4)} (${records} records)${kept > 0 ? `, ${kept} held` : ''}  [${norm}]`,
    )
  }
}

async function apply(): Promise<void> {
  const { done, failed, more } = await applyApproved(pool, now, ({ item, done: what, error }) => {
    const name = `${item.part} ${item.caseId ? `case ${item.caseId}` : ''}`.trim()
    if (error !== undefined) console.log(`${name}: failed ${JSON.stringify(faultOf(error))}`)
    else console.log(`${name}: ${what && 'held' in what ? 'held' : `erased ${what?.erased ?? 0}`}`)
  })
  console.log(`${done} done, ${failed} failed${more ? '; there is more, run it again' : ''}.`)
  process.exitCode = failed > 0 ? 1 : 0
}

if (process.argv.includes('--apply')) await apply()
else if (process.argv.includes('--plan')) await plan()
else {
  console.error('npm run retention -- --plan | --apply')
  process.exitCode = 2
}
await pool.end()
await db.$disconnect()
