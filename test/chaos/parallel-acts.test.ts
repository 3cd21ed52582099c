import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { keptKey } from '../../api/idempotency.ts'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { type Database, openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// A hundred people press the button at once: whatever comes first, ledger and workflow say the same, and each act was
// allowed where it stands.

let stack: Stack
let db: Database
let head: Http
let inspector: Http
let reviewer: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'parallel' })
  ;[head, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  db = openDatabase(stack.database.urls.cases, 2)
}, 180_000)

afterAll(async () => {
  await db?.$disconnect()
  await stack?.stop()
}, 180_000)

async function inReview(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.untilStage(inspector, caseId, 'review')
  return caseId
}

interface Press {
  http: Http
  act: string
  payload: unknown
  key: string
  /** The key as it is kept. */
  kept: string
  revision: number
}

const REVIEWS = ['review.approve', 'review.return'] as const

async function pressAll(
  caseId: string,
  how: number,
): Promise<{ presses: Press[]; replies: Promise<Reply>[] }> {
  const { revision } = (await s.getCase(inspector, caseId)).state
  const presses = Array.from({ length: how }, (_, n): Press => {
    const key = randomUUID()
    const keyed = { key, kept: keptKey(key), revision }
    // Every fifth is the applicant's: withdrawal needs no fresh page.
    if (n % 5 === 4) return { http: head, act: 'case.withdraw', payload: {}, ...keyed }
    const act = REVIEWS[n % 2]!
    const payload = act === 'review.return' ? { comment: 'Precizēt pamatojumu.' } : {}
    return { http: reviewer, act, payload, ...keyed }
  })
  const replies = presses.map((p) =>
    s.tryAct(p.http, caseId, p.act, p.payload, { key: p.key, revision: p.revision }),
  )
  return { presses, replies }
}

/** Every press has come to its end: what was noted is settled, and asked again it answers as it stands. */
async function settled(caseId: string): Promise<void> {
  await waitFor(
    async () =>
      (await db.streamInbox.count({ where: { stream: caseId, state: 'waiting' } })) === 0 &&
      (await db.command.count({ where: { caseId, state: 'pending' } })) === 0,
    { timeoutMs: 120_000, what: 'everything noted is settled' },
  )
}

async function expectAgreement(caseId: string, presses: Press[]): Promise<void> {
  expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  const acts = await withClient(
    stack.database.adminUrl,
    async (c) =>
      (
        await c.query<{ command: string; key: string; n: number }>(
          `SELECT e.data->>'command' AS command, e.key, i.n FROM case_event e
         LEFT JOIN case_inbox i ON i.case_id = e.case_id AND i.command = e.data->>'command'
         WHERE e.case_id = $1 AND e.type = 'act' ORDER BY e.seq`,
          [caseId],
        )
      ).rows,
  )
  // In the order of their places, each at its own.
  expect(acts.map((a) => a.key)).toEqual(acts.map((a) => `act/${a.n}`))
  expect(acts.map((a) => a.n)).toEqual(acts.map((a) => a.n).toSorted((a, b) => a - b))
  const commands = await db.command.findMany({
    where: { key: { in: presses.map((p) => p.kept) } },
    select: { key: true, state: true },
  })
  const done = commands.filter((c) => c.state === 'done').map((c) => c.key)
  expect(new Set(acts.map((a) => a.command)).size).toBe(acts.length)
  expect(done.filter((key) => !acts.some((a) => a.command === key))).toEqual([])
  // One review at most was fresh, and after a withdrawal there is nothing.
  const reviews = presses.filter((p) => p.act !== 'case.withdraw' && done.includes(p.kept))
  expect(reviews.length).toBeLessThanOrEqual(1)
  const withdrawn = presses.filter((p) => p.act === 'case.withdraw' && done.includes(p.kept))
  expect(withdrawn.length).toBeLessThanOrEqual(1)
  expect(done.length).toBeGreaterThanOrEqual(1)
}

describe('many at once on one case', () => {
  test.each([2, 8, 24, 100])(
    '%i at once: one order, no contradiction, and the rest are told why',
    async (how) => {
      const caseId = await inReview()
      const { presses, replies } = await pressAll(caseId, how)
      const answers = await Promise.all(replies)
      await settled(caseId)
      await expectAgreement(caseId, presses)
      for (const [n, answer] of answers.entries()) {
        expect([200, 409, 429, 503]).toContain(answer.status)
        // An answer that says done is true.
        if (answer.status !== 200) continue
        expect((await db.command.findUniqueOrThrow({ where: { key: presses[n]!.kept } })).state).toBe('done')
      }
      expect(answers.filter((a) => a.status === 200).length).toBeGreaterThanOrEqual(1)
    },
    180_000,
  )

  test.each([8, 24, 100])(
    '%i at once, the worker killed between: nothing is lost, nothing contradicts',
    async (how) => {
      const caseId = await inReview()
      const { presses, replies } = await pressAll(caseId, how)
      const both = Promise.all(replies)
      for (let n = 0; n < 2; n++) {
        await new Promise((r) => setTimeout(r, 40 + 60 * n))
        await stack.kill('worker-cases')
        await stack.start('worker-cases')
      }
      await both
      await settled(caseId)
      await expectAgreement(caseId, presses)
      // The case goes on from wherever it is.
      const { state } = await s.getCase(inspector, caseId)
      if (state.stage === 'signature')
        await s.doAct(director, caseId, 'decision.return', { comment: 'Precizēt.' })
      else if (state.stage === 'proposal')
        await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
      else expect(state.stage).toBe('closed')
      expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    },
    240_000,
  )
})

