import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { append } from '../../ledger/append.ts'
import { lockCaseRow, placeAct, placesFrom } from '../../ledger/inbox.ts'
import { caseStream } from '../../ledger/streams.ts'
import { openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { formOf } from '../harness/page-form.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Commissions and councils: who sits in them on a day, by which order, and by which rule they decide.

let stack: Stack
let inspector: Http
let supervisor: Http
let other: Http
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({ label: 'bodies' })
  ;[inspector, supervisor, other] = (await Promise.all(
    ['inese-berzina', 'maris-krumins', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http]
  for (const { id, name } of await sql<{ id: string; name: string }>(
    'SELECT id, family_name AS name FROM person',
  ))
    ids[name] = id
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])
const post = (http: Http, path: string, body: unknown, key: string = randomUUID()): Promise<Reply> =>
  http.post(path, body, { headers: { 'idempotency-key': key } })
const errorsOf = (reply: Reply): [string, string][] =>
  reply.json<{ errors: { field: string; code: string }[] }>().errors.map((e) => [e.field, e.code])

interface BodyJson {
  seats: { person: string; function: string; deputies: string[] }[]
  secretaries: string[]
  quorum: { needed: number; base: number }
  rule: { from: string | null; until: string | null; source: string | null; rule: { tie: string } }
  rules: { from: string; until: string | null }[]
  members: { id: string; person: string; until: string | null; ended: { number: string } | null }[]
}
const on = async (id: string, day: string): Promise<BodyJson> =>
  (await inspector.get(`/api/bodies/${id}?day=${day}`)).json<BodyJson>()

async function council(code = `council-${randomUUID().slice(0, 8)}`): Promise<string> {
  const made = await post(supervisor, '/api/bodies', {
    ...{ code, kind: 'council', nameLv: 'Dārza padome', nameEn: 'Council of the garden', norm: 'PsiL 7(1)' },
  })
  s.expectStatus(made, 201)
  return made.json<{ id: string }>().id
}

const ORDER = { orderNumber: '1-3/17', orderDate: '2026-01-02' }
const name = (id: string, of: Record<string, unknown>, key?: string): Promise<Reply> =>
  post(supervisor, `/api/bodies/${id}/members`, { from: '2026-01-05', ...ORDER, ...of }, key)
async function named(id: string, of: Record<string, unknown>): Promise<string> {
  const reply = await name(id, of)
  s.expectStatus(reply, 201)
  return reply.json<{ id: string }>().id
}
const end = (id: string, member: string, lastDay: string): Promise<Reply> =>
  post(supervisor, `/api/bodies/${id}/members/${member}/end`, {
    ...{ lastDay, orderNumber: '1-3/44', orderDate: '2026-05-04' },
  })

describe('who sits', () => {
  test('is read as of a day, before and after somebody was named or ended; nothing is overwritten', async () => {
    const id = await council()
    const chair = await named(id, { personId: ids.Vītola, function: 'chair' })
    const member = await named(id, { personId: ids.Liepa, function: 'member', until: '2028-12-31' })
    await named(id, { personId: ids.Bērziņa, function: 'deputy', standsFor: member })
    await named(id, { personId: ids.Bērziņa, function: 'secretary' })
    s.expectStatus(await end(id, chair, '2026-05-10'), 204)
    const next = await named(id, { personId: ids.Liepa, function: 'chair', from: '2026-05-11' })

    expect((await on(id, '2026-01-04')).seats).toEqual([])
    expect(await on(id, '2026-05-10')).toMatchObject({
      seats: [
        { person: 'Dace Vītola', function: 'chair', deputies: [] },
        { person: 'Andris Liepa', function: 'member', deputies: ['Inese Bērziņa'] },
      ],
      ...{ secretaries: ['Inese Bērziņa'], quorum: { needed: 2, base: 2 } },
    })
    // Whoever is chair and member has one seat; the deputy of the member stands in for the person.
    expect((await on(id, '2026-05-11')).seats).toEqual([
      { person: 'Andris Liepa', function: 'chair', deputies: ['Inese Bērziņa'] },
    ])
    expect((await on(id, '2029-01-01')).seats).toEqual([
      { person: 'Andris Liepa', function: 'chair', deputies: [] },
    ])
    const rows = await sql(
      'SELECT until_day, ended_on, end_number, ended_by FROM body_member WHERE id = ANY($1) ORDER BY from_day',
      [[chair, next]],
    )
    expect(rows).toEqual([
      { until_day: null, ended_on: '2026-05-10', end_number: '1-3/44', ended_by: ids.Krūmiņš },
      { until_day: null, ended_on: null, end_number: null, ended_by: null },
    ])
    await expect(
      sql("UPDATE body_member SET ended_on = '2026-06-01', end_number = 'x' WHERE id = $1", [chair]),
    ).rejects.toThrow('that membership was ended')
    // It gives rights: the log tells of each.
    const told = await sql<{ change: string; about: string }>(
      `SELECT data->>'change' AS change, about_id AS about FROM audit_event WHERE object = $1 ORDER BY position`,
      [`body_member/${chair}`],
    )
    expect(told).toEqual(['insert', 'update'].map((change) => ({ change, about: ids.Vītola })))
  }, 60_000)

  test('one function is held once at a time, a deputy stands in for another member, nobody names themselves', async () => {
    const id = await council()
    const chair = await named(id, { personId: ids.Vītola, function: 'chair' })
    expect(errorsOf(await name(id, { personId: ids.Liepa, function: 'chair' }))).toEqual([
      ['personId', 'held'],
    ])
    expect(errorsOf(await name(id, { personId: ids.Vītola, function: 'chair', from: '2027-01-01' }))).toEqual(
      [['personId', 'held']],
    )
    expect(errorsOf(await name(id, { personId: ids.Liepa, function: 'deputy' }))[0]![0]).toBe('standsFor')
    expect(errorsOf(await name(id, { personId: ids.Vītola, function: 'deputy', standsFor: chair }))).toEqual([
      ['standsFor', 'no-member'],
    ])
    const elsewhere = await named(await council(), { personId: ids.Liepa, function: 'member' })
    expect(
      errorsOf(await name(id, { personId: ids.Bērziņa, function: 'deputy', standsFor: elsewhere })),
    ).toEqual([['standsFor', 'no-member']])
    expect(errorsOf(await name(id, { personId: randomUUID(), function: 'member' }))).toEqual([
      ['personId', 'unknown'],
    ])
    const self = await name(id, { personId: ids.Krūmiņš, function: 'member' })
    expect([self.status, self.json<{ code: string }>().code]).toEqual([409, 'own-work'])
    for (const path of ['/api/bodies', `/api/bodies/${id}/members`, `/api/bodies/${id}/rules`])
      expect((await post(inspector, path, {})).status).toBe(403)
    expect((await inspector.get(`/api/bodies/${randomUUID()}`)).status).toBe(404)
  }, 60_000)

  test('two at once: of many namings one stands, of many ends one; the same key gives the same', async () => {
    const id = await council()
    const key = randomUUID()
    const replies = await Promise.all([
      ...Array.from({ length: 6 }, (_, n) =>
        post(n % 2 ? supervisor : other, `/api/bodies/${id}/members`, {
          ...{ personId: ids.Liepa, function: 'member', from: '2026-01-05' },
          ...ORDER,
        }),
      ),
      ...Array.from({ length: 3 }, () => name(id, { personId: ids.Vītola, function: 'chair' }, key)),
    ])
    expect(
      replies
        .slice(0, 6)
        .map((r) => r.status)
        .sort(),
    ).toEqual([201, 422, 422, 422, 422, 422])
    expect(new Set(replies.slice(6).map((r) => r.text)).size).toBe(1)
    const { members } = await on(id, '2026-02-01')
    expect(members).toHaveLength(2)
    const ends = await Promise.all(
      ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day) => end(id, members[0]!.id, day)),
    )
    expect(ends.map((r) => r.status).sort()).toEqual([204, 409, 409, 409])
    expect(
      errorsOf(await name(id, { personId: ids.Liepa, function: 'member', key }, key)).length,
    ).toBeGreaterThan(0)
  }, 60_000)
})

