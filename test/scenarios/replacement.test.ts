import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { formOf } from '../harness/page-form.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// A party asks that an official be replaced, and the institution decides within seven days (APL 37(2)).

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let supervisor: Http
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await startStack({ label: 'replacement' })
  ;[head, inspector, reviewer, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  for (const { id, name } of await sql<{ id: string; name: string }>(
    'SELECT id, family_name AS name FROM person',
  ))
    ids[name] = id
  await s.toOrdinaryDay(inspector)
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])
const refusedWith = (reply: Reply): [number, string] => [reply.status, reply.json<{ code: string }>().code]
const ASKED = { official: 'Inspektore I. Bērziņa', reason: 'Viņas māsa strādā konkurējošā skolā.' }

/** A case in the hands of the inspector. */
async function taken(): Promise<string> {
  const { caseId } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(supervisor, caseId, 'completeness')
  const given = await supervisor.post(
    `/api/cases/${caseId}/assign`,
    { to: ids.Bērziņa },
    { headers: { 'idempotency-key': randomUUID() } },
  )
  s.expectStatus(given, 204)
  return caseId
}

const decide = async (caseId: string, said: Record<string, unknown>, key?: string): Promise<Reply> => {
  const { revision } = (await s.getCase(supervisor, caseId)).state
  return s.tryAct(supervisor, caseId, 'replacement.decide', said, { revision, ...(key ? { key } : {}) })
}
const upheld = (request: string) => ({
  ...{ request, outcome: 'upheld', official: ids.Bērziņa, ground: 'relative' },
  reason: 'Radniecība apstiprinājusies.',
})
const refused = (request: string) => ({
  ...{ request, outcome: 'refused', reason: 'Apstākļi nav apstiprinājušies.' },
})
const conflictsOf = (
  caseId: string,
): Promise<{ type: string; data: Record<string, unknown>; key: string }[]> =>
  sql(`SELECT type, data, key FROM case_event WHERE case_id = $1 AND type LIKE 'conflict-%'`, [caseId])
const termsOf = (caseId: string): Promise<{ term: string; state: string; owner: string; due: string }[]> =>
  sql(
    `SELECT term, state, owner, due FROM term_view WHERE case_id = $1 AND term LIKE 'replacement%' ORDER BY term`,
    [caseId],
  )

describe('a request', () => {
  test('is a task of the supervisors with the term of the article, warned of; only its party sees it', async () => {
    const caseId = await taken()
    await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const day = await s.today(inspector, 7)
    await waitFor(async () => (await termsOf(caseId)).length > 0, { what: 'the term' })
    expect(await termsOf(caseId)).toEqual([
      { term: 'replacement', state: 'running', owner: 'service', due: day },
    ])
    const queue = (await supervisor.get('/api/queue?view=all')).json<{
      items: { caseId: string; kind: string; due: string }[]
    }>()
    expect(queue.items.filter((i) => i.caseId === caseId)).toContainEqual(
      expect.objectContaining({ kind: 'replacement', due: day }),
    )
    for (const who of [head, supervisor])
      expect((await s.getCase(who, caseId)).replacements).toMatchObject([
        { official: ASKED.official, reason: ASKED.reason, due: day, decided: null },
      ])
    // Both pages tell it, with its day; the request is open to the party alone.
    for (const who of [head, supervisor]) {
      const page = (await who.get(`/cases/${caseId}`)).text
      expect(page).toContain('Lūgumi nomainīt amatpersonu')
      expect(page).toContain(ASKED.reason)
    }
    await s.moveDays(inspector, 3)
    await waitFor(
      async () =>
        (await s.getCase(supervisor, caseId)).timeline.some(
          (e) => e.type === 'warned' && e.data.what === 'replacement',
        ),
      { what: 'the warning' },
    )
  }, 180_000)

  test('gives its reasons, and no more of them wait at once than a desk can bear', async () => {
    const caseId = await taken()
    const bare = await s.tryAct(head, caseId, 'replacement.ask', { official: '', reason: '' })
    expect(bare.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)).toEqual([
      'official',
      'reason',
    ])
    for (let n = 0; n < 3; n += 1) await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const more = await s.tryAct(head, caseId, 'replacement.ask', ASKED)
    expect(refusedWith(more)).toEqual([409, 'not-allowed-now'])
    expect((await s.getCase(head, caseId)).replacements).toHaveLength(3)
    // Without a request there is nothing to decide: the act is offered to nobody.
    const other = await taken()
    const action = (await s.getCase(supervisor, other)).actions.find((a) => a.act === 'replacement.decide')
    expect(action).toMatchObject({ possible: false, why: 'not-allowed-now' })
    expect(refusedWith(await decide(other, refused('1')))).toEqual([409, 'not-allowed-now'])
  }, 180_000)
})

