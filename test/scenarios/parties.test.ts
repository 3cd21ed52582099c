import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rebuildProjections } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Who stands in a case, who acts for whom, and where a party is written to (APL 35–40; PazL 3–5, 9).

let stack: Stack
let head: Http
let other: Http
let inspector: Http
let advocate: Http

const ADVOCATE = SAMPLE_PEOPLE.find((p) => p.id === 'ilze-programmetaja')!

beforeAll(async () => {
  stack = await startStack({ label: 'parties' })
  // Nobody here knows the advocate yet: whoever names them gives their code and a name, which may be misspelt.
  await sql(`DELETE FROM person WHERE subject = 'ilze-programmetaja'`)
  head = await stack.signIn('baiba-kalnina')
  other = await stack.signIn('janis-ozols')
  inspector = await stack.signIn('inese-berzina')
  await s.toOrdinaryDay(inspector)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (client) => (await client.query<R>(text, values)).rows)

const apply = async (http: Http, more: Record<string, unknown> = {}): Promise<s.Receipt> =>
  s.apply(http, more, await s.now(inspector))

const keyed = (key: string = randomUUID()) => ({ headers: { 'idempotency-key': key } })

interface Party {
  partyId: string
  role: string
  contact: { email: string | null; region?: string } | null
  representatives: { id: string; name: string; state: string }[]
}

const partyIn = async (http: Http, caseId: string): Promise<Party> =>
  (await http.get(`/api/cases/${caseId}`)).json<{ parties: Party[] }>().parties[0]!

async function fileIn(http: Http, caseId: string): Promise<string> {
  const body = new FormData()
  body.append('_csrf', (await http.session()).csrfToken)
  body.append('file', new Blob([new Uint8Array(s.PDF)]), 'pilnvara.pdf')
  const reply = await http.form(`/api/cases/${caseId}/files`, body)
  s.expectStatus(reply, 201)
  return reply.json<{ fileId: string }>().fileId
}

const body = (of: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  of,
  personalCode: ADVOCATE.personalCode,
  givenName: 'Ilse',
  familyName: 'Programetaja',
  ground: 'advocate',
  reference: 'Pilnvara Nr. 7, 2026. gada 3. marts',
  firstDay: '2026-01-01',
  receives: true,
  email: ADVOCATE.email,
  ...more,
})

const enter = (http: Http, caseId: string, what: Record<string, unknown>, key?: string): Promise<Reply> =>
  http.post(`/api/cases/${caseId}/representations`, what, keyed(key))

const represent = (
  http: Http,
  caseId: string,
  id: string,
  what: 'judgement' | 'end',
  payload: unknown = {},
) => http.post(`/api/cases/${caseId}/representations/${id}/${what}`, payload, keyed())

const deliveries = (caseId: string): Promise<{ channel: string; address: string; kind: string }[]> =>
  sql(
    `SELECT d.channel, d.address, i.kind FROM delivery d JOIN issued_document i ON i.id = d.document_id
     WHERE d.case_id = $1 ORDER BY d.sent_at`,
    [caseId],
  )

/** A representative who was entered by the party and accepted by the inspector. */
async function accepted(caseId: string, more: Record<string, unknown> = {}): Promise<string> {
  const { partyId } = await partyIn(head, caseId)
  s.expectStatus(
    await enter(head, caseId, body(partyId, { fileId: await fileIn(head, caseId), ...more })),
    204,
  )
  const [representative] = (await partyIn(inspector, caseId)).representatives.slice(-1)
  s.expectStatus(
    await represent(inspector, caseId, representative!.id, 'judgement', {
      accepted: true,
      reason: 'Ir pilnvara.',
    }),
    204,
  )
  return representative!.id
}

