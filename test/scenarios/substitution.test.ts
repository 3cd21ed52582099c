import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Somebody is away, and somebody else does their work under their own name (VPIL 33).

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http
let supervisor: Http
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({ label: 'substitutes' })
  ;[head, inspector, reviewer, director, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola', 'maris-krumins'].map((p) =>
      stack.signIn(p),
    ),
  )) as [Http, Http, Http, Http, Http]
  for (const { id, name } of await sql<{ id: string; name: string }>(
    'SELECT id, family_name AS name FROM person',
  ))
    ids[name] = id
  await s.toOrdinaryDay(head)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

const post = (http: Http, path: string, body: unknown = {}): Promise<Reply> =>
  http.post(path, body, { headers: { 'idempotency-key': randomUUID() } })

/** The day so many days after today, of business time. */
const dayAfter = (days: number): Promise<string> => s.today(head, days)

/** Gives a role to whoever bears the family name, for the time of `work`. */
async function withRole(familyName: string, role: string, work: () => Promise<void>): Promise<void> {
  const id = randomUUID()
  await sql(
    `INSERT INTO role_grant (id, person_id, role, valid_from) VALUES ($1, $2, $3, now() - interval '1 day')`,
    [id, ids[familyName], role],
  )
  try {
    await work()
  } finally {
    await sql('DELETE FROM role_grant WHERE id = $1', [id])
  }
}

interface QueueJson {
  items: { caseId: string; taskId: string; claimedByName: string | null; insteadOf: boolean; role: string }[]
  counts: { mine: number }
  standsFor: string[]
}
const mine = async (http: Http): Promise<QueueJson> =>
  (await http.get('/api/queue?view=mine')).json<QueueJson>()

const codes = (reply: Reply): string[] =>
  reply.json<{ errors: { field: string; code: string }[] }>().errors.map((e) => `${e.field}: ${e.code}`)

async function taken(): Promise<string> {
  const { caseId } = await s.apply(head, {}, await s.now(head))
  await s.untilStage(supervisor, caseId, 'completeness')
  s.expectStatus(await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa }), 204)
  return caseId
}

describe('a substitute', () => {
  test('finds the work of who is away, does it under the own name; on the return it is where it was', async () => {
    await withRole('Liepa', 'inspector', async () => {
      const caseId = await taken()
      expect((await mine(reviewer)).items.filter((i) => i.caseId === caseId)).toEqual([])
      const before = (await mine(reviewer)).counts.mine
      const days = { firstDay: await dayAfter(0), lastDay: await dayAfter(6) }
      const made = await post(inspector, '/api/absences', { substituteId: ids.Liepa, ...days })
      s.expectStatus(made, 201)

      const stood = await mine(reviewer)
      expect(stood.standsFor).toEqual(['Inese Bērziņa'])
      expect(stood.items.filter((i) => i.caseId === caseId)).toMatchObject([
        { claimedByName: 'Inese Bērziņa', insteadOf: true },
      ])
      expect(stood.counts.mine).toBe(stood.items.length)
      expect(stood.counts.mine).toBeGreaterThan(before)

      // Read as who stands in, without having to say why.
      s.expectStatus(await reviewer.get(`/api/cases/${caseId}`), 200)
      await s.doAct(reviewer, caseId, 'completeness.confirm')
      const [done] = await sql<{ actor: string; facts: Record<string, unknown> }>(
        `SELECT actor_id AS actor, data->'facts' AS facts FROM case_event WHERE case_id = $1 AND type = 'act'`,
        [caseId],
      )
      expect(done).toMatchObject({ actor: ids.Liepa, facts: { insteadOf: ids.Bērziņa } })
      const { timeline } = await s.untilStage(supervisor, caseId, 'assessment')
      expect(timeline.find((t) => t.type === 'act')!.data.insteadOf).toBe('Inese Bērziņa')
      const seen = (await head.get(`/api/cases/${caseId}`)).text
      expect(seen).not.toContain('insteadOf')
      expect(seen).not.toContain(ids.Bērziņa)

      await s.moveDays(head, 7)
      expect((await mine(reviewer)).items.filter((i) => i.caseId === caseId)).toEqual([])
      expect((await mine(reviewer)).standsFor).toEqual([])
      const back = (await mine(inspector)).items.filter((i) => i.caseId === caseId)
      expect(back).toMatchObject([{ claimedByName: 'Inese Bērziņa', insteadOf: false }])
      await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
      const acts = await sql<{ facts: Record<string, unknown> }>(
        `SELECT data->'facts' AS facts FROM case_event WHERE case_id = $1 AND type = 'act' ORDER BY seq`,
        [caseId],
      )
      expect(acts[1]!.facts.insteadOf).toBeUndefined()
    })
  }, 180_000)

  test('who is back earlier ends the absence, and has the work again', async () => {
    await withRole('Liepa', 'inspector', async () => {
      const caseId = await taken()
      const days = { firstDay: await dayAfter(0), lastDay: await dayAfter(20) }
      const made = await post(supervisor, '/api/absences', {
        ...{ personId: ids.Bērziņa, substituteId: ids.Liepa },
        ...days,
      })
      s.expectStatus(made, 201)
      expect((await mine(reviewer)).items.some((i) => i.caseId === caseId)).toBe(true)
      const { id } = made.json<{ id: string }>()
      expect((await reviewer.post(`/api/absences/${id}/end`)).status).toBe(403)
      s.expectStatus(await inspector.post(`/api/absences/${id}/end`), 204)
      expect((await mine(reviewer)).items.some((i) => i.caseId === caseId)).toBe(false)
    })
  }, 180_000)

  test('the second person holds: who drafted does not review, also in the stead of the reviewer', async () => {
    const caseId = await taken()
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.untilStage(reviewer, caseId, 'review')
    const [task] = (await reviewer.get('/api/queue'))
      .json<QueueJson>()
      .items.filter((i) => i.caseId === caseId)
    s.expectStatus(await post(reviewer, `/api/cases/${caseId}/tasks/${task!.taskId}/claim`), 204)
    await withRole('Bērziņa', 'reviewer', async () => {
      const days = { firstDay: await dayAfter(0), lastDay: await dayAfter(3) }
      const made = await post(reviewer, '/api/absences', { substituteId: ids.Bērziņa, ...days })
      s.expectStatus(made, 201)
      expect((await mine(inspector)).items.some((i) => i.caseId === caseId)).toBe(true)
      const reply = await s.tryAct(inspector, caseId, 'review.approve')
      expect([reply.status, reply.json<{ code: string }>().code]).toEqual([409, 'own-work'])
      s.expectStatus(await reviewer.post(`/api/absences/${made.json<{ id: string }>().id}/end`), 204)
    })
  }, 180_000)

  test('a case given to who is away is done by who stands in; not where that one has a conflict', async () => {
    await withRole('Liepa', 'inspector', async () => {
      const days = { firstDay: await dayAfter(0), lastDay: await dayAfter(6) }
      const made = await post(inspector, '/api/absences', { substituteId: ids.Liepa, ...days })
      s.expectStatus(made, 201)
      const caseId = await taken()
      expect((await mine(reviewer)).items.some((i) => i.caseId === caseId)).toBe(true)
      const board = (await supervisor.get('/api/supervision')).json<{
        people: { name: string; away: { substitute: string; lastDay: string } | null }[]
      }>()
      expect(board.people.find((p) => p.name === 'Inese Bērziņa')!.away).toEqual({
        substitute: 'Andris Liepa',
        lastDay: days.lastDay,
      })
      const told = { ground: 'doubt', reason: 'Draudzība ar skolas direktori.' }
      s.expectStatus(await post(reviewer, `/api/cases/${caseId}/conflicts`, told), 204)
      // The case is still that of who is away; whoever stands in does nothing there.
      const { revision } = (await s.getCase(supervisor, caseId)).state
      expect(
        (await s.tryAct(reviewer, caseId, 'completeness.confirm', {}, { revision })).json(),
      ).toMatchObject({
        code: 'recused',
      })
      const again = await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa })
      expect(codes(again)).toEqual(['to: recused'])
      s.expectStatus(await inspector.post(`/api/absences/${made.json<{ id: string }>().id}/end`), 204)
      s.expectStatus(await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa }), 204)
    })
  }, 180_000)
})

