import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { verifyAudit } from '../../cases/audit/chain.ts'
import type { Extract } from '../../cases/queries/extract.ts'
import { rebuildProjections, verifyCases, verifyLedger } from '../../ledger/rebuild.ts'
import { applyApproved } from '../../ledger/retention.ts'
import { verifySeals } from '../../ledger/seals/verify.ts'
import { readConfig, readSealKeys } from '../../platform/config.ts'
import { type Database, openDatabase, openPool } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { sealChecks } from '../../scripts/lib/seal-checks.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Years pass by the business clock; what is due is planned by one person, approved by another and erased by the worker.
// What must be left is everything that says what was decided, and what must be gone is every word of the people.

let stack: Stack
let db: Database
let head: Http
let inspector: Http
let supervisor: Http
let director: Http
/** Withdrawn: without a decision. */
let withdrawn: string
/** Decided, and a register entry came of it. */
let decided: string
/** Withdrawn as well, and held. */
let held: string
let receipt: unknown
let decision: { number: string | null; date: string; verifyCode: string; fileId: string }
let pdf: Buffer
const folder = mkdtempSync(join(tmpdir(), 'lieta-retention-'))

/** Words that people wrote, of each case its own: found before, and nowhere after. */
const wordsOf = (tag: string) => ({
  answer: `${tag}zvaigznulauks`,
  founder: `${tag}akts-7781/ZV`,
  fileName: `${tag}vientulis-plans`,
  fileText: `${tag}DATNES-SATURS-QXZ`,
  note: `${tag}piezime-lapsukumins`,
})
const W = { ...wordsOf('Wx'), reason: 'Wxatsaukuma-iemesls', purpose: 'Wxskatisanas-iemesls' }
const H = { ...wordsOf('Hx'), reason: 'Hxatsaukuma-iemesls', hold: 'Hxaizturets-tiesvediba' }
const D = {
  ...wordsOf('Dx'),
  remark: 'Dxstrazdumuzikants',
  evidence: 'Dxpieradijums-mezrozite',
  facts: 'Dxkonstatets-purvabrikis',
}

const owner = <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<R>(sql, values)).rows)

/** Where a word stands: tables that have it in any row, bytes as they are and as text. */
async function foundIn(word: string): Promise<string[]> {
  return withClient(stack.database.adminUrl, async (c) => {
    const { rows } = await c.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    const hex = Buffer.from(word).toString('hex')
    const found: string[] = []
    for (const { name } of rows) {
      const hit = await c.query(
        `SELECT 1 FROM ${c.escapeIdentifier(name)} t WHERE t::text ILIKE $1 OR t::text ILIKE $2 LIMIT 1`,
        [`%${word}%`, `%${hex}%`],
      )
      if (hit.rowCount) found.push(name)
    }
    return found
  })
}

const keyed = (): { headers: Record<string, string> } => ({ headers: { 'idempotency-key': randomUUID() } })
const expected = (reply: Reply, status: number): Reply => {
  if (reply.status !== status)
    throw new Error(`expected ${status}, got ${reply.status}: ${reply.text.slice(0, 600)}`)
  return reply
}

