import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dayOf } from '../../law/time.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { developmentCa } from '../../signatures/dev-ca.ts'
import { makeTestPdf } from '../../signatures/testing.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { container, makeSigners, type Signers, tampered } from '../scenarios/signers.ts'
import * as s from '../scenarios/steps.ts'

// Bad input: each gets a clear error on its field, in Latvian and English, and the rest is kept.

let stack: Stack
let head: Http
let inspector: Http
/** Signed in at a level that does not stand for a signature. */
let deputy: Http
let signers: Signers

beforeAll(async () => {
  signers = makeSigners()
  stack = await startStack({ label: 'bad', env: { TRUST_DIR: signers.trustDir } })
  head = await stack.signIn('baiba-kalnina')
  deputy = await stack.signIn('liga-egle')
  inspector = await stack.signIn('inese-berzina')
}, 120_000)

afterAll(async () => {
  await stack?.stop()
  signers?.remove()
}, 180_000)

interface DraftJson {
  id: string
  data: Record<string, unknown>
  errors: { field: string; code: string; message: { lv: string; en: string } }[]
}

async function errorsOf(overrides: Record<string, unknown>): Promise<DraftJson> {
  const id = await s.completeDraft(head, overrides)
  return (await head.get(`/api/drafts/${id}`)).json<DraftJson>()
}

const day = (offset: number): string => dayOf(new Date(Date.now() + offset * 86_400_000).toISOString())

describe('the application', () => {
  test.each([
    ['a wrong programme code', 'programmeCode', '99999', 'programme-code'],
    ['letters for a code', 'programmeCode', 'abcdefgh', 'programme-code'],
    ['a name missing', 'programmeName', '', 'missing'],
    ['10,000 characters in a line', 'programmeName', 'ā'.repeat(10_000), 'too-long'],
    ['a duration that is no number', 'durationMonths', 'daudz', 'wrong-type'],
    ['a duration too long', 'durationMonths', '1000', 'too-big'],
    ['a place of another institution', 'siteAddress', 'Brīvības iela 1, Rīga', 'site-unknown'],
    ['an approval from the future', 'founderApprovalDate', day(10), 'date-future'],
    ['a start in the past', 'plannedStart', day(-10), 'date-past'],
    ['a day that does not exist', 'plannedStart', '2027-02-30', 'date-real'],
    ['a form of implementation that is not offered', 'form', 'midnight', 'invalid'],
    ['the declaration not given', 'declaration', false, 'declare'],
  ])('%s', async (_what, field, value, code) => {
    const draft = await errorsOf({ [field]: value })
    expect(draft.errors.map((e) => [e.field, e.code])).toContainEqual([field, code])
    const error = draft.errors.find((e) => e.field === field)!
    expect(error.message.lv.length).toBeGreaterThan(10)
    expect(error.message.en).not.toBe(error.message.lv)
    // What was entered is still there, right or wrong, and so is everything else.
    expect(draft.data[field]).toEqual(value)
    expect(draft.data.founderApprovalNumber).toBe('12/2026')
    const sent = await head.post(`/api/drafts/${draft.id}/submit`)
    expect(sent.status).toBe(422)
    expect(sent.headers.get('content-type')).toContain('application/problem+json')
    expect(sent.json().errors.map((e: { field: string }) => e.field)).toContain(field)
  })

  test('a vocational programme without its qualification', async () => {
    const draft = await errorsOf({ programmeCode: '33 484 01 1' })
    expect(draft.errors).toEqual([
      expect.objectContaining({ field: 'qualification', code: 'qualification-missing' }),
    ])
  })

  test('an own programme without its files', async () => {
    const made = (
      await head.post('/api/drafts', { form: 'licensing', data: s.answers({ route: 'own' }) })
    ).json<DraftJson>()
    expect(made.errors.map((e) => e.field)).toEqual(['lessonPlan', 'programmeFile', 'founderApprovalFile'])
  })

  test('HTML and SQL in every field are kept as text and do no harm', async () => {
    const nasty = `<script>alert(1)</script>'; DROP TABLE person; --"&`
    const { caseId } = await s.apply(head, {
      programmeName: nasty,
      scope: nasty,
      founderApprovalNumber: "12'--",
    })
    const file = await s.untilStage(inspector, caseId, 'completeness')
    expect(JSON.stringify(file)).toContain('DROP TABLE person')
    expect((await inspector.get('/api/queue')).status).toBe(200)
    await s.untilSent(inspector, caseId, 'receipt')
  })

  test('control characters are refused, whichever field they hide in', async () => {
    const data = s.answers({ programmeName: 'Programma\u0007' })
    const refused = await head.post('/api/drafts', { form: 'licensing', data })
    expect(refused.status).toBe(422)
    expect(refused.json().errors.map((e: { field: string }) => e.field)).toEqual(['data.programmeName'])
  })

  test('an institution that is not the own one, or does not exist', async () => {
    const reply = await head.post('/api/drafts', { form: 'licensing', institutionId: randomUUID() })
    expect(reply.status).toBe(403)
  })

  test("another school's draft is not there", async () => {
    const id = await s.completeDraft(head)
    const other = await stack.signIn('janis-ozols')
    expect((await other.get(`/api/drafts/${id}`)).status).toBe(404)
    expect((await other.post(`/api/drafts/${id}/submit`)).status).toBe(404)
  })
})

