import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Prisma } from '../prisma/generated/client.ts'
import type { Tx } from './database.ts'

/** Plain SQL in a transaction, whoever opened it: Prisma for what does more, the pool for what is done with every act. */
export interface SqlRunner {
  rows<T>(sql: Prisma.Sql): Promise<T[]>
  /** @returns how many rows were written */
  run(sql: Prisma.Sql): Promise<number>
}

const names = new Map<string, string>()

/**
 * A statement for the pool that each connection prepares once: its text is the same each time, only the values differ.
 * Planning takes longer than running for what is done with every act.
 */
export function prepared({ text, values }: Prisma.Sql): { name: string; text: string; values: unknown[] } {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
  }
  return { name, text, values }
}

/** Reading outside of any transaction. */
export function onPool(pool: pg.Pool): Pick<SqlRunner, 'rows'> {
  return { rows: async <R>(sql: Prisma.Sql) => (await pool.query(prepared(sql))).rows as R[] }
}

export function inPrismaTransaction(tx: Tx): SqlRunner {
  return { rows: (sql) => tx.$queryRaw(sql), run: (sql) => tx.$executeRaw(sql) }
}

/** Runs `work` in a transaction of its own on a connection of the pool; whatever it throws rolls everything back. */
export function transaction<T>(pool: pg.Pool, work: (sql: SqlRunner) => Promise<T>): Promise<T> {
  return within(pool, 'BEGIN', work)
}

// How a list is best read depends on what is asked for: a word that many rows hold is not looked for as a rare one.
const READING =
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan'

/** Reads as of one moment: what several statements find agrees. */
export function snapshot<T>(pool: pg.Pool, work: (sql: Pick<SqlRunner, 'rows'>) => Promise<T>): Promise<T> {
  return within(pool, READING, work)
}

async function within<T>(pool: pg.Pool, begin: string, work: (sql: SqlRunner) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work({
      rows: async <R>(sql: Prisma.Sql) => (await client.query(prepared(sql))).rows as R[],
      run: async (sql) => (await client.query(prepared(sql))).rowCount ?? 0,
    })
    await client.query('COMMIT')
    return result
  } catch (e) {
    await client.query('ROLLBACK').catch((failed: Error) => {
      broken = failed
    })
    throw e
  } finally {
    client.release(broken)
  }
}
