import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rebuildProjections, verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// A third person, and somebody who was not invited, contest a licence beside its holder (APL 28, 76(1), 79); while it is
// suspended, the register says so (80, 185).

let stack: Stack
let desk: s.Desk
let third: Http
let concerned: Http
let caseId: string
let entryNo: string

const THIRD = SAMPLE_PEOPLE.find((p) => p.id === 'ilze-programmetaja')!
const CONCERNED = SAMPLE_PEOPLE.find((p) => p.id === 'janis-ozols')!

beforeAll(async () => {
  stack = await startStack({ label: 'others' })
  const people = ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p))
  const [head, inspector, reviewer, director] = (await Promise.all(people)) as [Http, Http, Http, Http]
  desk = { head, inspector, reviewer, director }
  third = await stack.signIn(THIRD.id)
  concerned = await stack.signIn(CONCERNED.id)
  await s.toOrdinaryDay(inspector)
  caseId = (await s.apply(head, {}, await s.now(inspector))).caseId
  await s.untilStage(inspector, caseId, 'completeness')
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const admit = (who: Http, more: Record<string, unknown>) =>
  s.tryAct(who, caseId, 'party.admit', {
    ...{ role: 'third', givenName: THIRD.givenName, familyName: THIRD.familyName },
    ...{ personalCode: THIRD.personalCode, email: THIRD.email, ground: 'Telpas ir viņas īpašums.' },
    ...more,
  })
const fields = (reply: { json<T>(): T }): string[] =>
  reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)
const SAID = { extent: 'Visā apjomā.', request: 'Lūdzu atcelt licenci.' }
const contest = (who: Http, more = {}) => s.tryAct(who, caseId, 'contest.submit', { ...SAID, ...more })
const decision = async (who = desk.inspector) => (await s.getCase(who, caseId)).decisions[0]!
const entry = async () =>
  (await stack.visitor().get(`/api/registers/licensed-programmes/${entryNo}`)).json<{
    state: string
    suspendedUntil: string | null
    data: Record<string, unknown>
    history: { state: string; reason: string; decision: string | null }[]
  }>()
const untilEntry = (state: string) =>
  waitFor(
    async () => {
      const found = await entry()
      if (found.state !== state) throw new Error(`the entry is ${found.state}`)
      return found
    },
    { timeoutMs: 60_000, what: `the entry ${state}` },
  )
const orders = async (): Promise<string[]> =>
  (await s.getCase(desk.inspector, caseId)).timeline
    .filter((t) => t.type === 'register-entered')
    .map((t) => String(t.data.order))

