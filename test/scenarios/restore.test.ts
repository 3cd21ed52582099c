import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Terms that the institution sets for a party are prolonged on request, and restored where they were missed (APL 46–48).

let stack: Stack
let desk: s.Desk
let stranger: Http

beforeAll(async () => {
  stack = await startStack({ label: 'restore' })
  const ids = ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola', 'janis-ozols']
  const people = (await Promise.all(ids.map((p) => stack.signIn(p)))) as [Http, Http, Http, Http, Http]
  const [head, inspector, reviewer, director] = people
  desk = { head, inspector, reviewer, director }
  stranger = people[4]
  await s.toOrdinaryDay(inspector)
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const fields = (reply: Reply): string[] =>
  reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)
const ask = (who: Http, caseId: string, term: string) =>
  s.tryAct(who, caseId, 'term.ask', { term, reason: 'Biju slimnīcā; izziņa pievienota.' })
const grant = (caseId: string, until: string, who = desk.inspector) =>
  s.tryAct(who, caseId, 'term.grant', { until, reason: 'Iemesls ir attaisnojošs.' })
const days = (n: number): Promise<string> => s.today(desk.inspector, n)
const clock = async (caseId: string, name: string) =>
  (await s.getCase(desk.inspector, caseId)).clocks.findLast((c) => c.clock.split('/')[0] === name)!

/** Left without progress: the term to cure runs. */
async function toCure(): Promise<string> {
  const { caseId } = await s.apply(desk.head, {}, await s.now(desk.inspector))
  await s.untilStage(desk.inspector, caseId, 'completeness')
  await s.doAct(desk.inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
    days: 5,
  })
  await waitFor(async () => (await s.getCase(desk.head, caseId)).clocks.some((c) => c.clock === 'cure'))
  return caseId
}

