import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { placeInOpenCase } from '../../ledger/inbox.ts'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase, openPool } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// What will not pass by itself: it stops no other case, it is told, and the case goes on.

let stack: Stack
let head: Http
let inspector: Http

beforeAll(async () => {
  stack = await startStack({ label: 'troubles' })
  ;[head, inspector] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina'].map((p) => stack.signIn(p)),
  )) as [Http, Http]
  await s.toOrdinaryDay(inspector)
}, 120_000)

afterAll(async () => {
  const db = openDatabase(stack.database.urls.cases, 1)
  expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  await db.$disconnect()
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

async function applied(): Promise<string> {
  const { caseId } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(inspector, caseId, 'completeness')
  return caseId
}

/** Whether the case still takes what it is asked. */
async function goesOn(caseId: string): Promise<void> {
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  expect((await s.getCase(inspector, caseId)).state.stage).toBe('proposal')
}

describe('an order that can never be carried out', () => {
  test('is laid aside, and the orders after it are done', async () => {
    const [order] = await sql<{ id: string }>(
      `INSERT INTO outbox (key, kind, payload, available_at, attempts) VALUES ($1, 'no-such-order', '{}', now(), 18)
       RETURNING id`,
      [`test/${randomUUID()}`],
    )
    await sql('NOTIFY outbox')
    const row = async () =>
      (
        await sql<{ dead: boolean; attempts: number; back: boolean }>(
          'SELECT dead_at IS NOT NULL AS dead, attempts, leased_until IS NULL AS back FROM outbox WHERE id = $1',
          [order!.id],
        )
      )[0]!
    const tried = async (): Promise<boolean> => {
      const { attempts, back } = await row()
      return attempts === 19 && back
    }
    await waitFor(tried, { what: 'the order tried' })
    expect((await row()).dead).toBe(false)
    // Its next try would come in a minute.
    await sql('UPDATE outbox SET available_at = now() WHERE id = $1', [order!.id])
    await waitFor(async () => (await row()).dead, { timeoutMs: 120_000, what: 'the order laid aside' })
    expect((await row()).attempts).toBe(20)
    await sql('UPDATE outbox SET available_at = now() WHERE id = $1', [order!.id])
    await applied()
    expect((await row()).attempts).toBe(20)
  }, 180_000)
})

describe('code that fails at a place of the inbox', () => {
  test('passes it over; the case begins anew without it and goes on', async () => {
    const caseId = await applied()
    await s.untilSent(inspector, caseId, 'receipt')
    const pool = openPool(stack.database.urls.cases, 1)
    // Nothing that the service writes: a change of law whose clocks are no list.
    await placeInOpenCase(pool, { caseId, kind: 'law', key: 'test/nonsense', data: { clocks: 5, fact: {} } })
    await pool.end()
    const file = await waitFor(
      async () => {
        const now = await s.getCase(inspector, caseId)
        const told = now.timeline.some((t) => t.type === 'trouble')
        return told && now.tasks.some((t) => t.kind === 'trouble') ? now : undefined
      },
      { timeoutMs: 120_000, what: 'the failure told, and a task of it' },
    )
    expect(file.timeline.find((t) => t.type === 'trouble')!.data).toMatchObject({
      what: 'law',
      code: 'TypeError',
    })
    expect(file.tasks.find((t) => t.kind === 'trouble')).toMatchObject({ role: 'supervisor', state: 'open' })
    await goesOn(caseId)
    // Begun anew, nothing was done twice.
    const after = await s.getCase(inspector, caseId)
    expect(after.documents.filter((d) => d.kind === 'receipt')).toHaveLength(1)
    expect(after.timeline.filter((t) => t.type === 'trouble')).toHaveLength(1)
  }, 120_000)
})

describe('a change of law over a case that cannot take it', () => {
  test('is applied to all others, and ends with that case in its report', async () => {
    const supervisor = await stack.signIn('maris-krumins')
    const director = await stack.signIn('dace-vitola')
    const [bad, good] = [await applied(), await applied()]
    await sql(`
      CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.type = 'clock-fact' AND NEW.stream = '${bad}' THEN
          RAISE EXCEPTION 'no such luck' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER break_it BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION break_it()`)
    const due = (await s.getCase(inspector, good)).clocks.find((c) => c.clock === 'statutory')!.due!
    const made = await supervisor.post(
      '/api/law-changes',
      {
        kind: 'holiday',
        definition: { day: due, name: { lv: 'Vizītes diena', en: 'Day of the visit' } },
        reason: 'Vizīte',
        norm: 'Grozījums likumā',
      },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    const { id } = made.json<{ id: string }>()
    expect((await director.post(`/api/law-changes/${id}/approve`)).status).toBe(200)
    const change = await waitFor(
      async () => {
        const now = (await supervisor.get(`/api/law-changes/${id}`)).json<{
          state: string
          report: { results: { applied: number; failed: number } }
        }>()
        return now.state === 'applied' ? now : undefined
      },
      { timeoutMs: 120_000, what: 'the change applied' },
    )
    expect(change.report.results.failed).toBe(1)
    expect(change.report.results.applied).toBeGreaterThanOrEqual(2)
    const results = await sql<{ case_id: string; result: string }>(
      'SELECT DISTINCT case_id, result FROM law_change_case WHERE law_change_id = $1 AND case_id = ANY($2)',
      [id, [bad, good]],
    )
    expect(Object.fromEntries(results.map((r) => [r.case_id, r.result]))).toEqual({
      [bad]: 'failed',
      [good]: 'applied',
    })
    await sql('DROP TRIGGER break_it ON ledger_event')
    await goesOn(bad)
  }, 180_000)
})

describe('a cure that comes before the letter is out', () => {
  test('leaves no term open, and the letter gives none', async () => {
    const caseId = await applied()
    await s.untilSent(inspector, caseId, 'receipt')
    await stack.processes.get('worker-documents')!.stop()
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Trūkst.' }],
      days: 10,
    })
    const draft = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
    await s.doAct(head, caseId, 'application.cure', { draftId: draft.id })
    expect((await s.getCase(inspector, caseId)).state.stage).toBe('completeness')
    await stack.start('worker-documents')
    await s.untilSent(inspector, caseId, 'notice-without-progress')
    const { timeline, tasks } = await s.getCase(inspector, caseId)
    const task = tasks.find((t) => t.kind === 'cure')!
    expect(task).toMatchObject({ state: 'done' })
    const closed = timeline.findIndex((t) => t.type === 'task-closed' && t.data.taskId === task.taskId)
    const dueAfter = timeline.slice(closed).filter((t) => t.type === 'term-opened')
    expect(dueAfter.filter((t) => t.data.taskId === task.taskId)).toEqual([])
    // The old term passes: nothing happens to the case.
    await s.moveDays(inspector, 20)
    await goesOn(caseId)
  }, 120_000)
})