describe('a representative', () => {
  test('is entered by the party, looked at, acts from then on, and not after it was withdrawn', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(head, caseId)
    const fileId = await fileIn(head, caseId)
    const key = randomUUID()
    s.expectStatus(await enter(head, caseId, body(partyId, { fileId }), key), 204)
    s.expectStatus(await enter(head, caseId, body(partyId, { fileId }), key), 204)
    expect((await enter(head, caseId, body(partyId, { fileId, receives: false }), key)).status).toBe(409)

    // Known by the code, and named as the sign-in says; nothing is open to them yet.
    advocate = await stack.signIn('ilze-programmetaja')
    expect((await partyIn(head, caseId)).representatives).toEqual([
      expect.objectContaining({ name: `${ADVOCATE.givenName} ${ADVOCATE.familyName}`, state: 'to-check' }),
    ])
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(404)
    const waiting = (await s.getCase(inspector, caseId)).tasks.filter((t) => t.kind === 'representation')
    expect(waiting).toMatchObject([{ role: 'inspector', state: 'open' }])

    const [{ id }] = (await partyIn(inspector, caseId)).representatives as unknown as [{ id: string }]
    const judge = () =>
      represent(inspector, caseId, id, 'judgement', { accepted: true, reason: 'Ir pilnvara.' })
    const both = await Promise.all([judge(), judge()])
    expect(both.map((r) => r.status).sort()).toEqual([204, 404])
    const tasks = (await s.getCase(inspector, caseId)).tasks.filter((t) => t.kind === 'representation')
    expect(tasks).toMatchObject([{ state: 'done', outcome: 'accepted' }])

    // Sees what the applicant sees, and acts in its name.
    const list = (await advocate.get('/api/cases')).json<{ cases: { caseId: string }[] }>().cases
    expect(list.map((c) => c.caseId)).toEqual([caseId])
    const file = await s.getCase(advocate, caseId)
    expect(file.internal).toBe(false)
    expect(JSON.stringify(file)).not.toContain('Inese')
    expect((await advocate.get(`/api/cases/${caseId}/extract`)).status).toBe(200)
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
    })
    await s.untilSent(head, caseId, 'notice-without-progress')
    // Which of two letters went out last hangs on the mail: the receipt may still be on its way.
    const letters = (await deliveries(caseId)).filter((d) => d.kind === 'notice-without-progress')
    expect(letters.at(-1)).toEqual({
      kind: 'notice-without-progress',
      channel: 'e-mail',
      address: ADVOCATE.email,
    })
    const cure = (await advocate.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
    await s.doAct(advocate, caseId, 'application.cure', { draftId: cure.id })
    await s.untilStage(inspector, caseId, 'completeness')

    s.expectStatus(await represent(head, caseId, id, 'end'), 204)
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(404)
    const late = await s.tryAct(advocate, caseId, 'case.withdraw', { reason: 'Pārdomāts.' }, {})
    expect(late.status).toBe(404)
    await s.doAct(inspector, caseId, 'completeness.return', { remarks: [{ field: 'scope', text: 'Vēl.' }] })
    const notices = async () => (await deliveries(caseId)).filter((d) => d.kind === 'notice-without-progress')
    await waitFor(async () => (await notices()).length === 2, {
      timeoutMs: 120_000,
      what: 'the second notice',
    })
    expect((await notices())[1]).toMatchObject({ channel: 'e-address', address: '_DEFAULT@90000000011' })
  }, 120_000)

  test('acts until the end of the last day, and no longer', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const lastDay = await s.today(inspector, 1)
    await accepted(caseId, { lastDay })
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(200)
    await s.moveDays(inspector, 3)
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await partyIn(head, caseId)).representatives).toMatchObject([{ state: 'ended' }])
    const late = await s.tryAct(advocate, caseId, 'case.withdraw', { reason: 'Pārdomāts.' }, {})
    expect(late.status).toBe(404)
  }, 180_000)

  test('an act that was noted before the withdrawal stands, whenever the case takes it', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const id = await accepted(caseId)
    await stack.kill('worker-cases')
    const noted = s.tryAct(advocate, caseId, 'case.withdraw', { reason: 'Pārdomāts.' }, {})
    const waiting = () =>
      sql(`SELECT n FROM case_inbox WHERE case_id = $1 AND state = 'waiting' AND kind = 'act'`, [caseId])
    await waitFor(async () => (await waiting()).length === 1, { timeoutMs: 120_000, what: 'the act noted' })
    s.expectStatus(await represent(head, caseId, id, 'end'), 204)
    await stack.start('worker-cases')
    await noted
    await s.untilStage(inspector, caseId, 'closed')
  }, 120_000)

  test('is refused with the field and the reason, and entered by nobody else', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(head, caseId)
    const fileId = await fileIn(head, caseId)
    const fields = async (what: Record<string, unknown>): Promise<string[]> => {
      const reply = await enter(head, caseId, body(partyId, { fileId, ...what }))
      expect(reply.status).toBe(422)
      return reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)
    }
    expect(await fields({ fileId: null })).toEqual(['fileId'])
    expect(await fields({ personalCode: '999999-99999' })).toEqual(['personalCode'])
    expect(await fields({ ground: 'guardian' })).toEqual(['ground'])
    expect(await fields({ ground: 'on-the-spot' })).toContain('ground')
    expect(await fields({ firstDay: '2026-05-05', lastDay: '2026-05-04' })).toEqual(['lastDay'])
    expect(await fields({ email: null })).toEqual(['email'])
    expect(await fields({ of: randomUUID() })).toEqual(['of'])
    expect(await fields({ fileId: randomUUID() })).toEqual(['fileId'])
    expect((await enter(other, caseId, body(partyId, { fileId }))).status).toBe(404)
    const strangers = new FormData()
    strangers.append('_csrf', (await other.session()).csrfToken)
    strangers.append('file', new Blob([new Uint8Array(s.PDF)]), 'pilnvara.pdf')
    expect((await other.form(`/api/cases/${caseId}/files`, strangers)).status).toBe(404)
    // What somebody gave to show it is seen by them and the service.
    expect((await inspector.get(`/api/files/${fileId}`)).status).toBe(200)
    expect((await other.get(`/api/files/${fileId}`)).status).toBe(404)
    expect(
      (await represent(head, caseId, randomUUID(), 'judgement', { accepted: true, reason: 'x' })).status,
    ).toBe(403)
  }, 180_000)

  test('an official enters one who was named at the institution: it stands at once', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(inspector, caseId)
    s.expectStatus(await enter(inspector, caseId, body(partyId, { ground: 'written', receives: false })), 204)
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(200)
    const [{ id }] = (await partyIn(inspector, caseId)).representatives as unknown as [{ id: string }]
    // Whoever represents may lay it down (APL 40(2)), and names nobody else.
    expect((await enter(advocate, caseId, body(partyId, { fileId: randomUUID() }))).status).toBe(422)
    s.expectStatus(await represent(advocate, caseId, id, 'end'), 204)
    expect((await advocate.get(`/api/cases/${caseId}`)).status).toBe(404)
  }, 180_000)
})