async function cure(caseId: string): Promise<void> {
  const draft = (await desk.head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
  await s.doAct(desk.head, caseId, 'application.cure', { draftId: draft.id })
  await s.untilStage(desk.inspector, caseId, 'completeness')
}

async function pastCure(caseId: string): Promise<void> {
  const { due } = await clock(caseId, 'cure')
  await s.moveTo(desk.inspector, new Date(new Date(`${due}T10:00:00Z`).getTime() + 86_400_000))
}

describe('a term that runs', () => {
  test('is prolonged when that was asked in time, though it is decided after its end: nobody has missed it meanwhile', async () => {
    const caseId = await toCure()
    expect(fields(await ask(desk.head, caseId, 'statutory'))).toEqual(['term'])
    expect((await ask(desk.head, caseId, 'views')).status).toBe(409)
    expect((await ask(stranger, caseId, 'cure')).status).toBe(404)
    s.expectStatus(await ask(desk.head, caseId, 'cure'), 200)
    expect(await clock(caseId, 'term')).toMatchObject({ rule: 'APL48.extend' })
    await pastCure(caseId)
    expect((await s.getCase(desk.head, caseId)).state.stage).toBe('cure')
    const until = await days(5)
    expect((await grant(caseId, until, desk.head)).status).toBe(403)
    expect(fields(await grant(caseId, await days(0)))).toEqual(['until'])
    s.expectStatus(await grant(caseId, until), 200)
    expect(await clock(caseId, 'cure')).toMatchObject({ due: until, standing: 'running' })
    await s.untilSent(desk.head, caseId, 'term-granted')
    await cure(caseId)
  }, 120_000)

  test('refused, it ends as it was: what was not cured counts as not submitted', async () => {
    const caseId = await toCure()
    s.expectStatus(await ask(desk.head, caseId, 'cure'), 200)
    await pastCure(caseId)
    await s.doAct(desk.inspector, caseId, 'term.refuse', { reason: 'Iemesla nav.' })
    await s.untilSent(desk.head, caseId, 'term-refused')
    expect((await s.untilStage(desk.inspector, caseId, 'closed')).state.outcome).toBe('not-submitted')
  }, 120_000)
})

describe('a term to cure that was missed', () => {
  let caseId: string

  test('is not restored without a ground; the case stays as it ended', async () => {
    caseId = await toCure()
    await pastCure(caseId)
    await waitFor(async () => (await s.getCase(desk.head, caseId)).state.closedAt !== null)
    s.expectStatus(await ask(desk.head, caseId, 'cure'), 200)
    expect(await clock(caseId, 'term')).toMatchObject({ rule: 'APL48.restore' })
    await s.doAct(desk.inspector, caseId, 'term.refuse', { reason: 'Nav pierādījumu.' })
    await s.untilSent(desk.head, caseId, 'term-refused')
    const { state } = await waitFor(async () => {
      const file = await s.getCase(desk.head, caseId)
      return file.state.closedAt === null ? undefined : file
    })
    expect(state).toMatchObject({ stage: 'closed', outcome: 'not-submitted' })
  }, 120_000)

  test('is restored: the case goes on with its cure, its term counts again, and it comes to its decision', async () => {
    s.expectStatus(await ask(desk.head, caseId, 'cure'), 200)
    const until = await days(6)
    s.expectStatus(await grant(caseId, until), 200)
    expect((await s.untilStage(desk.head, caseId, 'cure')).state).toMatchObject({
      closedAt: null,
      waitingOn: 'applicant',
    })
    expect(await clock(caseId, 'cure')).toMatchObject({ due: until, standing: 'running' })
    expect(await clock(caseId, 'statutory')).toMatchObject({ state: 'waiting-applicant' })
    await s.moveDays(desk.inspector, 2)
    const cured = await s.now(desk.inspector)
    await cure(caseId)
    const statutory = await clock(caseId, 'statutory')
    expect(statutory.state).toBe('running')
    // A month from the day of the cure, not from the receipt (APL 64(1¹)).
    expect(statutory.due! > new Date(cured.getTime() + 27 * 86_400_000).toISOString().slice(0, 10)).toBe(true)
    const { inspector, reviewer, director } = desk
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    await s.untilSent(inspector, caseId, 'decision')
    await s.moveDays(inspector, 50)
    const final = await s.untilStage(desk.head, caseId, 'final')
    expect(final.state.outcome).toBe('grant')
    await s.untilEntries(stack.visitor(), 'pamatizglitibas', ([one]) => one?.state === 'active')
  }, 180_000)

  test('restored and missed once more, it is over once more; and so is what is withdrawn after it', async () => {
    const [again, withdrawn] = [await toCure(), await toCure()]
    await pastCure(withdrawn)
    for (const one of [again, withdrawn]) {
      await waitFor(async () => (await s.getCase(desk.head, one)).state.closedAt !== null)
      s.expectStatus(await ask(desk.head, one, 'cure'), 200)
      s.expectStatus(await grant(one, await days(6)), 200)
      await s.untilStage(desk.head, one, 'cure')
    }
    await s.doAct(desk.head, withdrawn, 'case.withdraw', {})
    await s.moveDays(desk.inspector, 10)
    for (const [one, outcome] of [
      [again, 'not-submitted'],
      [withdrawn, 'withdrawn'],
    ] as const) {
      const { state } = await waitFor(async () => {
        const file = await s.getCase(desk.head, one)
        return file.state.closedAt === null ? undefined : file
      })
      expect(state).toMatchObject({ stage: 'closed', outcome })
    }
  }, 180_000)
})

describe('a term to be heard that was missed', () => {
  test('is restored: nothing is approved before the views came', async () => {
    const { head, inspector, reviewer } = desk
    const { caseId } = await s.apply(head, {}, await s.now(inspector))
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
    await s.untilSent(inspector, caseId, 'hearing-invitation')
    await s.moveDays(inspector, 25)
    await s.untilStage(inspector, caseId, 'proposal')
    expect((await s.tryAct(head, caseId, 'views.submit', { text: 'Nepiekrītu.' })).status).toBe(409)
    s.expectStatus(await ask(head, caseId, 'views'), 200)
    s.expectStatus(await grant(caseId, await days(7)), 200)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
    expect((await s.tryAct(reviewer, caseId, 'review.approve')).status).toBe(409)
    await s.doAct(head, caseId, 'views.submit', { text: 'Telpas ir nodotas.' })
    expect((await s.getCase(inspector, caseId)).latestPayloads['views.submit']).toBeDefined()
    await s.doAct(reviewer, caseId, 'review.approve')
    // Its letter may still be under way; what follows compares rows.
    await s.untilSent(head, caseId, 'term-granted')
  }, 120_000)
})

test('what pages read is rebuilt from the ledger as it was, and every act was allowed where it stands', async () => {
  const db = openDatabase(stack.database.migratorUrl, 2)
  const rows = () =>
    withClient(
      stack.database.adminUrl,
      async (c) => (await c.query('SELECT to_jsonb(v) AS v FROM case_view v ORDER BY case_id')).rows,
    )
  try {
    const before = await rows()
    await rebuildProjections(db)
    expect(await rows()).toEqual(before)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  } finally {
    await db.$disconnect()
  }
}, 120_000)