describe('upheld', () => {
  test('the conflict stands from its place on, the work goes back, the guard refuses, the party is told', async () => {
    const caseId = await taken()
    await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const [asked] = (await s.getCase(supervisor, caseId)).replacements
    const unknown = await decide(caseId, { ...upheld(asked!.request), official: ids.Kalniņa })
    expect(unknown.json<{ errors: { field: string }[] }>().errors).toMatchObject([{ field: 'official' }])
    const bare = await decide(caseId, { request: asked!.request, outcome: 'upheld', reason: 'Jā.' })
    expect(bare.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)).toEqual([
      'official',
      'ground',
    ])
    const own = await decide(caseId, { ...upheld(asked!.request), official: ids.Krūmiņš })
    expect(refusedWith(own)).toEqual([409, 'own-work'])

    s.expectStatus(await decide(caseId, upheld(asked!.request)), 200)
    const [found, ...others] = await conflictsOf(caseId)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      type: 'conflict-found',
      data: { personId: ids.Bērziņa, ground: 'relative', reason: 'Radniecība apstiprinājusies.' },
    })
    expect(found!.key.startsWith(`${found!.data.place}/`)).toBe(true)
    const file = (await s.getCase(supervisor, caseId)) as s.CaseJson & { assignee: string | null }
    expect(file.assignee).toBeNull()
    expect(file.tasks.find((t) => t.kind === 'replacement')).toMatchObject({ state: 'done' })
    const { revision } = file.state
    expect(refusedWith(await s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision }))).toEqual([
      403,
      'recused',
    ])
    await s.untilSent(head, caseId, 'replacement-reply')
    expect(await termsOf(caseId)).toMatchObject([{ term: 'replacement', state: 'met' }])
    const seen = await head.get(`/api/cases/${caseId}`)
    expect(seen.json<s.CaseJson>().replacements).toMatchObject([
      { decided: { outcome: 'upheld', reason: 'Radniecība apstiprinājusies.' } },
    ])
    // The party knows what it was told, and no more of the conflict.
    expect(seen.text).not.toContain('conflict')
    expect(seen.text).not.toContain(ids.Bērziņa)
  }, 180_000)
})

describe('refused', () => {
  test('the official goes on; the letter tells how it may be contested, and the term for that runs', async () => {
    const caseId = await taken()
    await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const [asked] = (await s.getCase(supervisor, caseId)).replacements
    s.expectStatus(await decide(caseId, refused(asked!.request)), 200)
    await s.untilSent(head, caseId, 'replacement-reply')
    expect(await conflictsOf(caseId)).toEqual([])
    const term = await waitFor(
      async () => (await termsOf(caseId)).find((t) => t.term === 'replacement-contest'),
      { what: 'the term to contest' },
    )
    expect(term).toMatchObject({ owner: 'applicant', state: 'running' })
    const { servedOn } = (await s.getCase(head, caseId)).documents.find(
      (d) => d.kind === 'replacement-reply',
    )!
    const day = new Date(`${servedOn}T12:00:00Z`)
    day.setUTCDate(day.getUTCDate() + 7)
    expect(term!.due >= day.toISOString().slice(0, 10)).toBe(true)
    await s.doAct(inspector, caseId, 'completeness.confirm')
  }, 180_000)
})