describe('how it decides', () => {
  const RULE = {
    ...{ quorum: 'number', quorumNumber: 5, quorumOf: 'in-office', majority: 'at-least' },
    ...{ majorityPart: 2, majorityWhole: 3, majorityOf: 'present', vote: 'closed', tie: 'falls' },
    ...{ remote: 'no', written: 'no', deputyForRecused: 'no' },
  }
  test('is assumed and said to be, until a rule is set; each version holds until the next begins', async () => {
    const id = await council()
    expect((await on(id, '2026-03-01')).rule).toMatchObject({
      from: null,
      source: null,
      rule: { tie: 'chair' },
    })
    const set = (of: Record<string, unknown>) =>
      post(supervisor, `/api/bodies/${id}/rules`, { ...RULE, ...of })
    s.expectStatus(await set({ from: '2026-04-01' }), 201)
    s.expectStatus(await set({ from: '2026-06-01', tie: 'again', source: 'Nolikuma 12. punkts' }), 201)
    expect(errorsOf(await set({ from: '2026-06-01' }))).toEqual([['from', 'not-later']])
    expect(errorsOf(await set({ from: '2026-05-01' }))).toEqual([['from', 'not-later']])
    expect((await on(id, '2026-05-31')).rule).toMatchObject({
      ...{ from: '2026-04-01', until: '2026-05-31', source: null },
      rule: {
        ...{ quorum: { number: 5 }, majority: { of: [2, 3], more: false }, vote: 'closed', tie: 'falls' },
        remote: false,
      },
    })
    expect((await on(id, '2026-06-01')).rule).toMatchObject({
      ...{ from: '2026-06-01', until: null, source: 'Nolikuma 12. punkts', rule: { tie: 'again' } },
    })
    expect((await on(id, '2026-03-31')).rule).toMatchObject({ from: null, until: '2026-03-31' })
    expect(errorsOf(await set({ from: '2027-01-01', quorum: 'more-than' }))[0]![0]).toBe('quorumPart')
  }, 60_000)
})

