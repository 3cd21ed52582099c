import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type UnusedNumber, unusedNumbers } from '../../ledger/unused-numbers.ts'
import { openPool } from '../../platform/database.ts'
import { onPool } from '../../platform/sql.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { isPerson } from '../../signatures/identity.ts'
import type { FileReport } from '../../signatures/report.ts'
import { trustCertificates } from '../../signatures/trust.ts'
import { verifyFile } from '../../signatures/verify.ts'
import { waitFor } from '../harness/environment.ts'
import { startProcess } from '../harness/processes.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'
import { startTimestamps } from './timestamps.ts'

// The director's signature: a person's, by a signing service that may be slow, late, away or told no; exactly one in
// the end, and the institution's seal after it. Through the front door, with a real server that speaks CSC API v2.

const DIRECTOR = '329999-99955'
const DEPUTY = '329999-99966'

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http
let supervisor: Http

beforeAll(async () => {
  stack = await startStack({ label: 'signing', env: { SIGNING_PATIENCE_SECONDS: '6' } })
  ;[head, inspector, reviewer, director, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola', 'maris-krumins'].map((p) =>
      stack.signIn(p),
    ),
  )) as [Http, Http, Http, Http, Http]
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const now = (): Promise<Date> => s.now(inspector)

/** A case that waits for the director's signature. */
async function toSignature(): Promise<string> {
  const { caseId } = await s.apply(head, {}, await now())
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer, caseId, 'review.approve')
  return caseId
}

interface Operation {
  id: string
  clientData: string
  state: string
}

