import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lockCaseRow, placeAct, placesFrom } from '../../ledger/inbox.ts'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { caseStream } from '../../ledger/streams.ts'
import { openDatabase, openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Whoever has a conflict of interest takes no part in the case for the service (APL 37(1), IKNL 11, 20(2), 21).

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http
let supervisor: Http
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({ label: 'conflicts' })
  ;[head, inspector, reviewer, director, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola', 'maris-krumins'].map((p) =>
      stack.signIn(p),
    ),
  )) as [Http, Http, Http, Http, Http]
  for (const { id, name } of await sql<{ id: string; name: string }>(
    'SELECT id, family_name AS name FROM person',
  ))
    ids[name] = id
  // Somebody else can go on with the work of the inspector.
  await sql(
    `INSERT INTO role_grant (id, person_id, role, valid_from)
     VALUES ($1, $2, 'inspector', now() - interval '1 day')`,
    [randomUUID(), ids.Liepa],
  )
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

const post = (http: Http, path: string, body: unknown = {}, key: string = randomUUID()): Promise<Reply> =>
  http.post(path, body, { headers: { 'idempotency-key': key } })

const tell = (http: Http, caseId: string, told: Record<string, unknown>, key?: string): Promise<Reply> =>
  post(http, `/api/cases/${caseId}/conflicts`, told, key)

interface Staffed extends s.CaseJson {
  assignee: string | null
  conflicts: {
    id: string
    person: string
    ground: string
    how: string
    reason: string | null
    stands: boolean
    judged: { how: string; by: string; reason: string } | null
  }[]
}
const file = async (http: Http, caseId: string): Promise<Staffed> =>
  (await s.getCase(http, caseId)) as unknown as Staffed
const refusedWith = (reply: Reply): [number, string] => [reply.status, reply.json<{ code: string }>().code]

interface Work {
  items: { caseId: string; taskId: string; kind: string; claimedBy: string | null }[]
}
const workOf = async (http: Http, caseId: string, view = 'all'): Promise<Work['items']> =>
  (await http.get(`/api/queue?view=${view}`)).json<Work>().items.filter((i) => i.caseId === caseId)

/** A case in the hands of the inspector. */
async function taken(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(supervisor, caseId, 'completeness')
  s.expectStatus(await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa }), 204)
  return caseId
}

const INTEREST = { ground: 'relative', reason: 'Skolā strādā mana māsa.' }
const DOUBT = { ground: 'doubt', reason: 'Ar skolas direktori esmu publiski strīdējusies.' }