describe('on the pages', () => {
  test('a supervisor enters a body, names and ends by orders, and looks back; others read', async () => {
    const list = await supervisor.get('/bodies')
    expect(list.text).toContain('Komisijas un padomes')
    const half = await supervisor.form('/bodies', { ...formOf(list, '/bodies'), nameLv: 'Pušu komisija' })
    expect(half.status).toBe(422)
    expect(half.text).toContain('Pušu komisija')
    const code = `pages-${randomUUID().slice(0, 8)}`
    const said = { kind: 'commission', nameLv: 'Pušu komisija', nameEn: 'Commission of flowers', code }
    const made = await supervisor.form('/bodies', { ...formOf(half, '/bodies'), ...said })
    expect(made.text).toContain('Ierakstīts.')
    const path = new URL(made.url, stack.urls.api).pathname
    expect(made.text).toContain('nav pārbaudīts')

    const naming = formOf(made, '/members')
    const days = { 'from-day': '5', 'from-month': '1', 'from-year': '2026' }
    const order = {
      orderNumber: '1-3/17',
      'orderDate-day': '2',
      'orderDate-month': '1',
      'orderDate-year': '2026',
    }
    const bare = await supervisor.form(`${path}/members`, { ...naming, personId: ids.Liepa! })
    expect(bare.status).toBe(422)
    const done = await supervisor.form(`${path}/members`, {
      ...naming,
      ...{ personId: ids.Liepa!, function: 'member' },
      ...days,
      ...order,
    })
    expect(done.text).toContain('Iecelšana ir ierakstīta.')
    expect(done.text).toContain('Andris Liepa')
    const [row] = await sql<{ id: string }>(
      'SELECT m.id FROM body_member m JOIN body b ON b.id = m.body_id WHERE b.code = $1',
      [code],
    )
    const ending = `${path}/members/${row!.id}/end`
    const wrong = await supervisor.form(ending, formOf(done, ending))
    expect(wrong.status).toBe(422)
    const ended = await supervisor.form(ending, {
      ...formOf(wrong, ending),
      [`lastDay-${row!.id}-day`]: '10',
      [`lastDay-${row!.id}-month`]: '5',
      [`lastDay-${row!.id}-year`]: '2026',
      [`orderNumber-${row!.id}`]: '1-3/44',
      [`orderDate-${row!.id}-day`]: '4',
      [`orderDate-${row!.id}-month`]: '5',
      [`orderDate-${row!.id}-year`]: '2026',
    })
    expect(ended.text).toContain('Pilnvaras ir izbeigtas.')
    const seats = async (day: string): Promise<boolean> => {
      const { text } = await inspector.get(`${path}?day=${day}`)
      expect(text).not.toContain('Iecelt</button>')
      return !text.includes('Neviens nav iecelts.')
    }
    expect(await seats('2026-05-10')).toBe(true)
    expect(await seats('2026-05-11')).toBe(false)
    expect((await inspector.get(`${path}?lang=en`)).text).toContain('Commission of flowers')
    const rule = await supervisor.form(`${path}/rules`, {
      ...formOf(await supervisor.get(path), '/rules'),
      ...{
        'ruleFrom-day': '1',
        'ruleFrom-month': '1',
        'ruleFrom-year': '2026',
        source: 'Nolikuma 3. punkts',
      },
    })
    expect(rule.text).toContain('Lemšanas noteikumi ir ierakstīti.')
    expect(rule.text).toContain('Nolikuma 3. punkts')
  }, 60_000)
})

