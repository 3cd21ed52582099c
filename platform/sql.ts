import type pg from 'pg'
import type { Prisma } from '../prisma/generated/client.ts'
import type { Tx } from './database.ts'

/** Plain SQL in a transaction, whoever opened it: Prisma for what does more, the pool for what is done with every act. */
export interface SqlRunner {
  rows<T>(sql: Prisma.Sql): Promise<T[]>
  /** @returns how many rows were written */
  run(sql: Prisma.Sql): Promise<number>
}

export function inPrismaTransaction(tx: Tx): SqlRunner {
  return { rows: (sql) => tx.$queryRaw(sql), run: (sql) => tx.$executeRaw(sql) }
}

/** Runs `work` in a transaction of its own on a connection of the pool; whatever it throws rolls everything back. */
export async function transaction<T>(pool: pg.Pool, work: (sql: SqlRunner) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work({
      rows: async <R>(sql: Prisma.Sql) =>
        (await client.query({ text: sql.text, values: sql.values })).rows as R[],
      run: async (sql) => (await client.query({ text: sql.text, values: sql.values })).rowCount ?? 0,
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
