import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Every process is killed at the worst moment; nothing is lost and nothing is done twice.

let stack: Stack
let head: Http
let inspector: Http

beforeAll(async () => {
  stack = await startStack({ label: 'chaos' })
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

async function count(sql: string, values: unknown[]): Promise<number> {
  return withClient(stack.database.adminUrl, async (client) => {
    const { rows } = await client.query(sql, values)
    return Number(rows[0].n)
  })
}

describe('kill -9', () => {
  test('the API dies between the commit of a submission and the start of its workflow: the case starts all the same', async () => {
    // Nobody is there to carry out the order while the API answers and dies.
    await stack.kill('worker-cases')
    const receipt = await s.apply(head)
    await stack.kill('api')
    expect(await count('SELECT count(*) AS n FROM outbox WHERE done_at IS NULL', [])).toBe(1)
    await Promise.all([stack.start('api'), stack.start('worker-cases')])
    const started = await s.untilStage(inspector, receipt.caseId, 'completeness')
    expect(started.state.number).toBe(receipt.number)
    expect(started.timeline.filter((t) => t.type === 'task-opened')).toHaveLength(1)
  }, 180_000)

  test('the worker dies with an act under way: asked again under its key, it is done once', async () => {
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const key = randomUUID()
    const { revision } = (await s.getCase(inspector, caseId)).state
    const first = s.tryAct(inspector, caseId, 'completeness.confirm', {}, { key, revision })
    await stack.kill('worker-cases')
    await first
    await stack.start('worker-cases')
    const again = await waitFor(
      async () => {
        const reply = await s.tryAct(inspector, caseId, 'completeness.confirm', {}, { key })
        if (reply.status !== 200) throw new Error(reply.text)
        return reply
      },
      { timeoutMs: 120_000, what: 'the act done' },
    )
    expect(again.json().stage).toBe('assessment')
    const file = await s.getCase(inspector, caseId)
    expect(file.timeline.filter((t) => t.type === 'act')).toHaveLength(1)
    expect(file.timeline.map((t) => t.seq)).toEqual(file.timeline.map((_, n) => n + 1))
  }, 120_000)

  test('the documents worker dies and the neighbour loses its answer: one letter, sent once', async () => {
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    await s.untilSent(inspector, caseId, 'receipt')
    await fetch(`${stack.urls.eAddress}/_faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failNext: 1, loseNextAnswers: 1 }),
    })
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
    })
    await stack.kill('worker-documents')
    await stack.start('worker-documents')
    // An activity lost with its worker is given out again when its time is up.
    const sent = await waitFor(
      async () =>
        (await s.getCase(inspector, caseId)).documents.find(
          (d) => d.kind === 'notice-without-progress' && d.channel !== null,
        ),
      { timeoutMs: 170_000, what: 'the notice sent' },
    )
    const inbox = (await (await fetch(`${stack.urls.eAddress}/inbox/_DEFAULT@90000000011`)).json()) as {
      messages: { reference: string | null }[]
    }
    expect(inbox.messages.filter((m) => m.reference === sent.number)).toHaveLength(1)
    expect(
      await count(
        "SELECT count(*) AS n FROM issued_document WHERE case_id = $1 AND kind = 'notice-without-progress'",
        [caseId],
      ),
    ).toBe(1)
  }, 200_000)
})