describe('what a function in a body gives', () => {
  const refusedWith = (reply: Reply): [number, string] => [reply.status, reply.json<{ code: string }>().code]
  const code = `judges-${randomUUID().slice(0, 8)}`
  const role = `member@${code}`
  let caseId: string
  let id: string
  let first: string
  /** Neither of them works in cases by a role: one reads the audit log, the other is the head of another school. */
  let auditor: Http
  let head: Http
  const claim = (http: Http): Promise<Reply> => post(http, `/api/cases/${caseId}/tasks/opinion-1/claim`, {})
  const waits = async (http: Http): Promise<number> =>
    (await http.get('/api/queue?view=all'))
      .json<{ items: { caseId: string }[] }>()
      .items.filter((i) => i.caseId === caseId).length

  beforeAll(async () => {
    ;[auditor, head] = (await Promise.all(['zane-auzina', 'janis-ozols'].map((p) => stack.signIn(p)))) as [
      Http,
      Http,
    ]
    caseId = (await s.apply(await stack.signIn('baiba-kalnina'), {}, await s.now(inspector))).caseId
    await s.untilStage(inspector, caseId, 'completeness')
    id = await council(code)
    first = await named(id, { personId: ids.Auziņa, function: 'member' })
    await named(id, { personId: ids.Ozols, function: 'chair' })
    // No procedure that runs has work for a body yet: a task is opened in a real case.
    const pool = openPool(stack.database.migratorUrl, 1)
    const at = (await s.now(inspector)).toISOString()
    await transaction(pool, (tx) =>
      append(tx, {
        stream: caseStream(caseId),
        events: [
          { type: 'task-opened', data: { taskId: 'opinion-1', kind: 'opinion', role }, key: 'test/1', at },
        ],
      }),
    )
    await pool.end()
  }, 120_000)

  /** Whether an act that is noted now for the auditor as a member is one of somebody entitled. */
  async function entitled(): Promise<boolean> {
    const key = randomUUID()
    const noting = openPool(stack.database.urls.api, 1)
    await transaction(noting, async (tx) => {
      await lockCaseRow(tx, caseId)
      await placeAct(
        tx,
        { caseId, key: `act/${key}`, data: { facts: {} } },
        Prisma.sql`
          INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
          VALUES (${key}, ${caseId}::uuid, ${ids.Auziņa}::uuid, ${role}, 'garden.judge', '{}'::jsonb, 'x', now())
          RETURNING key`,
      )
    })
    await noting.end()
    const reading = openPool(stack.database.urls.cases, 1)
    const found = (await placesFrom(reading, caseStream(caseId), 0)).find((p) => p.key === `act/${key}`)
    await reading.end()
    return found!.act!.entitled
  }

  test('the work of the body, and the cases that it has a say in; nothing else, and to nobody else', async () => {
    expect(await waits(auditor)).toBe(1)
    expect(
      (await auditor.get('/api/queue?view=all&role=inspector')).json<{ items: unknown[] }>().items,
    ).toHaveLength(1)
    expect((await s.getCase(auditor, caseId)).internal).toBe(true)
    const other = (await s.apply(await stack.signIn('baiba-kalnina'), {}, await s.now(inspector))).caseId
    expect((await auditor.get(`/api/cases/${other}`)).status).toBe(404)
    expect(refusedWith(await claim(inspector))).toEqual([403, 'forbidden'])
    expect(refusedWith(await s.tryAct(auditor, caseId, 'completeness.confirm'))).toEqual([403, 'forbidden'])
    s.expectStatus(await claim(auditor), 204)
    expect(refusedWith(await claim(head))).toEqual([409, 'conflict'])
    expect(await entitled()).toBe(true)
    expect((await inspector.get(`/cases/${caseId}`)).status).toBe(200)
  }, 120_000)

  test('ends with the membership, whatever was claimed; somebody else of the body goes on', async () => {
    const yesterday = await s.today(inspector, -1)
    s.expectStatus(await end(id, first, yesterday), 204)
    expect(await entitled()).toBe(false)
    expect((await auditor.get('/api/queue?view=all')).status).toBe(403)
    expect((await auditor.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await claim(auditor)).status).toBe(403)
    expect(await waits(head)).toBe(1)
    s.expectStatus(await claim(head), 204)
  }, 120_000)

  test('is stopped by a conflict of interest like anybody’s: the work goes back, nothing more is done there', async () => {
    const told = await post(head, `/api/cases/${caseId}/conflicts`, {
      ground: 'doubt',
      reason: 'Esam strīdējušies.',
    })
    s.expectStatus(told, 204)
    expect(refusedWith(await claim(head))).toEqual([403, 'recused'])
    const { tasks } = await s.getCase(supervisor, caseId)
    expect(tasks.find((t) => t.taskId === 'opinion-1')).toMatchObject({ state: 'open', claimedBy: null })
    const note = await post(head, `/api/cases/${caseId}/notes`, { text: 'Vai tomēr?' })
    expect(refusedWith(note)).toEqual([403, 'recused'])
  }, 120_000)
})
