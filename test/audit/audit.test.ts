import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { verifyAudit } from '../../cases/audit/chain.ts'
import { type Database, openDatabase } from '../../platform/database.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The audit log through the front door: what is written, that it cannot be changed, who may read it, and what the
// applicant sees of it.

const MARK = 'SLEPENS-TEKSTS'

interface Line {
  position: string
  kind: string
  person: { id: string; name: string } | null
  about: { name: string } | null
  role: string | null
  case: { id: string; number: string } | null
  object: string | null
  purpose: string | null
  reason: string | null
  data: Record<string, unknown>
  times: number
}

let stack: Stack
let db: Database
let head: Http
let other: Http
let inspector: Http
let reviewer: Http
let director: Http
let supervisor: Http
let auditor: Http
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'audit' })
  db = openDatabase(stack.database.urls.api, 2)
  ;[head, other, inspector, reviewer, director, supervisor, auditor] = await Promise.all([
    stack.signIn('baiba-kalnina'),
    stack.signIn('janis-ozols'),
    stack.signIn('inese-berzina'),
    stack.signIn('andris-liepa'),
    stack.signIn('dace-vitola'),
    stack.signIn('maris-krumins'),
    stack.signIn('zane-auzina'),
  ])
  caseId = (await s.apply(head, { programmeName: `Programma ${MARK}` })).caseId
  await s.untilStage(supervisor, caseId, 'completeness')
}, 180_000)

afterAll(async () => {
  await db?.$disconnect()
  await stack?.stop()
}, 180_000)

/** The log as an auditor finds it. */
async function log(query: Record<string, string> = {}): Promise<Line[]> {
  const reply = await auditor.get(`/api/audit?${new URLSearchParams(query)}`)
  expect(reply.status).toBe(200)
  return reply.json<{ entries: Line[] }>().entries
}

const owner = (sql: string, values: unknown[] = []) =>
  withClient(stack.database.migratorUrl, (c) => c.query(sql, values))
const purposeBody = { purpose: 'consultation', reason: `Kolēģis lūdza padomu ${MARK}.` }
const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } })

