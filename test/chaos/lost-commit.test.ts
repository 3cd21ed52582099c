import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { keptKey } from '../../api/idempotency.ts'
import { readConfig } from '../../platform/config.ts'
import { connectTemporal } from '../../platform/temporal.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import type { TemporalServer } from '../../scripts/lib/temporal-server.ts'
import { waitFor } from '../harness/environment.ts'
import { infrastructure } from '../harness/infrastructure-info.ts'
import { ownTemporal } from '../harness/own-temporal.ts'
import { type CommitProxy, startCommitProxy } from '../harness/slow-commit.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The worst moment of all: an act stands in the ledger, and the worker dies before Temporal hears of it. What comes
// meanwhile changes the order in which the case sees things; the ledger has the last word, and has everything once.

let temporal: { address: string; start(): Promise<TemporalServer> }
let server: TemporalServer
let proxy: CommitProxy
let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http

beforeAll(async () => {
  const { port } = infrastructure().postgres
  ;[temporal, proxy] = await Promise.all([ownTemporal('lost'), startCommitProxy(port)])
  server = await temporal.start()
  stack = await startStack({
    label: 'lost',
    temporalAddress: temporal.address,
    databaseThrough: (url) => url.replace(`:${port}/`, `:${proxy.port}/`),
  })
  ;[head, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
}, 180_000)

afterAll(async () => {
  await stack?.stop()
  await server?.kill9()
  await proxy?.stop()
}, 180_000)

/** Does an act; when it is committed, and nobody else knows, `kill` comes. The answer is whatever the person gets. */
async function lose(
  http: Http,
  caseId: string,
  act: string,
  payload: unknown,
  kill: () => Promise<void>,
): Promise<{ key: string; answer: Promise<Reply> }> {
  const key = randomUUID()
  const kept = keptKey(key)
  const { state } = await s.getCase(http, caseId)
  const killed = new Promise<void>((resolve, reject) => {
    proxy.keepBack(`"command":"${kept}"`, () => kill().then(resolve, reject))
  })
  const answer = s.tryAct(http, caseId, act, payload, { key, revision: state.revision })
  await killed
  const [event] = await withClient(stack.database.adminUrl, async (client) => {
    const found = await client.query(`SELECT seq FROM case_event WHERE data->>'command' = $1`, [kept])
    return found.rows
  })
  expect(event).toBeDefined()
  return { key, answer }
}

/** Moves business time, and tells the case while no worker is there to tell it. */
async function moveWhileAway(caseId: string, to: Date): Promise<void> {
  await s.moveTo(inspector, to)
  const { client, close } = await connectTemporal(readConfig(stack.environmentOf('api')))
  try {
    await client.workflow.getHandle(`case/${caseId}`).signal('clockMoved', to.getTime() - Date.now())
  } finally {
    await close()
  }
}

async function untilDone(http: Http, caseId: string, act: string, key: string, payload: unknown) {
  const reply = await waitFor(
    async () => {
      const again = await s.tryAct(http, caseId, act, payload, { key })
      if (again.status !== 200) throw new Error(again.text)
      return again
    },
    { timeoutMs: 120_000, what: `${act} done` },
  )
  expect(reply.status).toBe(200)
}

/** Every event once, the chain without a gap. */
async function expectSound(caseId: string, acts: string[]): Promise<s.CaseJson> {
  const file = await s.getCase(inspector, caseId)
  expect(file.timeline.map((t) => t.seq)).toEqual(file.timeline.map((_, n) => n + 1))
  const { rows } = await withClient(stack.database.adminUrl, (client) =>
    client.query<{ key: string; act: string | null }>(
      `SELECT key, data->>'act' AS act FROM case_event WHERE case_id = $1 ORDER BY seq`,
      [caseId],
    ),
  )
  expect(new Set(rows.map((r) => r.key)).size).toBe(rows.length)
  expect(rows.flatMap((r) => r.act ?? [])).toEqual(acts)
  return file
}

const days = (n: number): number => n * 86_400_000
const now = (): Promise<Date> => s.now(inspector)

describe('committed, and the worker is dead', () => {
  test('the first step of a case: the act that its page offers is taken when the worker is back', async () => {
    const killed = new Promise<void>((resolve, reject) => {
      proxy.keepBack('"stage":"completeness"', () => stack.kill('worker-cases').then(resolve, reject))
    })
    const { caseId } = await s.apply(head, {}, await now())
    await killed
    const key = randomUUID()
    const { stage, revision } = (await s.getCase(inspector, caseId)).state
    expect(stage).toBe('completeness')
    const answer = s.tryAct(inspector, caseId, 'completeness.confirm', {}, { key, revision })
    await stack.start('worker-cases')
    await answer
    await untilDone(inspector, caseId, 'completeness.confirm', key, {})
    const file = await expectSound(caseId, ['completeness.confirm'])
    expect(file.state.stage).toBe('assessment')
  }, 120_000)

  test('a warning that comes first shares its batch: act and warning stand in the ledger once', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    const before = await s.untilStage(inspector, caseId, 'completeness')
    await s.untilSent(inspector, caseId, 'receipt')
    const { key, answer } = await lose(inspector, caseId, 'completeness.confirm', {}, () =>
      stack.kill('worker-cases'),
    )
    const due = before.clocks.find((c) => c.clock === 'statutory')!.due!
    await moveWhileAway(caseId, new Date(new Date(`${due}T10:00:00Z`).getTime() - days(2)))
    await stack.start('worker-cases')
    await answer
    await untilDone(inspector, caseId, 'completeness.confirm', key, {})
    await waitFor(
      async () => (await s.getCase(inspector, caseId)).timeline.some((t) => t.type === 'warned'),
      { timeoutMs: 120_000, what: 'the warning' },
    )
    // The case goes on from there.
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    const file = await expectSound(caseId, ['completeness.confirm', 'assessment.complete'])
    expect(file.state.stage).toBe('proposal')
    expect(file.timeline.filter((t) => t.type === 'warned')).toHaveLength(1)
  }, 180_000)

  test('a cure on its last day counts, though the term has passed when the worker is back', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
      days: 5,
    })
    const due = await waitFor(
      async () => (await s.getCase(inspector, caseId)).tasks.find((t) => t.kind === 'cure' && t.due)?.due,
      { timeoutMs: 120_000, what: 'the term to cure' },
    )
    const draft = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
    const { key, answer } = await lose(head, caseId, 'application.cure', { draftId: draft.id }, () =>
      stack.kill('worker-cases'),
    )
    await moveWhileAway(caseId, new Date(new Date(`${due}T10:00:00Z`).getTime() + days(3)))
    await stack.start('worker-cases')
    await answer
    await untilDone(head, caseId, 'application.cure', key, { draftId: draft.id })
    await s.untilStage(inspector, caseId, 'completeness', 60_000)
    await s.doAct(inspector, caseId, 'completeness.confirm')
    const file = await expectSound(caseId, [
      'completeness.return',
      'application.cure',
      'completeness.confirm',
    ])
    expect(file.state.outcome).toBeNull()
    // It was taken in the workflow once more, days later; the fact bears the moment at which it was noted.
    const facts = await withClient(stack.database.adminUrl, (client) =>
      client.query<{ at: string }>(
        `SELECT data->'fact'->>'at' AS at FROM case_event
         WHERE case_id = $1 AND data->'fact'->>'type' IN ('cured', 'not-cured')`,
        [caseId],
      ),
    )
    expect(facts.rows.map((f) => f.at.slice(0, 10) < due)).toEqual([true])
  }, 180_000)

  test('proof of later receipt: the term to contest is opened anew once, from the day that was proven', async () => {
    const caseId = await s.licensed({ head, inspector, reviewer, director })
    const payload = { receivedAt: await s.today(inspector), evidence: 'Izziņa.' }
    const { key, answer } = await lose(inspector, caseId, 'service.prove', payload, () =>
      stack.kill('worker-cases'),
    )
    await stack.start('worker-cases')
    await answer
    await untilDone(inspector, caseId, 'service.prove', key, payload)
    const file = await s.getCase(inspector, caseId)
    const decision = file.documents.find((d) => d.kind === 'decision')!
    expect(decision.servedOn).toBe(payload.receivedAt)
    expect(file.timeline.filter((t) => t.type === 'document-served')).toHaveLength(2)
    const terms = file.clocks.filter((c) => c.clock.startsWith('contest'))
    expect(terms.map((t) => [t.clock, t.due])).toEqual([
      ['contest', expect.any(String)],
      ['contest/2', file.decisions[0]!.contestUntil],
    ])
    // The case goes on by the new term.
    await s.doAct(head, caseId, 'contest.submit', { extent: 'Daļā.', request: 'Lūdzu vairāk.' })
    await s.untilSent(inspector, caseId, 'contest-forwarding')
  }, 180_000)

  test('server and worker die at once, and nobody asks again: the case hears of the act all the same', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    await s.untilStage(inspector, caseId, 'completeness')
    await s.untilSent(inspector, caseId, 'receipt')
    const { answer } = await lose(
      inspector,
      caseId,
      'completeness.return',
      { remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }], days: 5 },
      async () => {
        await Promise.all([stack.kill('worker-cases'), server.kill9(), stack.kill('api')])
      },
    )
    await answer.catch(() => {})
    await stack.kill('worker-documents')
    server = await temporal.start()
    for (const name of ['worker-cases', 'worker-documents', 'api'] as const) await stack.start(name)
    // The letter is what only a case that knows the act can send.
    await waitFor(
      async () =>
        (await s.getCase(inspector, caseId)).documents.find(
          (d) => d.kind === 'notice-without-progress' && d.channel !== null,
        ),
      { timeoutMs: 120_000, what: 'the notice sent' },
    )
    await expectSound(caseId, ['completeness.return'])
  }, 240_000)
})