async function service(path: '_people' | '_faults', body: unknown): Promise<{ operations: Operation[] }> {
  const reply = await fetch(`${stack.urls.csc}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(reply.status).toBe(200)
  return (await reply.json()) as { operations: Operation[] }
}

/** What was asked of the signing service for a case. */
async function operationsOf(caseId: string): Promise<Operation[]> {
  const { operations } = await service('_people', {})
  return operations.filter((o) => o.clientData.includes(caseId))
}

async function sql<T>(query: string, values: unknown[]): Promise<T[]> {
  return withClient(stack.database.adminUrl, async (client) => (await client.query(query, values)).rows)
}

async function numbers(): Promise<UnusedNumber[]> {
  const pool = openPool(stack.database.migratorUrl, 1)
  try {
    return await unusedNumbers(onPool(pool))
  } finally {
    await pool.end()
  }
}

async function failed(caseId: string, reason: string): Promise<s.CaseJson> {
  const file = await s.untilStage(director, caseId, 'signature', 60_000)
  expect(file.timeline.findLast((t) => t.type === 'signing-failed')!.data).toMatchObject({ reason })
  return file
}

/** The decision as it went out: verified by our own verifier, by pdfsig where there is one, and against the code. */
async function issued(
  caseId: string,
  code: string,
): Promise<{ number: string; bytes: Buffer; report: FileReport }> {
  const { number, fileId } = await s.untilSent(inspector, caseId, 'decision')
  const { bytes } = await inspector.get(`/api/files/${fileId}`)
  const ca = readFileSync(join(stack.plan.keys.signers, 'ca.cert.pem'), 'utf8')
  const report = verifyFile(bytes, { trust: trustCertificates(parsePem(ca)), at: new Date() })
  expect(report.verdict).toBe('TOTAL-PASSED')
  expect(report.signatures.map((one) => [one.id, one.signer?.kind])).toEqual([
    ['signatory', 'person'],
    ['seal', 'seal'],
  ])
  expect(isPerson(report.signatures[0]!.signer, code)).toBe(true)
  const file = join(stack.plan.stateDir, 'decision.pdf')
  writeFileSync(file, bytes)
  const pdfsig = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
  if (pdfsig.status !== null) expect(pdfsig.stdout.match(/Signature is Valid/g)).toHaveLength(2)
  return { number: number!, bytes, report }
}

const started = (file: s.CaseJson): s.CaseJson['timeline'] =>
  file.timeline.filter((t) => t.type === 'signing-started')

describe('signed by a remote service', () => {
  test('the act gives the number; the decision is made when the signature is there', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'wait' })
    await s.doAct(director, caseId, 'decision.sign')
    const waiting = await s.untilStage(director, caseId, 'signing')
    const { number } = started(waiting)[0]!.data
    expect(number).toMatch(/^4-7\/\d{4}\/\d+$/)
    await waitFor(async () => (await operationsOf(caseId)).length === 1, { what: 'the service asked' })
    // Nothing is decided: the clocks run, the applicant is told nothing, nothing can be done twice.
    expect(waiting.state.outcome).toBeNull()
    expect(waiting.clocks.find((c) => c.clock === 'statutory')!.state).toBe('running')
    expect(JSON.stringify((await s.getCase(head, caseId)).timeline)).not.toContain(String(number))
    expect((await s.tryAct(director, caseId, 'decision.sign')).json().code).toBe('not-allowed-now')
    const room = (await director.get('/api/signing')).json<{ items: Record<string, unknown>[] }>()
    expect(room.items).toMatchObject([{ caseId, signing: true, decisionNumber: number }])

    await service('_people', { do: 'confirm' })
    const decision = await issued(caseId, DIRECTOR)
    expect(decision.number).toBe(number)
    const file = await s.getCase(inspector, caseId)
    expect(file.state.outcome).toBe('grant')
    expect(file.clocks.find((c) => c.clock === 'statutory')!.state).toBe('stopped')
    expect((await operationsOf(caseId)).map((o) => o.state)).toEqual(['signed'])
  }, 180_000)

  test('refused on the phone, then signed: the number is kept, the reason told', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'refuse' })
    await s.doAct(director, caseId, 'decision.sign')
    const back = await failed(caseId, 'refused')
    const { number } = started(back)[0]!.data
    const page = await director.get('/desk/signing')
    expect(page.text).toContain('paraksts netika apstiprināts')
    expect(page.text).toContain(String(number))
    // The number that nothing bears is explained to whoever keeps the records; once a decision bears it, it needs none.
    const unused = async () => (await numbers()).filter((n) => n.number === number)
    expect(await unused()).toEqual([
      expect.objectContaining({
        ...{ series: 'decision', why: 'signing-failed', failure: 'refused', caseNumber: back.state.number },
      }),
    ])
    await service('_people', { do: 'confirm' })
    await s.doAct(director, caseId, 'decision.sign')
    expect((await issued(caseId, DIRECTOR)).number).toBe(number)
    expect(await unused()).toEqual([])
    expect(started(await s.getCase(inspector, caseId)).map((t) => t.data.number)).toEqual([number, number])
    const given = await sql("SELECT 1 FROM number_allocation WHERE series = 'decision' AND key LIKE $1", [
      `${caseId}/%`,
    ])
    expect(given).toHaveLength(1)
  }, 180_000)

  test('lost and repeated answers: the same operation is asked for, one signature is made', async () => {
    const caseId = await toSignature()
    // The answer to the order is lost on the way, and that to the order sent again.
    await service('_faults', { loseNextAnswers: 2 })
    await s.doAct(director, caseId, 'decision.sign')
    await issued(caseId, DIRECTOR)
    expect(await operationsOf(caseId)).toHaveLength(1)
    await service('_faults', {})
  }, 180_000)

  test('an answer that comes too late changes nothing: the next try is the one that counts', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'wait' })
    await s.doAct(director, caseId, 'decision.sign')
    await failed(caseId, 'expired')
    const [late] = await operationsOf(caseId)
    await service('_people', { do: 'confirm' })
    await s.doAct(director, caseId, 'decision.sign')
    const { number } = await issued(caseId, DIRECTOR)
    const rows = await sql<{ state: string; operation: string; signature: Buffer | null }>(
      'SELECT state, operation, signature FROM signing WHERE number = $1 ORDER BY prepared_at',
      [number],
    )
    expect(rows.map((r) => r.state)).toEqual(['failed', 'issued'])
    expect(rows[0]).toMatchObject({ operation: late!.id, signature: null })
  }, 180_000)

  test('the service is away: the director is told and the case is not lost', async () => {
    const caseId = await toSignature()
    await stack.kill('csc')
    await s.doAct(director, caseId, 'decision.sign')
    await failed(caseId, 'unavailable')
    await stack.start('csc')
    await s.doAct(director, caseId, 'decision.sign')
    await issued(caseId, DIRECTOR)
  }, 120_000)

  test('the documents worker is killed while the person confirms: one signature in the end', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'wait' })
    await s.doAct(director, caseId, 'decision.sign')
    await waitFor(
      async () =>
        (await sql('SELECT 1 FROM signing WHERE case_id = $1 AND operation IS NOT NULL', [caseId])).length,
      { what: 'the operation kept' },
    )
    await stack.kill('worker-documents')
    await service('_people', { do: 'confirm' })
    await stack.start('worker-documents')
    await s.untilStage(inspector, caseId, 'service', 60_000)
    await issued(caseId, DIRECTOR)
    expect((await operationsOf(caseId)).map((o) => o.state)).toEqual(['signed'])
    const rows = await sql<{ n: string }>(
      "SELECT count(*) AS n FROM issued_document WHERE case_id = $1 AND kind = 'decision'",
      [caseId],
    )
    expect(Number(rows[0]!.n)).toBe(1)
  }, 150_000)

  test('prepared bytes that were changed in the database are not embedded', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'wait' })
    await s.doAct(director, caseId, 'decision.sign')
    await waitFor(async () => (await operationsOf(caseId)).length, { what: 'the service asked' })
    await sql("UPDATE signing SET prepared = prepared || '\\x20'::bytea WHERE case_id = $1", [caseId])
    await service('_people', { do: 'confirm' })
    await failed(caseId, 'not-verified')
    await s.doAct(director, caseId, 'decision.sign')
    await issued(caseId, DIRECTOR)
  }, 180_000)
})

describe('in the director’s stead', () => {
  const people = async (): Promise<Record<string, string>> => {
    const reply = await supervisor.get('/api/delegations')
    const data = reply.json<{
      directors: { personId: string; name: string }[]
      people: { personId: string; name: string }[]
    }>()
    return Object.fromEntries([...data.people, ...data.directors].map((p) => [p.name, p.personId]))
  }
  const enter = (http: Http, body: unknown, key: string = randomUUID()): Promise<Reply> =>
    http.post('/api/delegations', body, { headers: { 'idempotency-key': key } })
  const today = (days = 0): Promise<string> => s.today(supervisor, days)
  const order = async (to: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
    const ids = await people()
    const me = (await supervisor.session<{ user: { personId: string } }>()).user.personId
    return {
      from: ids['Dace Vītola'],
      to: to === 'Māris Krūmiņš' ? me : ids[to],
      firstDay: await today(),
      lastDay: await today(2),
      orderNumber: '1-4/12',
      orderDate: await today(),
      ...more,
    }
  }

  test('entered with its ground; wrong ones are told on their field; nobody gives it to oneself', async () => {
    expect((await inspector.get('/api/delegations')).status).toBe(403)
    expect((await enter(inspector, await order('Andris Liepa'))).status).toBe(403)
    const own = await enter(supervisor, await order('Māris Krūmiņš'))
    expect([own.status, own.json().errors[0].field]).toEqual([422, 'to'])
    const wrong = await enter(director, {
      ...(await order('Māris Krūmiņš')),
      firstDay: await today(3),
      lastDay: await today(1),
      orderNumber: '',
    })
    expect(wrong.json().errors.map((e: { field: string }) => e.field)).toEqual(['orderNumber'])
    const order2 = await order('Māris Krūmiņš', { firstDay: await today(3), lastDay: await today(1) })
    expect((await enter(director, order2)).json().errors).toMatchObject([{ field: 'lastDay' }])
    const key = randomUUID()
    const [a, b] = [
      await enter(director, await order('Māris Krūmiņš'), key),
      await enter(director, await order('Māris Krūmiņš'), key),
    ]
    expect([a!.status, b!.json().id]).toEqual([201, a!.json().id])
    // The same key with another text is told, also when both come at once.
    const other = await enter(director, await order('Māris Krūmiņš', { orderNumber: '1-4/13' }), key)
    expect([other.status, other.json().code]).toEqual([409, 'idempotency-mismatch'])
    const fresh = randomUUID()
    const [x, y] = await Promise.all(
      ['1-4/14', '1-4/15'].map(async (orderNumber) =>
        enter(director, await order('Andris Liepa', { orderNumber }), fresh),
      ),
    )
    expect([x!.status, y!.status].sort()).toEqual([201, 409])
    // What was delegated is not delegated on, though it gives the director's role.
    expect((await supervisor.get('/api/signing')).status).toBe(200)
    await expect(
      sql('UPDATE delegation SET revoked_by = entered_by WHERE id = $1', [a!.json().id]),
    ).rejects.toThrow(/check/)
  }, 180_000)

  test('signed by the deputy: document and course of the case say on which ground', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'confirm' })
    await s.doAct(supervisor, caseId, 'decision.sign')
    const { bytes } = await issued(caseId, DEPUTY)
    const file = join(stack.plan.stateDir, 'deputy.pdf')
    writeFileSync(file, bytes)
    const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    if (text.status !== null) {
      expect(text.stdout.replace(/\s+/g, ' ')).toContain('direktora pienākumu izpildītājs/-a')
      expect(text.stdout).toContain('1-4/12')
    }
    const page = (await inspector.get(`/cases/${caseId}`)).text
    expect(page).toContain('parakstītājs ir direktora pienākumu izpildītājs')
    expect(page).toContain('rīkojums Nr. 1-4/12')
  }, 180_000)

  test('revoked while the signature is waited for: stopped, with the reason; nothing goes out', async () => {
    const caseId = await toSignature()
    await service('_people', { do: 'wait' })
    await s.doAct(supervisor, caseId, 'decision.sign')
    await waitFor(async () => (await operationsOf(caseId)).length, { what: 'the service asked' })
    const { delegations } = (await director.get('/api/delegations')).json<{
      delegations: { id: string; when: string; orderNumber: string }[]
    }>()
    // A colleague has one as well.
    const current = delegations.find((d) => d.when === 'current' && d.orderNumber === '1-4/12')!
    expect((await director.post(`/api/delegations/${current.id}/revoke`)).status).toBe(204)
    await service('_people', { do: 'confirm' })
    const back = await failed(caseId, 'authority-ended')
    expect(back.documents.some((d) => d.kind === 'decision')).toBe(false)
    expect((await s.tryAct(supervisor, caseId, 'decision.sign')).status).toBe(403)
    expect((await supervisor.get('/api/signing')).status).toBe(403)
    await s.doAct(director, caseId, 'decision.sign')
    await issued(caseId, DIRECTOR)
  }, 180_000)

  test('the second person holds for a deputy as well; when the days are over, the right is gone', async () => {
    const reviewed = await toSignature()
    expect((await enter(director, await order('Andris Liepa'))).status).toBe(201)
    expect((await s.tryAct(reviewer, reviewed, 'decision.sign')).json().code).toBe('own-work')
    const room = (await reviewer.get('/api/signing')).json<{ items: { caseId: string; why: string }[] }>()
    expect(room.items.find((i) => i.caseId === reviewed)!.why).toBe('own-work')
    const to = new Date((await now()).getTime() + 4 * 86_400_000).toISOString()
    expect((await inspector.post('/api/dev/clock', { to })).status).toBe(200)
    await waitFor(async () => (await reviewer.get('/api/signing')).status === 403, { what: 'the right gone' })
    expect((await s.tryAct(reviewer, reviewed, 'decision.sign')).status).toBe(403)
    await s.doAct(director, reviewed, 'decision.return', { comment: 'Vēlāk.' })
  }, 180_000)
})

describe('the signing room', () => {
  test('many at once, one of them stale: told apart, the rest signed; asked again, the same answers', async () => {
    const cases = await Promise.all([toSignature(), toSignature(), toSignature()])
    const revisions = await Promise.all(
      cases.map(async (caseId) => ({ caseId, revision: (await s.getCase(director, caseId)).state.revision })),
    )
    revisions[1]!.revision -= 1
    const key = randomUUID()
    const sign = (): Promise<Reply> =>
      director.post('/api/signing', { cases: revisions }, { headers: { 'idempotency-key': key } })
    const first = await sign()
    expect(first.status).toBe(200)
    expect(first.json().results).toMatchObject([
      { ok: true, problem: null },
      { ok: false, problem: { code: 'stale' } },
      { ok: true, problem: null },
    ])
    expect((await sign()).json().results.map((r: { ok: boolean }) => r.ok)).toEqual([true, false, true])
    for (const caseId of [cases[0]!, cases[2]!]) await issued(caseId, DIRECTOR)
    expect((await s.getCase(director, cases[1]!)).state.stage).toBe('signature')
  }, 180_000)

  test('says what changed since the review, how a returned draft differs, and shows the draft as PDF', async () => {
    const caseId = await toSignature()
    const itemOf = async (): Promise<Record<string, unknown>> => {
      const { items } = (await director.get('/api/signing')).json<{ items: { caseId: string }[] }>()
      return items.find((i) => i.caseId === caseId)! as unknown as Record<string, unknown>
    }
    expect(await itemOf()).toMatchObject({
      changes: [],
      returned: null,
      failure: null,
      kind: 'grant',
      why: null,
    })
    await inspector.post(
      `/api/cases/${caseId}/notes`,
      { text: 'Zvanīja iestādes vadītāja.' },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    expect(await itemOf()).toMatchObject({
      changes: [{ kind: 'note-added', about: 'Zvanīja iestādes vadītāja.' }],
      draftedBy: 'Inese Bērziņa',
      reviewedBy: 'Andris Liepa',
    })
    const preview = await director.get(`/cases/${caseId}/preview`)
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(preview.bytes.includes('ETSI.CAdES.detached')).toBe(false)
    const file = join(stack.plan.stateDir, 'draft.pdf')
    writeFileSync(file, preview.bytes)
    const text = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' })
    if (text.status !== null) {
      expect(text.stdout).toContain('PROJEKTS')
      expect(text.stdout).not.toMatch(/4-7\/\d{4}\//)
    }
    expect((await inspector.get(`/api/cases/${caseId}/preview`)).status).toBe(403)
    expect((await reviewer.get(`/api/cases/${caseId}/preview`)).status).toBe(200)

    await s.doAct(director, caseId, 'decision.return', { comment: 'Papildināt pamatojumu.' })
    await s.doAct(inspector, caseId, 'proposal.submit', {
      ...s.proposal('grant'),
      reasoning: 'Programma atbilst prasībām. Telpas ir nodotas.',
    })
    await s.doAct(reviewer, caseId, 'review.approve')
    expect(await itemOf()).toMatchObject({
      changes: [],
      returned: {
        comment: 'Papildināt pamatojumu.',
        differences: [
          {
            field: 'reasoning',
            removed: ['Programma atbilst prasībām.'],
            added: ['Programma atbilst prasībām. Telpas ir nodotas.'],
          },
        ],
      },
    })
    expect((await inspector.get('/desk/signing')).status).toBe(403)
  }, 180_000)
})

/** The documents worker with other settings, for as long as something is done with it. */
async function withWorker(env: Record<string, string>, work: () => Promise<void>): Promise<void> {
  await stack.kill('worker-documents')
  const worker = await startProcess(
    'activities/worker-documents.ts',
    { ...stack.environmentOf('worker-documents'), ...env },
    { healthUrl: `http://127.0.0.1:${stack.plan.ports.workerDocuments}/health` },
  )
  try {
    await work()
  } finally {
    await worker.stop()
  }
}