describe('naming somebody of the service as a representative', () => {
  const codeOf = (id: string) => {
    const { personalCode, givenName, familyName, email } = SAMPLE_PEOPLE.find((p) => p.id === id)!
    return { personalCode, givenName, familyName, email }
  }

  test('takes nobody from the case: they are tied by what was accepted, and nobody accepts themselves', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(head, caseId)
    const named = body(partyId, { fileId: await fileIn(head, caseId), ...codeOf('inese-berzina') })
    s.expectStatus(await enter(head, caseId, named), 204)
    const [{ id }] = (await partyIn(head, caseId)).representatives as unknown as [{ id: string }]
    const yes = { accepted: true, reason: 'Ir pilnvara.' }
    expect((await represent(inspector, caseId, id, 'judgement', yes)).json()).toMatchObject({
      code: 'own-case',
    })
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.untilStage(inspector, caseId, 'assessment')
    const reviewer = await stack.signIn('andris-liepa')
    s.expectStatus(
      await represent(reviewer, caseId, id, 'judgement', { accepted: false, reason: 'Nav.' }),
      204,
    )
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.untilStage(inspector, caseId, 'proposal')
  }, 180_000)

  test('and whoever was accepted does nothing there for the service, also when it is over', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(head, caseId)
    const written = body(partyId, { ground: 'written', ...codeOf('andris-liepa') })
    const reviewer = await stack.signIn('andris-liepa')
    // Not by the own hand.
    expect((await enter(reviewer, caseId, written)).status).toBe(422)
    s.expectStatus(await enter(inspector, caseId, written), 204)
    const [{ id }] = (await partyIn(inspector, caseId)).representatives as unknown as [{ id: string }]
    const note = () => reviewer.post(`/api/cases/${caseId}/notes`, { text: 'Piezīme.' }, keyed())
    expect((await note()).json()).toMatchObject({ code: 'own-case' })
    s.expectStatus(await represent(head, caseId, id, 'end'), 204)
    expect((await note()).json()).toMatchObject({ code: 'own-case' })
  }, 180_000)

  test('a case takes so many representatives and no more', async () => {
    const { caseId } = await apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { partyId } = await partyIn(head, caseId)
    const what = body(partyId, { fileId: await fileIn(head, caseId) })
    const replies = await Promise.all(Array.from({ length: 100 }, () => enter(head, caseId, what)))
    expect(replies.filter((r) => r.status === 204)).toHaveLength(20)
    expect(new Set(replies.map((r) => r.status))).toEqual(new Set([204, 409]))
    expect((await partyIn(head, caseId)).representatives).toHaveLength(20)
  }, 120_000)
})

