import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { REVOCATION_CHECKS } from '../../forms/acts/revocation.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { waitFor } from '../harness/environment.ts'
import { infrastructure } from '../harness/infrastructure-info.ts'
import { ownTemporal } from '../harness/own-temporal.ts'
import { type CommitProxy, startCommitProxy } from '../harness/slow-commit.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { assessed, effectsOn, openAbout, proposed, untilForce } from '../procedures/about.ts'
import * as s from '../scenarios/steps.ts'

// A decision of one case revokes that of another, and an entry of a register with it. The worker dies as soon as the first
// has recorded it, before Temporal hears of that and before the other case is woken; and once more when the other has.

let stack: Stack
let proxy: CommitProxy
let server: { kill9(): Promise<void> }
let head: Http
let inspector: Http
let officials: s.Officials

beforeAll(async () => {
  const { port } = infrastructure().postgres
  const [temporal, started] = await Promise.all([ownTemporal('effects'), startCommitProxy(port)])
  proxy = started
  server = await temporal.start()
  stack = await startStack({
    label: 'effects',
    temporalAddress: temporal.address,
    databaseThrough: (url) => url.replace(`:${port}/`, `:${proxy.port}/`),
  })
  const people = ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola']
  const all = (await Promise.all(people.map((p) => stack.signIn(p)))) as [Http, Http, Http, Http]
  ;[head, inspector] = all
  officials = { inspector, reviewer: all[2], director: all[3] }
  await s.toOrdinaryDay(inspector)
}, 240_000)

afterAll(async () => {
  await stack?.stop()
  await server?.kill9()
  await proxy?.stop()
}, 180_000)

/** Kills the worker when something is committed that says this, and nobody else knows of it. */
function killedOn(said: string): Promise<void> {
  return new Promise((resolve, reject) => {
    proxy.keepBack(said, () => stack.kill('worker-cases').then(resolve, reject))
  })
}

test('whatever dies between, the decision is revoked once, and the entry annulled once', async () => {
  const original = await s.incontestable(officials, head, 'grant')
  const data = { ground: 'condition', learnedOn: await s.today(inspector), reasons: 'Nosacījums.' }
  const opened = await openAbout(inspector, original, { procedure: 'revocation', data })
  const caseId = await assessed(inspector, opened, REVOCATION_CHECKS)
  const propose = proposed('revoke-benefit', { ground: 'condition' })
  await s.doAct(inspector, caseId, 'proposal.submit', propose)
  await s.untilSent(inspector, caseId, 'hearing-invitation')
  await s.doAct(head, caseId, 'views.submit', { text: 'Nepiekrītu.' })
  await s.doAct(inspector, caseId, 'proposal.submit', propose)
  await s.doAct(officials.reviewer, caseId, 'review.approve')
  await s.doAct(officials.director, caseId, 'decision.sign')
  await s.untilSent(inspector, caseId, 'decision')

  const told = killedOn('decision-told')
  await s.moveDays(inspector, 6)
  await told
  // It stands in both inboxes and nowhere else.
  expect(await effectsOn(stack, original)).toEqual({ told: 1, recorded: 0, orders: ['enter'] })
  expect((await s.getCase(head, original.caseId)).decisions[0]).toMatchObject({ force: 'in-force' })

  const recorded = killedOn('"type":"annulled"')
  await stack.start('worker-cases')
  await recorded
  expect(await effectsOn(stack, original)).toEqual({ told: 1, recorded: 1, orders: ['enter', 'annul'] })

  await stack.start('worker-cases')
  await untilForce(head, original, 'annulled')
  await s.untilEntries(head, original.entryNo, ([one]) => one?.state === 'annulled')
  await s.untilStage(inspector, caseId, 'contest-period')
  const first = await waitFor(async () => {
    const file = await s.getCase(inspector, original.caseId)
    return file.state.closedAt !== null && file.state.outcome === 'revoked' ? file : undefined
  })
  expect(first.timeline.filter((e) => e.type === 'register-entered')).toHaveLength(2)
  expect(await effectsOn(stack, original)).toEqual({ told: 1, recorded: 1, orders: ['enter', 'annul'] })
}, 600_000)
