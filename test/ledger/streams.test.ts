import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { append } from '../../ledger/append.ts'
import { eventHash, GENESIS, newSalt } from '../../ledger/canonical.ts'
import { caseStream } from '../../ledger/streams.ts'
import { openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The ledger holds streams of several kinds, with one order over all of them.

let stack: Stack
let pool: ReturnType<typeof openPool>
const cases: string[] = []

beforeAll(async () => {
  stack = await startStack({ label: 'streams' })
  const head = await stack.signIn('baiba-kalnina')
  const inspector = await stack.signIn('inese-berzina')
  for (let n = 0; n < 4; n++) cases.push((await s.apply(head)).caseId)
  for (const one of cases) await s.untilSent(inspector, one, 'receipt')
  pool = openPool(stack.database.urls.cases, 10)
}, 300_000)

afterAll(async () => {
  await pool?.end()
  await stack?.stop()
}, 180_000)

const positions = async (): Promise<bigint[]> =>
  (await pool.query<{ position: string }>('SELECT position FROM ledger_event ORDER BY position')).rows.map(
    (row) => BigInt(row.position),
  )

/** Writes one event to a case and commits after `meanwhile`. */
const warned = (caseId: string, meanwhile: () => Promise<unknown> = async () => {}): Promise<void> =>
  transaction(pool, async (sql) => {
    await append(sql, {
      stream: caseStream(caseId),
      events: [
        {
          key: `test/${randomUUID()}`,
          type: 'warned',
          at: new Date().toISOString(),
          data: { what: 'test', due: '2026-12-01' },
        },
      ],
    })
    await meanwhile()
  })

describe('the order over all streams', () => {
  test('is that of the commits: whoever has read up to a position has read all that will ever stand before it', async () => {
    let read: bigint[] = []
    let other: Promise<void> | undefined
    await warned(cases[0]!, async () => {
      // Another case is written to meanwhile; its event may not be there before this one is.
      other = warned(cases[1]!)
      await Promise.race([other, new Promise((r) => setTimeout(r, 500))])
      read = await positions()
    })
    await other
    const upTo = read.at(-1)!
    expect((await positions()).filter((p) => p <= upTo)).toEqual(read)
  }, 180_000)

  test('also with many writers at once, each with its own pace', async () => {
    let writing = true
    const writers = Array.from({ length: 8 }, async (_, n) => {
      for (let i = 0; i < 25; i++)
        await warned(cases[(n + i) % cases.length]!, () => new Promise((r) => setTimeout(r, (n * 7 + i) % 5)))
    })
    const reads: bigint[][] = []
    const reading = (async () => {
      while (writing) {
        reads.push(await positions())
        await new Promise((r) => setTimeout(r, 2))
      }
    })()
    await Promise.all(writers)
    writing = false
    await reading
    const last = await positions()
    expect(reads.length).toBeGreaterThan(20)
    for (const read of reads) expect(last.slice(0, read.length)).toEqual(read)
  }, 180_000)
})

describe('streams of other kinds', () => {
  const stream = randomUUID()
  /** The text of the refusal, or 'done'. */
  const written = async (
    url: string,
    change: { kind?: string; type?: string; stream?: string; seq?: number; prev?: string } = {},
  ): Promise<string> => {
    const row = { kind: 'sitting', type: 'sitting-opened', stream, seq: 1, prev: GENESIS, ...change }
    const at = '2026-11-29T12:00:00.000Z'
    const said = { stream: row.stream, seq: row.seq, key: `k${row.seq}`, type: row.type, at, data: { n: 1 } }
    const salt = newSalt()
    const hash = eventHash(row.prev, { ...said, recordedAt: at }, salt)
    return withClient(url, async (c) => {
      try {
        await c.query(
          `INSERT INTO ledger_event (stream_kind, stream, seq, key, type, at, recorded_at, data, prev_hash, hash, salt)
           VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)`,
          [row.kind, row.stream, row.seq, said.key, row.type, at, said.data, row.prev, hash, salt],
        )
        return 'done'
      } catch (e) {
        return (e as Error).message
      }
    })
  }

  test('need no migration; each is a chain of its own, of one kind, and the API writes none', async () => {
    const { api, cases: worker } = stack.database.urls
    expect(await written(api)).toMatch('may not write')
    expect(await written(worker, { type: 'closed' })).toMatch('may not write')
    expect(await written(worker, { kind: 'case', type: 'closed' })).toMatch('there is no case')
    expect(await written(worker, { kind: 'file', type: 'file-opened' })).toMatch('stream_kind_check')
    expect(await written(worker)).toBe('done')
    const [first] = await withClient(
      worker,
      async (c) =>
        (await c.query<{ hash: string }>('SELECT hash FROM ledger_event WHERE stream = $1', [stream])).rows,
    )
    const next = { seq: 2, prev: first!.hash }
    expect(await written(worker, { ...next, kind: 'measures', type: 'measures-set' })).toMatch(
      'does not follow',
    )
    expect(await written(worker, { ...next, prev: GENESIS })).toMatch('does not follow')
    expect(await written(worker, next)).toBe('done')
    for (const url of [worker, stack.database.migratorUrl])
      for (const sql of [
        `UPDATE ledger_event SET data = '{}', salt = NULL, erased = '{"hashes":[],"open":[]}' WHERE stream = $1`,
        'DELETE FROM ledger_event WHERE stream = $1',
      ])
        await expect(withClient(url, (c) => c.query(sql, [stream]))).rejects.toThrow(
          /append-only|permission denied/,
        )
  })
})
