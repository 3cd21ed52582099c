import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { allocateNumber } from '../../ledger/numbers.ts'
import { openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { createDatabase, type TestDatabase } from '../harness/environment.ts'

// Numbers of decisions: one series a kind and year, without a gap, given once, whatever fails in between.

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createDatabase('numbers')
  pool = openPool(database.migratorUrl, 16)
})

afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

const give = (series: string, at: string, key: string, fail = false): Promise<string> =>
  transaction(pool, async (sql) => {
    const number = await allocateNumber(sql, series, at, key)
    // A moment under the lock, so that others must wait for it.
    await sql.rows(Prisma.sql`SELECT pg_sleep(0.002)`)
    if (fail) throw new Error('the transaction fails after its number')
    return number
  })

const values = async (series: string, year: number): Promise<number[]> => {
  const { rows } = await pool.query<{ value: number }>(
    'SELECT value FROM number_allocation WHERE series = $1 AND year = $2 ORDER BY value',
    [series, year],
  )
  return rows.map((r) => r.value)
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)

test('many at once, every third rolled back: no gap and no number twice', async () => {
  const at = '2026-05-04T09:00:00Z'
  const done = await Promise.allSettled(upTo(150).map((n) => give('decision', at, `many/${n}`, n % 3 === 0)))
  const given = done.flatMap((d) => (d.status === 'fulfilled' ? [d.value] : []))
  expect(given).toHaveLength(100)
  expect(new Set(given).size).toBe(100)
  expect(await values('decision', 2026)).toEqual(upTo(100))
})

test('one key asked for by many at once: one number; who came second gets it on asking again', async () => {
  const at = '2027-05-04T09:00:00Z'
  const ask = () => Promise.allSettled(upTo(20).map((n) => give('decision', at, `same/${n % 4}`)))
  const first = await ask()
  expect(first.some((r) => r.status === 'fulfilled')).toBe(true)
  const again = await ask()
  const texts = again.map((r) => (r.status === 'fulfilled' ? r.value : 'refused'))
  expect(new Set(texts)).toEqual(new Set(upTo(4).map((n) => `4-7/2027/${n}`)))
  for (const [n, r] of first.entries()) if (r.status === 'fulfilled') expect(r.value).toBe(texts[n])
  expect(await values('decision', 2027)).toEqual(upTo(4))
})

test('the year changes at midnight in Riga, in the middle of a busy night; series do not disturb one another', async () => {
  const before = '2028-12-31T21:59:59.999Z'
  const after = '2028-12-31T22:00:00Z'
  const given = await Promise.all(
    upTo(40).map((n) => give(n % 4 < 2 ? 'decision' : 'letter', n % 2 === 0 ? before : after, `night/${n}`)),
  )
  for (const series of ['decision', 'letter'])
    for (const year of [2028, 2029]) expect(await values(series, year)).toEqual(upTo(10))
  expect(given.filter((n) => n.startsWith('4-7/2029/'))).toHaveLength(10)
  expect(given.filter((n) => n.startsWith('4-7e/2028/'))).toHaveLength(10)
})
