import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Letters when the e-address is away or refuses them: where they go, and that none goes out after the end.

let stack: Stack
let head: Http
let inspector: Http

beforeAll(async () => {
  stack = await startStack({ label: 'letters' })
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  await s.toOrdinaryDay(inspector)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const faults = (body: Record<string, number>): Promise<unknown> =>
  fetch(`${stack.urls.eAddress}/_faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** A case that waits for the inspector, its receipt sent. */
async function received(): Promise<string> {
  const { caseId } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(inspector, caseId, 'completeness')
  await s.untilSent(inspector, caseId, 'receipt')
  return caseId
}

const giveBack = (caseId: string): Promise<void> =>
  s.doAct(inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
  })

const deliveries = (
  caseId: string,
  kind: string,
): Promise<{ channel: string; address: string; state: string; sent: boolean; why: { lv: string } }[]> =>
  withClient(stack.database.adminUrl, async (client) => {
    const { rows } = await client.query(
      `SELECT d.channel, d.address, d.state, d.sent_at IS NOT NULL AS sent, d.why FROM delivery d
       JOIN issued_document i ON i.id = d.document_id WHERE d.case_id = $1 AND i.kind = $2`,
      [caseId, kind],
    )
    return rows
  })

async function subjects(caseId: string): Promise<string[]> {
  const { number } = (await s.getCase(inspector, caseId)).state
  const inbox = (await (await fetch(`${stack.urls.eAddress}/inbox/_DEFAULT@90000000011`)).json()) as {
    messages: { subject: string }[]
  }
  return inbox.messages.filter((m) => m.subject.includes(number)).map((m) => m.subject)
}

/** The subjects of the e-mails of a case to the school that hold a word. */
async function mails(caseId: string, word: string): Promise<string[]> {
  const { number } = (await s.getCase(inspector, caseId)).state
  const box = await fetch(`${stack.urls.mail}/api/messages?to=skola@priezukalns.example`)
  const { messages } = (await box.json()) as { messages: { subject: string }[] }
  return messages.map((m) => m.subject).filter((t) => t.includes(number) && t.includes(word))
}

describe('letters', () => {
  test('an e-address that refuses is no address: it goes another way, and says why', async () => {
    const caseId = await received()
    await faults({ refuseNext: 1 })
    await giveBack(caseId)
    await s.untilSent(inspector, caseId, 'notice-without-progress')
    expect(await deliveries(caseId, 'notice-without-progress')).toEqual([
      {
        ...{ channel: 'e-mail', address: 'skola@priezukalns.example', state: 'sent', sent: true },
        why: expect.objectContaining({ lv: expect.stringMatching(/nepieņēma \(atbilde 422\)/) }),
      },
    ])
    expect(await mails(caseId, 'bez virzības')).toHaveLength(1)
    // The case tells the same as the delivery: whoever looks sees why it did not go by the e-address.
    const page = await inspector.get(`/cases/${caseId}`)
    expect(page.text).toContain('E-adrese vēstuli nepieņēma')
  }, 120_000)

  test('refused, and the worker dies before it went the other way: it goes there, once', async () => {
    const caseId = await received()
    await stack.kill('mail')
    await faults({ refuseNext: 1 })
    await giveBack(caseId)
    await waitFor(
      async () => (await deliveries(caseId, 'notice-without-progress'))[0]?.channel === 'e-mail',
      {
        timeoutMs: 120_000,
        what: 'another way chosen',
      },
    )
    await stack.kill('worker-documents')
    await stack.start('mail')
    await stack.start('worker-documents')
    await waitFor(async () => (await deliveries(caseId, 'notice-without-progress'))[0]?.sent, {
      timeoutMs: 120_000,
      what: 'the letter sent',
    })
    expect(await deliveries(caseId, 'notice-without-progress')).toMatchObject([
      { channel: 'e-mail', state: 'sent', why: { lv: expect.stringMatching(/nepieņēma \(atbilde 422\)/) } },
    ])
    expect(await mails(caseId, 'bez virzības')).toHaveLength(1)
    expect((await subjects(caseId)).filter((t) => t.includes('bez virzības'))).toEqual([])
  }, 200_000)

  test('the answer of the mail server is lost: the letter goes again as the same message, and says so; one day of sending', async () => {
    const caseId = await received()
    await faults({ refuseNext: 1 })
    const lost = { method: 'POST', headers: { 'content-type': 'application/json' } }
    await fetch(`${stack.urls.mail}/_faults`, { ...lost, body: JSON.stringify({ loseNextAnswers: 1 }) })
    await giveBack(caseId)
    await s.untilSent(inspector, caseId, 'notice-without-progress')
    const { number } = (await s.getCase(inspector, caseId)).state
    const box = await fetch(`${stack.urls.mail}/api/messages?to=skola@priezukalns.example`)
    const { messages } = (await box.json()) as {
      messages: { subject: string; messageId: string; text: string }[]
    }
    // The newest first.
    const [again, first, ...more] = messages.filter(
      (m) => m.subject.includes(number) && m.subject.includes('bez virzības'),
    )
    expect(more).toEqual([])
    expect(again!.messageId).toBe(first!.messageId)
    expect(first!.text).not.toContain('tā pati vēstule')
    expect(again!.text).toContain('Ja šo vēstuli jau saņēmāt, tā ir tā pati vēstule')
    expect(await deliveries(caseId, 'notice-without-progress')).toMatchObject([
      { channel: 'e-mail', state: 'sent' },
    ])
  }, 200_000)

  test('a demand that has not gone out when the application is withdrawn never does', async () => {
    const caseId = await received()
    await faults({ failNext: 1_000 })
    await giveBack(caseId)
    await waitFor(async () => (await deliveries(caseId, 'notice-without-progress')).length === 1, {
      timeoutMs: 120_000,
      what: 'the demand under way',
    })
    await s.doAct(head, caseId, 'case.withdraw', { reason: 'Vairs nevajag.' })
    await s.untilStage(inspector, caseId, 'closed')
    await faults({})
    await waitFor(async () => (await s.getCase(inspector, caseId)).state.closedAt !== null, {
      // The closing notice had met the fault too, and is tried again after up to half a minute.
      timeoutMs: 120_000,
      what: 'the end',
    })
    expect(await deliveries(caseId, 'notice-without-progress')).toMatchObject([
      { state: 'pending', sent: false },
    ])
    expect(await subjects(caseId)).toHaveLength(2)
    const file = await s.getCase(inspector, caseId)
    expect(file.documents.filter((d) => d.channel !== null).map((d) => d.kind)).toEqual([
      'receipt',
      'closing-notice',
    ])
    // No term was opened by a letter that nobody got, and no task stays.
    expect(file.tasks.filter((t) => t.state === 'open')).toEqual([])
  }, 120_000)
})
