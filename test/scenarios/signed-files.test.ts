import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { developmentCa } from '../../signatures/dev-ca.ts'
import { makeTestPdf } from '../../signatures/testing.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { container, makeSigners, type Signers, signAgain, signedPdf, tampered } from './signers.ts'
import * as s from './steps.ts'

// What comes in is verified on upload; what cannot be decided goes to a person with the report.

const BAIBA = '329999-99911'
const LIGA = '329999-99921'
const OTHER = '329999-99966'

let stack: Stack
let signers: Signers
let head: Http
let deputy: Http
let inspector: Http
let reviewer: Http
let director: Http

interface VerificationJson {
  id: string
  fileId: string
  state: string
  reasons: { code: string; lv: string; en: string }[]
  signatures: {
    name: string
    code: string
    kind: string
    byApplicant: boolean
    state: string
    reasons: { code: string }[]
  }[]
  trust: string
  policy: string
}
interface DraftJson {
  id: string
  signature: string
  data: Record<string, { fileId: string }[]>
  errors: { field: string; code: string; message: { lv: string; en: string } }[]
  verifications: Record<string, VerificationJson>
}

beforeAll(async () => {
  signers = makeSigners()
  stack = await startStack({ label: 'signed', env: { TRUST_DIR: signers.trustDir } })
  // The CA of the institution's own seal.
  copyFileSync(stack.plan.keys.seal!.chain, join(signers.trustDir, 'seal.pem'))
  ;[head, deputy, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'liga-egle', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) =>
      stack.signIn(p),
    ),
  )) as [Http, Http, Http, Http, Http]
}, 120_000)

afterAll(async () => {
  await stack?.stop()
  signers?.remove()
}, 180_000)

/** Attaches to the lesson plan and gives what was found on that file. */
async function plan(
  http: Http,
  draft: string,
  bytes: Buffer,
  name: string,
): Promise<VerificationJson | undefined> {
  const reply = await s.attach(http, draft, 'lessonPlan', bytes, name)
  expect(reply.status).toBe(201)
  const json = reply.json<DraftJson>()
  return json.verifications[json.data.lessonPlan!.at(-1)!.fileId]
}

describe('on upload', () => {
  test('unsigned, valid, failed and indeterminate are told apart, with signers and reasons', async () => {
    const draft = await s.completeDraft(head)
    const plain = await plan(head, draft, makeTestPdf(), 'plāns.pdf')
    expect(plain).toMatchObject({ state: 'unsigned' })

    const from = Date.now()
    const own = await plan(head, draft, await signedPdf(signers.person(BAIBA)), 'parakstīts.pdf')
    expect(Date.now() - from).toBeLessThan(5_000)
    expect(own).toMatchObject({
      state: 'passed',
      signatures: [{ name: 'TESTA PERSONA', kind: 'person', byApplicant: true }],
    })
    // Codes are covered, whoever asks.
    expect(own!.signatures[0]!.code).toBe('PNOLV ••••••-••911')
    expect(JSON.stringify(own)).not.toContain(BAIBA)
    expect(own!.trust).toMatch(/^folder:/)
    expect(own!.policy).toMatch(/^lieta-signatures-/)

    const broken = await plan(
      head,
      draft,
      tampered(signers.person(BAIBA), 'a.txt', Buffer.from('mainīts saturs')),
      'a.asice',
    )
    expect(broken!.state).toBe('failed')
    expect(broken!.signatures[0]!.reasons.map((r) => r.code)).toContain('file-changed')

    const stranger = signers.person(BAIBA, developmentCa({ name: 'Sveša CA' }))
    const open = await plan(
      head,
      draft,
      container(stranger, [{ name: 'a.txt', data: Buffer.from('a') }]),
      'a.edoc',
    )
    expect(open!.state).toBe('indeterminate')
    expect(open!.signatures[0]!.reasons.map((r) => r.code)).toContain('untrusted-issuer')
    // Where no signature is asked for, none of this stands in the way of sending.
    expect((await head.get(`/api/drafts/${draft}`)).json<DraftJson>().errors).toEqual([])
  })

  test('what cannot carry a signature is not verified; a hostile container harms nobody', async () => {
    const draft = await s.completeDraft(head)
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    expect(await plan(head, draft, png, 'attēls.png')).toBeUndefined()
    const bomb = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200_000, 0xff)])
    const reply = await s.attach(head, draft, 'lessonPlan', bomb, 'bumba.asice')
    expect([201, 415]).toContain(reply.status)
    expect((await head.get('/api/session')).status).toBe(200)
  })
})