describe('on the pages', () => {
  test('a party asks and a supervisor decides, without script; a mistake keeps what was written', async () => {
    const caseId = await taken()
    const ask = `/cases/${caseId}/acts/replacement.ask`
    const decision = `/cases/${caseId}/acts/replacement.decide`
    expect((await head.form(ask, { ...formOf(await head.get(ask)), ...ASKED })).text).toContain(
      'Lūgts nomainīt amatpersonu',
    )
    const page = await supervisor.get(decision)
    expect(page.text).toContain(ASKED.reason)
    // Those who took part in the case are there to choose from.
    expect(page.text).toContain('Inese Bērziņa')
    const [asked] = (await s.getCase(supervisor, caseId)).replacements
    const said = { request: asked!.request, outcome: 'upheld', reason: 'Radniecība.' }
    const half = await supervisor.form(decision, { ...formOf(page), ...said })
    expect(half.status).toBe(422)
    expect(half.text).toContain('Par kuru amatpersonu ir lūgums – izvēlieties')
    const kept = formOf(half, 'replacement.decide')
    expect(kept).toMatchObject(said)
    const { official, ground } = upheld(asked!.request)
    expect((await supervisor.form(decision, { ...kept, official: official!, ground })).text).toContain(
      'Izlemts lūgums nomainīt amatpersonu',
    )
    expect((await head.get(`/cases/${caseId}`)).text).toContain('Amatpersona nomainīta')
    expect((await head.get(`/cases/${caseId}?lang=en`)).text).toContain('The official was replaced')
  }, 180_000)
})

describe('many at once', () => {
  test('one decision is taken, whatever comes with it; ledger, rows and guard agree', async () => {
    const caseId = await taken()
    await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const [asked] = (await s.getCase(supervisor, caseId)).replacements
    const { revision } = (await s.getCase(supervisor, caseId)).state
    const key = randomUUID()
    const replies = await Promise.all([
      ...Array.from({ length: 6 }, (_, n) =>
        s.tryAct(
          supervisor,
          caseId,
          'replacement.decide',
          n % 2 ? upheld(asked!.request) : refused(asked!.request),
          { revision },
        ),
      ),
      ...Array.from({ length: 3 }, () =>
        s.tryAct(supervisor, caseId, 'replacement.decide', upheld(asked!.request), { revision, key }),
      ),
      // Meanwhile the official works on.
      ...Array.from({ length: 3 }, () =>
        s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision }),
      ),
    ])
    expect(replies.map((r) => r.status).filter((status) => ![200, 403, 409, 429].includes(status))).toEqual(
      [],
    )
    // Where the official came first, what the supervisors saw was old.
    if ((await s.getCase(supervisor, caseId)).replacements[0]!.decided === null)
      s.expectStatus(await decide(caseId, upheld(asked!.request)), 200)
    const file = await s.getCase(supervisor, caseId)
    const { outcome } = file.replacements[0]!.decided!
    const acts = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM case_event WHERE case_id = $1 AND type = 'act'
         AND data->>'act' = 'replacement.decide'`,
      [caseId],
    )
    expect(acts[0]!.n).toBe(1)
    expect(await conflictsOf(caseId)).toHaveLength(outcome === 'upheld' ? 1 : 0)
    await s.untilSent(head, caseId, 'replacement-reply')
    expect(
      (await s.getCase(head, caseId)).documents.filter((d) => d.kind === 'replacement-reply'),
    ).toHaveLength(1)
    const db = openDatabase(stack.database.migratorUrl, 2)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    const rows = () => sql('SELECT * FROM case_view ORDER BY case_id')
    const before = await rows()
    await rebuildProjections(db)
    expect(await rows()).toEqual(before)
    await db.$disconnect()
  }, 180_000)

  test('an act of the official that was noted while it was decided is refused, with the conflict that stands', async () => {
    const caseId = await taken()
    await s.doAct(head, caseId, 'replacement.ask', ASKED)
    const [asked] = (await s.getCase(supervisor, caseId)).replacements
    const { revision } = (await s.getCase(supervisor, caseId)).state
    const deciding = s.tryAct(supervisor, caseId, 'replacement.decide', upheld(asked!.request), { revision })
    const acting = Array.from({ length: 4 }, () =>
      s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: revision + 1 }),
    )
    const [decided, ...acted] = await Promise.all([deciding, ...acting])
    s.expectStatus(decided!, 200)
    expect(acted.map((r) => r.status).filter((status) => ![403, 409].includes(status))).toEqual([])
    s.expectStatus(await s.tryAct(reviewer, caseId, 'review.approve', {}, { revision: 1 }), 409)
    expect((await s.getCase(supervisor, caseId)).state.stage).toBe('completeness')
  }, 180_000)
})
