import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EntryOrder } from '../../law/entry/life.ts'
import { append } from '../../ledger/append.ts'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { caseStream, entryStream } from '../../ledger/streams.ts'
import { openDatabase, openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// A licence in the register, with every process there is: it is made once whoever dies, lives on by itself, and its holder is
// reminded before the last useful day.

const REGISTER = 'licensed-programmes'
let stack: Stack
let head: Http
let inspector: Http
let pool: ReturnType<typeof openPool>
let caseId: string
let entryNo: string

beforeAll(async () => {
  stack = await startStack({ label: 'entries' })
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  const reviewer = await stack.signIn('andris-liepa')
  const director = await stack.signIn('dace-vitola')
  await s.toOrdinaryDay(inspector)
  pool = openPool(stack.database.urls.cases, 4)
  caseId = (await s.apply(head, {}, await s.now(inspector))).caseId
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
  await s.untilSent(inspector, caseId, 'decision')
}, 300_000)

afterAll(async () => {
  await pool?.end()
  await stack?.stop()
}, 180_000)

const rows = <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<R>(sql, values)).rows)

const course = async (): Promise<string[]> =>
  (
    await rows<{ what: string }>(
      `SELECT type || coalesce(' ' || (data->>'order'), ' ' || (data->>'days'), '') AS what FROM ledger_event
       WHERE stream = $1 ORDER BY seq`,
      [entryStream(REGISTER, entryNo).id],
    )
  ).map((row) => row.what)

const until = (what: string): Promise<unknown> =>
  waitFor(async () => (await course()).includes(what), { timeoutMs: 120_000, what })

interface Entry {
  state: string
  terms: { term: string; last: string; passed: boolean; unverified: boolean }[]
  history: { what: string; reason: string; decision: string | null }[]
}
const entry = async (): Promise<Entry> =>
  (await stack.visitor().get(`/api/registers/${REGISTER}/${entryNo}`)).json<Entry>()

describe('an entry of the register of licences', () => {
  test('is made once, though the worker dies before it could tell anybody, and again on the way', async () => {
    await s.moveDays(inspector, 6)
    await s.untilStage(inspector, caseId, 'contest-period')
    const file = await s.getCase(inspector, caseId)
    entryNo = String(file.timeline.find((e) => e.type === 'register-entered')!.data.entryNo)
    await stack.kill('worker-cases')
    // Nobody is there: ten orders of two cases are committed, and the first may be made or not.
    const other = (await s.apply(head, {}, await s.now(inspector))).caseId
    const at = (await s.now(inspector)).toISOString()
    const ordered = (of: string, i: number, order: EntryOrder) =>
      transaction(pool, (sql) =>
        append(sql, {
          stream: caseStream(of),
          events: [
            {
              key: `test/${i}`,
              type: 'register-entered',
              at,
              data: { register: REGISTER, entryNo, order, reason: 'amended' },
            },
          ],
        }),
      )
    await Promise.all(Array.from({ length: 10 }, (_, i) => ordered(i % 2 ? caseId : other, i, 'amend')))
    for (let n = 0; n < 2; n++) {
      await stack.start('worker-cases')
      await new Promise((r) => setTimeout(r, 400))
      await stack.kill('worker-cases')
    }
    await stack.start('worker-cases')
    await waitFor(async () => (await course()).length === 11, { timeoutMs: 120_000, what: 'all orders done' })
    expect(await course()).toEqual(['entry-made enter', ...Array(10).fill('entry-changed amend')])
  }, 300_000)

  test('lives on: its holder is reminded once before the last useful day, and told on the page that the day has passed', async () => {
    const shown = await entry()
    expect(shown.terms).toEqual([
      expect.objectContaining({ term: 'start', passed: false, unverified: false }),
    ])
    const { last } = shown.terms[0]!
    await s.moveTo(inspector, new Date(new Date(`${last}T10:00:00Z`).getTime() - 20 * 86_400_000))
    await until('entry-reminded 60')
    await until('entry-told')
    await s.moveTo(inspector, new Date(new Date(`${last}T10:00:00Z`).getTime() + 2 * 86_400_000))
    await until('entry-reminded 14')
    await until('entry-term-passed')
    await waitFor(async () => (await course()).filter((what) => what === 'entry-told').length === 2, {
      timeoutMs: 120_000,
      what: 'both reminders sent',
    })
    const after = await entry()
    expect(after.state).toBe('active')
    expect(after.terms[0]!.passed).toBe(true)
    expect(after.history[0]).toMatchObject({
      what: 'term-passed/start',
      reason: 'term-passed',
      decision: null,
    })
    expect(after.history.at(-1)).toMatchObject({ what: 'enter', reason: 'licensed' })
    const page = await stack.visitor().get(`/registers/${REGISTER}/${entryNo}`)
    expect(page.text).toContain('Programmas īstenošana jāuzsāk līdz')
    expect(page.text).toContain('Termiņš pagājis')
  }, 240_000)

  test('its rows follow from its stream: made anew they are the same, and the record holds', async () => {
    const db = openDatabase(stack.database.migratorUrl, 2)
    const all = () =>
      rows(`SELECT to_jsonb(e) AS e, (SELECT jsonb_agg(v ORDER BY version) FROM register_entry_version v
        WHERE v.entry_no = e.entry_no) AS v FROM register_entry e ORDER BY entry_no`)
    const before = await all()
    await rebuildProjections(db)
    expect(await all()).toEqual(before)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    await db.$disconnect()
  })
})