describe('what is written', () => {
  test('signing in, failing to, signing in again at a high level, signing out', async () => {
    const someone = await stack.signIn('andris-liepa')
    expect(await log({ person: 'Andris', kind: 'sign-in' })).toMatchObject([
      { data: { level: 'high', known: true } },
      { data: { level: 'high', known: true } },
    ])
    // A code that the provider never gave out.
    const start = await someone.get('/sign-in', { followRedirects: false })
    const { searchParams } = new URL(start.headers.get('location')!)
    await someone.get(`/sign-in/callback?code=${MARK}&state=${searchParams.get('state')}`)
    await someone.get(`/sign-in/callback?code=${MARK}&state=falsified`)
    const failed = await log({ kind: 'sign-in-failed' })
    expect(failed.length).toBeGreaterThanOrEqual(1)
    expect(JSON.stringify(failed)).not.toContain(MARK)

    const again = await stack.visitor().get('/sign-in?again=1', { followRedirects: false })
    expect(again.status).toBe(302)
    const liga = await stack.signIn('liga-egle')
    expect(await log({ person: 'Līga', kind: 'sign-in' })).toMatchObject([{ data: { level: 'low' } }])
    await liga.form('/sign-out', {})
    expect(await log({ person: 'Līga', kind: 'sign-out' })).toHaveLength(1)
  })

  test('a refusal: the route and the ids, nothing of what was sent; a stranger writes nothing', async () => {
    expect((await other.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await other.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await other.get(`/cases/${caseId}/acts/case.withdraw`)).status).toBe(404)
    expect((await other.post(`/api/cases/${caseId}/notes`, { text: MARK }, keyed())).status).toBe(403)
    expect((await inspector.get(`/supervise?x=${MARK}`)).status).toBe(403)
    expect((await stack.visitor().get(`/api/cases/${caseId}`)).status).toBe(401)
    expect((await other.get(`/nothing/${MARK}`)).status).toBe(404)
    const lines = await log({ kind: 'refused' })
    expect(lines.map((l) => [l.person?.name, l.object, l.data.code, l.times])).toEqual([
      ['Inese Bērziņa', 'GET /supervise', 'forbidden', 1],
      ['Jānis Ozols', `POST /api/cases/:id/notes ${caseId}`, 'forbidden', 1],
      ['Jānis Ozols', `GET /cases/:id/acts/:act ${caseId}`, 'not-found', 1],
      ['Jānis Ozols', `GET /api/cases/:id ${caseId}`, 'not-found', 2],
    ])
    expect(JSON.stringify(lines)).not.toContain(MARK)
  })

  test('each reading by the staff, with its purpose, counted within a quarter of an hour', async () => {
    await inspector.get(`/api/cases/${caseId}`)
    await inspector.get(`/cases/${caseId}`)
    const [queue] = await log({ case: caseId, person: 'Inese', kind: 'case.read' })
    expect(queue).toMatchObject({ purpose: 'queue', role: 'inspector', times: 2 })
    await s.doAct(inspector, caseId, 'completeness.confirm')
    const file = await s.getCase(inspector, caseId)
    const id = (file as unknown as { attachments: { file: { fileId: string } }[] }).attachments[0]!.file
      .fileId
    expect((await inspector.get(`/files/${id}`)).status).toBe(200)
    expect(await log({ case: caseId, person: 'Inese', kind: 'file.read' })).toMatchObject([
      { object: `file/${id}`, purpose: 'took-part' },
    ])
    await s.getCase(supervisor, caseId)
    expect(await log({ case: caseId, person: 'Māris', kind: 'case.read' })).toMatchObject([
      { purpose: 'supervision', role: 'supervisor' },
    ])
    // The applicant reading the own case is none of the staff's readings.
    await s.getCase(head, caseId)
    expect(await log({ case: caseId, person: 'Baiba', kind: 'case.read' })).toEqual([])
  })

  test('who has nothing to do with a case is asked why, before anything of it is shown', async () => {
    for (const path of [`/api/cases/${caseId}`, `/cases/${caseId}`, `/cases/${caseId}/receipt`]) {
      const reply = await reviewer.get(path)
      expect(reply.status).toBe(403)
      expect(reply.text).not.toContain(MARK)
    }
    const page = await reviewer.get(`/cases/${caseId}`)
    expect(page.text).toContain('Kāpēc jums jāskata šī lieta?')
    const problem = (await reviewer.get(`/api/cases/${caseId}`)).json()
    expect(problem).toMatchObject({ code: 'purpose-needed', caseId })
    const empty = await reviewer.form(`/cases/${caseId}/purpose`, { purpose: '', reason: 'jā' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Izvēlieties, kāpēc lieta jāskata.')
    expect((await other.post(`/api/cases/${caseId}/purpose`, purposeBody, keyed())).status).toBe(404)
    const stated = await reviewer.form(`/cases/${caseId}/purpose`, {
      ...purposeBody,
      back: `/cases/${caseId}`,
    })
    expect(stated.status).toBe(200)
    expect(stated.text).toContain(MARK)
    const [said] = await log({ case: caseId, kind: 'purpose.stated' })
    // The words stand beside the log, where they can be erased; the log has the kind of reason.
    expect(said).toMatchObject({ purpose: 'consultation', reason: purposeBody.reason })
    expect(JSON.stringify(said!.data)).not.toContain(MARK)
    expect(await log({ case: caseId, person: 'Andris', kind: 'case.read' })).toMatchObject([
      { purpose: 'consultation', role: 'reviewer' },
    ])
    await s.moveTo(head, new Date((await s.now(head)).getTime() + 9 * 3_600_000))
    expect((await reviewer.get(`/api/cases/${caseId}`)).status).toBe(403)
  })

  test('the same purpose under the same key is kept once; another text under it is refused', async () => {
    const key = keyed()
    expect((await reviewer.post(`/api/cases/${caseId}/purpose`, purposeBody, key)).status).toBe(204)
    expect((await reviewer.post(`/api/cases/${caseId}/purpose`, purposeBody, key)).status).toBe(204)
    const changed = { ...purposeBody, reason: 'Cits iemesls.' }
    expect((await reviewer.post(`/api/cases/${caseId}/purpose`, changed, key)).status).toBe(409)
    expect(await log({ case: caseId, kind: 'purpose.stated' })).toHaveLength(2)
  })

  test('a search, an assignment, and rights: given by hand and by a person', async () => {
    await inspector.get(`/desk?q=${MARK}`)
    const [search] = await log({ kind: 'search' })
    expect(search).toMatchObject({ person: { name: 'Inese Bērziņa' }, object: 'queue' })
    expect(JSON.stringify(search)).not.toContain(MARK)

    const id: string = (await inspector.get('/api/session')).json().user.personId
    expect((await supervisor.post(`/api/cases/${caseId}/assign`, { to: id }, keyed())).status).toBe(204)
    expect(await log({ kind: 'case.assigned' })).toMatchObject([
      { person: { name: 'Māris Krūmiņš' }, object: `person/${id}`, case: { id: caseId } },
    ])

    await owner(
      `INSERT INTO role_grant (id, person_id, role, valid_from) VALUES ($1, $2, 'reviewer', '2020-01-01Z')`,
      [randomUUID(), id],
    )
    await owner(`UPDATE role_grant SET valid_until = now() WHERE person_id = $1 AND role = 'reviewer'`, [id])
    const [ended, given] = await log({ kind: 'rights', person: 'Inese' })
    expect(given).toMatchObject({ data: { change: 'insert', by: 'sql', new: { role: 'reviewer' } } })
    expect(ended).toMatchObject({ data: { change: 'update', old: { role: 'reviewer' } }, person: null })

    const lists = (await supervisor.get('/api/delegations')).json<{
      directors: { personId: string }[]
      people: { personId: string; name: string }[]
    }>()
    const day = await s.today(head, 1)
    const entered = await supervisor.post(
      '/api/delegations',
      {
        from: lists.directors[0]!.personId,
        to: lists.people.find((p) => p.name.startsWith('Andris'))!.personId,
        firstDay: day,
        lastDay: day,
        orderNumber: '1-5/7',
        orderDate: await s.today(head),
      },
      keyed(),
    )
    expect(entered.status).toBe(201)
    const delegation = entered.json<{ id: string }>().id
    expect((await supervisor.post(`/api/delegations/${delegation}/revoke`, {}, keyed())).status).toBe(204)
    const rights = (await log({ kind: 'rights' })).filter((l) => l.object === `delegation/${delegation}`)
    expect(rights).toMatchObject([
      { person: { name: 'Māris Krūmiņš' }, data: { change: 'update' } },
      { person: { name: 'Māris Krūmiņš' }, about: { name: 'Andris Liepa' }, data: { change: 'insert' } },
    ])
  })

  test('what cannot be written down is not shown', async () => {
    await owner('REVOKE EXECUTE ON FUNCTION audit_write FROM lieta_api')
    try {
      for (const path of [`/api/cases/${caseId}`, `/cases/${caseId}`]) {
        const reply = await supervisor.get(path)
        expect(reply.status).toBe(500)
        expect(reply.text).not.toContain(MARK)
      }
      // Nobody gets in unseen either.
      const visitor = await stack.signIn('dace-vitola').catch((e: Error) => e)
      expect(visitor).toBeInstanceOf(Error)
      expect((await head.get(`/api/cases/${caseId}`)).status).toBe(200)
    } finally {
      await owner('GRANT EXECUTE ON FUNCTION audit_write TO lieta_api')
    }
  })
})

describe('who reads the log', () => {
  test('auditors alone, with a fresh sign-in, and no case', async () => {
    for (const person of [head, inspector, reviewer, director, supervisor])
      for (const path of ['/api/audit', '/audit', '/api/audit/export', '/audit/export'])
        expect((await person.get(path)).status).toBe(403)
    expect((await stack.visitor().get('/api/audit')).status).toBe(401)
    expect((await auditor.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await auditor.get('/desk')).status).toBe(403)
    const old = await stack.signIn('zane-auzina')
    const { id } = (await old.get('/api/sessions')).json().sessions.find((one: { own: boolean }) => one.own)
    await owner(`UPDATE user_session SET authenticated_at = now() - interval '10 hours' WHERE id = $1`, [id])
    expect((await old.get('/api/audit')).json()).toMatchObject({ code: 'step-up' })
    const page = await auditor.get('/audit')
    expect(page.text).toContain('Piekļuves žurnāls')
    expect(page.text).toContain('Inese Bērziņa')
    // In words, whatever an entry says: no names of fields.
    const signedIn = await auditor.get('/audit?kind=sign-in')
    expect(signedIn.text).toContain('augsts līmenis')
    for (const one of [
      page,
      signedIn,
      await auditor.get('/audit?kind=search'),
      await auditor.get('/audit?kind=sign-in-failed'),
    ])
      expect(one.text).not.toMatch(/[>, ](?:level|known|reason|ended|view|found|from|to|person|case|kind): /)
    expect((await log({ kind: 'audit.read' }))[0]).toMatchObject({ person: { name: 'Zane Auziņa' } })
  })

  test('pages by position, filters, and what is not known', async () => {
    const all: Line[] = []
    let before = ''
    for (;;) {
      const page = (await auditor.get(`/api/audit?before=${before || '999999999999'}`)).json<{
        entries: Line[]
        next: string | null
      }>()
      all.push(...page.entries)
      if (!page.next) break
      before = page.next
    }
    const positions = all.map((l) => Number(l.position))
    expect(positions).toEqual(Array.from({ length: positions.length }, (_, n) => positions.length - n))
    expect((await auditor.get('/audit?person=Nepazīstams')).status).toBe(422)
    expect((await auditor.get('/api/audit?kind=nekas')).status).toBe(422)
    expect(await log({ institution: 'Daugavas', kind: 'case.read' })).toEqual([])
    expect((await log({ institution: 'Priežukalna', kind: 'case.read' })).length).toBeGreaterThan(0)
    expect(await log({ from: '2190-01-01' })).toEqual([])
    // On the page a day has the three boxes of every other day; what was entered stays, and the export knows it.
    const later = await auditor.get('/audit?from-day=1&from-month=1&from-year=2190')
    expect([later.status, later.text.includes('Tādu ierakstu nav.')]).toEqual([200, true])
    expect(later.text).toMatch(/name="from-year"[^>]*value="2190"/)
    const today = await auditor.get('/audit?from-day=1&from-month=1&from-year=2020')
    expect(today.text).toContain('href="/audit/export?from=2020-01-01"')
    const wrong = await auditor.get('/audit?from-day=40&from-month=1&from-year=2026')
    expect([wrong.status, wrong.text.includes('Norādiet dienu')]).toEqual([422, true])
  })

  test('an export is CSV that a spreadsheet takes for no formula, and is told in the log', async () => {
    await owner(`UPDATE person SET given_name = '=HYPERLINK("x")' WHERE subject = 'janis-ozols'`)
    const reply = await auditor.get('/audit/export?kind=refused')
    await owner(`UPDATE person SET given_name = 'Jānis' WHERE subject = 'janis-ozols'`)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = reply.text.trim().split('\r\n')
    expect(lines[0]).toContain('position,at,recorded_at,kind')
    expect(lines.length).toBeGreaterThan(4)
    expect(reply.text).toContain(`"'=HYPERLINK(""x"") Ozols"`)
    expect(await log({ kind: 'audit.export' })).toMatchObject([{ data: { kind: 'refused' }, times: 1 }])
  })

  test('no personal code and nothing that people wrote stands in it', async () => {
    const { rows } = await owner('SELECT to_jsonb(e)::text AS text FROM audit_event e')
    const text = rows.map((r: { text: string }) => r.text).join('\n')
    expect(text).not.toContain(MARK)
    expect(text).not.toMatch(/\d{6}-\d{5}/)
  })
})

describe('who read my file', () => {
  test('the applicant sees day, function and purpose, and no name', async () => {
    const reply = await head.get(`/api/cases/${caseId}/readings`)
    expect(reply.status).toBe(200)
    const { readings } = reply.json<{ readings: { role: string; purpose: string; what: string[] }[] }>()
    expect(readings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'inspector', purpose: 'queue' }),
        expect.objectContaining({ role: 'inspector', purpose: 'took-part', what: ['case', 'file'] }),
        expect.objectContaining({ role: 'reviewer', purpose: 'consultation' }),
        expect.objectContaining({ role: 'supervisor', purpose: 'supervision' }),
      ]),
    )
    expect(reply.text).not.toMatch(/Inese|Bērziņa|Andris|Māris/)
    const page = await head.get(`/cases/${caseId}`)
    expect(page.text).toContain('Kas skatījis jūsu lietu')
    expect(page.text).toContain('konsultē kolēģi')
    for (const stranger of [other, inspector, auditor])
      expect((await stranger.get(`/api/cases/${caseId}/readings`)).status).toBe(404)
  })
})

