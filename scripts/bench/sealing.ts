import { readFileSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { textSeal } from '../../activities/seal-days.ts'
import { verifyAudit } from '../../cases/audit/chain.ts'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { sealNextDay } from '../../ledger/seals/day.ts'
import { verifySeals } from '../../ledger/seals/verify.ts'
import { readConfig, readSealKeys } from '../../platform/config.ts'
import { openDatabase, openPool } from '../../platform/database.ts'
import { inPrismaTransaction } from '../../platform/sql.ts'
import { allowedThere } from '../../procedures/replay.ts'
import { sealChecks } from '../lib/seal-checks.ts'

// The process that `npm run bench -- seals` measures: one step of what the documents worker and `npm run ledger:verify` do,
// with the same code, and how much memory it took.

export interface StepFigures {
  seconds: number
  rssStartMb: number
  rssPeakMb: number
  /** Of the days that were sealed, in their order. */
  days: { day: string; leaves: number; seconds: number }[]
  /** What a verification looked at; it must have found nothing. */
  checked: number
}

const MB = 1024 * 1024

type Work = Omit<StepFigures, 'seconds' | 'rssStartMb' | 'rssPeakMb'>

/** Seals every day that is over at `now`, as the worker does: one after the other. */
async function seal(now: Date): Promise<Work> {
  const config = readConfig()
  const pool = openPool(config.DATABASE_URL)
  const sign = textSeal(config, readSealKeys(config))
  const days: StepFigures['days'] = []
  for (;;) {
    const began = performance.now()
    const made = await sealNextDay(pool, sign, now)
    if (!made) break
    days.push({ ...made, seconds: (performance.now() - began) / 1000 })
  }
  await pool.end()
  return { days, checked: days.length }
}

/** @param what the seals alone, the seals with each file, or the chains of cases and audit log */
async function verify(what: 'seals' | 'files' | 'chains'): Promise<Work> {
  const db = openDatabase(process.env.MIGRATOR_DATABASE_URL!, 2)
  const chain = process.env.SEAL_CHAIN_FILE ? readFileSync(process.env.SEAL_CHAIN_FILE, 'utf8') : ''
  const checks = sealChecks(readFileSync(process.env.SEAL_CERT_FILE!, 'utf8'), chain)
  const { bearsOurSeal: _files, ...withoutFiles } = checks
  let checked = 0
  let found: unknown[] = []
  if (what === 'chains') {
    const { cases, broken } = await verifyLedger(db, allowedThere)
    const audit = await verifyAudit(db)
    checked = cases
    found = [...broken, ...audit.broken]
  } else
    await db.$transaction(
      async (tx) => {
        const done = await verifySeals(inPrismaTransaction(tx), what === 'files' ? checks : withoutFiles)
        checked = done.seals
        found = done.found
      },
      { timeout: 3_600_000, isolationLevel: 'RepeatableRead' },
    )
  await db.$disconnect()
  if (found.length > 0) throw new Error(`a sound record has faults: ${JSON.stringify(found.slice(0, 3))}`)
  return { days: [], checked }
}

const [step, out, now] = process.argv.slice(2)
const rssStartMb = Math.round(process.memoryUsage.rss() / MB)
const began = performance.now()
const done = step === 'seal' ? await seal(new Date(now!)) : await verify(step as 'seals' | 'files' | 'chains')
const figures: StepFigures = {
  ...done,
  seconds: (performance.now() - began) / 1000,
  rssStartMb,
  rssPeakMb: Math.round(process.resourceUsage().maxRSS / 1024),
}
writeFileSync(out!, JSON.stringify(figures))
