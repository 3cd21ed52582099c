import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EntryOrder } from '../../law/entry/life.ts'
import { addDays, dayOf } from '../../law/time.ts'
import { append, failTurn, NotSo, recordTurn } from '../../ledger/append.ts'
import type { LedgerEvent } from '../../ledger/events.ts'
import { type CaseState, foldEvent } from '../../ledger/fold.ts'
import { type Place, placeInOpenCase, placesFrom } from '../../ledger/inbox.ts'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { caseStream, entryStream } from '../../ledger/streams.ts'
import { type Database, openDatabase, openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

/** The term by which a case stands on the board. */
const statutory = ({ terms }: CaseState) => terms.find((t) => t.name === 'statutory')!

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
  db = openDatabase(stack.database.migratorUrl, 2)
  pool = openPool(stack.database.urls.cases, 8)
}, 300_000)

afterAll(async () => {
  await pool?.end()
  await db?.$disconnect()
  await stack?.stop()
}, 180_000)

async function projections(): Promise<Record<string, unknown[]>> {
  return withClient(stack.database.adminUrl, async (client) => {
    const tables = [
      'case_view',
      'task_view',
      'term_view',
      'register_entry',
      'register_entry_version',
      'case_span',
    ]
    const all: Record<string, unknown[]> = {}
    all.counts = (
      await client.query(`SELECT list, state, day, person, sum(n)::int AS n FROM list_count
        GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4`)
    ).rows
    for (const table of tables)
      all[table] = (await client.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)).rows
    return all
  })
}