const fileOf = (word: string): Buffer =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/X(${word})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`)

async function applied(words: ReturnType<typeof wordsOf>): Promise<string> {
  const made = expected(
    await head.post('/api/drafts', {
      form: 'licensing',
      data: s.answers(
        { scope: `5600 stundas ${words.answer}`, founderApprovalNumber: words.founder },
        await s.now(head),
      ),
    }),
    201,
  ).json<{ id: string }>()
  const file = fileOf(words.fileText)
  expected(await s.attach(head, made.id, 'lessonPlan', file, `${words.fileName}.pdf`), 201)
  const { caseId } = expected(await head.post(`/api/drafts/${made.id}/submit`), 201).json<{
    caseId: string
  }>()
  await s.untilStage(inspector, caseId, 'completeness', 60_000)
  expected(await inspector.post(`/api/cases/${caseId}/notes`, { text: words.note }, keyed()), 204)
  return caseId
}

async function withdraw(caseId: string, reason: string): Promise<void> {
  await s.doAct(head, caseId, 'case.withdraw', { reason })
  await waitFor(async () => (await s.getCase(head, caseId)).state.closedAt, {
    timeoutMs: 120_000,
    what: 'the case closed',
  })
}

interface ActJson {
  id: string
  number: number
  state: string
  rows: { rule: string; caseId: string | null; records: number; result: string | null }[]
}

const planned = async (): Promise<ActJson> =>
  expected(await supervisor.post('/api/retention/acts', {}, keyed()), 201).json<ActJson>()
const untilApplied = (id: string): Promise<ActJson> =>
  waitFor(
    async () => {
      const act = (await director.get(`/api/retention/acts/${id}`)).json<ActJson>()
      return act.state === 'applied' && act
    },
    { timeoutMs: 120_000, what: 'the act carried out' },
  )

/** Everything that is checked by `npm run ledger:verify`. */
async function faults(): Promise<string[]> {
  const keys = readSealKeys(readConfig(stack.environmentOf('worker-documents')))
  const checks = sealChecks(keys.certificatePem, keys.chainPem)
  let found: string[] = []
  const { broken } = await verifyLedger(db, allowedThere, async (sql) => {
    found = (await verifySeals(sql, checks)).found.map((f) => `${f.what}: ${f.why}`)
  })
  const audit = await verifyAudit(db)
  return [
    ...found,
    ...broken.map((b) => `${b.stream.id} ${b.seq}: ${b.why}`),
    ...audit.broken.map((b) => `audit ${b.position}: ${b.why}`),
  ]
}

/** The published script, run as a citizen would. */
function checkAlone(extract: Extract, ...options: string[]): { status: number | null; text: string } {
  writeFileSync(join(folder, 'verify-lieta.mjs'), readFileSync('web/public/verify-lieta.mjs'))
  writeFileSync(join(folder, 'extract.json'), JSON.stringify(extract))
  writeFileSync(join(folder, 'receipt.json'), JSON.stringify(receipt))
  const run = spawnSync(process.execPath, ['verify-lieta.mjs', 'extract.json', ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  })
  return { status: run.status, text: run.stdout + run.stderr }
}

const today = async (): Promise<string> =>
  (await s.now(inspector)).toLocaleDateString('sv', { timeZone: 'Europe/Riga' })

const untilSealed = async (): Promise<unknown> => {
  const day = await today()
  return waitFor(
    async () =>
      (await owner<{ last: string }>(`SELECT (max(day)::date + 1)::text AS last FROM ledger_seal`))[0]
        ?.last === day,
    { timeoutMs: 280_000, everyMs: 500, what: 'every day that is over sealed' },
  )
}

/** Years later; everybody signs in anew, since sessions are counted in real time and rights in business time. */
async function years(n: number): Promise<void> {
  const at = await s.now(inspector)
  at.setUTCFullYear(at.getUTCFullYear() + n)
  at.setUTCDate(at.getUTCDate() + 2)
  await s.moveTo(inspector, at)
}

/** A command of the service, as whoever runs it types it. */
const environment = (): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  ...stack.environmentOf('worker-cases'),
  MIGRATOR_DATABASE_URL: stack.database.migratorUrl,
})
function command(...options: string[]): { status: number | null; text: string } {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/retention.ts', ...options], {
    encoding: 'utf8',
    env: environment(),
  })
  return { status: run.status, text: run.stdout + run.stderr }
}

beforeAll(async () => {
  stack = await startStack({ label: 'retention' })
  db = openDatabase(stack.database.adminUrl, 2)
  ;[head, inspector, supervisor, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'maris-krumins', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  const reviewer = await stack.signIn('andris-liepa')
  await s.toOrdinaryDay(inspector)

  decided = await applied(D)
  receipt = (await head.get(`/api/cases/${decided}/receipt`)).json()
  await s.doAct(inspector, decided, 'completeness.return', {
    remarks: [{ field: 'lessonPlan', text: D.remark }],
    days: 10,
  })
  const cure = (await head.post(`/api/cases/${decided}/cure`)).json<{ id: string }>()
  await s.attach(head, cure.id, 'lessonPlan', fileOf(D.fileText), `${D.fileName}-2.pdf`)
  await s.doAct(head, decided, 'application.cure', { draftId: cure.id })
  await s.untilStage(inspector, decided, 'completeness')
  await s.doAct(inspector, decided, 'completeness.confirm')
  await s.doAct(inspector, decided, 'assessment.complete', {
    findings: { ...s.FINDINGS.findings, premises: { result: 'conforms', evidence: D.evidence } },
  })
  await s.doAct(inspector, decided, 'proposal.submit', {
    ...s.proposal('grant'),
    facts: `Iestāde ir reģistrēta.\n${D.facts}`,
  })
  await s.doAct(reviewer, decided, 'review.approve')
  await s.doAct(director, decided, 'decision.sign')
  await s.untilSent(inspector, decided, 'decision')

  withdrawn = await applied(W)
  held = await applied(H)
  const purpose = { purpose: 'inquiry', reason: W.purpose }
  expected(await reviewer.post(`/api/cases/${withdrawn}/purpose`, purpose, keyed()), 204)
  await withdraw(withdrawn, W.reason)
  await withdraw(held, H.reason)
  for (const caseId of [withdrawn, held])
    await waitFor(
      async () =>
        (await s.getCase(head, caseId)).documents.some((d) => d.kind === 'closing-notice' && d.channel),
      { timeoutMs: 120_000, what: 'the closing notice sent' },
    )
  await s.moveDays(inspector, 45)
  await s
    .untilStage(inspector, decided, 'final', 60_000)
    .catch(() => s.untilStage(inspector, decided, 'closed', 60_000))
  const file = await s.getCase(head, decided)
  const found = file.documents.find((d) => d.kind === 'decision')!
  pdf = (await head.get(`/files/${found.fileId}`)).bytes
  const [row] = await owner<{ day: string }>(
    `SELECT to_char(created_at AT TIME ZONE 'Europe/Riga', 'YYYY-MM-DD') AS day FROM issued_document WHERE number = $1`,
    [found.number],
  )
  decision = { number: found.number, date: row!.day, verifyCode: found.verifyCode, fileId: found.fileId! }
  await untilSealed()
}, 600_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await db?.$disconnect()
  await stack?.stop()
}, 180_000)

/** What a process may do with a statement; nothing of it stays. */
async function tried(url: string, sql: string, values: unknown[] = []): Promise<string> {
  return withClient(url, async (c) => {
    await c.query('BEGIN')
    try {
      const { rowCount } = await c.query(sql, values)
      return `done ${rowCount}`
    } catch (e) {
      return (e as Error).message
    } finally {
      await c.query('ROLLBACK')
    }
  })
}

const views = (): Promise<object[]> =>
  owner(`SELECT * FROM case_view ORDER BY case_id`).then(async (cases) => [
    ...cases,
    ...(await owner(`SELECT * FROM task_view ORDER BY case_id, task_id`)),
    ...(await owner(`SELECT * FROM register_entry ORDER BY entry_no`)),
    ...(await owner(`SELECT * FROM register_entry_version ORDER BY entry_no, version`)),
  ])

interface Overview {
  rules: { id: string; due: number; held: number; unverified: boolean; missing?: unknown }[]
  holds: { rows: { caseId: string; review: string; toReview: boolean }[] }
}
const overview = async (): Promise<Overview> => (await supervisor.get('/api/retention')).json<Overview>()
const dueIn = ({ rules }: Overview): string[] => rules.filter((r) => r.due > 0).map((r) => r.id)

describe('while the periods run', () => {
  test('nothing of any case is due; every word is where it was written', async () => {
    for (const word of [...Object.values(W), ...Object.values(D)])
      expect([word, (await foundIn(word)).length > 0]).toEqual([word, true])
    const page = await overview()
    expect(dueIn(page).filter((id) => id !== 'orders')).toEqual([])
    // A rule that no source gives is said to be one.
    const texts = page.rules.find((r) => r.id === 'texts.decided')!
    expect([texts.unverified, texts.missing !== undefined]).toEqual([true, true])
    expect(page.rules.find((r) => r.id === 'audit-log')!.unverified).toBe(false)
    expect((await head.get('/api/retention')).status).toBe(403)
    expect((await inspector.get('/api/retention')).status).toBe(403)
  })

  test('whoever has the password of a process, or of the owner, erases nothing', async () => {
    const { cases, api } = stack.database.urls
    const { migratorUrl } = stack.database
    const erase = `UPDATE ledger_event SET data = '{}', salt = NULL, erased = '{"hashes":[],"open":[]}' WHERE stream = $1`
    const file = `UPDATE stored_file SET bytes = '', size = 0, sha256 = repeat('0', 64), name = '', erased_at = now()
      WHERE case_id = $1`
    const application = `UPDATE application SET data = '{}', shown = '[]', content_hash = repeat('0', 64) WHERE case_id = $1`
    const command = `UPDATE command SET payload = '{}', request_hash = '' WHERE case_id = $1`
    for (const sql of [erase, file, application, command])
      for (const url of [cases, migratorUrl])
        expect([sql, await tried(url, sql, [withdrawn])]).toEqual([
          sql,
          expect.stringMatching(/append-only|until it is erased by an act/),
        ])
    for (const sql of [erase, file, application, command])
      expect(await tried(api, sql, [withdrawn])).toMatch(/permission denied/)
    expect(await tried(migratorUrl, `DELETE FROM audit_event WHERE position = 1`)).toMatch(/append-only/)
    expect(await tried(migratorUrl, `UPDATE audit_head SET first_from = 5`)).toMatch(
      /act of destruction only/,
    )
    // The worker, which may erase, can neither plan nor approve.
    expect(
      await tried(
        cases,
        `INSERT INTO destruction_act (id, key, day, planned_by, planned_at)
      VALUES (gen_random_uuid(), 'k', '2026-01-01', gen_random_uuid(), now())`,
      ),
    ).toMatch(/permission denied/)
  })
})

describe('two years after the end of a withdrawn case', () => {
  let act: ActJson

  test('a hold is set by a supervisor, with a reason and a day of review', async () => {
    const hold = { review: `${Number((await today()).slice(0, 4)) + 4}-01-15`, reason: H.hold }
    expect((await inspector.post(`/api/cases/${held}/hold`, hold, keyed())).status).toBe(403)
    expect((await head.post(`/api/cases/${held}/hold`, hold, keyed())).status).toBe(403)
    const wrong = await supervisor.post(
      `/api/cases/${held}/hold`,
      { review: '2020-01-01', reason: '' },
      keyed(),
    )
    expect(wrong.status).toBe(422)
    expect(
      wrong
        .json<{ errors: { field: string }[] }>()
        .errors.map((e) => e.field)
        .sort(),
    ).toEqual(['reason', 'review'])
    expected(await supervisor.post(`/api/cases/${held}/hold`, hold, keyed()), 204)
    const seen = (await inspector.get(`/api/cases/${held}`)).json<{ hold: { reason: string; by: string } }>()
    expect(seen.hold).toMatchObject({ reason: H.hold, by: 'Māris Krūmiņš' })
    const own = await head.get(`/api/cases/${held}`)
    expect(own.json<{ hold: unknown }>().hold).toBeUndefined()
    expect(own.text).not.toContain(H.hold)
  })

  test('what is due is planned, but not what is held, and not what stays', async () => {
    await years(2)
    act = await planned()
    const ofWithdrawn = act.rows.filter((r) => r.caseId === withdrawn).map((r) => r.rule)
    expect(ofWithdrawn.sort()).toEqual(['documents.undecided', 'files.undecided', 'notes', 'texts.undecided'])
    expect(act.rows.some((r) => r.caseId === held)).toBe(false)
    // Of the decided case only the notes are due so soon.
    expect(act.rows.filter((r) => r.caseId === decided).map((r) => r.rule)).toEqual(['notes'])
    expect(act.rows.filter((r) => r.caseId === null).map((r) => r.rule)).toContain('audit-log')
    expect((await overview()).rules.find((r) => r.id === 'texts.undecided')!.held).toBe(1)
    // Planned is not approved: all is still there.
    expect(await foundIn(W.answer)).not.toEqual([])
    // What stands in an act is in no other one.
    expect((await supervisor.post('/api/retention/acts', {}, keyed())).status).toBe(409)
  })

  test('nobody approves the own plan, nor without the agreement of the archives', async () => {
    const path = `/api/retention/acts/${act.id}/approve`
    expect((await supervisor.post(path, { agreement: '12-1/77' })).json<{ code: string }>().code).toBe(
      'own-work',
    )
    const bare = await director.post(path, {})
    expect(bare.status).toBe(422)
    expect(bare.json<{ errors: { field: string }[] }>().errors[0]!.field).toBe('agreement')
    expect((await inspector.post(path, { agreement: '12-1/77' })).status).toBe(403)
    const { migratorUrl, urls } = stack.database
    const [{ id: planner }] = (await owner<{ id: string }>(
      `SELECT planned_by AS id FROM destruction_act WHERE id = $1`,
      [act.id],
    )) as [{ id: string }]
    const approve = `UPDATE destruction_act SET state = 'approved', decided_by = $2, decided_at = now(), agreement = 'x' WHERE id = $1`
    for (const url of [migratorUrl, urls.api])
      expect(await tried(url, approve, [act.id, planner])).toMatch(/check constraint/)
    expect(await tried(urls.cases, approve, [act.id, planner])).toMatch(/permission denied|does not go/)
    // Nothing is slipped into an act that somebody is looking at.
    const slip = `INSERT INTO destruction_item (act_id, n, rule, part, case_id, due_on, records, agreed)
      VALUES ($1, 999, 'texts.decided', 'texts', $2, '2026-01-01', 1, false)`
    for (const url of [migratorUrl, urls.api])
      expect(await tried(url, slip, [act.id, decided])).toMatch(/planned in one stroke/)
  })

  test('approved by the director it is carried out, told in the case and in the audit log', async () => {
    const approved = await director.post(`/api/retention/acts/${act.id}/approve`, {
      agreement: '12-1/77, 2029-05-02',
    })
    expected(approved, 200)
    const done = await untilApplied(act.id)
    expect(new Set(done.rows.map((r) => r.result))).toEqual(new Set(['erased']))
    const events = await owner<{ data: { part: string; rule: string; number: number } }>(
      `SELECT data FROM case_event WHERE case_id = $1 AND type = 'erased' ORDER BY seq`,
      [withdrawn],
    )
    expect(events.map((e) => e.data.part).sort()).toEqual(['documents', 'files', 'notes', 'texts'])
    const audited = await owner<{ kind: string }>(
      `SELECT kind FROM audit_event WHERE object = $1 ORDER BY position`,
      [`destruction-act/${act.id}`],
    )
    expect(audited.map((a) => a.kind)).toEqual([
      ...['destruction.planned', 'destruction.approved'],
      ...done.rows.map(() => 'erased'),
      'destruction.applied',
    ])
  })

  test('not one word of the case is left in any table, and no byte of its files; those of others are', async () => {
    for (const word of [...Object.values(W), D.note]) expect([word, await foundIn(word)]).toEqual([word, []])
    for (const word of [...Object.values(H), D.answer, D.fileText, D.evidence])
      expect([word, (await foundIn(word)).length > 0]).toEqual([word, true])
    const bytes = await owner<{ n: number }>(
      `SELECT coalesce(sum(octet_length(bytes)), 0)::int AS n FROM stored_file f
       WHERE f.case_id = $1 OR f.id IN (SELECT file_id FROM issued_document WHERE case_id = $1)`,
      [withdrawn],
    )
    expect(bytes[0]!.n).toBe(0)
    // No salt is left by which somebody could try what stood there.
    const salts = await owner(
      `SELECT 1 FROM case_event WHERE case_id = $1 AND salt IS NOT NULL AND type IN ('act', 'registered')
      AND data ? 'payload' AND data -> 'payload' <> 'null'`,
      [withdrawn],
    )
    expect(salts).toEqual([])
  })

  test('the audit log lost its first year, but nothing from the first word about a held case on', async () => {
    const [left] = await owner<{ first: number; held: number }>(
      `
      SELECT min(position)::int AS first, min(position) FILTER (WHERE case_id = $1)::int AS held FROM audit_event`,
      [held],
    )
    expect(left!.first).toBeGreaterThan(1)
    expect(left!.first).toBe(left!.held)
  })

  test('record, seals and audit log hold, and the projections are made anew with identical rows', async () => {
    expect(await faults()).toEqual([])
    const before = await views()
    await rebuildProjections(db)
    expect(await views()).toEqual(before)
  })

  test('pages and API still answer, and say what was erased, when and by which rule', async () => {
    const own = (await head.get(`/api/cases/${withdrawn}`)).json<{
      erased: { part: string; date: string; rule: string; unverified: boolean; act: number }[]
      application: { contentHash: string | null }
      documents: { fileId: string | null; verifyCode: string }[]
      state: { number: string; outcome: string }
    }>()
    expect(own.erased.map((e) => e.part)).toEqual(['texts', 'files', 'documents', 'notes'])
    expect(own.erased[0]).toMatchObject({ rule: 'texts.undecided', unverified: true, act: act.number })
    expect(own.application.contentHash).toBeNull()
    expect(own.state.outcome).toBe('withdrawn')
    for (const http of [head, inspector, supervisor, director])
      expect([200, 403]).toContain((await http.get(`/api/cases/${withdrawn}`)).status)
    for (const path of [`/cases/${withdrawn}`, `/cases/${withdrawn}/receipt`, '/portal'])
      expect([path, (await head.get(path)).status]).toEqual([path, 200])
    const files = await owner<{ id: string }>(`SELECT id FROM stored_file WHERE case_id = $1`, [withdrawn])
    const gone = await head.get(`/api/files/${files[0]!.id}`)
    expect(gone.status).toBe(410)
    expect(gone.text).toContain('iznīcināšanas akts')
    // A document that was issued and erased is still ours, by the seal of its day.
    const code = own.documents[0]!.verifyCode
    const verified = (await stack.visitor().get(`/api/verify?number=${code}`)).json<{
      found: boolean
      erased?: { rule: string }
    }>()
    expect(verified).toMatchObject({ found: true, erased: { rule: 'documents.undecided' } })
    expect((await stack.visitor().get(`/verify/${code}`)).status).toBe(200)
    // A row that says something else than that seal is not believed.
    const forged = await withClient(stack.database.adminUrl, async (c) => {
      await c.query(`SET session_replication_role = 'replica'`)
      await c.query(`UPDATE issued_document SET kind = 'decision' WHERE verify_code = $1`, [code])
      const answer = (await stack.visitor().get(`/api/verify?number=${code}`)).json<{ found: boolean }>()
      await c.query(`UPDATE issued_document SET kind = 'receipt' WHERE verify_code = $1`, [code])
      return answer
    })
    expect(forged.found).toBe(false)
  })

  test('a citizen checks the extract alone, before and after', async () => {
    const whole = (await head.get(`/api/cases/${decided}/extract`)).json<Extract>()
    expect(checkAlone(whole, '--receipt', 'receipt.json').text).not.toContain('DOES NOT HOLD')
    const left = (await head.get(`/api/cases/${withdrawn}/extract`)).json<Extract>()
    const { status, text } = checkAlone(left)
    expect([status, text]).toEqual([0, expect.stringContaining('events form an unbroken chain')])
    expect(text).toContain('The answers of version 1. of the application were erased.')
  })
})

describe('whoever takes words away without telling', () => {
  test('is found: by no event that tells of it, by a hash that does not fit, by a salt', async () => {
    const tamper = async (...sql: string[]): Promise<string[]> => {
      let found: string[] = []
      const undone = new Error('undone')
      await db
        .$transaction(async (tx) => {
          await tx.$executeRawUnsafe(`SET LOCAL session_replication_role = 'replica'`)
          for (const one of sql) await tx.$executeRawUnsafe(one)
          found = (await verifyCases(tx, allowedThere)).broken.map((b) => `${b.stream.id}: ${b.why}`)
          throw undone
        })
        .catch((e) => {
          if (e !== undone) throw e
        })
      return found
    }
    expect(
      await tamper(
        `UPDATE ledger_event SET data = data || '{"more":"x"}' WHERE stream = '${withdrawn}' AND seq = 1`,
      ),
    ).toEqual([`${withdrawn}: its content is not what was recorded`])
    expect(
      await tamper(
        `UPDATE ledger_event SET data = data - 'subject' WHERE stream = '${withdrawn}' AND seq = 1`,
      ),
    ).toEqual([`${withdrawn}: its content is not what was recorded`])
    expect(
      await tamper(`DELETE FROM ledger_event WHERE stream = '${withdrawn}' AND type = 'erased'`),
    ).toEqual([expect.stringContaining('parts of it were erased, and no event tells of it')])
  })
})

describe('ten years after a decision', () => {
  let act: ActJson

  test('the hold is lifted with a word; a second lifting is told that there is none', async () => {
    await years(8)
    expect((await overview()).holds.rows).toMatchObject([{ caseId: held, toReview: true }])
    expect((await inspector.post(`/api/cases/${held}/hold/lift`, { reason: 'x' }, keyed())).status).toBe(403)
    expected(
      await director.post(`/api/cases/${held}/hold/lift`, { reason: 'Tiesvedība beigusies.' }, keyed()),
      204,
    )
    expect((await director.post(`/api/cases/${held}/hold/lift`, { reason: 'x' }, keyed())).status).toBe(409)
  })

  test('a hold that is set after the approval still stops the erasure', async () => {
    await stack.kill('worker-cases')
    act = await planned()
    expect(new Set(act.rows.map((r) => r.caseId))).toEqual(new Set([decided, held, null]))
    expected(
      await director.post(`/api/retention/acts/${act.id}/approve`, { agreement: '12-1/90, 2037-05-02' }),
      200,
    )
    const review = `${Number((await today()).slice(0, 4)) + 1}-01-15`
    expected(await supervisor.post(`/api/cases/${held}/hold`, { review, reason: H.hold }, keyed()), 204)
  })

  test('killed in the middle, then done by two at once: each item once, and the held case is left', async () => {
    // The case that comes last is locked: the command does the others and waits there, until it is killed.
    const last = act.rows.findLast((r) => r.caseId !== null)!.caseId!
    await withClient(stack.database.adminUrl, async (c) => {
      await c.query('BEGIN')
      await c.query(`SELECT 1 FROM case_view WHERE case_id = $1 FOR UPDATE`, [last])
      const run = spawn(process.execPath, ['--import', 'tsx', 'scripts/retention.ts', '--apply'], {
        env: environment(),
        stdio: 'ignore',
      })
      const ended = new Promise((resolve) => run.on('exit', resolve))
      await waitFor(
        async () =>
          (
            await owner(
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
            )
          ).length > 0,
        { timeoutMs: 120_000, what: 'the command waiting in the middle' },
      )
      run.kill('SIGKILL')
      await ended
      await c.query('ROLLBACK')
    })
    const open = await owner(`SELECT 1 FROM destruction_item WHERE act_id = $1 AND done_at IS NULL`, [act.id])
    expect(open.length).toBeGreaterThan(0)
    // What was begun and not told is not done.
    const half = await owner<{ n: number }>(
      `SELECT count(*)::int AS n FROM case_event e WHERE type = 'erased' AND data ->> 'act' = $1
       AND NOT EXISTS (SELECT FROM destruction_item i WHERE i.act_id = $1::uuid AND i.done_at IS NOT NULL
         AND i.case_id = e.case_id AND i.part = e.data ->> 'part')`,
      [act.id],
    )
    expect(half[0]!.n).toBe(0)
    const pools = [1, 2].map(() => openPool(stack.database.urls.cases, 2))
    const now = await s.now(inspector)
    const two = await Promise.all(pools.map((pool) => applyApproved(pool, now, () => {})))
    await Promise.all(pools.map((pool) => pool.end()))
    expect(two.map((t) => t.failed)).toEqual([0, 0])
    expect(two[0]!.done + two[1]!.done).toBe(open.length)
    const done = await untilApplied(act.id)
    for (const row of done.rows)
      expect([row.caseId, row.result]).toEqual([row.caseId, row.caseId === held ? 'held' : 'erased'])
    const events = await owner<{ part: string; n: number }>(
      `SELECT data ->> 'part' AS part, count(*)::int AS n FROM case_event WHERE case_id = $1 AND type = 'erased' GROUP BY 1 ORDER BY 1`,
      [decided],
    )
    expect(events).toEqual(['documents', 'files', 'notes', 'texts'].map((part) => ({ part, n: 1 })))
    expect(await foundIn(H.answer)).not.toEqual([])
    // Again there is nothing to do.
    expect(command('--apply')).toEqual({ status: 0, text: expect.stringContaining('0 done, 0 failed') })
    await stack.start('worker-cases')
  })

  test('no word of the applicant is left, but what is public stays, and the decision still verifies', async () => {
    const { answer, ...gone } = D
    for (const word of Object.values(gone)) expect([word, await foundIn(word)]).toEqual([word, []])
    // What the public register says stays there, and in the event that entered it.
    expect((await foundIn(answer)).sort()).toEqual([
      'ledger_event',
      'register_entry',
      'register_entry_version',
    ])
    const visitor = stack.visitor()
    const byNumber = `/api/verify?number=${encodeURIComponent(decision.number!)}&date=${decision.date}`
    const verified = (await visitor.get(byNumber)).json<Record<string, unknown>>()
    expect(verified).toMatchObject({
      ...{ found: true, kind: 'decision', number: decision.number, state: 'in-force' },
      erased: { rule: 'documents.decided' },
    })
    const entry = verified.entry as { register: string; entryNo: string }
    expect((await visitor.get(`/api/registers/${entry.register}/${entry.entryNo}`)).status).toBe(200)
    // Whoever holds the document itself is told that it is ours, byte for byte.
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'lemums.pdf')
    const said = await visitor.form('/api/verify', form)
    expect(said.json<{ answer: string }>().answer).toBe('authentic')
    expect((await head.get(`/files/${decision.fileId}`)).status).toBe(410)
  })

  test('everything still holds, and an extract with the receipt of the first day checks', async () => {
    expect(await faults()).toEqual([])
    const before = await views()
    await rebuildProjections(db)
    expect(await views()).toEqual(before)
    const left = (await head.get(`/api/cases/${decided}/extract`)).json<Extract>()
    const { status, text } = checkAlone(left, '--receipt', 'receipt.json')
    expect([status, text]).toEqual([0, expect.stringContaining('Receipt and case')])
    expect((await head.get(`/cases/${decided}`)).status).toBe(200)
    expect((await head.get(`/api/cases/${decided}/receipt`)).status).toBe(200)
  })

  test('the command tells what is due, and which rules no source gives', async () => {
    const { status, text } = command('--plan')
    expect(status).toBe(0)
    expect(text).toMatch(
      /texts\.undecided +2 years from case-closed +erase +due +0 .*1 held.*\[ArhL 4\(2\)1, unverified\]/,
    )
    expect(text).toMatch(/audit-log +1 years from written .*\[FPDAL 37\(2\)\]/)
    expect(command().status).toBe(2)
  })
})