describe('what is entered', () => {
  test('somebody of the same work stands in, for days to come, once; for others only a supervisor enters it', async () => {
    const days = { firstDay: await dayAfter(30), lastDay: await dayAfter(40) }
    const enter = (http: Http, body: Record<string, unknown>): Promise<Reply> =>
      post(http, '/api/absences', { ...days, ...body })
    expect(codes(await enter(inspector, { substituteId: ids.Liepa }))).toEqual([
      'substituteId: other-function',
    ])
    expect(codes(await enter(inspector, { substituteId: ids.Bērziņa }))).toEqual([
      'substituteId: same-person',
    ])
    expect(codes(await enter(inspector, { substituteId: ids.Kalniņa }))).toEqual(['substituteId: not-staff'])
    expect(
      codes(
        await enter(supervisor, { substituteId: ids.Liepa, firstDay: '2020-01-01', lastDay: '2019-01-01' }),
      ),
    ).toEqual(['firstDay: past', 'lastDay: before-first'])
    const forAnother = await enter(inspector, { personId: ids.Liepa, substituteId: ids.Bērziņa })
    expect(forAnother.status).toBe(403)
    expect((await enter(head, { substituteId: ids.Liepa })).status).toBe(403)

    // Supervisors have no work of their own in cases: anybody may stand in.
    s.expectStatus(await enter(supervisor, { substituteId: ids.Liepa }), 201)
    expect(codes(await enter(supervisor, { substituteId: ids.Bērziņa }))).toEqual(['firstDay: overlaps'])
    expect(codes(await enter(director, { substituteId: ids.Krūmiņš }))).toEqual(['substituteId: away'])
    // Seen by supervisors, and by who is away and who stands in.
    const seen = async (http: Http): Promise<number> =>
      (await http.get('/api/absences'))
        .json<{ absences: { firstDay: string }[] }>()
        .absences.filter((a) => a.firstDay === days.firstDay).length
    expect(await Promise.all([supervisor, reviewer, inspector].map(seen))).toEqual([1, 1, 0])
  }, 180_000)

  test('the right to sign is delegated and not stood in for: the list says when nobody signs', async () => {
    const days = { firstDay: await dayAfter(50), lastDay: await dayAfter(55) }
    s.expectStatus(await post(director, '/api/absences', { substituteId: ids.Liepa, ...days }), 201)
    const nobodySigns = async (): Promise<boolean | undefined> =>
      (await director.get('/api/absences'))
        .json<{ absences: { firstDay: string; nobodySigns: boolean }[] }>()
        .absences.find((a) => a.firstDay === days.firstDay)?.nobodySigns
    expect(await nobodySigns()).toBe(true)
    await stack.signIn('maris-krumins').then(async (fresh) => {
      const order = { orderNumber: '1-2/77', orderDate: await dayAfter(0) }
      const body = { from: ids.Vītola, to: ids.Liepa, ...days, ...order }
      s.expectStatus(await post(fresh, '/api/delegations', body), 201)
    })
    expect(await nobodySigns()).toBe(false)
  }, 180_000)
})
