import type pg from 'pg'
import { addDays, dayOf } from '../law/time.ts'
import type { BusinessClock } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { Rounds } from './rounds.ts'

// Takes away what nobody needs any more. Each kind is one statement that finds what may go and takes it: done twice, by two
// workers at once, or broken off, nothing more goes than should. Expired sessions are taken away by the API's own store.

type Days = Pick<Config, 'DRAFT_KEPT_DAYS' | 'DRAFT_NOTICE_DAYS' | 'SENT_DRAFT_KEPT_DAYS'>

/** Of each kind at most so many in one round. */
const MOST = 100
/** Beyond today they count for nothing; kept for questions of people who were told that a day is full. */
const UPLOAD_DAYS = 30

export interface Kept {
  /** Abandoned drafts whose people are told from now on. */
  told: number
  /** Abandoned drafts that went. */
  drafts: number
  /** Drafts that were sent long ago. */
  sentDrafts: number
  /** Files that stayed behind with drafts that were sent. */
  leftFiles: number
  /** Counts of what people uploaded on days long past. */
  uploadDays: number
}

interface Kind {
  kind: keyof Kept
  /** The rows that it is about, by their key. */
  which: Prisma.Sql
  /** What becomes of `MOST` of them. */
  done: Prisma.Sql
}

/** What there is to do at a moment of business time. */
function kinds(days: Days, now: Date): Kind[] {
  const ago = (n: number): Date => new Date(now.getTime() - n * 86_400_000)
  const { DRAFT_KEPT_DAYS: kept, DRAFT_NOTICE_DAYS: notice, SENT_DRAFT_KEPT_DAYS: sent } = days
  const untold = Prisma.sql`
    SELECT d.id FROM draft d WHERE d.case_id IS NULL AND d.goes_at IS NULL AND d.updated_at < ${ago(kept - notice)}
      AND (d.cures_case_id IS NULL
        OR EXISTS (SELECT FROM case_view v WHERE v.case_id = d.cures_case_id AND v.closed_at IS NOT NULL))`
  // The database lets none go before its own clock says so, which may be behind that of this process.
  const abandoned = Prisma.sql`
    SELECT d.id FROM draft d WHERE d.case_id IS NULL AND d.goes_at <= LEAST(${now}, draft_business_now())`
  const longSent = Prisma.sql`
    SELECT d.id FROM draft d JOIN case_record r ON r.id = d.case_id WHERE r.received_at < ${ago(sent)}`
  const locked = Prisma.sql`LIMIT ${MOST} FOR UPDATE OF d SKIP LOCKED`
  const before = addDays(dayOf(now.toISOString()), -UPLOAD_DAYS)
  const pastDays = Prisma.sql`SELECT person_id, day FROM upload_day WHERE day < ${before}`
  return [
    {
      kind: 'told',
      which: untold,
      // From the beginning of a day, so that the day told is wholly too late and the one before wholly in time.
      done: Prisma.sql`
        UPDATE draft SET goes_at = (date_trunc('day', GREATEST(updated_at + make_interval(days => ${kept}::int),
          ${now}::timestamptz + make_interval(days => ${notice}::int)) AT TIME ZONE 'Europe/Riga') + interval '1 day')
          AT TIME ZONE 'Europe/Riga'
        WHERE id IN (${untold} ${locked})`,
    },
    {
      kind: 'drafts',
      which: abandoned,
      done: Prisma.sql`DELETE FROM draft WHERE id IN (${abandoned} ${locked})`,
    },
    {
      kind: 'sentDrafts',
      which: longSent,
      done: Prisma.sql`DELETE FROM draft WHERE id IN (${longSent} ${locked})`,
    },
    {
      kind: 'leftFiles',
      which: Prisma.sql`
        SELECT f.id FROM stored_file f JOIN draft d ON d.id = f.draft_id WHERE f.owner = 'draft' AND d.case_id IS NOT NULL`,
      done: Prisma.sql`SELECT drop_left_files(${MOST}::int) AS gone`,
    },
    {
      kind: 'uploadDays',
      which: pastDays,
      done: Prisma.sql`DELETE FROM upload_day WHERE (person_id, day) IN (${pastDays} LIMIT ${MOST})`,
    },
  ]
}

/** Does one round: of each kind so many at most, each in a transaction of its own. */
export async function keepHouse(pool: pg.Pool, days: Days, now: Date): Promise<Kept> {
  const kept = {} as Kept
  for (const { kind, done } of kinds(days, now))
    kept[kind] = await transaction(pool, async (sql) => {
      if (kind !== 'leftFiles') return sql.run(done)
      const [row] = await sql.rows<{ gone: string }>(done)
      return Number(row!.gone)
    })
  return kept
}

/** How much of each kind a round would find now; nothing is done. */
export async function planHouse(pool: pg.Pool, days: Days, now: Date): Promise<Kept> {
  const plan = {} as Kept
  for (const { kind, which } of kinds(days, now)) {
    const { text, values } = Prisma.sql`SELECT count(*)::int AS n FROM (${which}) AS x`
    plan[kind] = (await pool.query<{ n: number }>({ text, values })).rows[0]!.n
  }
  return plan
}

/** More may be left than one round takes. */
export const goesOn = (kept: Kept): boolean => Object.values(kept).some((n) => n >= MOST)

/** Keeps the house for as long as the process runs; counts go to the log and nothing else. */
export function housekeeping(deps: {
  pool: pg.Pool
  clock: BusinessClock
  config: Config
  log: Log
}): Rounds {
  const { pool, clock, config, log } = deps
  return new Rounds({
    everyMs: config.HOUSEKEEPING_SECONDS * 1000,
    log,
    alarm: 'house-not-kept',
    fault: 'leftovers are not taken away',
    round: async () => {
      const kept = await keepHouse(pool, config, await clock.now())
      if (Object.values(kept).some((n) => n > 0)) log.info(kept, 'leftovers taken away')
      return goesOn(kept)
    },
  })
}
