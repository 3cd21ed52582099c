import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decisionDataSchema } from '../../documents/decision/data.ts'
import { embeddedJson } from '../../documents/testing.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { trustCertificates } from '../../signatures/trust.ts'
import { verifyFile } from '../../signatures/verify.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// The rules of a decision (law/procedures F4) while it is drafted, reviewed and signed.

interface Reading {
  errors: { field: string; code: string; message: { lv: string } }[]
  findings: { rule: string; severity: string; field: string }[]
}

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'draft' })
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  reviewer = await stack.signIn('andris-liepa')
  director = await stack.signIn('dace-vitola')
}, 180_000)

afterAll(() => stack?.stop(), 60_000)

async function assessed(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  return caseId
}

async function check(caseId: string, payload: unknown): Promise<Reading> {
  const reply = await inspector.post(`/api/cases/${caseId}/draft/check`, { payload })
  expect(reply.status).toBe(200)
  return reply.json<Reading>()
}

async function draftOf(http: Http, caseId: string): Promise<string[] | null> {
  const { draft } = (await http.get(`/api/cases/${caseId}`)).json<{ draft: Reading | null }>()
  return draft?.findings.map((f) => `${f.severity} ${f.rule}`) ?? null
}

const decisions = (): Promise<number> =>
  withClient(stack.database.adminUrl, async (c) => {
    const { rows } = await c.query(`SELECT last FROM number_series WHERE series = 'decision'`)
    return (rows[0]?.last as number | undefined) ?? 0
  })

const WEIGHED = {
  necessity: 'Izglītojamo drošība.',
  suitability: 'Mācības nedrošās telpās nenotiek.',
  need: 'Saudzējošāka līdzekļa nav.',
  proportionality: 'Iestāde var pieteikties no jauna.',
}

describe('while drafting', () => {
  test('a draft is read as far as it is written, and nothing happens', async () => {
    const caseId = await assessed()
    const { timeline } = await s.getCase(inspector, caseId)
    const begun = await check(caseId, { norms: [] })
    expect(begun.errors.map((e) => e.field)).toEqual(['kind', 'facts', 'reasoning'])
    const bare = await check(caseId, { ...s.proposal('refuse'), norms: [] })
    expect(bare.errors).toMatchObject([{ field: 'norms', code: 'norms' }])
    expect(bare.findings.map((f) => `${f.severity} ${f.rule}`)).toEqual([
      'block norms',
      'warn considerations',
    ])
    expect((await check(caseId, { ...s.proposal('grant'), norms: [] })).findings).toMatchObject([
      { severity: 'warn', rule: 'norms' },
    ])
    expect(await check(caseId, { ...s.proposal('refuse'), ...WEIGHED })).toEqual({ errors: [], findings: [] })
    expect((await s.getCase(inspector, caseId)).timeline).toEqual(timeline)
    const stranger = await head.post(`/api/cases/${caseId}/draft/check`, { payload: s.proposal('grant') })
    expect(stranger.status).toBe(403)
  })

  test('what is lacking is known to inspector, reviewer and director, and to nobody outside', async () => {
    const caseId = await assessed()
    await s.doAct(inspector, caseId, 'proposal.submit', {
      ...s.proposal('refuse'),
      noHearingReason: 'Uzklausīšana apdraudētu izglītojamo drošību.',
    })
    await s.untilStage(inspector, caseId, 'review')
    for (const who of [inspector, reviewer, director])
      expect(await draftOf(who, caseId)).toEqual(['warn considerations'])
    expect(await draftOf(head, caseId)).toBeNull()
  })
})

describe('at issue', () => {
  test('a draft that became invalid on its way cannot be signed and takes no number; mended, it can', async () => {
    const caseId = await assessed()
    const draft = {
      ...s.proposal('refuse'),
      ...WEIGHED,
      noHearingReason: 'Uzklausīšana apdraudētu izglītojamo drošību.',
    }
    await s.doAct(inspector, caseId, 'proposal.submit', draft)
    await s.doAct(reviewer, caseId, 'review.approve')
    expect(await draftOf(director, caseId)).toEqual([])
    const before = await decisions()

    // The month runs out while the draft waits: an unfavourable act must then say why (APL 49(4)).
    const moved = await inspector.post('/api/dev/clock', {
      to: new Date(Date.now() + 45 * 86_400_000).toISOString(),
    })
    expect(moved.status).toBeLessThan(300)
    await waitFor(async () => (await draftOf(director, caseId))?.includes('block late'), {
      timeoutMs: 5000,
      what: 'the draft read as late',
    })
    const refused = await s.tryAct(director, caseId, 'decision.sign')
    expect([refused.status, refused.json().code]).toEqual([422, 'invalid-decision'])
    expect(refused.json().errors).toMatchObject([{ field: 'delayJustification', code: 'late' }])
    expect((await s.getCase(director, caseId)).state.stage).toBe('signature')
    expect(await decisions()).toBe(before)

    await s.doAct(director, caseId, 'decision.return', { comment: 'Jāpamato nokavējums.' })
    const again = await s.tryAct(inspector, caseId, 'proposal.submit', draft)
    expect(again.json().errors).toMatchObject([{ field: 'delayJustification', code: 'late' }])
    await s.doAct(inspector, caseId, 'proposal.submit', {
      ...draft,
      delayJustification: 'Bija jāgaida Veselības inspekcijas atzinums.',
    })
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    const { number, fileId, verifyCode } = await s.untilSent(inspector, caseId, 'decision')
    expect(await decisions()).toBe(before + 1)

    // What went out carries its data, and signature and seal cover them.
    const sealed = (await inspector.get(`/api/files/${fileId}`)).bytes
    const trust = trustCertificates(parsePem(readFileSync(stack.plan.keys.seal!.chain, 'utf8')), 'issued')
    const report = verifyFile(sealed, { trust, at: new Date() })
    expect(report.verdict).not.toBe('TOTAL-FAILED')
    expect(report.signatures.map((x) => x.signer?.kind)).toEqual(['person', 'seal'])
    expect(decisionDataSchema.parse(embeddedJson(sealed))).toMatchObject({
      number,
      kind: 'refuse',
      unfavourable: true,
      programme: { code: '21011111' },
      norms: s.proposal('refuse').norms,
      contest: { authority: 'Izglītības un zinātnes ministrijā', derived: { term: 'P1M' } },
      verifyUrl: expect.stringContaining(verifyCode),
    })
  })
})
