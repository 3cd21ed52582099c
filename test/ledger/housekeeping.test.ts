import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type pg from 'pg'
import { goesOn, keepHouse, planHouse } from '../../activities/housekeeping.ts'
import { openPool } from '../../platform/database.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { createDatabase, type TestDatabase } from '../harness/environment.ts'

// What goes, by whom, and what does not; the statements on a database alone. With people and files:
// test/scenarios/housekeeping.test.ts.

const DAYS = { DRAFT_KEPT_DAYS: 100, DRAFT_NOTICE_DAYS: 20, SENT_DRAFT_KEPT_DAYS: 30 }
let database: TestDatabase
let pool: pg.Pool
const institution = randomUUID()
const person = randomUUID()

beforeAll(async () => {
  database = await createDatabase('house')
  pool = openPool(database.urls.cases, 4)
  await owner(
    `INSERT INTO institution (id, reg_no, name, enterprise_no, legal_address, founder, sites)
     VALUES ($1, '0000000001', 'Skola', '00000000001', 'Iela 1', 'Pašvaldība', '[]')`,
    [institution],
  )
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  await owner('DELETE FROM draft')
  await moveTo(0)
})

function owner<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
  return withClient(database.adminUrl, async (c) => (await c.query<R>(sql, values)).rows)
}
const moveTo = (days: number): Promise<object[]> =>
  owner(
    'INSERT INTO business_clock (id, offset_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET offset_ms = $1',
    [days * 86_400_000],
  )
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
const drafts = async (n: number, updated: Date): Promise<void> => {
  await owner(
    `INSERT INTO draft (id, form, person_id, institution_id, data, created_at, updated_at)
     SELECT gen_random_uuid(), 'licensing', $1, $2, '{}', $3, $3 FROM generate_series(1, $4)`,
    [person, institution, updated, n],
  )
}
const count = async (where = 'true'): Promise<number> =>
  (await owner<{ n: number }>(`SELECT count(*)::int AS n FROM draft WHERE ${where}`))[0]!.n

test('people are told first; so many in one round; two workers at once take nothing twice, and nobody’s draft early', async () => {
  await drafts(250, inDays(-90))
  await drafts(3, inDays(-70))
  expect((await planHouse(pool, DAYS, inDays(0))).told).toBe(250)
  expect(await count('goes_at IS NOT NULL')).toBe(0)
  const rounds = await Promise.all([keepHouse(pool, DAYS, inDays(0)), keepHouse(pool, DAYS, inDays(0))])
  expect(rounds.map((r) => [r.told, goesOn(r)])).toEqual([
    [100, true],
    [100, true],
  ])
  const last = await keepHouse(pool, DAYS, inDays(0))
  expect([last.told, goesOn(last)]).toEqual([50, false])
  expect((await keepHouse(pool, DAYS, inDays(0))).told).toBe(0)
  // Untouched for 90 days of 100, and 20 days of notice: the notice decides.
  const [days] = await owner<{ first: number; last: number; hours: number[] }>(
    `SELECT min(extract(epoch FROM goes_at - now()) / 86400)::float AS first,
       max(extract(epoch FROM goes_at - now()) / 86400)::float AS last,
       array_agg(DISTINCT extract(hour FROM goes_at AT TIME ZONE 'Europe/Riga')::int) AS hours FROM draft`,
  )
  expect(days!.first).toBeGreaterThanOrEqual(20)
  expect(days!.last).toBeLessThanOrEqual(21.1)
  expect(days!.hours).toContain(0)

  await moveTo(19)
  expect((await keepHouse(pool, DAYS, inDays(19))).drafts).toBe(0)
  await moveTo(22)
  expect((await planHouse(pool, DAYS, inDays(22))).drafts).toBe(250)
  const gone = await Promise.all([1, 2, 3].map(() => keepHouse(pool, DAYS, inDays(22))))
  expect(gone.reduce((sum, r) => sum + r.drafts, 0)).toBe(250)
  expect(await count()).toBe(3)
})

test('a draft that somebody holds or has changed since does not go', async () => {
  await drafts(2, inDays(-90))
  await keepHouse(pool, DAYS, inDays(0))
  await moveTo(22)
  const [held, changed] = await owner<{ id: string }>('SELECT id FROM draft')
  await owner('UPDATE draft SET revision = revision + 1 WHERE id = $1', [changed!.id])
  await withClient(database.urls.api, async (c) => {
    await c.query('BEGIN')
    await c.query('SELECT FROM draft WHERE id = $1 FOR UPDATE', [held!.id])
    // It does not wait for who writes; what was changed and left alone again is told anew.
    expect(await keepHouse(pool, DAYS, inDays(22))).toMatchObject({ drafts: 0, told: 1 })
    await c.query('UPDATE draft SET updated_at = $2 WHERE id = $1', [held!.id, inDays(22)])
    await c.query('COMMIT')
  })
  expect(await keepHouse(pool, DAYS, inDays(22))).toMatchObject({ drafts: 0, told: 0 })
  expect(await count('goes_at IS NULL')).toBe(1)
})

test('the worker cannot take away what is in use, nor cut the time short; people’s own process deletes none', async () => {
  await drafts(1, inDays(-500))
  const refused = async (url: string, sql: string): Promise<string> =>
    withClient(url, (c) =>
      c.query(sql).then(
        () => 'done',
        (e: Error) => e.message,
      ),
    )
  expect(await refused(database.urls.cases, 'DELETE FROM draft')).toMatch(/is in use/)
  expect(await refused(database.urls.cases, `UPDATE draft SET goes_at = now() + interval '6 days'`)).toMatch(
    /no sooner than in seven days/,
  )
  expect(await refused(database.urls.cases, `UPDATE draft SET data = '{}'`)).toMatch(/permission denied/)
  expect(await refused(database.urls.api, 'DELETE FROM draft')).toMatch(/permission denied/)
  for (const url of [database.urls.api, database.urls.documents])
    expect(await refused(url, 'SELECT drop_left_files(1)')).toMatch(/permission denied/)
  expect(await refused(database.urls.cases, 'SELECT files FROM upload_day')).toMatch(/permission denied/)
  expect(await refused(database.urls.cases, 'SELECT bytes FROM decision_preview')).toMatch(
    /permission denied/,
  )
  // The clock of a worker that is ahead takes nothing.
  await keepHouse(pool, DAYS, inDays(0))
  expect((await keepHouse(pool, DAYS, inDays(50))).drafts).toBe(0)
})

test('counts of uploads go when they are old, and no sooner', async () => {
  const day = (n: number): string => inDays(n).toISOString().slice(0, 10)
  for (const n of [-400, -32, -28, 0])
    await owner('INSERT INTO upload_day (person_id, day, files, bytes) VALUES ($1, $2, 1, 1)', [
      person,
      day(n),
    ])
  expect(await planHouse(pool, DAYS, inDays(0))).toMatchObject({ uploadDays: 2 })
  expect(await keepHouse(pool, DAYS, inDays(0))).toMatchObject({ uploadDays: 2 })
  expect(await keepHouse(pool, DAYS, inDays(0))).toMatchObject({ uploadDays: 0 })
  expect((await owner('SELECT day FROM upload_day ORDER BY day')).length).toBe(2)
})