describe('the log holds', () => {
  test('neither the application nor the owner changes it, and only its function writes', async () => {
    for (const sql of [
      `UPDATE audit_event SET kind = 'search'`,
      'DELETE FROM audit_event',
      'TRUNCATE audit_event CASCADE',
      'UPDATE audit_head SET position = 0',
      'DELETE FROM audit_repeat',
      'INSERT INTO audit_event SELECT * FROM audit_event',
      'DELETE FROM reading_purpose',
    ])
      await expect(withClient(stack.database.urls.api, (c) => c.query(sql))).rejects.toThrow(
        'permission denied',
      )
    for (const sql of [
      `UPDATE audit_event SET kind = 'search'`,
      'DELETE FROM audit_event',
      'TRUNCATE audit_event CASCADE',
      'UPDATE audit_repeat SET times = 2',
      'DELETE FROM audit_repeat',
    ])
      await expect(owner(sql)).rejects.toThrow('append-only')
  })

  test('a hundred writers at once make one chain', async () => {
    await Promise.all(Array.from({ length: 100 }, () => inspector.get(`/desk?q=${MARK}`)))
    expect((await verifyAudit(db)).broken).toEqual([])
  }, 120_000)

  test('a changed entry, one taken out, and a cut end are found', async () => {
    const admin = (sql: string) => withClient(stack.database.adminUrl, (c) => c.query(sql))
    const { events, broken } = await verifyAudit(db)
    expect(broken).toEqual([])
    await admin('ALTER TABLE audit_event DISABLE TRIGGER USER')
    await admin(`UPDATE audit_event SET kind = 'search' WHERE position = 3`)
    expect((await verifyAudit(db)).broken).toEqual([
      { position: '3', why: 'its content is not what was written' },
    ])
    await admin(`DELETE FROM audit_event WHERE position = 3`)
    expect((await verifyAudit(db)).broken).toEqual([
      { position: '4', why: 'what stood before it is missing' },
    ])
    await admin(`DELETE FROM audit_event WHERE position = ${events}`)
    expect((await verifyAudit(db)).broken.at(-1)).toEqual({
      position: String(events),
      why: 'the end of the log is missing',
    })
  })
})