describe('a conflict that is declared', () => {
  test('the work goes back to the queue at once, nothing can be done there, and a supervisor sees it', async () => {
    const caseId = await taken()
    const key = randomUUID()
    s.expectStatus(await tell(inspector, caseId, INTEREST, key), 204)
    // Told twice under one key it stands once; under another one it is said that it stands.
    s.expectStatus(await tell(inspector, caseId, INTEREST, key), 204)
    expect(refusedWith(await tell(inspector, caseId, INTEREST))).toEqual([409, 'conflict'])

    const [task] = await workOf(reviewer, caseId, 'unclaimed')
    expect(task).toMatchObject({ kind: 'completeness', claimedBy: null })
    expect(
      refusedWith(await s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: 1 })),
    ).toEqual([403, 'recused'])
    expect(refusedWith(await post(inspector, `/api/cases/${caseId}/tasks/${task!.taskId}/claim`))).toEqual([
      403,
      'recused',
    ])
    expect(refusedWith(await post(inspector, `/api/cases/${caseId}/notes`, { text: 'Vai tomēr?' }))).toEqual([
      403,
      'recused',
    ])
    // Nothing in the case says any more why they would read it.
    expect(refusedWith(await inspector.get(`/api/cases/${caseId}`))).toEqual([403, 'purpose-needed'])

    expect((await workOf(supervisor, caseId)).map((i) => i.kind)).toContain('conflict')
    const again = await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa })
    expect(refusedWith(again)).toEqual([422, 'validation'])
    expect(again.json<{ errors: { code: string }[] }>().errors[0]!.code).toBe('recused')

    const { conflicts, assignee, timeline } = await file(supervisor, caseId)
    expect(assignee).toBeNull()
    expect(conflicts).toMatchObject([
      { person: 'Inese Bērziņa', ground: 'relative', how: 'declared', reason: INTEREST.reason, stands: true },
    ])
    expect(timeline.map((t) => t.type)).toContain('conflict-declared')

    s.expectStatus(await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Liepa }), 204)
    await s.doAct(reviewer, caseId, 'completeness.confirm')
    await s.untilStage(reviewer, caseId, 'assessment')
  }, 180_000)

  test('a party is not told of it', async () => {
    const caseId = await taken()
    s.expectStatus(await tell(inspector, caseId, INTEREST), 204)
    const seen = (await head.get(`/api/cases/${caseId}`)).text
    expect(seen).not.toContain('conflict')
    expect(seen).not.toContain(INTEREST.reason)
    expect((await tell(head, caseId, INTEREST)).status).toBe(403)
  }, 180_000)

  test('the audit log tells that it was told, and not why', async () => {
    const caseId = await taken()
    s.expectStatus(await tell(inspector, caseId, INTEREST), 204)
    const rows = await sql<{ kind: string; data: unknown }>(
      `SELECT kind, data FROM audit_event WHERE case_id = $1 AND kind LIKE 'conflict.%'`,
      [caseId],
    )
    expect(rows).toEqual([{ kind: 'conflict.declared', data: {} }])
  }, 180_000)

  test('what is wrong with it is told on its field', async () => {
    const caseId = await taken()
    const reply = await tell(inspector, caseId, { ground: 'no-such', reason: '' })
    expect(reply.status).toBe(422)
    expect(reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)).toEqual([
      'ground',
      'reason',
    ])
  }, 180_000)

  test('the case itself refuses an act that was noted past the API; one noted before the conflict counts', async () => {
    const caseId = await taken()
    const { revision } = (await s.getCase(inspector, caseId)).state
    s.expectStatus(await tell(inspector, caseId, INTEREST), 204)
    const key = randomUUID()
    const pool = openPool(stack.database.urls.api, 1)
    await transaction(pool, async (tx) => {
      await lockCaseRow(tx, caseId)
      await placeAct(
        tx,
        { caseId, key: `act/${key}`, data: { facts: {}, revision } },
        Prisma.sql`
          INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
          VALUES (${key}, ${caseId}::uuid, ${ids.Bērziņa}::uuid, 'inspector', 'completeness.confirm', '{}'::jsonb, 'x', now())
          RETURNING key`,
      )
    })
    await pool.end()
    const row = await waitFor(
      async () =>
        (
          await sql<{ state: string; response: { code: string } }>(
            `SELECT state, response FROM command WHERE key = $1 AND state <> 'pending'`,
            [key],
          )
        )[0],
      { timeoutMs: 120_000, what: 'the act settled' },
    )
    expect(row).toMatchObject({ state: 'refused', response: { code: 'recused' } })
    // Of the acts in the inbox, those before the conflict stand as they were.
    const [place] = await sql<{ before: number; n: number }>(
      `SELECT (data->>'place')::int AS before, (SELECT n FROM stream_inbox WHERE command = $2) AS n
       FROM case_event WHERE case_id = $1 AND type = 'conflict-declared'`,
      [caseId, key],
    )
    expect(place!.n).toBeGreaterThan(place!.before)
  }, 180_000)

  test('what somebody did before stands, also when the case is read again from its inbox', async () => {
    const caseId = await taken()
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.untilStage(inspector, caseId, 'assessment')
    s.expectStatus(await tell(inspector, caseId, INTEREST), 204)
    const pool = openPool(stack.database.urls.cases, 1)
    const acts = (await placesFrom(pool, caseStream(caseId), 0)).flatMap((p) => p.act ?? [])
    await pool.end()
    expect(acts.map(({ act, recused }) => [act, recused])).toEqual([['completeness.confirm', undefined]])
    const db = openDatabase(stack.database.urls.api, 1)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    await db.$disconnect()
  }, 180_000)
})

