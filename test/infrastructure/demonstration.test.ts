import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addDays, dayOf } from '../../law/time.ts'
import { type Bringing, bring, toRealTime } from '../../scripts/demo/bring.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The cases that `npm start` brings: a few of them, broken off in the middle, gone on with, and not brought twice.

const COUNT = 12
const HEADS = ['baiba-kalnina', 'janis-ozols', 'rasa-zalite', 'edgars-vanags', 'sanita-rudzite']

let stack: Stack
let until: Date
const people = new Map<string, Http>()

beforeAll(async () => {
  stack = await startStack({ label: 'demonstration' })
  for (const id of [...HEADS, 'inese-berzina', 'ieva-lapina', 'maris-krumins', 'zane-auzina'])
    people.set(id, await stack.signIn(id))
  until = s.ordinaryDay(new Date())
}, 150_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

const once = (more: Partial<Bringing> = {}) =>
  bring({ api: stack.urls.api, until: () => until, count: COUNT, ...more })

const get = async <T>(person: string, path: string): Promise<T> => {
  const reply = await people.get(person)!.get(path)
  s.expectStatus(reply, 200)
  return reply.json<T>()
}

interface Line {
  caseId: string
  subject: string
  partyName: string
  stage: string
  outcome: string | null
}
const cases = async (): Promise<Line[]> =>
  (await Promise.all(HEADS.map((head) => get<{ cases: Line[] }>(head, '/api/cases')))).flatMap((p) => p.cases)
const drafts = async (): Promise<number> =>
  (await Promise.all(HEADS.map((h) => get<{ drafts: unknown[] }>(h, '/api/drafts')))).flatMap((p) => p.drafts)
    .length
/** All that the ledger and the tables beside it hold, as counts. */
const rows = (): Promise<Record<string, number>> =>
  withClient(stack.database.adminUrl, async (c) => {
    const counted: Record<string, number> = {}
    for (const table of ['case_record', 'ledger_event', 'issued_document', 'command', 'draft', 'stored_file'])
      counted[table] = Number((await c.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n)
    return counted
  })

/** How often the audit log tells that somebody was refused. */
const refusals = (): Promise<number> =>
  withClient(stack.database.adminUrl, async (c) => {
    const found = await c.query(`SELECT count(*) AS n FROM audit_event WHERE kind = 'refused'`)
    return Number(found.rows[0].n)
  })

describe('the cases of the demonstration', () => {
  test('broken off in the middle, they are gone on with, and all stand where they belong', async () => {
    const stop = new AbortController()
    const far = (_: number, __: number, day: string): void => {
      // In the midst of what comes next.
      if (day > addDays(dayOf(until.toISOString()), -30))
        setTimeout(() => stop.abort(new Error('broken off')), 100)
    }
    await expect(once({ signal: stop.signal, far })).rejects.toThrow('broken off')
    expect((await cases()).length).toBeGreaterThan(2)
    expect((await cases()).length).toBeLessThan(COUNT)

    expect(await once()).toEqual({ brought: true, cases: COUNT, failed: [] })
    const all = await cases()
    expect(new Set(all.map((c) => `${c.partyName} ${c.subject}`)).size).toBe(COUNT)
    const stages = all.map((c) => [c.stage, c.outcome].filter(Boolean).join(' ')).sort()
    expect(stages).toEqual([
      'assessment',
      'closed withdrawn',
      'completeness',
      'completeness',
      'contest-period grant',
      'contest-period refuse',
      'contested refuse',
      'cure',
      'final copied',
      'final grant',
      'hearing',
      'signature',
    ])
    expect(await drafts()).toBe(3)
    // What had been done is found done: nobody tried it in vain.
    expect(await refusals()).toBe(0)
    // Told by the clock of the service: at the end, and not beyond.
    expect((await s.now(stack.visitor())).getTime() - until.getTime()).toBeLessThan(60_000)
  }, 300_000)

  test('no list is empty', async () => {
    const { counts } = await get<{ counts: Record<string, number> }>('inese-berzina', '/api/queue?view=all')
    expect(counts.all).toBeGreaterThan(counts.mine!)
    expect(counts.mine).toBeGreaterThan(0)
    const board = await get<{ cells: { key: string; count: number }[]; units: { open: number }[] }>(
      'maris-krumins',
      '/api/supervision',
    )
    expect(board.cells.find((c) => c.key === 'overdue')!.count).toBe(1)
    expect(board.units).toHaveLength(2)
    const register = await get<{ entries: unknown[] }>(HEADS[0]!, '/api/registers/licensed-programmes')
    expect(register.entries).toHaveLength(2)
    const log = await get<{ entries: unknown[] }>('zane-auzina', '/api/audit')
    expect(log.entries.length).toBeGreaterThan(10)
  }, 60_000)

  test('brought again, nothing is done', async () => {
    // Letters may still be on their way.
    const before = await waitFor(
      async () => {
        const [one, , other] = [await rows(), await sleep(1_000), await rows()]
        return JSON.stringify(one) === JSON.stringify(other) ? other : undefined
      },
      { timeoutMs: 30_000, what: 'stillness' },
    )
    expect(await once()).toEqual({ brought: false, cases: 0, failed: [] })
    await toRealTime(stack.urls.api, new AbortController().signal)
    expect(await rows()).toEqual(before)
    expect((await s.now(stack.visitor())).getTime()).toBeGreaterThanOrEqual(until.getTime())
  }, 60_000)
})
