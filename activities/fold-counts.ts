import type pg from 'pg'
import type { Log } from '../platform/log.ts'
import { Rounds } from './rounds.ts'

/** Whoever reads adds up what stands apart: at a hundred acts a second, some thousand rows. */
const EVERY_MS = 10_000

/** Folds the counts of lists, which each change adds a row to, for as long as the process runs (decision 30). */
export function countFolding({ pool, log }: { pool: pg.Pool; log: Log }): Rounds {
  return new Rounds({
    everyMs: EVERY_MS,
    log,
    alarm: 'counts-not-folded',
    fault: 'the counts of lists are not put together',
    round: async () => {
      await pool.query('SELECT fold_counts()')
      return false
    },
  })
}