describe('projections', () => {
  test('rebuilt from the ledger they are identical, row for row', async () => {
    await waitFor(async () => (await projections()).register_entry!.length === 1, {
      timeoutMs: 120_000,
      what: 'the entry made',
    })
    const before = await projections()
    const done = await rebuildProjections(db)
    expect(done.cases).toBe(2)
    expect(await projections()).toEqual(before)
  })

  test('how cases stood at the end of each past day is what a replay of the ledger to that day tells', async () => {
    const supervisor = await stack.signIn('maris-krumins')
    const events = await db.caseEvent.findMany({ orderBy: [{ caseId: 'asc' }, { seq: 'asc' }] })
    const day = (e: { at: Date }): string => dayOf(e.at.toISOString())
    const first = events.map(day).sort()[0]!
    const { today } = (await supervisor.get('/api/supervision')).json<{ today: string }>()
    const seen = new Set<string>()
    for (let asOf = addDays(first, -1); asOf < today; asOf = addDays(asOf, 1)) {
      const states = new Map<string, CaseState>()
      const over = new Set<string>()
      for (const e of events) {
        if (day(e) > asOf) over.add(e.caseId)
        if (over.has(e.caseId)) continue
        const event = { ...e, at: e.at.toISOString(), recordedAt: e.recordedAt.toISOString() }
        states.set(e.caseId, foldEvent(states.get(e.caseId), event as unknown as LedgerEvent, e.hash))
      }
      const open = [...states.values()].filter((c) => c.closedAt === null)
      const running = open.flatMap((c) => (statutory(c).clock === 'running' ? [statutory(c).due!] : []))
      const waiting = open.filter((c) => statutory(c).clock === 'waiting-applicant').length
      const told = {
        overdue: running.filter((due) => due < asOf).length,
        'due-today': running.filter((due) => due === asOf).length,
        'at-risk': running.filter((due) => due > asOf && due <= addDays(asOf, 5)).length,
        'waiting-applicant': waiting,
      }
      const board = (await supervisor.get(`/api/supervision?asOf=${asOf}&cell=on-time`)).json<{
        asOf: string
        cells: { key: string; count: number }[]
        unowned: number
        list: { cases: { number: string; stage: string; due: string | null; assigneeId: string | null }[] }
      }>()
      const cells = Object.fromEntries(board.cells.map((c) => [c.key, c.count]))
      expect({ asOf, ...cells }).toEqual({
        asOf: board.asOf,
        ...told,
        'on-time': open.length - Object.values(told).reduce((a, b) => a + b, 0),
      })
      expect(board.unowned).toBe(open.filter((c) => c.assigneeId === null).length)
      const byNumber = (a: { number: string }, b: { number: string }): number =>
        a.number < b.number ? -1 : 1
      for (const { number, stage, due, assigneeId } of [...board.list.cases].sort(byNumber)) {
        const then = open.find((c) => c.number === number)!
        expect({ stage, due, assigneeId }).toEqual({
          stage: then.stage,
          due: statutory(then).due,
          assigneeId: then.assigneeId,
        })
      }
      seen.add(JSON.stringify([cells, board.list.cases.map((c) => c.stage)]))
    }
    // Days on which it stood otherwise.
    expect(seen.size).toBeGreaterThan(2)
    expect((await supervisor.get(`/api/supervision?asOf=2026-02-30`)).status).toBe(422)
  }, 180_000)

  test('also when two cases order things of one entry at once: each order once, in the order of the commits', async () => {
    const head = await stack.signIn('baiba-kalnina')
    const pair = [(await s.apply(head)).caseId, (await s.apply(head)).caseId]
    for (const one of pair) await s.untilSent(inspector, one, 'receipt')
    const register = 'licensed-programmes'
    const ordered = (of: string, i: number, order: EntryOrder, entryNo?: string) =>
      transaction(pool, (tx) =>
        append(tx, {
          stream: caseStream(of),
          events: [
            {
              key: `test/${i}`,
              type: 'register-entered',
              // Business time of the other case may be ahead: the order is that in which they were written.
              at: new Date(Date.now() - i * 60_000).toISOString(),
              data: { register, order, reason: `r${i}`, ...(entryNo ? { entryNo } : {}) },
              ...(entryNo ? {} : { series: 'licence' }),
            },
          ],
        }),
      )
    const { numbers } = await ordered(pair[0]!, 0, 'enter')
    const entryNo = numbers.licence!
    const orders: EntryOrder[] = ['amend', 'suspend', 'resume']
    await Promise.all(
      Array.from({ length: 24 }, (_, i) => ordered(pair[i % 2]!, i + 1, orders[i % 3]!, entryNo)),
    )
    // What there is no entry of cannot be ordered, and what is entered already is not entered again.
    await expect(ordered(pair[0]!, 90, 'amend', 'LP-1999-0001')).rejects.toThrow('cannot be told to amend')
    await expect(ordered(pair[0]!, 91, 'enter', entryNo)).rejects.toThrow('cannot be told to enter')
    const { id } = entryStream(register, entryNo)
    const rows = <R extends object>(sql: string): Promise<R[]> =>
      withClient(stack.database.adminUrl, async (c) => (await c.query<R>(sql, [id])).rows)
    const places = () =>
      rows<{ n: number; key: string; state: string; at: Date }>(
        'SELECT n, key, state, at FROM stream_inbox WHERE stream = $1 ORDER BY n',
      )
    await waitFor(async () => (await places()).every((p) => p.state !== 'waiting'), {
      timeoutMs: 120_000,
      what: 'all orders taken',
    })
    const taken = await places()
    const told = await withClient(
      stack.database.adminUrl,
      async (c) =>
        (
          await c.query<{ key: string }>(
            `SELECT case_id || '/' || key AS key FROM case_event
             WHERE type = 'register-entered' AND data->>'entryNo' = $1 ORDER BY position`,
            [entryNo],
          )
        ).rows,
    )
    expect(taken.map((p) => p.key)).toEqual(told.map((t) => t.key))
    expect(taken).toHaveLength(25)
    const times = taken.map((p) => p.at.getTime())
    expect([...times].sort((x, y) => x - y)).toEqual(times)
    // What each order became, one event each: made, changed, or refused where the entry stood.
    const became = await rows<{ type: string; key: string; data: { caseId: string; order: string } }>(
      'SELECT type, key, data FROM ledger_event WHERE stream = $1 ORDER BY seq',
    )
    expect(became.map((e) => Number(e.key.split('/')[0]))).toEqual(taken.map((p) => p.n))
    expect(new Set(became.map((e) => e.data.caseId)).size).toBe(2)
    const changes = became.filter((e) => e.type !== 'entry-order-refused')
    const suspensions = changes.filter((e) => e.data.order !== 'amend').map((e) => e.data.order)
    // Suspended anew it may be, on another ground; resumed only what is suspended.
    expect(suspensions[0]).toBe('enter')
    expect(suspensions.slice(1)).toContain('suspend')
    suspensions.forEach((order, n) => {
      if (order === 'resume') expect(suspensions[n - 1]).toBe('suspend')
    })
    const before = await projections()
    const history = (
      before as Record<string, { entry_no: string; version: number }[]>
    ).register_entry_version!.filter((v) => v.entry_no === entryNo)
    expect(history.map((v) => v.version).sort((a, b) => a - b)).toEqual(changes.map((_, i) => i + 1))
    await rebuildProjections(db)
    expect(await projections()).toEqual(before)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  }, 120_000)
})