describe('the contact of a party', () => {
  test('counts for what is sent after it was changed, and for nobody else', async () => {
    const { caseId } = await apply(other, {
      route: 'own',
      programmeCode: '33 484 01 1',
      programmeName: 'Programmēšana',
      qualification: 'Programmēšanas tehniķis',
      durationMonths: '48',
      siteAddress: 'Krasta iela 10, Upmala, Paraugu novads, LV-0000',
    })
    await s.untilSent(other, caseId, 'receipt')
    const { partyId } = await partyIn(other, caseId)
    const contact = { partyId, email: 'lietvediba@daugava.example', address: null }
    const change = (http: Http, what: unknown) => http.post(`/api/cases/${caseId}/contact`, what, keyed())
    expect((await change(head, contact)).status).toBe(404)
    expect((await change(inspector, contact)).status).toBe(404)
    expect((await change(other, { ...contact, email: 'nav adrese' })).json()).toMatchObject({
      errors: [{ field: 'email' }],
    })
    s.expectStatus(await change(other, contact), 204)
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt.' }],
    })
    await s.untilSent(other, caseId, 'notice-without-progress')
    const sent = await deliveries(caseId)
    expect(sent[0]).toMatchObject({ kind: 'receipt', address: 'tehnikums@daugava.example' })
    expect(sent.filter((d) => d.kind === 'notice-without-progress').at(-1)).toMatchObject({
      address: contact.email,
    })
    expect((await partyIn(other, caseId)).contact).toEqual({ email: contact.email, address: null })
    // Where a postal address is, says by which post a letter goes and when it counts as served (PazL 10); without one it says nothing.
    const abroad = { ...contact, address: 'Laisvės pr. 1, Vilnius, Lietuva', region: 'eu' }
    s.expectStatus(await change(other, { ...abroad, address: null }), 204)
    expect((await partyIn(other, caseId)).contact).toEqual({ email: contact.email, address: null })
    s.expectStatus(await change(other, abroad), 204)
    const { partyId: _, ...kept } = abroad
    expect((await partyIn(other, caseId)).contact).toEqual(kept)
    expect((await change(other, { ...abroad, region: 'mars' })).json()).toMatchObject({
      errors: [{ field: 'region' }],
    })
  }, 180_000)
})

test('who stands in a case, and who acts for them, is rebuilt from the ledger as it was', async () => {
  const rows = () => sql('SELECT * FROM case_party ORDER BY case_id, n')
  const before = await rows()
  expect(before.some((r) => (r as { role: string }).role === 'representative')).toBe(true)
  const db = openDatabase(stack.database.migratorUrl, 2)
  await rebuildProjections(db)
  await db.$disconnect()
  expect(await rows()).toEqual(before)
}, 180_000)