describe('where the sign-in does not stand for a signature (APL 56(1))', () => {
  const sign = async (
    draft: string,
    bytes: (text: Buffer) => Buffer,
    name = 'iesniegums.asice',
  ): Promise<DraftJson> => {
    const text = (await deputy.get(`/api/drafts/${draft}/application`)).bytes
    const reply = await s.attach(deputy, draft, 'signedApplication', bytes(text), name)
    expect(reply.status).toBe(201)
    return reply.json<DraftJson>()
  }
  const one = (data: Buffer) => [{ name: 'iesniegums.txt', data }]

  test('nothing signed, then the own signature; a later answer makes it stale; signed anew it is sent and recorded', async () => {
    const draft = await s.completeDraft(deputy)
    const before = (await deputy.get(`/api/drafts/${draft}`)).json<DraftJson>()
    expect(before.errors).toEqual([
      expect.objectContaining({ field: 'signedApplication', code: 'signature-missing' }),
    ])
    const me = signers.person(LIGA)
    expect((await sign(draft, (t) => container(me, one(t)))).errors).toEqual([])
    await deputy.patch(`/api/drafts/${draft}`, { scope: '5700 stundas' })
    expect((await deputy.get(`/api/drafts/${draft}`)).json<DraftJson>().errors[0]!.code).toBe(
      'signature-other-content',
    )
    await removeFiles(deputy, draft, 'signedApplication')
    expect((await sign(draft, (t) => container(me, one(t)))).errors).toEqual([])
    const receipt = await deputy.post(`/api/drafts/${draft}/submit`)
    expect(receipt.status).toBe(201)
    const { caseId } = receipt.json()
    const file = (await inspector.get(`/api/cases/${caseId}`)).json()
    expect(file.signature).toBe('own-signature')
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
  })

  test('signed in with the identification of the state, nothing is asked, and that is recorded', async () => {
    const draft = await s.completeDraft(head)
    expect((await head.get(`/api/drafts/${draft}`)).json<DraftJson>()).toMatchObject({
      signature: 'sign-in',
      errors: [],
    })
    const { caseId } = (await head.post(`/api/drafts/${draft}/submit`)).json()
    expect((await inspector.get(`/api/cases/${caseId}`)).json().signature).toBe('sign-in')
  })
})

/** Takes files away as the page does it. */
async function removeFiles(http: Http, draft: string, field: string): Promise<void> {
  const { data } = (await http.get(`/api/drafts/${draft}`)).json<DraftJson>()
  for (const { fileId } of data[field]!) {
    const body = new FormData()
    body.append('_csrf', (await http.session()).csrfToken)
    body.append('_remove', `${field}:${fileId}`)
    expect((await http.form(`/drafts/${draft}/signature`, body)).status).toBe(200)
  }
}