describe('the inbox', () => {
  const places = () =>
    withClient(
      stack.database.adminUrl,
      async (c) =>
        (
          await c.query<{ n: number; kind: string; state: string; at: Date }>(
            'SELECT n, kind, state, at FROM case_inbox WHERE case_id = $1 ORDER BY n',
            [caseId],
          )
        ).rows,
    )

  test('every place was given once, in the order of time, and is settled', async () => {
    const rows = await places()
    expect(rows.map((r) => r.n)).toEqual(rows.map((_, n) => n))
    expect(rows.filter((r) => r.kind === 'act')).toHaveLength(5)
    expect(rows.every((r) => r.state === 'taken')).toBe(true)
    const times = rows.map((r) => r.at.getTime())
    expect([...times].sort((x, y) => x - y)).toEqual(times)
  })

  test('fifty who note something at once get fifty places; the same thing has one', async () => {
    const key = (n: number): string => `tick/test/${n}`
    const given = await Promise.all(
      Array.from({ length: 50 }, (_, n) => placeInOpenCase(pool, { caseId, kind: 'tick', key: key(n % 40) })),
    )
    expect(new Set(given).size).toBe(40)
    await waitFor(async () => (await places()).every((p) => p.state === 'taken'), {
      timeoutMs: 120_000,
      what: 'the case woken by the relay alone',
    })
    expect((await places()).map((p) => p.n)).toEqual((await places()).map((_, n) => n))
  }, 180_000)

  test('what is settled stays as it is, and nothing is settled before its turn', async () => {
    const refused = async (sql: string): Promise<string> =>
      withClient(stack.database.urls.cases, async (c) => {
        await c.query('BEGIN')
        try {
          await c.query(sql, [caseId])
          return 'done'
        } catch (e) {
          return (e as Error).message
        } finally {
          await c.query('ROLLBACK')
        }
      })
    expect(
      await refused(`UPDATE stream_inbox SET state = 'refused', reason = '{}' WHERE stream = $1 AND n = 1`),
    ).toMatch('is settled')
    expect(await refused(`UPDATE stream_inbox SET n = 99 WHERE stream = $1 AND n = 1`)).toMatch(
      'permission denied',
    )
    expect(
      await refused(
        `WITH a AS (INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at)
         VALUES ('case', $1, 900, 'tick', 'x', now()), ('case', $1, 901, 'tick', 'y', now())) SELECT 1`,
      ),
    ).toBe('done')
  })

  test('a turn recorded twice is recorded once and answers alike', async () => {
    const other = (await s.apply(await stack.signIn('baiba-kalnina'))).caseId
    await s.untilSent(inspector, other, 'receipt')
    await stack.kill('worker-cases')
    const n = (await placeInOpenCase(pool, { caseId: other, kind: 'tick', key: 'tick/twice' }))!
    const at = new Date().toISOString()
    const turn = {
      stream: caseStream(other),
      n,
      events: [{ type: 'outcome' as const, at, data: { outcome: 'tried' }, series: 'decision' }],
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => recordTurn(pool, turn)))
    expect(new Set(answers.map((a) => a.decision)).size).toBe(1)
    expect(answers[0]!.decision).toMatch(/^4-7\//)
    await expect(recordTurn(pool, { ...turn, n: n + 5 })).rejects.toThrow('has no place')
    const later = (await placeInOpenCase(pool, { caseId: other, kind: 'tick', key: 'tick/later' }))!
    const last = (await placeInOpenCase(pool, { caseId: other, kind: 'tick', key: 'tick/last' }))!
    await expect(recordTurn(pool, { ...turn, n: later + 1 })).rejects.toThrow('not the next one')
    // A worker that lost the answer asks again: what was passed over is not told as done.
    await recordTurn(pool, { ...turn, n: later })
    // What failed at something that the row does not say leaves the place as it was.
    const told = { n: last, kind: 'act' as const, key: 'act/forged', at, failed: false }
    for (const n of [last, 9_999])
      await expect(failTurn(pool, { stream: caseStream(other), n, told }, 'test')).rejects.toThrow(NotSo)
    expect((await placesFrom(pool, caseStream(other), last))[0]).toMatchObject({ n: last, failed: false })
    expect(await failTurn(pool, { stream: caseStream(other), n: last }, 'test')).toBe(true)
    await expect(recordTurn(pool, { ...turn, n: last })).rejects.toThrow(NotSo)
    await stack.start('worker-cases')
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  }, 180_000)
})

