import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { orderActsAgain } from '../../activities/act-again.ts'
import { appendBatch } from '../../ledger/append.ts'
import type { NewEvent } from '../../ledger/events.ts'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { type Database, openDatabase, openPool } from '../../platform/database.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import type { Http } from '../harness/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The ledger is the record: append-only by grant and trigger, chained by hash; projections follow from it alone.

let stack: Stack
let db: Database
let pool: ReturnType<typeof openPool>
let inspector: Http
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'ledger' })
  const head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  const reviewer = await stack.signIn('andris-liepa')
  const director = await stack.signIn('dace-vitola')
  caseId = (await s.apply(head)).caseId
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
  await s.untilSent(inspector, caseId, 'decision')
  await s.moveDays(inspector, 6)
  await s.untilStage(inspector, caseId, 'contest-period')
  // At rest: nothing of it is still on its way.
  await s.untilSent(inspector, (await s.apply(head)).caseId, 'receipt')
  db = openDatabase(stack.database.appUrl, 2)
  pool = openPool(stack.database.appUrl, 8)
}, 180_000)

afterAll(async () => {
  await pool?.end()
  await db?.$disconnect()
  await stack?.stop()
}, 60_000)

async function projections(): Promise<unknown> {
  return withClient(stack.database.adminUrl, async (client) => {
    const tables = ['case_view', 'task_view', 'register_entry', 'register_entry_version']
    const all: Record<string, unknown> = {}
    for (const table of tables)
      all[table] = (await client.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)).rows
    return all
  })
}

describe('projections', () => {
  test('rebuilt from the ledger they are identical, row for row', async () => {
    const before = await projections()
    expect((before as { register_entry: unknown[] }).register_entry).toHaveLength(1)
    const done = await rebuildProjections(db)
    expect(done.cases).toBe(2)
    expect(await projections()).toEqual(before)
  })
})

describe('a batch', () => {
  test('cut otherwise than the first time, it adds what is new, once, and gives the number that was given', async () => {
    const at = new Date().toISOString()
    const note = (text: string): NewEvent => ({ key: `t/${text}`, type: 'note-added', at, data: { text } })
    const numbered = (text: string): NewEvent => ({ ...note(text), series: 'letter' })
    const write = (...events: NewEvent[]) => appendBatch(pool, { caseId, events })

    const first = await write(note('a'), numbered('b'))
    expect(first.numbers.letter).toMatch(/^4-7e\//)
    const again = await write(note('c'), note('a'), numbered('b'), note('d'))
    expect(again.numbers).toEqual(first.numbers)
    expect(again.state.lastSeq).toBe(first.state.lastSeq + 2)
    const third = await write(note('d'), numbered('b'))
    expect(third).toEqual({ state: again.state, numbers: first.numbers })

    // Twenty at once, each with some of the others' events: every event once, no number left out.
    const many = Array.from({ length: 20 }, (_, n) => `m${n}`)
    const given = await Promise.all(
      many.map((_, n) => write(numbered(many[n]!), note(`x${n % 3}`), numbered(many[(n + 1) % 20]!))),
    )
    const rows = await withClient(
      stack.database.adminUrl,
      async (c) =>
        (
          await c.query<{ text: string; number: string }>(
            `SELECT data->>'text' AS text, data->>'number' AS number FROM case_event
             WHERE case_id = $1 AND key LIKE 't/%' ORDER BY seq`,
            [caseId],
          )
        ).rows,
    )
    expect(rows.map((r) => r.text).sort()).toEqual(['a', 'b', 'c', 'd', 'x0', 'x1', 'x2', ...many].sort())
    const numbers = rows.flatMap((r) => (r.number ? [Number(r.number.split('/').pop())] : []))
    expect(numbers).toEqual(numbers.map((_, n) => numbers[0]! + n))
    expect(given.every((g) => g.numbers.letter !== undefined)).toBe(true)
    expect((await verifyLedger(db)).broken).toEqual([])
  }, 60_000)
})

describe('acts given again', () => {
  test('at every start, also when they were given before; a case that knows them does nothing', async () => {
    const events = (): Promise<number> => db.caseEvent.count({ where: { caseId } })
    const before = await events()
    for (let start = 0; start < 2; start++) {
      expect(await orderActsAgain(db)).toBeGreaterThanOrEqual(5)
      await waitFor(
        async () => (await db.outbox.count({ where: { kind: 'act-again', doneAt: null } })) === 0,
        { what: 'the acts given again' },
      )
    }
    expect(await events()).toBe(before)
  }, 60_000)
})

describe('the ledger', () => {
  test('the application may neither change nor delete, and not even the owner can without taking the trigger away', async () => {
    for (const sql of [
      'UPDATE case_event SET type = type',
      'DELETE FROM case_event',
      'TRUNCATE case_event',
      'DROP TABLE case_event',
      'ALTER TABLE person ADD COLUMN x text',
      "UPDATE number_allocation SET text = 'x'",
    ])
      await expect(withClient(stack.database.appUrl, (c) => c.query(sql))).rejects.toThrow(
        /permission denied|must be owner/,
      )
    await expect(
      withClient(stack.database.migratorUrl, (c) => c.query('UPDATE case_event SET type = type')),
    ).rejects.toThrow('append-only')
  })

  test('whoever changes a row behind its back is found out', async () => {
    expect((await verifyLedger(db)).broken).toEqual([])
    await withClient(stack.database.adminUrl, async (c) => {
      await c.query('ALTER TABLE case_event DISABLE TRIGGER case_event_append_only')
      await c.query(`UPDATE case_event SET at = at + interval '1 day' WHERE case_id = $1 AND seq = 3`, [
        caseId,
      ])
    })
    expect((await verifyLedger(db)).broken).toEqual([
      { caseId, seq: 3, why: 'its content is not what was recorded' },
    ])
    await expect(rebuildProjections(db)).rejects.toThrow('broken at event 3')
    await withClient(stack.database.adminUrl, (c) =>
      c.query(`UPDATE case_event SET at = at - interval '1 day' WHERE case_id = $1 AND seq = 3`, [caseId]),
    )
    expect((await verifyLedger(db)).broken).toEqual([])
  })
})
