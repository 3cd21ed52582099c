import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// What a party may ask in every case at any time: to look into the file (APL 61), and, of what is late, a complaint (49).

let stack: Stack
let desk: s.Desk
let supervisor: Http
let stranger: Http
let third: Http

const THIRD = SAMPLE_PEOPLE.find((p) => p.id === 'ilze-programmetaja')!

beforeAll(async () => {
  stack = await startStack({ label: 'anytime' })
  const ids = [
    'baiba-kalnina',
    'inese-berzina',
    'andris-liepa',
    'dace-vitola',
    'maris-krumins',
    'janis-ozols',
  ]
  const people = (await Promise.all(ids.map((p) => stack.signIn(p)))) as [Http, Http, Http, Http, Http, Http]
  const [head, inspector, reviewer, director] = people
  desk = { head, inspector, reviewer, director }
  ;[, , , , supervisor, stranger] = people
  third = await stack.signIn(THIRD.id)
  await s.toOrdinaryDay(inspector)
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

async function applied(): Promise<string> {
  const { caseId } = await s.apply(desk.head, {}, await s.now(desk.inspector))
  await s.untilStage(desk.inspector, caseId, 'completeness')
  await s.untilSent(desk.inspector, caseId, 'receipt')
  return caseId
}

const fields = (reply: Reply): string[] =>
  reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)
const days = (n: number): Promise<string> => s.today(desk.inspector, n)

describe('inspection of the file', () => {
  let caseId: string
  let file: string
  const ask = (who: Http, what = 'Mācību plāns.') => s.tryAct(who, caseId, 'inspection.ask', { what })
  const give = (more: Record<string, unknown>, who = desk.inspector) =>
    s.tryAct(who, caseId, 'inspection.give', more)
  const read = async (who: Http): Promise<number> => (await who.get(`/api/files/${file}`)).status

  beforeAll(async () => {
    caseId = await applied()
    const { personalCode, givenName, familyName, email } = THIRD
    const who = { role: 'third', personalCode, givenName, familyName, email }
    await s.doAct(desk.inspector, caseId, 'party.admit', { ...who, ground: 'Telpas ir viņas īpašums.' })
    const { attachments } = (await desk.inspector.get(`/api/cases/${caseId}`)).json<{
      attachments: { file: { fileId: string } }[]
    }>()
    file = attachments[0]!.file.fileId
  }, 120_000)

  test('is asked for by a party, once until it is answered, and lies on the desk with its term', async () => {
    expect(fields(await ask(third, ''))).toEqual(['what'])
    expect((await ask(stranger)).status).toBe(404)
    expect((await ask(desk.reviewer)).status).toBe(403)
    expect((await give({ files: [file], until: await days(5) })).status).toBe(409)
    s.expectStatus(await ask(third), 200)
    expect((await ask(third)).status).toBe(409)
    const { tasks, clocks } = await s.getCase(desk.inspector, caseId)
    const due = await days(7)
    expect(tasks.filter((t) => t.kind === 'inspection')).toMatchObject([
      { state: 'open', role: 'inspector', due },
    ])
    expect(clocks.find((c) => c.clock === 'inspection')).toMatchObject({ due, state: 'running' })
    // What one party asks, others are not told.
    expect((await s.getCase(desk.head, caseId)).latestPayloads['inspection.ask']).toBeUndefined()
  }, 120_000)

  test('an official names what is opened: nothing by default, nothing of another case, no day that is over', async () => {
    const until = await days(5)
    expect(fields(await give({ until }))).toEqual(['documents'])
    expect(fields(await give({ files: [file], until: await days(-1) }))).toEqual(['until'])
    expect(fields(await give({ documents: [randomUUID()], until }))).toEqual(['documents'])
    const other = await applied()
    const foreign = (await s.getCase(desk.inspector, other)).documents[0]!.documentId
    expect(fields(await give({ documents: [foreign], until }))).toEqual(['documents'])
    expect((await give({ files: [file], until }, desk.head)).status).toBe(403)
    expect(await read(third)).toBe(404)
    s.expectStatus(await give({ files: [file], until, withheld: 'Personas dati.' }), 200)
    expect(await read(third)).toBe(200)
    await s.untilSent(third, caseId, 'inspection-reply')
    const seen = (await third.get(`/api/cases/${caseId}`)).json<{
      records: unknown[]
      attachments: unknown[]
    }>()
    expect(seen.records).toEqual([expect.objectContaining({ fileId: file, until })])
    expect(seen.attachments).toEqual([])
    expect((await third.get(`/cases/${caseId}`)).text).toContain(
      'Lietas materiāli, ar kuriem varat iepazīties',
    )
    expect(await read(stranger)).toBe(404)
  }, 120_000)

  test('the access and each reading are written down, and the access ends with its day', async () => {
    const { rows } = await withClient(stack.database.adminUrl, (c) =>
      c.query(`SELECT e.purpose FROM audit_event e WHERE e.object = $1 AND e.purpose = 'inspection'`, [
        `file/${file}`,
      ]),
    )
    expect(rows).toEqual([expect.objectContaining({ purpose: 'inspection' })])
    const { timeline } = await s.getCase(desk.inspector, caseId)
    expect(timeline.find((t) => t.type === 'records-opened')!.data).toMatchObject({
      files: [file],
      documents: [],
    })
    await s.moveDays(desk.inspector, 6)
    expect(await read(third)).toBe(404)
    expect((await third.get(`/api/cases/${caseId}`)).json<{ records: unknown[] }>().records).toEqual([])
  }, 120_000)

  test('also when the case is over: what a law keeps back is refused with that law, and the case stays as it ended', async () => {
    await s.doAct(desk.head, caseId, 'case.withdraw', {})
    await waitFor(async () => (await s.getCase(desk.head, caseId)).state.closedAt !== null)
    s.expectStatus(await ask(desk.head, 'Ziņotāja vārds.'), 200)
    expect((await s.getCase(desk.head, caseId)).state).toMatchObject({ stage: 'closed', closedAt: null })
    const refuse = (more: object) => s.tryAct(desk.inspector, caseId, 'inspection.refuse', more)
    const reason = 'Ziņotājs nav piekritis.'
    expect(fields(await refuse({ ground: 'dislike', reason }))).toEqual(['ground'])
    expect(fields(await refuse({ ground: 'other-law', reason }))).toEqual(['law'])
    s.expectStatus(await refuse({ ground: 'informant', reason }), 200)
    await s.untilSent(desk.head, caseId, 'inspection-refusal')
    const { state } = await waitFor(async () => {
      const found = await s.getCase(desk.head, caseId)
      return found.state.closedAt === null ? undefined : found
    })
    expect(state).toMatchObject({ stage: 'closed', outcome: 'withdrawn' })
  }, 120_000)
})

describe('a complaint about delay', () => {
  let caseId: string
  const complain = (who: Http) => s.tryAct(who, caseId, 'delay.complain', { what: 'Lēmuma nav.' })
  const outcome = (more: Record<string, unknown>, who = supervisor) =>
    s.tryAct(who, caseId, 'delay.outcome', { number: '01-5/26/3', summary: 'Uzdots lemt.', ...more })

  test('is refused before the term has ended, with its last day', async () => {
    caseId = await applied()
    const early = await complain(desk.head)
    expect(early.status).toBe(409)
    const due = (await s.getCase(desk.head, caseId)).clocks.find((c) => c.clock === 'statutory')!.due!
    expect(early.text).toContain(`${Number(due.slice(8))}.`)
    expect((await complain(stranger)).status).toBe(404)
    await s.moveTo(desk.inspector, new Date(`${due}T10:00:00Z`))
    expect((await complain(desk.head)).status).toBe(409)
    await s.moveDays(desk.inspector, 1)
    s.expectStatus(await complain(desk.head), 200)
  }, 120_000)

  test('goes to the ministry and to a supervisor, who records what it orders: a term of the case until it is decided', async () => {
    await s.untilSent(desk.head, caseId, 'delay-forwarding')
    const { tasks, clocks } = await s.getCase(desk.inspector, caseId)
    expect(tasks.filter((t) => t.kind === 'delay')).toMatchObject([{ role: 'supervisor', state: 'open' }])
    expect(clocks.find((c) => c.clock === 'delay')).toMatchObject({ owner: 'ministry', state: 'running' })
    const date = await days(0)
    const until = await days(10)
    expect((await outcome({ outcome: 'ordered', date, until }, desk.inspector)).status).toBe(403)
    expect(fields(await outcome({ outcome: 'ordered', date }))).toEqual(['until'])
    expect(fields(await outcome({ outcome: 'ordered', date, until: await days(-1) }))).toEqual(['until'])
    expect(fields(await outcome({ outcome: 'lost', date, until }))).toEqual(['outcome'])
    s.expectStatus(await outcome({ outcome: 'ordered', date, until }), 200)
    const ordered = (file: s.CaseJson) => file.clocks.find((c) => c.clock === 'ordered')
    expect(ordered(await s.getCase(desk.head, caseId))).toMatchObject({ due: until, state: 'running' })
    const { inspector, reviewer, director } = desk
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    await s.untilSent(inspector, caseId, 'decision')
    expect(ordered(await s.getCase(inspector, caseId))).toMatchObject({ standing: 'met' })
    // Nothing is late any more.
    expect((await complain(desk.head)).status).toBe(409)
  }, 120_000)
})

test('every act was allowed where it stands in the ledger', async () => {
  const db = openDatabase(stack.database.migratorUrl, 2)
  try {
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
  } finally {
    await db.$disconnect()
  }
})
