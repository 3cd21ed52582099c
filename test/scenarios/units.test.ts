import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lockCaseRow, placeAct } from '../../ledger/inbox.ts'
import { openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Work belongs to a unit: its people find it; somebody of another unit neither finds it nor does it, unless it is given to them.

let stack: Stack
let head: Http
let near: Http
let far: Http
let supervisor: Http
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({ label: 'units' })
  ;[head, near, far, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  for (const { id, name } of await sql<{ id: string; name: string }>(
    'SELECT id, family_name AS name FROM person',
  ))
    ids[name] = id
  await sql(`UPDATE role_grant SET unit = 'licensing' WHERE person_id = $1`, [ids.Bērziņa])
  await sql(
    `INSERT INTO role_grant (id, person_id, role, unit, valid_from)
     VALUES ($1, $2, 'inspector', 'quality', now() - interval '1 day')`,
    [randomUUID(), ids.Liepa],
  )
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

const post = (http: Http, path: string, body: unknown = {}): Promise<Reply> =>
  http.post(path, body, { headers: { 'idempotency-key': randomUUID() } })
const codes = (reply: Reply): string[] =>
  reply.json<{ errors: { field: string; code: string }[] }>().errors.map((e) => `${e.field}: ${e.code}`)

interface QueueJson {
  items: { caseId: string; taskId: string; unit: string }[]
  counts: { all: number; mine: number; unclaimed: number }
}
const queue = async (http: Http, view: string): Promise<QueueJson> =>
  (await http.get(`/api/queue?view=${view}&role=inspector`)).json<QueueJson>()
const finds = async (http: Http, caseId: string, view = 'all'): Promise<boolean> =>
  (await queue(http, view)).items.some((i) => i.caseId === caseId)

async function open(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(supervisor, caseId, 'completeness')
  return caseId
}

/** Notes an act past the API, and waits for what the case says to it. */
async function noted(caseId: string, personId: string): Promise<unknown> {
  const { revision } = (await s.getCase(supervisor, caseId)).state
  const key = randomUUID()
  const pool = openPool(stack.database.urls.api, 1)
  await transaction(pool, async (tx) => {
    await lockCaseRow(tx, caseId)
    await placeAct(
      tx,
      { caseId, key: `act/${key}`, data: { facts: {}, revision } },
      Prisma.sql`
        INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
        VALUES (${key}, ${caseId}::uuid, ${personId}::uuid, 'inspector', 'completeness.confirm', '{}'::jsonb, 'x', now())
        RETURNING key`,
    )
  })
  await pool.end()
  return waitFor(
    async () =>
      (await sql(`SELECT state, response FROM command WHERE key = $1 AND state <> 'pending'`, [key]))[0],
    { timeoutMs: 120_000, what: 'the act settled' },
  )
}

describe('somebody of another unit', () => {
  test('does not find the work, nor counts it, nor takes it, nor does it, nor reads it without saying why', async () => {
    const caseId = await open()
    const [task] = (await queue(near, 'unclaimed')).items.filter((i) => i.caseId === caseId)
    expect(task).toMatchObject({ unit: 'licensing' })
    expect((await queue(far, 'all')).counts).toMatchObject({ all: 0, unclaimed: 0 })
    expect(await finds(far, caseId)).toBe(false)
    const all = await queue(near, 'all')
    expect(all.counts.all).toBe(all.items.length)

    const claim = await post(far, `/api/cases/${caseId}/tasks/${task!.taskId}/claim`)
    expect([claim.status, claim.text.includes('citas struktūrvienības')]).toEqual([403, true])
    const { revision } = (await s.getCase(supervisor, caseId)).state
    expect((await s.tryAct(far, caseId, 'completeness.confirm', {}, { revision })).json()).toMatchObject({
      code: 'forbidden',
    })
    expect((await far.get(`/api/cases/${caseId}`)).json()).toMatchObject({ code: 'purpose-needed' })
    expect(await noted(caseId, ids.Liepa!)).toMatchObject({
      state: 'refused',
      response: { code: 'forbidden' },
    })
    await s.doAct(near, caseId, 'completeness.confirm')
  }, 180_000)

  test('is given a case by a supervisor, with a reason; until it is given on', async () => {
    const caseId = await open()
    const assign = (to: string, reason?: string): Promise<Reply> =>
      post(supervisor, `/api/cases/${caseId}/assign`, { to, ...(reason ? { reason } : {}) })
    expect(codes(await assign(ids.Liepa!))).toEqual(['reason: outside-unit'])
    s.expectStatus(await assign(ids.Liepa!, 'Licencēšanā visi ir prombūtnē.'), 204)
    expect(await finds(far, caseId, 'mine')).toBe(true)
    await s.doAct(far, caseId, 'completeness.confirm')
    await s.untilStage(far, caseId, 'assessment')

    s.expectStatus(await assign(ids.Bērziņa!), 204)
    expect(await finds(far, caseId, 'mine')).toBe(false)
    const { revision } = (await s.getCase(supervisor, caseId)).state
    const late = await s.tryAct(far, caseId, 'assessment.complete', s.FINDINGS, { revision })
    expect(late.json()).toMatchObject({ code: 'forbidden' })
    expect(await noted(caseId, ids.Liepa!)).toMatchObject({
      state: 'refused',
      response: { code: 'forbidden' },
    })
    const events = await sql<{ data: Record<string, unknown> }>(
      `SELECT data FROM case_event WHERE case_id = $1 AND type = 'assigned' ORDER BY seq`,
      [caseId],
    )
    expect(events.map((e) => [e.data.outside, e.data.reason])).toEqual([
      [true, 'Licencēšanā visi ir prombūtnē.'],
      [undefined, undefined],
    ])
  }, 180_000)

  test('does not stand in for somebody of this one', async () => {
    const today = await s.today(head)
    const reply = await post(near, '/api/absences', {
      ...{ substituteId: ids.Liepa, firstDay: today, lastDay: today },
    })
    expect(codes(reply)).toEqual(['substituteId: other-function'])
  }, 180_000)
})

test('the access log calls a unit by its name', async () => {
  const { text } = await (await stack.signIn('zane-auzina')).get('/audit')
  expect(text).toContain('inspektors, Licencēšana')
  expect(text).not.toContain('inspektors, licensing')
}, 60_000)

describe('a supervisor', () => {
  test('sees the board of each unit, with counts that agree with the lists', async () => {
    const board = async (unit: string) =>
      (await supervisor.get(`/api/supervision?unit=${unit}`)).json<{
        cells: { key: string; count: number }[]
        list: { cases: unknown[] }
        units: { unit: string; open: number }[]
        unit: string | null
      }>()
    const licensing = await board('licensing')
    const all = await board('')
    const sum = (b: { cells: { count: number }[] }): number => b.cells.reduce((n, c) => n + c.count, 0)
    expect(licensing.unit).toBe('licensing')
    expect(licensing.units).toMatchObject([
      { unit: 'licensing', open: sum(licensing) },
      { unit: 'registers', open: 0 },
    ])
    expect(sum(licensing)).toBeGreaterThan(0)
    expect(sum(licensing)).toBe(sum(all))
    // A case of no unit counts in the house alone.
    await sql(`UPDATE case_view SET unit = 'quality' WHERE case_id = (SELECT case_id FROM case_view LIMIT 1)`)
    expect(sum(await board('licensing'))).toBe(sum(all) - 1)
    expect(sum(await board(''))).toBe(sum(all))
  }, 180_000)
})