describe('a conflict that is found', () => {
  test('a supervisor enters it, and it stops review and signature', async () => {
    const caseId = await taken()
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.untilStage(reviewer, caseId, 'review')
    expect((await tell(inspector, caseId, { personId: ids.Liepa, ...INTEREST })).status).toBe(403)
    const stranger = await tell(supervisor, caseId, { personId: ids.Kalniņa, ...INTEREST })
    expect(stranger.json<{ errors: { field: string }[] }>().errors[0]!.field).toBe('personId')
    s.expectStatus(await tell(supervisor, caseId, { personId: ids.Liepa, ...INTEREST }), 204)
    const { state } = await s.getCase(supervisor, caseId)
    expect(
      refusedWith(await s.tryAct(reviewer, caseId, 'review.approve', {}, { revision: state.revision })),
    ).toEqual([403, 'recused'])
    // The supervisor knows: nothing waits for them.
    expect((await workOf(supervisor, caseId)).map((i) => i.kind)).toEqual(['review'])

    const [found] = (await file(supervisor, caseId)).conflicts
    s.expectStatus(
      await post(supervisor, `/api/cases/${caseId}/conflicts/${found!.id}/judgement`, {
        outcome: 'ended',
        reason: 'Kļūda: cita persona ar tādu pašu vārdu.',
      }),
      204,
    )
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.untilStage(director, caseId, 'signature')
    s.expectStatus(await tell(supervisor, caseId, { personId: ids.Vītola, ...INTEREST }), 204)
    const { revision } = (await s.getCase(supervisor, caseId)).state
    expect(refusedWith(await s.tryAct(director, caseId, 'decision.sign', {}, { revision }))).toEqual([
      403,
      'recused',
    ])
  }, 180_000)
})

describe('what becomes of it', () => {
  const judge = (http: Http, caseId: string, id: string, outcome: string): Promise<Reply> =>
    post(http, `/api/cases/${caseId}/conflicts/${id}/judgement`, { outcome, reason: 'Izvērtēts sarunā.' })

  test('doubts may be waived, with a person and a reason that stand in the ledger; never one’s own', async () => {
    const caseId = await taken()
    s.expectStatus(await tell(inspector, caseId, DOUBT), 204)
    const [one] = (await file(supervisor, caseId)).conflicts
    expect((await judge(inspector, caseId, one!.id, 'waived')).status).toBe(403)
    s.expectStatus(await judge(director, caseId, one!.id, 'waived'), 204)
    expect((await file(supervisor, caseId)).conflicts).toMatchObject([
      { stands: false, judged: { how: 'waived', by: 'Dace Vītola', reason: 'Izvērtēts sarunā.' } },
    ])
    // The task of the supervisor is done with it, and the inspector may take the case again.
    expect((await workOf(supervisor, caseId)).map((i) => i.kind)).not.toContain('conflict')
    s.expectStatus(await post(supervisor, `/api/cases/${caseId}/assign`, { to: ids.Bērziņa }), 204)
    await s.doAct(inspector, caseId, 'completeness.confirm')

    s.expectStatus(await tell(supervisor, caseId, DOUBT), 204)
    const own = (await file(director, caseId)).conflicts.find((c) => c.stands)!
    expect(refusedWith(await judge(supervisor, caseId, own.id, 'waived'))).toEqual([409, 'own-work'])
    // Nor does somebody with a conflict judge that of another one.
    s.expectStatus(await tell(inspector, caseId, DOUBT), 204)
    const other = (await file(director, caseId)).conflicts.find(
      (c) => c.stands && c.person === 'Inese Bērziņa',
    )!
    expect(refusedWith(await judge(supervisor, caseId, other.id, 'waived'))).toEqual([403, 'recused'])
  }, 180_000)

  test('from what the law forbids nobody gives leave; that somebody else does the work closes the task', async () => {
    const caseId = await taken()
    s.expectStatus(await tell(inspector, caseId, INTEREST), 204)
    const [one] = (await file(supervisor, caseId)).conflicts
    const reply = await judge(supervisor, caseId, one!.id, 'waived')
    expect(refusedWith(reply)).toEqual([422, 'validation'])
    expect(reply.json<{ errors: { field: string; code: string }[] }>().errors).toMatchObject([
      { field: 'outcome', code: 'not-waivable' },
    ])
    s.expectStatus(await judge(supervisor, caseId, one!.id, 'upheld'), 204)
    expect((await workOf(supervisor, caseId)).map((i) => i.kind)).not.toContain('conflict')
    expect(
      refusedWith(await s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: 1 })),
    ).toEqual([403, 'recused'])
    expect((await judge(supervisor, caseId, one!.id, 'upheld')).status).toBe(409)
    expect((await judge(supervisor, caseId, randomUUID(), 'ended')).status).toBe(404)
  }, 180_000)
})