describe('a third person', () => {
  test('is admitted by an inspector and by nobody else, once, and is told', async () => {
    expect((await third.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await admit(desk.head, {})).status).toBe(403)
    expect((await admit(desk.reviewer, {})).status).toBe(403)
    expect(fields(await admit(desk.inspector, { personalCode: '' }))).toEqual(['personalCode'])
    expect(fields(await admit(desk.inspector, { personalCode: '999999-99999' }))).toEqual(['personalCode'])
    expect(fields(await admit(desk.inspector, { givenName: '' }))).toEqual(['givenName'])
    expect(fields(await admit(desk.inspector, { role: 'applicant' }))).toEqual(['role'])
    const unknown = { personalCode: '', regNo: '99999999999' }
    expect(fields(await admit(desk.inspector, unknown))).toEqual(['regNo'])
    s.expectStatus(await admit(desk.inspector, {}), 200)
    expect((await admit(desk.inspector, {})).status).toBe(409)
    await waitFor(async () => {
      const { documents } = await s.getCase(third, caseId)
      return documents.length === 1 && documents[0]!.kind === 'admission' && documents[0]!.channel
    })
    // Nobody else is shown what was written to her; and of what was said with the act no code is kept.
    const seen = await s.getCase(desk.head, caseId)
    expect(seen.documents.map((d) => d.kind)).not.toContain('admission')
    const kept = await withClient(stack.database.adminUrl, (c) =>
      c.query(`SELECT count(*)::int AS n FROM case_event WHERE data::text LIKE $1`, [
        `%${THIRD.personalCode}%`,
      ]),
    )
    expect(kept.rows[0].n).toBe(0)
  }, 120_000)

  test('is served the decision by itself, and sees nothing else of the case', async () => {
    const { inspector, reviewer, director } = desk
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    await s.untilSent(inspector, caseId, 'decision')
    await s.moveDays(inspector, 8)
    const { timeline } = await s.untilStage(inspector, caseId, 'contest-period')
    entryNo = String(timeline.find((t) => t.type === 'register-entered')!.data.entryNo)
    const file = await s.getCase(third, caseId)
    expect(file.documents.map((d) => d.kind).sort()).toEqual(['admission', 'decision'])
    expect(file.decisions).toHaveLength(1)
    expect(file.clocks.map((c) => [c.clock, c.state])).toEqual([['contest/2', 'running']])
    expect(JSON.stringify(file)).not.toContain('Pamatizglītības programma, ')
    await untilEntry('active')
  }, 120_000)

  test('contests the licence: it is suspended, and the register says so with the reason', async () => {
    s.expectStatus(await contest(third), 200)
    expect(await decision()).toMatchObject({ stage: 'contested', force: 'suspended' })
    expect(await untilEntry('suspended')).toMatchObject({
      suspendedUntil: null,
      history: [
        { state: 'suspended', reason: 'suspended-by-contest', decision: expect.any(String) },
        { state: 'active' },
      ],
    })
    const page = await stack.visitor().get(`/registers/licensed-programmes/${entryNo}`)
    expect(page.text).toContain('Apturēta: lēmums ir apstrīdēts')
    // What she wrote, she sees and the applicant does not; nor does she contest twice.
    expect((await s.getCase(third, caseId)).latestPayloads['contest.submit']).toBeDefined()
    expect((await s.getCase(desk.head, caseId)).latestPayloads['contest.submit']).toBeUndefined()
    expect((await contest(third)).status).toBe(409)
    expect((await contest(desk.reviewer)).status).toBe(403)
  }, 120_000)

  test('beside her the holder contests for more; what she withdraws lifts the suspension, and his goes on', async () => {
    s.expectStatus(await contest(desk.head), 200)
    expect((await s.tryAct(concerned, caseId, 'contest.withdraw', {})).status).toBe(404)
    await s.doAct(third, caseId, 'contest.withdraw', { reason: 'Vienojāmies.' })
    expect(await decision()).toMatchObject({ stage: 'contested', force: 'in-force' })
    await untilEntry('active')
    const tasks = (await s.getCase(desk.inspector, caseId)).tasks.filter((t) => t.kind === 'ministry-outcome')
    expect(tasks.map((t) => t.state)).toEqual(['open'])
    s.expectStatus(await contest(third), 200)
    await untilEntry('suspended')
    expect(await orders()).toEqual(['enter', 'suspend', 'resume', 'suspend'])
  }, 120_000)

  test('somebody who was not invited has a month from learning of it, and must say when that was', async () => {
    const { givenName, familyName, personalCode, email } = CONCERNED
    const other = { role: 'concerned', givenName, familyName, personalCode, email }
    const admitted = await admit(desk.inspector, other)
    s.expectStatus(admitted, 200)
    expect(fields(await contest(concerned))).toEqual(['learnedOn'])
    expect(fields(await contest(concerned, { learnedOn: '2026-01-02' }))).toEqual(['learnedOn'])
    expect(fields(await contest(concerned, { learnedOn: await s.today(desk.inspector, 1) }))).toEqual([
      'learnedOn',
    ])
    s.expectStatus(await contest(concerned, { learnedOn: await s.today(desk.inspector) }), 200)
    await waitFor(async () => {
      const { documents } = await s.getCase(desk.inspector, caseId)
      return documents.filter((d) => d.kind === 'contest-forwarding' && d.channel).length === 4
    })
    const own = (await s.getCase(concerned, caseId)).documents.map((d) => d.kind).sort()
    expect(own).toEqual(['admission', 'contest-forwarding'])
  }, 120_000)

  test('one decision of the ministry is on all; the entry is suspended until the day that the law names, and then no more', async () => {
    const date = await s.today(desk.inspector)
    await s.doAct(desk.inspector, caseId, 'contest.outcome', {
      ...{ outcome: 'unchanged', number: '01-25e/26/17', date, inForceFrom: date },
      summary: 'Ministrijas lēmums.',
    })
    await s.untilStage(desk.inspector, caseId, 'final')
    const { courtUntil, suspension } = await decision()
    const { suspendedUntil } = await waitFor(async () => {
      const found = await entry()
      return found.suspendedUntil === null ? undefined : found
    })
    expect(suspendedUntil).toBe(suspension!.until)
    expect(suspendedUntil! > courtUntil!).toBe(true)
    await s.moveTo(desk.inspector, new Date(`${courtUntil}T10:00:00Z`))
    expect((await entry()).state).toBe('suspended')
    await s.moveDays(desk.inspector, 1)
    expect((await untilEntry('active')).history[0]).toMatchObject({
      reason: 'suspension-over',
      decision: null,
    })
  }, 120_000)

  test('the court suspends it once more where somebody else applied to it, until its judgment is in force', async () => {
    const on = await s.today(desk.inspector)
    await s.doAct(desk.inspector, caseId, 'court.file', { filedOn: on, number: 'A420000026', by: 'other' })
    expect((await untilEntry('suspended')).history[0]).toMatchObject({ reason: 'suspended-by-court' })
    await s.doAct(desk.inspector, caseId, 'court.outcome', {
      ...{ outcome: 'rejected', number: 'A42-01', inForceFrom: on, summary: 'Noraidīts.' },
    })
    await untilEntry('active')
    expect(await orders()).toEqual(['enter', 'suspend', 'resume', 'suspend', 'suspend', 'suspend', 'resume'])
  }, 120_000)

  test('an error that is corrected in the decision is corrected in the register too, and a second one does not undo the first', async () => {
    const correct = (more: Record<string, string>) =>
      s.tryAct(desk.inspector, caseId, 'decision.correct', {
        ...{ where: 'text', was: 'Kļūda', becomes: 'Pareizi' },
        ...more,
      })
    expect(fields(await correct({ entryField: 'scope' }))).toEqual(['entryValue'])
    expect(fields(await correct({ entryValue: '490 stundas' }))).toEqual(['entryField'])
    expect(fields(await correct({ entryField: 'institutionName', entryValue: 'Cita' }))).toEqual([
      'entryField',
    ])
    const says = (version: number) =>
      waitFor(
        async () => {
          const found = await entry()
          return found.history.length === version ? found : undefined
        },
        { timeoutMs: 60_000, what: `version ${version} of the entry` },
      )
    const { length } = (await entry()).history
    s.expectStatus(await correct({ entryField: 'scope', entryValue: '490 stundas' }), 200)
    const first = await says(length + 1)
    expect(first).toMatchObject({ state: 'active', data: { scope: '490 stundas' } })
    expect(first.history[0]).toMatchObject({ reason: 'corrected' })
    s.expectStatus(await correct({ entryField: 'address', entryValue: 'Skolas iela 3, Priežukalns' }), 200)
    expect((await says(length + 2)).data).toEqual({
      ...first.data,
      ...{ scope: '490 stundas', address: 'Skolas iela 3, Priežukalns' },
    })
    // What is corrected in the decision alone changes no entry.
    s.expectStatus(await correct({}), 200)
    await waitFor(async () => (await s.getCase(desk.inspector, caseId)).state.closedAt, {
      ...{ timeoutMs: 60_000, what: 'all told, and the case at rest' },
    })
    expect((await entry()).history).toHaveLength(length + 2)
  }, 180_000)

  test('what pages read is rebuilt from the ledger as it was, and every act was allowed where it stands', async () => {
    const db = openDatabase(stack.database.migratorUrl, 2)
    const rows = () =>
      withClient(stack.database.adminUrl, async (c) => [
        (await c.query('SELECT to_jsonb(v) AS v FROM case_view v ORDER BY case_id')).rows,
        (await c.query('SELECT to_jsonb(e) AS e FROM register_entry e ORDER BY entry_no')).rows,
      ])
    try {
      const before = await rows()
      await rebuildProjections(db)
      expect(await rows()).toEqual(before)
      expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    } finally {
      await db.$disconnect()
    }
  }, 120_000)
})