describe('an act as whoever woke the case tells it', () => {
  test('is recorded only as its row says', async () => {
    const [told] = (await placesFrom(pool, caseStream(caseId), 1)).filter((p) => p.act)
    const turn = { stream: caseStream(caseId), n: told!.n, events: [] }
    expect(await recordTurn(pool, { ...turn, told: told! })).toEqual({})
    const others: Place[] = [
      { ...told!, at: new Date().toISOString() },
      { ...told!, key: 'act/other' },
      ...Object.entries({
        act: 'case.withdraw',
        actorId: 'somebody',
        role: 'director',
        facts: { a: 1 },
        tied: true,
      }).map(([field, value]) => ({ ...told!, act: { ...told!.act!, [field]: value } })),
    ]
    for (const one of others) await expect(recordTurn(pool, { ...turn, told: one })).rejects.toThrow(NotSo)
    await expect(recordTurn(pool, { ...turn, n: 9_999, told: told! })).rejects.toThrow(NotSo)
  })
})

describe('the ledger', () => {
  test('the application may neither change nor delete, and not even the owner can without taking the trigger away', async () => {
    for (const sql of [
      'UPDATE ledger_event SET type = type',
      'DELETE FROM ledger_event',
      'TRUNCATE ledger_event',
      'DROP TABLE ledger_event',
      'ALTER TABLE person ADD COLUMN x text',
      "UPDATE number_allocation SET text = 'x'",
    ])
      for (const url of Object.values(stack.database.urls))
        await expect(withClient(url, (c) => c.query(sql))).rejects.toThrow(/permission denied|must be owner/)
    await expect(
      withClient(stack.database.migratorUrl, (c) => c.query('UPDATE ledger_event SET type = type')),
    ).rejects.toThrow('append-only')
  })

  test('whoever changes a row behind its back is found out', async () => {
    expect((await verifyLedger(db)).broken).toEqual([])
    await withClient(stack.database.adminUrl, async (c) => {
      await c.query('ALTER TABLE ledger_event DISABLE TRIGGER ledger_event_append_only')
      await c.query(`UPDATE ledger_event SET at = at + interval '1 day' WHERE stream = $1 AND seq = 3`, [
        caseId,
      ])
    })
    expect((await verifyLedger(db)).broken).toEqual([
      { stream: caseStream(caseId), seq: 3, why: 'its content is not what was recorded' },
    ])
    await expect(rebuildProjections(db)).rejects.toThrow('broken at event 3')
    await withClient(stack.database.adminUrl, (c) =>
      c.query(`UPDATE ledger_event SET at = at - interval '1 day' WHERE stream = $1 AND seq = 3`, [caseId]),
    )
    expect((await verifyLedger(db)).broken).toEqual([])
  })
})