describe('files', () => {
  test.each([
    ['an executable renamed to .pdf', Buffer.from('4d5a900003000000', 'hex'), 'plāns.pdf', 415],
    ['a PDF renamed to .docx', s.PDF, 'plāns.docx', 415],
    ['an empty file', Buffer.alloc(0), 'plāns.pdf', 415],
    ['60 MB', Buffer.concat([s.PDF, Buffer.alloc(60 * 1024 * 1024)]), 'liels.pdf', 413],
  ])('%s is refused on its field, and the draft is as it was', async (_what, bytes, name, status) => {
    const id = await s.completeDraft(head)
    const before = (await head.get(`/api/drafts/${id}`)).json<DraftJson>()
    const reply = await s.attach(head, id, 'lessonPlan', bytes, name)
    expect(reply.status).toBe(status)
    expect(reply.json().errors[0]).toMatchObject({ field: 'lessonPlan' })
    expect((await head.get(`/api/drafts/${id}`)).json<DraftJson>().data).toEqual(before.data)
  })

  test('a path in the name is cut off; Latvian letters stay', async () => {
    const id = await s.completeDraft(head)
    const reply = await s.attach(head, id, 'lessonPlan', s.PDF, '../../etc/mācību plāns šeit.pdf')
    const files = reply.json<DraftJson>().data.lessonPlan as { name: string }[]
    expect(files.at(-1)!.name).toBe('mācību plāns šeit.pdf')
  })

  test('a file cannot be attached by naming one that somebody else uploaded', async () => {
    const id = await s.completeDraft(head)
    await head.patch(`/api/drafts/${id}`, {
      lessonPlan: [
        {
          fileId: randomUUID(),
          name: 'x.pdf',
          size: 1,
          sha256: 'a'.repeat(64),
          mediaType: 'application/pdf',
        },
      ],
    })
    const files = (await head.get(`/api/drafts/${id}`)).json<DraftJson>().data.lessonPlan as {
      name: string
    }[]
    expect(files.map((f) => f.name)).toEqual(['mācību plāns.pdf'])
  })
})

describe('a signature that is needed (APL 56(1)): the rule of the own signature', () => {
  const LIGA = '329999-99921'
  const one = (data: Buffer) => [{ name: 'iesniegums.txt', data }]
  type Make = (text: Buffer) => Buffer

  test.each<[string, string, () => Make, string | null]>([
    ['unsigned', 'a.pdf', () => () => makeTestPdf(), 'signature-missing'],
    [
      'signed by another',
      'a.asice',
      () => (t) => container(signers.person('329999-99966'), one(t)),
      'signature-other',
    ],
    ['a seal instead of a person', 'a.asice', () => (t) => container(signers.seal, one(t)), 'signature-seal'],
    [
      'changed after signing',
      'a.asice',
      () => (t) => tampered(signers.person(LIGA), 'iesniegums.txt', t),
      'signature-failed',
    ],
    [
      'another text',
      'a.edoc',
      () => () => container(signers.person(LIGA), one(Buffer.from('Cits teksts'))),
      'signature-other-content',
    ],
    [
      'one file too many',
      'a.asice',
      () => (t) => container(signers.person(LIGA), [...one(t), { name: 'b.txt', data: t }]),
      'signature-not-exactly',
    ],
    [
      'indeterminate: taken, for a person to look at',
      'a.asice',
      () => (t) => container(signers.person(LIGA, developmentCa({ name: 'Nezināma CA' })), one(t)),
      null,
    ],
    ['the own, valid', 'a.asice', () => (t) => container(signers.person(LIGA), one(t)), null],
  ])('%s', async (_what, name, make, code) => {
    const draft = await s.completeDraft(deputy)
    const text = (await deputy.get(`/api/drafts/${draft}/application`)).bytes
    const reply = await s.attach(deputy, draft, 'signedApplication', make()(text), name)
    expect(reply.status).toBe(201)
    const { errors } = reply.json<DraftJson>()
    expect(errors.map((e) => [e.field, e.code])).toEqual(code ? [['signedApplication', code]] : [])
    // The rest is kept, and what is wrong is said in both languages with what to do.
    expect(reply.json<DraftJson>().data.founderApprovalNumber).toBe('12/2026')
    const sent = await deputy.post(`/api/drafts/${draft}/submit`)
    expect(sent.status).toBe(code ? 422 : 201)
    if (code) expect(sent.json().errors[0].message.lv.length).toBeGreaterThan(40)
  })
})