const openssl = spawnSync('openssl', ['version']).status === 0

;(openssl ? test : test.skip)(
  'with a time-stamping authority both signatures bear its time, and the document says so',
  async () => {
    const { url, stop } = await startTimestamps(join(stack.plan.stateDir, 'keys'))
    try {
      await withWorker({ TSA_URL: url }, async () => {
        const caseId = await toSignature()
        await s.doAct(director, caseId, 'decision.sign')
        const { report } = await issued(caseId, DIRECTOR)
        expect(report.signatures.map((one) => [one.level, one.time.timestampAuthority])).toEqual([
          ['B-T', 'TEST TSA'],
          ['B-T', 'TEST TSA'],
        ])
      })
    } finally {
      await stop()
    }
  },
  120_000,
)

test('signed with keys in files, by configuration, without any service', async () => {
  await stack.kill('csc')
  await withWorker({ SIGNING_PROVIDER: 'local', SIGNERS_DIR: stack.plan.keys.signers }, async () => {
    const caseId = await toSignature()
    await s.doAct(director, caseId, 'decision.sign')
    await issued(caseId, DIRECTOR)
    const [row] = await sql<{ provider: string }>('SELECT provider FROM signing WHERE case_id = $1', [caseId])
    expect(row!.provider).toBe('local')
  })
}, 120_000)
