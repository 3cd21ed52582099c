import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { REOPENING_CHECKS } from '../../forms/acts/reopening.ts'
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

// Proceedings that ended with a decision are begun anew, when its addressee applies or the institution must (APL 87, 88),
// through the front door: another decision takes the place of the first, or it is refused.

let stack: Stack
let head: Http
let stranger: Http
let inspector: Http
let officials: s.Officials
let original: Original

beforeAll(async () => {
  stack = await startStack({ label: 'reopening' })
  const people = ['baiba-kalnina', 'janis-ozols', 'inese-berzina', 'andris-liepa', 'dace-vitola']
  const all = (await Promise.all(people.map((p) => stack.signIn(p)))) as [Http, Http, Http, Http, Http]
  ;[head, stranger, inspector] = all
  officials = { inspector, reviewer: all[3], director: all[4] }
  await s.toOrdinaryDay(inspector)
  original = await s.incontestable(officials, head, 'refuse')
}, 300_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const ask = async (who: Http, more: Record<string, unknown> = {}): Promise<Reply> =>
  askAbout(who, 'reopening', {
    ...{ decision: original.number, ground: 'evidence', learnedOn: await s.today(inspector, -10) },
    reasons: 'Telpas ir nodotas, un akts ir pieejams.',
    ...more,
  })
const open = (who: Http, more: Record<string, unknown> = {}): Promise<Reply> =>
  openAbout(who, original, {
    procedure: 'reopening',
    data: {
      ...{ ground: 'constitutional-court', ruling: '2026. gada 1. marts, Nr. 2025-12-01' },
      ...{ reasons: 'Piemērotā norma neatbilst Satversmei.', ...more },
    },
  })
const look = (reply: Reply): Promise<string> => assessed(inspector, reply, REOPENING_CHECKS)
const standing = async () => (await s.getCase(head, original.caseId)).decisions[0]!

describe('when its addressee applies', () => {
  test('of its own decision, on a ground of the law, with a day that has come', async () => {
    expectWrong(await ask(stranger), 'decision')
    expectWrong(await ask(head, { ground: 'constitutional-court' }), 'ground')
    expectWrong(await ask(head, { learnedOn: await s.today(inspector, 2) }), 'learnedOn')
    expectWrong(await ask(head, { learnedOn: '' }), 'learnedOn')
    const page = await head.get(`/cases/${original.caseId}`)
    expect(page.text).toContain('Lūgt uzsākt procesu no jauna')
  }, 120_000)

  test('withdrawn: it may be', async () => {
    const caseId = await begun(inspector, await ask(head))
    expect((await s.tryAct(stranger, caseId, 'case.withdraw')).status).toBe(404)
    await s.doAct(head, caseId, 'case.withdraw', {})
    expect((await s.untilStage(head, caseId, 'closed')).state.outcome).toBe('withdrawn')
  }, 120_000)

  test('refuse-reopening: what is late is not begun anew, whoever applied is heard, and may contest that; revoked by the ministry', async () => {
    const late = await s.today(inspector, -220)
    const caseId = await look(await ask(head, { learnedOn: late }))
    const anew = proposed('decide-anew', { newDecision: 'licencēt programmu.' })
    const reply = await s.tryAct(inspector, caseId, 'proposal.submit', anew)
    expectWrong(reply, 'kind')
    expect(reply.text).toContain('sešu mēnešu laikā')
    const file = await s.decideCase(officials, caseId, proposed('refuse-reopening'), head)
    expect(file.decisions[0]).toMatchObject({ kind: 'refuse-reopening', contestable: true })
    expect(await standing()).toMatchObject({ force: 'in-force' })
    expect((await contested(head, inspector, caseId, 'revoked')).state.outcome).toBe('revoked')
    // It had done nothing to the other decision, so nothing is undone there.
    expect(await effectsOn(stack, original)).toMatchObject({ told: 0, recorded: 0 })
  }, 300_000)

  test('decide-anew: a refusal is replaced, the programme is entered once; nobody else does any of it', async () => {
    const caseId = await look(await ask(head))
    expectWrong(await s.tryAct(inspector, caseId, 'proposal.submit', proposed('decide-anew')), 'newDecision')
    const anew = proposed('decide-anew', { newDecision: 'licencēt izglītības programmu.' })
    for (const who of [head, officials.reviewer, officials.director])
      expect((await s.tryAct(who, caseId, 'proposal.submit', anew)).status).toBe(403)
    const file = await s.decideCase(officials, caseId, anew)
    expect(file.decisions[0]).toMatchObject({ kind: 'decide-anew' })
    expect(await untilForce(head, original, 'replaced')).toMatchObject({
      annulledBy: file.decisions[0]!.number,
    })
    const first = await s.untilStage(inspector, original.caseId, 'final')
    expect(first.state.outcome).toBe('grant')
    const entered = first.timeline.filter((e) => e.type === 'register-entered')
    expect(entered).toHaveLength(1)
    await s.untilEntries(head, String(entered[0]!.data.entryNo), ([one]) => one?.state === 'active')
    expect(await effectsOn(stack, original)).toMatchObject({ told: 1, recorded: 1 })
    // What was replaced is not begun anew once more; what took its place may be, when it is incontestable.
    expectWrong(await ask(head), 'decision')
    expectWrong(await ask(head, { decision: file.decisions[0]!.number }), 'decision')
  }, 300_000)
})

describe('when the institution must', () => {
  test('an inspector alone begins, on a ground of article 88; it cannot be refused; revoked-partly by the ministry is left to people', async () => {
    original = await s.incontestable(officials, head, 'grant')
    for (const who of [head, stranger, officials.reviewer]) expect((await open(who)).status).toBe(403)
    expectWrong(await open(inspector, { ground: 'evidence' }), 'ground')
    const caseId = await look(await open(inspector))
    expect((await s.getCase(head, caseId)).clocks).toEqual([])
    expectWrong(await s.tryAct(inspector, caseId, 'proposal.submit', proposed('refuse-reopening')), 'kind')
    const anew = proposed('decide-anew', { newDecision: 'licencēt programmu citā apjomā.' })
    await s.decideCase(officials, caseId, anew)
    await untilForce(head, original, 'replaced')
    const { state } = await contested(head, inspector, caseId, 'revoked-partly')
    expect(state.outcome).toBe('revoked-partly')
    // What becomes of the licence beside that is for people to enter.
    expect(await effectsOn(stack, original)).toMatchObject({ told: 1, recorded: 1, orders: ['enter'] })
  }, 300_000)
})