describe('acts', () => {
  test('each act tells what is missing, and nothing has happened', async () => {
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const empty = await s.tryAct(inspector, caseId, 'completeness.return', { remarks: [] })
    expect(empty.status).toBe(422)
    expect(empty.json().errors[0]).toMatchObject({ field: 'remarks', code: 'remarks-missing' })
    await s.doAct(inspector, caseId, 'completeness.confirm')
    const findings = structuredClone(s.FINDINGS) as { findings: Record<string, { result: string }> }
    findings.findings.premises = { result: 'defect' }
    const unproven = await s.tryAct(inspector, caseId, 'assessment.complete', findings)
    expect(unproven.json().errors[0]).toMatchObject({
      field: 'findings.premises.evidence',
      code: 'evidence-missing',
    })
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    const normless = await s.tryAct(inspector, caseId, 'proposal.submit', {
      ...s.proposal('refuse'),
      norms: [],
    })
    expect(normless.json().errors[0]).toMatchObject({ field: 'norms', code: 'norms' })
    const unknown = await s.tryAct(inspector, caseId, 'proposal.submit', { ...s.proposal('grant'), extra: 1 })
    expect(unknown.status).toBe(422)
    expect((await s.getCase(inspector, caseId)).state.stage).toBe('proposal')
  })

  test('an act that does not exist, a case that does not exist, no key, not JSON', async () => {
    const { caseId } = await s.apply(head)
    expect((await s.tryAct(inspector, caseId, 'case.burn')).status).toBe(403)
    expect((await s.tryAct(inspector, randomUUID(), 'completeness.confirm')).status).toBe(404)
    expect((await s.tryAct(inspector, 'not-a-uuid', 'completeness.confirm')).status).toBe(404)
    const keyless = await inspector.post(`/api/cases/${caseId}/acts/completeness.confirm`, {})
    expect(keyless.json().code).toBe('idempotency-missing')
    expect((await inspector.get('/api/nothing/here')).status).toBe(404)
  })
})

describe('who asks', () => {
  test('nobody signed in sees or does anything but what is public', async () => {
    const visitor = stack.visitor()
    const { caseId } = await s.apply(head)
    for (const path of [
      '/api/cases',
      `/api/cases/${caseId}`,
      '/api/queue',
      '/api/supervision',
      '/api/drafts',
    ])
      expect((await visitor.get(path)).status).toBe(401)
    expect((await visitor.get('/api/registers/licensed-programmes')).status).toBe(200)
    expect((await visitor.get('/api/openapi.json')).json().openapi).toBe('3.1.1')
  })

  test('a change without the token of the session is refused', async () => {
    const reply = await head.request('POST', '/api/drafts', JSON.stringify({ form: 'licensing' }), {
      headers: { 'content-type': 'application/json', 'x-csrf-token': 'wrong' },
    })
    expect(reply.status).toBe(403)
    expect(reply.json().code).toBe('csrf')
  })

  test('an applicant has no queue, an inspector no portal of drafts, a school no word of drafting', async () => {
    expect((await head.get('/api/queue')).status).toBe(403)
    expect((await inspector.post('/api/drafts', { form: 'licensing' })).status).toBe(403)
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    const seen = JSON.stringify(await s.getCase(head, caseId))
    expect(seen).not.toContain('Programma atbilst prasībām')
    expect(seen).not.toContain('Inese')
  })
})

test('a day before any calendar that we know is told to whoever asks for it, and is no fault of ours', async () => {
  const supervisor = await stack.signIn('maris-krumins')
  const auditor = await stack.signIn('zane-auzina')
  const asked: [Http, string][] = [
    [supervisor, '/api/supervision?asOf=0020-02-29'],
    [auditor, '/api/audit?from=1950-01-01'],
    [stack.visitor(), '/api/verify?number=1-2/3&date=1950-01-01'],
  ]
  for (const [who, path] of asked) {
    const reply = await who.get(path)
    expect([path, reply.status < 500]).toEqual([path, true])
  }
  const early = await supervisor.get('/api/supervision?asOf=0020-02-29')
  expect([early.status, early.json().code]).toEqual([422, 'validation'])
  expect((await supervisor.get('/supervise?asOf=0020-02-29')).status).toBe(422)
  expect((await supervisor.get('/api/supervision?asOf=1950-01-01')).status).toBe(200)
})
