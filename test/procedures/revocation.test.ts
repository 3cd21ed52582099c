import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { REVOCATION_CHECKS } from '../../forms/acts/revocation.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import {
  askAbout,
  assessed,
  begun,
  contested,
  effectsOn,
  expectWrong,
  type Original,
  openAbout,
  proposed,
  untilForce,
} from './about.ts'

// A decision that can be contested no more is revoked, or left, on application of its addressee or of the institution's own
// motion (APL 83–86), through the front door; what that does to it, its own case and the register tell.

let stack: Stack
let head: Http
let stranger: Http
let supervisor: Http
let officials: s.Officials
let inspector: Http

beforeAll(async () => {
  stack = await startStack({ label: 'revocation' })
  const people = [
    'baiba-kalnina',
    'janis-ozols',
    'inese-berzina',
    'andris-liepa',
    'dace-vitola',
    'maris-krumins',
  ]
  const all = (await Promise.all(people.map((p) => stack.signIn(p)))) as Http[]
  ;[head, stranger, inspector] = all as [Http, Http, Http]
  officials = { inspector, reviewer: all[3]!, director: all[4]! }
  supervisor = all[5]!
  await s.toOrdinaryDay(inspector)
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const standing = async (of: Original) => (await s.getCase(head, of.caseId)).decisions[0]!

const open = async (who: Http, of: Original, more = {}, key?: string): Promise<Reply> =>
  openAbout(
    who,
    of,
    {
      procedure: 'revocation',
      data: { ground: 'condition', learnedOn: await s.today(inspector), reasons: 'Nosacījums.', ...more },
    },
    key,
  )

const ask = (who: Http, decision: string): Promise<Reply> =>
  askAbout(who, 'revocation', { decision, reasons: 'Apstākļi.' })

const look = (reply: Reply): Promise<string> => assessed(inspector, reply, REVOCATION_CHECKS)

describe('of the institution’s own motion', () => {
  let original: Original
  let caseId: string

  test('not while the decision can be contested; then by an inspector alone, once under one key, on a ground of the law', async () => {
    const { caseId: young } = await s.apply(head, {}, await s.now(inspector))
    await s.untilStage(inspector, young, 'completeness')
    await s.doAct(inspector, young, 'completeness.confirm')
    await s.doAct(inspector, young, 'assessment.complete', s.FINDINGS)
    const { decisions } = await s.decideCase(officials, young, s.proposal('grant'))
    const { number, decisionId } = decisions[0]!
    original = { caseId: young, number, decisionId, entryNo: '' }
    expect(decisions[0]!.begin).toEqual([])
    const early = await open(inspector, original)
    expect([early.status, early.text.includes('neapstrīdams')]).toEqual([422, true])
    await s.moveDays(inspector, 45)
    const final = await s.untilStage(inspector, young, 'final')
    original.entryNo = String(final.timeline.find((e) => e.type === 'register-entered')!.data.entryNo)
    expect(final.decisions[0]!.begin).toEqual(
      expect.arrayContaining([{ procedure: 'revocation', as: 'open' }]),
    )

    for (const who of [head, stranger, officials.reviewer, supervisor])
      expect((await open(who, original)).status).toBe(403)
    expect((await open(inspector, { ...original, decisionId: 'decision-9' })).status).toBe(404)
    for (const [wrong, field] of [
      [{ ground: 'because' }, 'ground'],
      [{ reasons: '' }, 'reasons'],
      [{ learnedOn: await s.today(inspector, 3) }, 'learnedOn'],
    ] as const) {
      const reply = await open(inspector, original, wrong)
      expectWrong(reply, field)
    }
    const key = randomUUID()
    const both = await Promise.all([open(inspector, original, {}, key), open(inspector, original, {}, key)])
    caseId = await begun(inspector, both[0])
    expect(both[1].json<s.Receipt>().caseId).toBe(caseId)
    expect((await open(inspector, original, { reasons: 'Cits.' }, key)).status).toBe(409)
  }, 300_000)

  test('its addressee sees it, both cases lead to each other, no term runs, and only who applied may withdraw', async () => {
    const mine = await s.getCase(head, caseId)
    expect(mine.about).toMatchObject({ caseId: original.caseId, number: original.number, open: true })
    expect(mine.clocks).toEqual([])
    expect(mine.documents).toEqual([])
    expect((await standing(original)).cases).toEqual([
      expect.objectContaining({ caseId, procedure: 'revocation', closed: false }),
    ])
    expect((await s.tryAct(head, caseId, 'case.withdraw')).status).toBe(403)
    expect(
      (await s.tryAct(inspector, caseId, 'term.extend', { extension: 'APL64(2)', reason: 'X' })).status,
    ).toBe(409)
    expect((await stranger.get(`/api/cases/${caseId}`)).status).toBe(404)
    const pages = await Promise.all([head, inspector].map((who) => who.get(`/cases/${caseId}`)))
    for (const page of pages) expect(page.text).toContain(`href="/cases/${original.caseId}"`)
    expect((await head.get(`/cases/${original.caseId}`)).text).toContain(`href="/cases/${caseId}"`)
  }, 120_000)

  test('what does not fit the law is refused on its field: the ground, the day, the kind', async () => {
    const found = REVOCATION_CHECKS.map(({ id }) => [id, { result: 'conforms' }])
    await s.doAct(inspector, caseId, 'assessment.complete', { findings: Object.fromEntries(found) })
    for (const [wrong, field] of [
      [proposed('revoke-benefit'), 'ground'],
      [proposed('revoke-benefit', { ground: 'unlawful-burden' }), 'ground'],
      [proposed('revoke-benefit', { ground: 'condition', from: 'issue' }), 'from'],
      [proposed('revoke-benefit', { ground: 'deceit', from: 'revocation' }), 'from'],
      [proposed('revoke-burden', { ground: 'condition' }), 'kind'],
      [proposed('refuse-revocation'), 'kind'],
    ] as const) {
      const reply = await s.tryAct(inspector, caseId, 'proposal.submit', wrong)
      expect([reply.status, reply.json<{ errors: { field: string }[] }>().errors[0]?.field]).toEqual([
        422,
        field,
      ])
    }
    expect((await s.tryAct(head, caseId, 'proposal.submit', proposed('revoke-benefit'))).status).toBe(403)
  }, 120_000)

  test('revoke-benefit: its addressee is heard, the licence is annulled once, and comes back when the ministry revokes that', async () => {
    const kind = 'revoke-benefit'
    const file = await s.decideCase(officials, caseId, proposed(kind, { ground: 'condition' }), head)
    expect(file.decisions[0]).toMatchObject({ kind, stage: 'contest-period' })
    expect(await untilForce(head, original, 'annulled')).toMatchObject({
      annulledBy: file.decisions[0]!.number,
    })
    await s.untilEntries(head, original.entryNo, ([one]) => one?.state === 'annulled')
    await s.untilStage(inspector, original.caseId, 'final')
    expect(await effectsOn(stack, original)).toEqual({ told: 1, recorded: 1, orders: ['enter', 'annul'] })
    expect((await s.getCase(inspector, original.caseId)).state.outcome).toBe('revoked')
    // What is annulled is not revoked once more.
    expect((await open(inspector, original)).status).toBe(422)

    expect((await contested(head, inspector, caseId, 'revoked')).state.outcome).toBe('revoked')
    await untilForce(head, original, 'in-force')
    await s.untilEntries(head, original.entryNo, ([one]) => one?.state === 'active')
    expect(await effectsOn(stack, original)).toEqual({
      told: 2,
      recorded: 2,
      orders: ['enter', 'annul', 'restore'],
    })
  }, 300_000)

  test('in part, from the day of issue: the rest stands; revoked-partly by the ministry, that is left to people', async () => {
    const part = await look(await open(inspector, original, { ground: 'deceit' }))
    const more = { ground: 'deceit', from: 'issue', part: 'Īstenošanas vieta Meža ielā 2.' }
    await s.decideCase(officials, part, proposed('revoke-benefit', more), head)
    const now = await untilForce(head, original, 'annulled-partly')
    const made = (await s.getCase(inspector, original.caseId)).documents.find((d) => d.kind === 'decision')!
    expect(now.steps.map((step) => step.text.lv).join(' ')).toContain('Atcelts daļā')
    expect(made.number).toBe(original.number)
    const { state } = await contested(head, inspector, part, 'revoked-partly')
    expect(state.outcome).toBe('revoked-partly')
    expect(await standing(original)).toMatchObject({ force: 'annulled-partly' })
  }, 300_000)

  test('leave-in-force: without a ground it stays, nobody need be heard, and nothing is told to its case', async () => {
    const before = await effectsOn(stack, original)
    const left = await look(await open(inspector, original))
    const file = await s.decideCase(officials, left, proposed('leave-in-force'))
    expect(file.documents.map((d) => d.kind)).toEqual(['decision'])
    expect(file.decisions[0]).toMatchObject({ kind: 'leave-in-force' })
    expect(await effectsOn(stack, original)).toEqual(before)
  }, 300_000)
})

describe('on application of its addressee', () => {
  let original: Original

  beforeAll(async () => {
    original = await s.incontestable(officials, head, 'refuse')
  }, 300_000)

  test('of nobody else, and of a decision that there is', async () => {
    for (const [who, number] of [
      [stranger, original.number],
      [head, '4-7/1999/1'],
    ] as const) {
      const reply = await ask(who, number)
      expect([reply.status, reply.json<{ errors: { field: string }[] }>().errors[0]?.field]).toEqual([
        422,
        'decision',
      ])
    }
    const drafted = await head.form(
      `/cases/${original.caseId}/decisions/${original.decisionId}/ask/revocation`,
      { go: '1' },
      { followRedirects: false },
    )
    expect([drafted.status, drafted.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/drafts\//),
    ])
    expect((await head.get(drafted.headers.get('location')!)).text).toContain(original.number)
  }, 120_000)

  test('withdrawn: it may be, and that leaves the decision as it is', async () => {
    const caseId = await begun(inspector, await ask(head, original.number))
    await s.doAct(head, caseId, 'case.withdraw', {})
    expect((await s.untilStage(head, caseId, 'closed')).state.outcome).toBe('withdrawn')
    expect(await standing(original)).toMatchObject({ force: 'in-force' })
  }, 120_000)

  test('refuse-revocation: the applicant is heard before, and the decision stays', async () => {
    const caseId = await look(await ask(head, original.number))
    expect((await s.getCase(head, caseId)).clocks.map((c) => c.state)).toEqual(['running'])
    expect((await s.tryAct(inspector, caseId, 'proposal.submit', proposed('leave-in-force'))).status).toBe(
      422,
    )
    const file = await s.decideCase(officials, caseId, proposed('refuse-revocation'), head)
    expect(file.decisions[0]).toMatchObject({ kind: 'refuse-revocation' })
    expect(await standing(original)).toMatchObject({ force: 'in-force' })
  }, 300_000)

  test('revoke-burden: a refusal that was unlawful is revoked from the day of its issue, without hearing', async () => {
    const caseId = await look(await ask(head, original.number))
    const more = { ground: 'unlawful-burden', from: 'issue' }
    const file = await s.decideCase(officials, caseId, proposed('revoke-burden', more))
    expect(file.documents.map((d) => d.kind)).not.toContain('hearing-invitation')
    expect(await untilForce(head, original, 'annulled')).toMatchObject({
      annulledBy: file.decisions[0]!.number,
    })
    expect(await effectsOn(stack, original)).toMatchObject({ told: 1, recorded: 1 })
  }, 300_000)
})
