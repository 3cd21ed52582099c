import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { formOf } from '../harness/page-form.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// What users of other systems reported of people and lists: each test is one of their reports.

let stack: Stack
let head: Http
let inspector: Http
let colleague: Http
let reviewer: Http
let supervisor: Http

beforeAll(async () => {
  stack = await startStack({ label: 'people' })
  const ids = ['baiba-kalnina', 'inese-berzina', 'karlis-zarins', 'andris-liepa', 'maris-krumins']
  ;[head, inspector, colleague, reviewer, supervisor] = (await Promise.all(
    ids.map((id) => stack.signIn(id)),
  )) as [Http, Http, Http, Http, Http]
  await s.toOrdinaryDay(head)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])
const post = (http: Http, path: string, body: unknown = {}): Promise<Reply> =>
  http.post(path, body, { headers: { 'idempotency-key': randomUUID() } })
const personId = async (subject: string): Promise<string> =>
  (await sql<{ id: string }>('SELECT id FROM person WHERE subject = $1', [subject]))[0]!.id
const apply = async (overrides: Record<string, unknown> = {}): Promise<string> => {
  const { caseId } = await s.apply(head, overrides, await s.now(head))
  await s.untilStage(inspector, caseId, 'completeness')
  return caseId
}

describe('starting an application', () => {
  const start = async (): Promise<string> => {
    const page = await head.get('/services/licensing')
    const reply = await head.form('/services/licensing', formOf(page, '/services/licensing'))
    return /drafts\/([0-9a-f-]{36})/.exec(reply.url)![1]!
  }

  test('twice, also at once, opens one draft; begun to be answered, the next is another', async () => {
    const [first, ...more] = await Promise.all([start(), start(), start()])
    expect(new Set([first, ...more, await start()]).size).toBe(1)
    s.expectStatus(await head.patch(`/api/drafts/${first}`, { programmeName: 'Pamatizglītība' }), 200)
    expect(await start()).not.toBe(first)
  }, 60_000)

  test('for what the institution has applied for already: the page says so before it is sent', async () => {
    const programme = { programmeName: 'Mājturība', programmeCode: '31016012' }
    const draft = await s.completeDraft(head, programme, await s.now(head))
    const check = async (): Promise<string> => (await head.get(`/drafts/${draft}/check`)).text
    expect(await check()).not.toContain('jau ir atvērta lieta')
    const caseId = await apply(programme)
    expect(await check()).toContain('jau ir atvērta lieta')
    expect(await check()).toContain((await s.getCase(head, caseId)).state.number)
    // Of one whose case is over nothing is told.
    s.expectStatus(await s.tryAct(head, caseId, 'case.withdraw', {}), 200)
    const over = async (): Promise<boolean> => (await s.getCase(head, caseId)).state.closedAt !== null
    await waitFor(over, { timeoutMs: 30_000, what: 'the end of the case' })
    expect(await check()).not.toContain('jau ir atvērta lieta')
  }, 60_000)
})

test('sent again after Back with another content: not done, and the page says so', async () => {
  const caseId = await apply()
  const fields = formOf(await inspector.get(`/cases/${caseId}`), `/cases/${caseId}/notes`)
  const send = (text: string): Promise<Reply> => inspector.form(`/cases/${caseId}/notes`, { ...fields, text })
  expect((await send('Zvanīja vadītāja.')).text).toContain('Piezīme pievienota')
  const again = await send('Zvanīja dibinātājs.')
  expect([again.status, again.text.includes('Piezīme pievienota')]).toEqual([409, false])
  const { timeline } = await s.getCase(inspector, caseId)
  expect(timeline.filter((e) => e.type === 'note-added')).toHaveLength(1)
}, 60_000)