describe('later receipt of a decision', () => {
  test('proven by many at once, it is recorded once, and opens one new term to contest', async () => {
    const caseId = await s.licensed({ head, inspector, reviewer, director })
    const { revision } = (await s.getCase(inspector, caseId)).state
    const receivedAt = await s.today(inspector)
    const proofs = await Promise.all(
      Array.from({ length: 12 }, () =>
        s.tryAct(inspector, caseId, 'service.prove', { receivedAt, evidence: 'Izziņa.' }, { revision }),
      ),
    )
    await settled(caseId)
    expect(proofs.filter((r) => r.status === 200)).toHaveLength(1)
    for (const { status } of proofs) expect([200, 409, 429]).toContain(status)
    const file = await s.getCase(inspector, caseId)
    expect(file.documents.find((d) => d.kind === 'decision')!.servedOn).toBe(receivedAt)
    expect(file.timeline.filter((t) => t.type === 'document-served')).toHaveLength(2)
    expect(file.clocks.filter((c) => c.clock.startsWith('contest')).map((c) => c.clock)).toEqual([
      'contest',
      'contest/2',
    ])
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  }, 180_000)
})

describe('what cannot be recorded', () => {
  test('an act whose recording fails for good is passed over and told; the case goes on', async () => {
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    await s.untilSent(inspector, caseId, 'receipt')
    await withClient(stack.database.adminUrl, (c) =>
      c.query(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.data->>'act' = 'completeness.confirm' THEN
            RAISE EXCEPTION 'no such luck' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER break_it BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION break_it()`),
    )
    const before = await s.getCase(inspector, caseId)
    const failed = await s.tryAct(
      inspector,
      caseId,
      'completeness.confirm',
      {},
      {
        revision: before.state.revision,
      },
    )
    expect(failed.status).toBe(500)
    expect(JSON.stringify(failed.json())).toContain('vadītājam par to ir ziņots')
    const after = await s.getCase(inspector, caseId)
    expect(after.state.stage).toBe(before.state.stage)
    const told = after.timeline.find((t) => t.type === 'trouble')
    expect(told).toMatchObject({ data: { code: '23514', what: 'act' } })
    const task = after.tasks.find((t) => t.kind === 'trouble')!
    expect(task).toMatchObject({ role: 'supervisor', state: 'open' })
    // The supervisor finds it, and closes it with a word; nobody else can.
    const supervisor = await stack.signIn('maris-krumins')
    const { taskId } = task
    const queue = (await supervisor.get('/api/queue')).json<{ items: { caseId: string; kind: string }[] }>()
    expect(queue.items).toContainEqual(expect.objectContaining({ caseId, kind: 'trouble' }))
    expect((await supervisor.get('/supervise')).text).toContain('Kļūmes, kas jānovērš')
    expect((await supervisor.get(`/cases/${caseId}`)).text).toContain('Slēgt kļūmi')
    const close = (http: Http, text: string): Promise<{ status: number }> =>
      http.post(
        `/api/cases/${caseId}/tasks/${taskId}/close`,
        { text },
        { headers: { 'idempotency-key': randomUUID() } },
      )
    expect((await close(inspector, 'Novērsts.')).status).toBe(403)
    expect((await close(supervisor, ' ')).status).toBe(422)
    expect((await close(supervisor, 'Novērsts.')).status).toBe(204)
    expect((await close(supervisor, 'Novērsts.')).status).toBe(404)
    const closed = (await s.getCase(inspector, caseId)).tasks.find((t) => t.taskId === taskId)
    expect(closed).toMatchObject({ state: 'done' })
    // Other acts of the same case are done, and so is the same one when the cause is mended.
    await withClient(stack.database.adminUrl, (c) => c.query('DROP TRIGGER break_it ON ledger_event'))
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    const file = await s.getCase(inspector, caseId)
    expect(file.state.stage).toBe('proposal')
    expect(file.documents.filter((d) => d.kind === 'receipt')).toHaveLength(1)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  }, 120_000)
})