describe('an indeterminate signature', () => {
  interface AttachmentJson {
    file: { fileId: string; name: string }
    standing: string
    verification: VerificationJson
    judgement: { accepted: boolean; reason: string; by: string } | null
  }
  const attachments = async (http: Http, caseId: string): Promise<AttachmentJson[]> =>
    (await http.get(`/api/cases/${caseId}`)).json<{ attachments: AttachmentJson[] }>().attachments
  const judge = (
    http: Http,
    caseId: string,
    fileId: string,
    accepted: boolean,
    reason: string,
  ): Promise<Reply> =>
    http.post(
      `/api/cases/${caseId}/signatures`,
      { fileId, accepted, reason },
      { headers: { 'idempotency-key': randomUUID() } },
    )

  async function withOpenSignature(
    ca = developmentCa({ name: 'Nezināma CA' }),
  ): Promise<{ caseId: string; fileId: string }> {
    const draft = await s.completeDraft(head)
    const file = container(signers.person(OTHER, ca), [{ name: 'plāns.txt', data: Buffer.from('plāns') }])
    await plan(head, draft, file, 'plāns.edoc')
    const { caseId } = (await head.post(`/api/drafts/${draft}/submit`)).json()
    await s.untilStage(inspector, caseId, 'completeness')
    const open = (await attachments(inspector, caseId)).find((a) => a.standing === 'judge')!
    return { caseId, fileId: open.file.fileId }
  }

  test('goes to a person with the report: not complete until judged, and the judgement stands in the ledger', async () => {
    const { caseId, fileId } = await withOpenSignature()
    const early = await s.tryAct(inspector, caseId, 'completeness.confirm')
    expect(early.status).toBe(422)
    expect(early.json().errors).toEqual([
      expect.objectContaining({ field: 'lessonPlan', code: 'signature-unjudged' }),
    ])
    expect((await judge(head, caseId, fileId, true, 'Es pats.')).status).toBe(403)
    expect((await judge(inspector, caseId, fileId, true, ' ')).status).toBe(422)
    expect((await judge(inspector, caseId, randomUUID(), true, 'Cita datne.')).status).toBe(404)
    expect((await judge(inspector, caseId, fileId, true, 'Pārbaudīts eParaksts portālā.')).status).toBe(204)
    const judged = (await attachments(inspector, caseId)).find((a) => a.file.fileId === fileId)!
    expect(judged).toMatchObject({
      standing: 'fine',
      judgement: { accepted: true, reason: 'Pārbaudīts eParaksts portālā.', by: 'Inese Bērziņa' },
    })
    // The applicant sees the verdict, not what the service wrote about it.
    expect(JSON.stringify(await attachments(head, caseId))).not.toContain('eParaksts portālā')
    expect((await s.getCase(inspector, caseId)).timeline.map((e) => e.type)).toContain('signature-judged')
    await s.doAct(inspector, caseId, 'completeness.confirm')
  })

  test('is verified again when the trust has changed; each verification is kept', async () => {
    const ca = developmentCa({ name: 'Vēlāk pievienota CA' })
    const { caseId, fileId } = await withOpenSignature(ca)
    const again = await inspector.post(`/api/files/${fileId}/verifications`)
    expect(again.json<VerificationJson>()).toMatchObject({ state: 'indeterminate' })
    writeFileSync(join(signers.trustDir, 'b.pem'), ca.pem.certPem)
    const now = await inspector.post(`/api/files/${fileId}/verifications`)
    expect(now.status).toBe(201)
    expect(now.json<VerificationJson>()).toMatchObject({ state: 'passed' })
    const all = (await inspector.get(`/api/files/${fileId}/verifications`)).json<{
      verifications: VerificationJson[]
    }>()
    expect(all.verifications.map((v) => v.state)).toEqual(['passed', 'indeterminate', 'indeterminate'])
    expect(new Set(all.verifications.map((v) => v.trust)).size).toBe(2)
    expect((await judge(inspector, caseId, fileId, false, 'Vairs nav ko izvērtēt.')).status).toBe(409)
    await s.doAct(inspector, caseId, 'completeness.confirm')
    // Others see nothing of it.
    const other = await stack.signIn('janis-ozols')
    expect((await other.get(`/api/files/${fileId}/verifications`)).status).toBe(404)
    expect((await head.post(`/api/files/${fileId}/verifications`)).status).toBe(403)
  })

  test('trust that cannot be used leaves the one before', async () => {
    writeFileSync(
      join(signers.trustDir, 'c.pem'),
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    )
    const draft = await s.completeDraft(head)
    const found = await plan(head, draft, await signedPdf(signers.person(BAIBA)), 'a.pdf')
    expect(found!.state).toBe('passed')
    rmSync(join(signers.trustDir, 'c.pem'))
  })
})

interface Answer {
  answer: string
  document: { found: boolean; number: string; state: string; later: Later[] } | null
  signatures: { state: string; kind: string; ours: boolean }[]
}
interface Later {
  what: string
  date: string
  by: { issuer: string; number: string }
}