describe('a tie that stands whatever the case', () => {
  test('is said once: open work goes back, new cases of that school are closed to the person', async () => {
    const caseId = await taken()
    const wrong = await post(inspector, '/api/ties', { ground: 'post', reason: 'Strādāju skolā.' })
    expect(wrong.json<{ errors: { field: string; code: string }[] }>().errors).toMatchObject([
      { field: 'regNo', code: 'one-of-both' },
    ])
    const unknown = await post(inspector, '/api/ties', { founder: '%', ground: 'post', reason: 'Strādāju.' })
    expect(unknown.json<{ errors: { code: string }[] }>().errors[0]!.code).toBe('unknown')

    const key = randomUUID()
    const tie = { founder: 'paraugu novada pašvaldība', ground: 'post', reason: 'Mācu pašvaldības skolā.' }
    const made = await post(inspector, '/api/ties', tie, key)
    s.expectStatus(made, 201)
    expect((await post(inspector, '/api/ties', tie, key)).json()).toEqual(made.json())
    expect((await post(inspector, '/api/ties', { ...tie, ground: 'relative' }, key)).status).toBe(409)

    const { conflicts, assignee } = await file(supervisor, caseId)
    expect(assignee).toBeNull()
    expect(conflicts).toMatchObject([{ how: 'found', ground: 'post', person: 'Inese Bērziņa' }])
    expect((await workOf(supervisor, caseId)).map((i) => i.kind)).toContain('conflict')

    const { caseId: later } = await s.apply(head)
    await s.untilStage(supervisor, later, 'completeness')
    const [task] = await workOf(reviewer, later)
    expect(refusedWith(await post(inspector, `/api/cases/${later}/tasks/${task!.taskId}/claim`))).toEqual([
      403,
      'recused',
    ])
    expect((await post(supervisor, `/api/cases/${later}/assign`, { to: ids.Bērziņa })).status).toBe(422)
    const { revision } = (await s.getCase(reviewer, later)).state
    expect(refusedWith(await s.tryAct(inspector, later, 'completeness.confirm', {}, { revision }))).toEqual([
      403,
      'recused',
    ])

    const { id } = made.json<{ id: string }>()
    expect((await inspector.post(`/api/ties/${id}/end`, { reason: 'Vairs ne.' })).status).toBe(403)
    s.expectStatus(
      await supervisor.post(`/api/ties/${id}/end`, {
        reason: 'Darba līgums izbeigts.',
        lastDay: '2020-01-31',
      }),
      204,
    )
    const listed = (await inspector.get('/api/ties')).json<{ ties: Record<string, unknown>[] }>()
    expect(listed.ties).toMatchObject([
      { founder: true, about: 'Paraugu novada pašvaldība', lastDay: '2020-01-31', stands: false, own: true },
    ])
    s.expectStatus(await post(supervisor, `/api/cases/${later}/assign`, { to: ids.Bērziņa }), 204)
    await s.doAct(inspector, later, 'completeness.confirm')
  }, 180_000)

  test('somebody else’s ties are seen by superiors alone', async () => {
    s.expectStatus(
      await post(director, '/api/ties', {
        regNo: '0000000022',
        ground: 'partner',
        reason: 'Bijis līgums.',
        lastDay: '2026-01-15',
      }),
      201,
    )
    const seen = async (http: Http): Promise<string[]> =>
      (await http.get('/api/ties'))
        .json<{ ties: { person: string; until: string | null }[] }>()
        .ties.map((t) => `${t.person} ${t.until}`)
    // Two years more by IKNL 11(2).
    expect(await seen(supervisor)).toContain('Dace Vītola 2028-01-16')
    expect((await seen(inspector)).filter((t) => t.startsWith('Dace'))).toEqual([])
  }, 180_000)
})
