import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// What becomes of a decision, also when its case has long been over (APL 72, 73, 76–82, 184–189), through the front door.

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http
/** Refused, heard, in force, and nobody has contested it; closed when its month is over. */
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'afterlife' })
  ;[head, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  await s.toOrdinaryDay(inspector)
  caseId = await refused()
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

async function refused(): Promise<string> {
  const { caseId: id } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(inspector, id, 'completeness')
  await s.doAct(inspector, id, 'completeness.confirm')
  await s.doAct(inspector, id, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, id, 'proposal.submit', s.proposal('refuse'))
  await s.untilSent(inspector, id, 'hearing-invitation')
  await s.doAct(head, id, 'views.submit', { text: 'Telpas tiks nodotas augustā.' })
  await s.doAct(inspector, id, 'proposal.submit', s.proposal('refuse'))
  await s.doAct(reviewer, id, 'review.approve')
  await s.doAct(director, id, 'decision.sign')
  await s.untilSent(inspector, id, 'decision')
  await s.moveDays(inspector, 6)
  await s.untilStage(inspector, id, 'contest-period')
  return id
}

const decision = async (who = head) => (await s.getCase(who, caseId)).decisions[0]!
const today = async (): Promise<string> => await s.today(inspector)
const contest = (more = {}) =>
  s.tryAct(head, caseId, 'contest.submit', { extent: 'Visā apjomā.', request: 'Lūdzu atcelt.', ...more })
const ministry = async (outcome: string) =>
  s.doAct(inspector, caseId, 'contest.outcome', {
    ...{ outcome, number: '01-25e/26/17', date: await today(), inForceFrom: await today() },
    summary: 'Ministrijas lēmums.',
  })

describe('while the term to contest runs', () => {
  test('a contestation is withdrawn, the ministry is told, and the decision has effect again', async () => {
    await s.doAct(head, caseId, 'contest.submit', { extent: 'Visā apjomā.', request: 'Lūdzu atcelt.' })
    expect(await decision()).toMatchObject({ stage: 'contested', force: 'suspended' })
    await s.doAct(head, caseId, 'contest.withdraw', { reason: 'Pārdomāju.' })
    await s.untilSent(inspector, caseId, 'contest-withdrawn')
    expect(await decision()).toMatchObject({ stage: 'contest-period', force: 'in-force', contestable: true })
  }, 180_000)

  test('a correction of other text changes no term; one of the operative part is served anew and opens a new term', async () => {
    const before = (await decision()).contestUntil!
    await s.doAct(inspector, caseId, 'decision.correct', { where: 'text', was: 'Mācibu', becomes: 'Mācību' })
    await s.untilSent(inspector, caseId, 'correction')
    expect((await decision()).contestUntil).toBe(before)
    await s.moveDays(inspector, 5)
    await s.doAct(inspector, caseId, 'decision.correct', { where: 'operative', was: '480', becomes: '490' })
    await waitFor(async () => {
      const { documents } = await s.getCase(inspector, caseId)
      return documents.filter((d) => d.kind === 'correction' && d.channel !== null).length === 2
    })
    await s.moveDays(inspector, 6)
    const after = await waitFor(async () => {
      const found = await decision()
      return found.contestUntil! > before ? found : undefined
    })
    expect(after).toMatchObject({ stage: 'contest-period', contestable: true })
  }, 180_000)
})

describe('when the case is over', () => {
  beforeAll(async () => {
    await s.moveDays(inspector, 45)
    await s.untilStage(inspector, caseId, 'final')
  }, 180_000)

  test('the addressee asks what it means, an inspector has it on the desk, and the answer goes out', async () => {
    await s.doAct(head, caseId, 'decision.ask', { what: 'explain', text: 'Ko nozīmē otrais punkts?' })
    const asked = await s.getCase(inspector, caseId)
    expect(asked.state).toMatchObject({ stage: 'final', closedAt: null })
    expect(asked.tasks).toContainEqual(expect.objectContaining({ kind: 'explain', state: 'open' }))
    await s.doAct(inspector, caseId, 'decision.explain', { text: 'Otrais punkts nosaka apjomu.' })
    await s.untilSent(head, caseId, 'explanation')
    await closed()
  }, 180_000)

  test('of many who contest at once one is heard, and the rest are told', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, () => contest({ restore: 'Biju slimnīcā; izziņa pievienota lietai.' })),
    )
    expect(all.filter((r) => r.status === 200)).toHaveLength(1)
    expect(new Set(all.map((r) => r.status))).toEqual(new Set([200, 409]))
    const file = await s.getCase(head, caseId)
    expect(file.state).toMatchObject({ stage: 'contested', waitingOn: 'ministry', closedAt: null })
    // Late: the ministry decides on the term, and nothing is suspended meanwhile.
    expect(file.decisions[0]).toMatchObject({
      stage: 'contested',
      force: 'in-force',
      contest: { late: true },
    })
  }, 180_000)

  test('a day that cannot be is refused on its field, and nobody has trouble by it', async () => {
    for (const date of ['1900-01-02', '0206-03-04', '2026-01-05']) {
      const reply = await s.tryAct(inspector, caseId, 'contest.outcome', {
        ...{ outcome: 'unchanged', number: '1', date, summary: 'Ministrijas lēmums.' },
      })
      expect([date, reply.status]).toEqual([date, 422])
      expect(reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)).toEqual(['date'])
    }
    // Other things may come meanwhile (a letter of the last act arrives), but nothing of this.
    const told = (await s.getCase(inspector, caseId)).timeline.map((t) => t.type)
    expect(told).not.toContain('trouble')
    expect(told).not.toContain('contest.outcome')
  }, 180_000)

  test('what cannot be recorded has the run begun anew from where it began: what waits goes on, and no letter goes twice', async () => {
    const letters = async (): Promise<string[]> =>
      (await s.getCase(inspector, caseId)).documents.map((d) => `${d.kind} ${d.number}`)
    await waitFor(async () => {
      const { documents } = await s.getCase(inspector, caseId)
      return documents.filter((d) => d.kind === 'contest-forwarding' && d.channel !== null).length === 2
    })
    const before = await letters()
    const broken = (what: string) => withClient(stack.database.adminUrl, (c) => c.query(what))
    await broken(`CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.data->>'act' = 'decision.explain' THEN
          RAISE EXCEPTION 'no such luck' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER break_it BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION break_it()`)
    const { state } = await s.getCase(inspector, caseId)
    const failed = await s.tryAct(
      inspector,
      caseId,
      'decision.explain',
      { text: 'Neizdosies.' },
      { revision: state.revision },
    )
    expect(failed.status).toBe(500)
    await broken('DROP TRIGGER break_it ON ledger_event')
    await ministry('not-examined')
    expect((await closed()).state.outcome).toBe('refuse')
    expect(await letters()).toEqual(before)
  }, 180_000)

  test('what was noted while nobody worked is done when somebody is back', async () => {
    await stack.kill('worker-cases')
    const asking = s.tryAct(head, caseId, 'decision.ask', { what: 'correct', text: 'Ir kļūda adresē.' })
    await new Promise((r) => setTimeout(r, 1_000))
    await stack.start('worker-cases')
    expect((await asking).status).toBe(200)
    await s.doAct(inspector, caseId, 'decision.correct', { where: 'text', was: 'iela 11', becomes: 'iela 1' })
    const done = await closed()
    expect(done.tasks.filter((t) => t.kind === 'explain').map((t) => t.state)).toEqual(['done', 'done'])
  }, 180_000)

  test('questions that nobody has answered yet are few, however many are asked at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, () =>
        s.tryAct(head, caseId, 'decision.ask', { what: 'explain', text: 'Ko tas nozīmē?' }),
      ),
    )
    const statuses = asked.map((r) => r.status)
    expect(statuses.filter((one) => one === 200)).toHaveLength(3)
    expect(statuses.filter((one) => one === 409)).toHaveLength(5)
    for (let n = 0; n < 3; n++)
      await s.doAct(inspector, caseId, 'decision.explain', { text: 'Tas nozīmē, ka atteikts.' })
    await closed()
  }, 180_000)

  test('the court: a refusal is not suspended by it, and what the court annuls is annulled', async () => {
    await s.doAct(inspector, caseId, 'court.file', { filedOn: await today(), number: 'A420000026' })
    expect((await s.getCase(head, caseId)).state).toMatchObject({ stage: 'in-court', waitingOn: 'court' })
    expect(await decision()).toMatchObject({ stage: 'in-court', force: 'in-force' })
    await s.doAct(inspector, caseId, 'court.outcome', {
      ...{ outcome: 'annulled', number: 'A42-01', inForceFrom: await today(), summary: 'Lēmums atcelts.' },
    })
    expect((await closed()).state.outcome).toBe('revoked')
    const { verifyCode } = (await s.getCase(head, caseId)).documents.find((d) => d.kind === 'decision')!
    const told = (await stack.visitor().get(`/api/verify?number=${verifyCode}`)).json()
    expect(told).toMatchObject({ state: 'annulled' })
    expect(told.later).toContainEqual(
      expect.objectContaining({ what: 'annulled', by: { issuer: 'court', number: 'A42-01' } }),
    )
    // Nothing is left to contest.
    expect((await contest()).status).toBe(409)
  }, 180_000)

  test('the ledger says what pages say, and every act was allowed where it stands', async () => {
    const db = openDatabase(stack.database.migratorUrl, 2)
    try {
      expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    } finally {
      await db.$disconnect()
    }
  })
})

async function closed() {
  return waitFor(async () => {
    const file = await s.getCase(inspector, caseId)
    return file.state.closedAt !== null && file.state.stage === 'final' ? file : undefined
  })
}