describe('/verify', () => {
  const upload = (bytes: Buffer, name = 'datne.pdf'): Promise<Reply> => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes)]), name)
    return stack.visitor().request('POST', '/api/verify', body)
  }
  const check = async (bytes: Buffer, name?: string): Promise<Answer> => {
    const reply = await upload(bytes, name)
    expect(reply.status).toBe(200)
    return reply.json<Answer>()
  }
  const byNumber = async (number: string): Promise<{ state: string; later: Later[]; sha256: string }> =>
    (
      await stack
        .visitor()
        .get(`/api/verify?number=${encodeURIComponent(number)}&date=${await dayIssued(number)}`)
    ).json()
  /** The day that stands on the document; empty for an entry of a register, whose number suffices. */
  const dayIssued = (number: string): Promise<string> =>
    withClient(stack.database.adminUrl, async (c) => {
      const { rows } = await c.query<{ day: string }>(
        `SELECT to_char(created_at AT TIME ZONE 'Europe/Riga', 'YYYY-MM-DD') AS day FROM issued_document WHERE number = $1`,
        [number],
      )
      return rows[0]?.day ?? ''
    })
  const now = (): Promise<Date> => s.now(inspector)
  const moveDays = (days: number): Promise<void> => s.moveDays(inspector, days)

  async function decided(kind: 'grant' | 'refuse'): Promise<{ caseId: string; number: string; pdf: Buffer }> {
    const { caseId } = await s.apply(head, {}, await now())
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal(kind))
    if (kind === 'refuse') {
      await s.untilSent(inspector, caseId, 'hearing-invitation')
      await s.doAct(head, caseId, 'views.submit', { text: 'Telpas tiks nodotas augustā.' })
      await s.doAct(inspector, caseId, 'proposal.submit', s.proposal(kind))
    }
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    const { number, fileId } = await s.untilSent(inspector, caseId, 'decision')
    return { caseId, number: number!, pdf: (await inspector.get(`/api/files/${fileId}`)).bytes }
  }
  /** The ministry decides on the day of the clock. @returns that day */
  const ministry = async (caseId: string, outcome: string): Promise<string> => {
    const date = await s.today(inspector)
    const summary = 'Ministrija lēmumu izskatīja.'
    await s.doAct(inspector, caseId, 'contest.outcome', { outcome, number: '01-25e/77', date, summary })
    return date
  }
  const contest = async (caseId: string): Promise<void> => {
    await s.untilStage(inspector, caseId, 'contest-period')
    await s.doAct(head, caseId, 'contest.submit', { extent: 'Pilnībā.', request: 'Lūdzu atcelt.' })
    await s.untilStage(inspector, caseId, 'contested')
  }
  const BY_MINISTRY = { issuer: 'ministry', number: '01-25e/77' }

  let granted: Awaited<ReturnType<typeof decided>>

  test('our document as issued is authentic; a changed copy is not, and is told which one it was', async () => {
    granted = await decided('grant')
    const { pdf, number } = granted
    expect(await check(pdf)).toMatchObject({ answer: 'authentic', document: { number, state: 'issued' } })

    const flipped = Buffer.from(pdf)
    flipped[2_000] = flipped[2_000]! ^ 1
    expect(await check(flipped)).toMatchObject({
      answer: 'changed',
      document: { number },
      signatures: [
        { state: 'failed', kind: 'person' },
        { state: 'failed', kind: 'seal', ours: true },
      ],
    })
    const longer = Buffer.concat([pdf, Buffer.from('\n% piebilde\n')])
    expect(await check(longer)).toMatchObject({ answer: 'changed', document: { number } })

    // Signed later by somebody else, and put into a container: still what we issued.
    const person = signers.person(OTHER)
    expect(await check(await signAgain(pdf, person))).toMatchObject({
      answer: 'authentic-extended',
      document: { number },
    })
    expect(await check(container(person, [{ name: 'lemums.pdf', data: pdf }]), 'a.asice')).toMatchObject({
      answer: 'authentic-inside',
      document: { number },
    })
    // Our code on a file without our seal.
    const { verifyCode } = (await s.getCase(inspector, granted.caseId)).documents.find(
      (d) => d.kind === 'decision',
    )!
    const forged = makeTestPdf(`${stack.urls.api}/verify/${verifyCode}`)
    expect(await check(forged)).toMatchObject({ answer: 'unsealed', document: { number } })
  })

  test('a number alone tells nothing, also not that it was given; with another day neither', async () => {
    const ask = async (query: string): Promise<unknown> =>
      (await stack.visitor().get(`/api/verify?${query}`)).json()
    const number = encodeURIComponent(granted.number)
    const day = await dayIssued(granted.number)
    const nothing = { found: false }
    expect(await ask(`number=${number}&date=${day}`)).toMatchObject({ found: true, number: granted.number })
    for (const date of ['', '&date=1999-01-01', '&date=', '&date=x', '&date=9999-12-31'])
      expect(await ask(`number=${number}${date}`)).toEqual(nothing)
    const never = encodeURIComponent(granted.number.replace(/\d+$/, '99999'))
    expect(await ask(`number=${never}&date=${day}`)).toEqual(nothing)
    // Two days are no question, whichever number they go with.
    for (const asked of [number, never])
      expect(await ask(`number=${asked}&date=${day}&date=${day}`)).toMatchObject({
        status: 422,
        errors: [{ field: 'date' }],
      })
    const page = await stack.visitor().get(`/verify/${granted.number}`)
    expect(page.status).toBe(404)
    expect((await stack.visitor().get(`/verify/${granted.number}?date=${day}`)).status).toBe(200)
  })

  test('a row that was never sealed is not believed: neither its number, nor its code, nor its file', async () => {
    // Whoever holds the application's own rights in the database can write such rows.
    const forged = makeTestPdf(`${stack.urls.api}/verify/2345-6789-ABCD-EFGH`)
    const borrowed = granted.pdf
    const now = (await s.now(inspector)).toISOString()
    await withClient(stack.database.adminUrl, async (c) => {
      for (const [n, bytes, code] of [
        [1, forged, '2345-6789-ABCD-EFGH'],
        // A sealed file of ours under another number and code.
        [2, borrowed, '2345-6789-ABCD-EFGJ'],
      ] as const) {
        const hash = createHash('sha256').update(bytes).digest('hex')
        const id = `00000000-0000-4000-8000-00000000000${n}`
        await c.query(
          `INSERT INTO stored_file (id, sha256, size, media_type, name, bytes, uploaded_at) VALUES ($1,$2,$3,'application/pdf','x.pdf',$4,$5)`,
          [id, hash, bytes.length, bytes, now],
        )
        await c.query(
          `INSERT INTO issued_document (id, key, case_id, kind, number, file_id, sha256, verify_code, created_at) VALUES ($1,$2,$3,'decision',$4,$1,$5,$6,$7)`,
          [id, `forged-${n}`, granted.caseId, `4-7/1998/${n}`, hash, code, now],
        )
      }
    })
    const day = await dayIssued('4-7/1998/1')
    for (const n of [1, 2])
      expect((await stack.visitor().get(`/api/verify?number=4-7/1998/${n}&date=${day}`)).json()).toEqual({
        found: false,
      })
    for (const code of ['2345-6789-ABCD-EFGH', '2345-6789-ABCD-EFGJ'])
      expect((await stack.visitor().get(`/api/verify?number=${code}`)).json()).toEqual({ found: false })
    expect(await check(forged)).toMatchObject({ answer: 'unsigned', document: null })
    expect(await check(granted.pdf)).toMatchObject({
      answer: 'authentic',
      document: { number: granted.number },
    })
    await withClient(stack.database.adminUrl, (c) =>
      c.query(
        `SET session_replication_role = 'replica'; DELETE FROM issued_document WHERE key LIKE 'forged-%'`,
      ),
    )
  })

  test('of what others signed: the verdict only, no name, no code; nothing is kept or logged', async () => {
    const count = (): Promise<number> =>
      withClient(stack.database.adminUrl, async (c) => {
        const rows = await c.query<{ n: string }>(
          'SELECT (SELECT count(*) FROM stored_file) + (SELECT count(*) FROM file_verification) AS n',
        )
        return Number(rows.rows[0]!.n)
      })
    const before = await count()
    const foreign = await upload(await signedPdf(signers.person(OTHER)), 'noslepums-vards.pdf')
    expect(foreign.json<Answer>()).toMatchObject({
      answer: 'foreign',
      document: null,
      signatures: [{ state: 'passed', kind: 'person', ours: false }],
    })
    expect(foreign.text).not.toMatch(/TESTA|PERSONA|99966/)
    expect(await check(await signedPdf(signers.seal, 'seal'))).toMatchObject({
      answer: 'foreign',
      signatures: [{ kind: 'seal', ours: false }],
    })
    expect(await check(makeTestPdf())).toMatchObject({ answer: 'unsigned' })
    expect(await check(Buffer.from('teksts'))).toMatchObject({ answer: 'unreadable' })
    expect((await upload(Buffer.alloc(0))).status).toBe(422)
    expect((await upload(Buffer.alloc(51 * 1024 * 1024, 1))).status).toBe(413)
    expect(await count()).toBe(before)
    const logs = stack.processes.get('api')!.logs()
    expect(logs).not.toMatch(/noslepums-vards|TESTA PERSONA/)
  })

  test('corrected: said on both documents', async () => {
    await moveDays(6)
    await s.untilStage(inspector, granted.caseId, 'contest-period')
    await s.doAct(inspector, granted.caseId, 'decision.correct', {
      ...{ where: 'text', was: '5600', becomes: '5660' },
    })
    const correction = await s.untilSent(inspector, granted.caseId, 'correction')
    expect(await byNumber(granted.number)).toMatchObject({
      state: 'in-force',
      later: [{ what: 'corrected', by: { issuer: 'service', number: correction.number } }],
    })
    expect(await byNumber(correction.number!)).toMatchObject({
      later: [{ what: 'corrects', by: { issuer: 'service', number: granted.number } }],
    })
  })

  test('annulled: the decision and the licence, by what', async () => {
    const { entry } = (await byNumber(granted.number)) as unknown as { entry: { entryNo: string } }
    await contest(granted.caseId)
    const date = await ministry(granted.caseId, 'revoked')
    await s.untilStage(inspector, granted.caseId, 'final')
    expect((await byNumber(granted.number)).state).toBe('annulled')
    expect((await byNumber(granted.number)).later).toContainEqual({
      what: 'annulled',
      date,
      by: BY_MINISTRY,
    })
    expect(await byNumber(entry.entryNo)).toMatchObject({
      state: 'annulled',
      later: [{ what: 'annulled', by: BY_MINISTRY }],
    })
    // The file says the same as the number.
    expect((await check(granted.pdf)).document).toMatchObject({ state: 'annulled' })
  })

  test('suspended while the ministry decides, then superseded by its decision', async () => {
    const refused = await decided('refuse')
    await moveDays(8)
    await contest(refused.caseId)
    expect((await byNumber(refused.number)).state).toBe('suspended')
    await ministry(refused.caseId, 'other-act')
    await s.untilStage(inspector, refused.caseId, 'final')
    expect(await byNumber(refused.number)).toMatchObject({
      state: 'superseded',
      later: [{ what: 'superseded', by: BY_MINISTRY }],
    })
  })

  test('as a page for visitors, without a session; too many files at once are refused politely', async () => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(granted.pdf)]), 'lēmums.pdf')
    const page = await stack.visitor().request('POST', '/verify', body)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Dokuments ir īsts, bet šobrīd nav spēkā')
    expect(page.text).toContain('01-25e/77')
    expect(page.headers.getSetCookie()).toEqual([])
    const replies = await Promise.all(Array.from({ length: 25 }, () => upload(Buffer.from('x'))))
    expect(replies.some((r) => r.status === 429)).toBe(true)
    expect(replies.find((r) => r.status === 429)!.json().code).toBe('rate-limited')
  })
})