test('a programme that a cure renames is found by its new name, on every list, and no more by the old one', async () => {
  const caseId = await apply({ programmeName: 'Vecais nosaukums' })
  await s.doAct(inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'programmeName', text: 'Nosaukums neatbilst klasifikācijai.' }],
    days: 10,
  })
  await s.untilSent(head, caseId, 'notice-without-progress')
  const { id } = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
  s.expectStatus(await head.patch(`/api/drafts/${id}`, { programmeName: 'Jaunais nosaukums' }), 200)
  await s.doAct(head, caseId, 'application.cure', { draftId: id })
  await s.untilStage(inspector, caseId, 'completeness')
  const named = 'Jaunais nosaukums (21011111)'
  expect((await s.getCase(head, caseId)).state).toMatchObject({ subject: named })
  const own = (await head.get('/api/cases')).json<{ cases: { caseId: string; subject: string }[] }>().cases
  expect(own.find((c) => c.caseId === caseId)!.subject).toBe(named)
  const found = async (q: string): Promise<string[]> =>
    (await inspector.get(`/api/queue?view=all&q=${encodeURIComponent(q)}`))
      .json<{ items: { subject: string }[] }>()
      .items.map((i) => i.subject)
  expect(await found('jaunais nosaukums')).toEqual([named])
  expect(await found('vecais nosaukums')).toEqual([])
}, 60_000)

describe('somebody who left', () => {
  const leaves = async (subject: string): Promise<void> => {
    const at = await s.now(head)
    await sql('UPDATE role_grant SET valid_until = $2 WHERE person_id = $1', [await personId(subject), at])
  }

  test('leaves a review that a colleague takes; from one who works here nobody takes it', async () => {
    const other = await personId('ieva-lapina')
    await sql(
      `INSERT INTO role_grant (id, person_id, role, valid_from) VALUES ($1, $2, 'reviewer', now() - interval '1 day')`,
      [randomUUID(), other],
    )
    const second = await stack.signIn('ieva-lapina')
    const caseId = await apply()
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    const { tasks } = await s.untilStage(reviewer, caseId, 'review')
    const { taskId } = tasks.find((t) => t.role === 'reviewer' && t.state === 'open')!
    const path = `/api/cases/${caseId}/tasks/${encodeURIComponent(taskId)}/claim`
    s.expectStatus(await post(reviewer, path), 204)
    expect((await post(second, path)).json()).toMatchObject({ code: 'conflict' })
    const line = async (): Promise<{ left: boolean; claimedBy: string }> =>
      (await second.get('/api/queue?view=all&role=reviewer'))
        .json<{ items: { caseId: string; left: boolean; claimedBy: string }[] }>()
        .items.find((i) => i.caseId === caseId)!
    expect(await line()).toMatchObject({ left: false })
    await leaves('andris-liepa')
    expect(await line()).toMatchObject({ left: true })
    expect((await second.get('/desk')).text).toContain(`/cases/${caseId}/claim`)
    s.expectStatus(await post(second, path), 204)
    expect(await line()).toMatchObject({ left: false, claimedBy: other })
  }, 60_000)

  test('leaves cases that count as nobody’s, and is offered to nobody', async () => {
    const caseId = await apply()
    s.expectStatus(
      await post(supervisor, `/api/cases/${caseId}/assign`, { to: await personId('karlis-zarins') }),
      204,
    )
    interface Board {
      unowned: number
      firstUnowned: { cases: { caseId: string }[] }
      people: { name: string }[]
    }
    const board = async (): Promise<Board> => (await supervisor.get('/api/supervision')).json<Board>()
    const before = await board()
    const among = (b: Board): boolean => b.firstUnowned.cases.some((c) => c.caseId === caseId)
    expect([among(before), before.people.some((p) => p.name === 'Kārlis Zariņš')]).toEqual([false, true])
    await leaves('karlis-zarins')
    const after = await board()
    expect([after.unowned, among(after)]).toEqual([before.unowned + 1, true])
    expect(after.people.some((p) => p.name === 'Kārlis Zariņš')).toBe(false)
    expect((await post(colleague, `/api/cases/${caseId}/notes`, { text: 'Vēl esmu.' })).status).toBe(403)
  }, 60_000)
})
