import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../../law/calendar/data.ts'
import { placeInOpenCase } from '../../ledger/inbox.ts'
import { readConfig } from '../../platform/config.ts'
import { openPool } from '../../platform/database.ts'
import { connectTemporal } from '../../platform/temporal.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { taskQueues } from '../../temporal.config.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// The law changes while cases are open: a holiday, then another one with a worker killed in the middle, then a new
// version of a rule. Through the front door, on a real PostgreSQL and a real Temporal server.

interface LawChange {
  id: string
  state: string
  mayApprove: boolean
  preview: { cases: number; letters: number; effects: Record<string, Record<string, number>> } | null
  report: {
    cases: number
    durationMs: number
    results: Record<string, number>
    lettersToSend: { caseId: string }[]
    rescued: { caseId: string }[]
    closedMeanwhile: { caseId: string }[]
  } | null
  rows: {
    caseId: string
    clock: string
    oldDue: string
    newDue: string
    effect: string
    letter: boolean
    result: string | null
  }[]
}

const REASON = 'Valsts vizīte: slēgtas iestādes'

let stack: Stack
let head: Http
let inspector: Http
let supervisor: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'law' })
  ;[head, inspector, supervisor, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'maris-krumins', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const now = (): Promise<Date> => s.now(inspector)

const moveTo = (instant: string): Promise<void> => s.moveTo(inspector, new Date(instant))

function enter(http: Http, body: unknown, key: string = randomUUID()): Promise<Reply> {
  return http.post('/api/law-changes', body, { headers: { 'idempotency-key': key } })
}

const holiday = (day: string) => ({
  kind: 'holiday',
  definition: { day, name: { lv: 'Vizītes diena', en: 'Day of the visit' } },
  reason: REASON,
  norm: 'Grozījums likumā “Par svētku, atceres un atzīmējamām dienām”',
})

async function entered(body: unknown): Promise<LawChange> {
  const reply = await enter(supervisor, body)
  expect([reply.status, reply.text.slice(0, 500)]).toEqual([201, expect.any(String)])
  return reply.json<LawChange>()
}

const approve = (http: Http, id: string): Promise<Reply> => http.post(`/api/law-changes/${id}/approve`)

async function untilApplied(id: string): Promise<LawChange> {
  return waitFor(
    async () => {
      const change = (await supervisor.get(`/api/law-changes/${id}`)).json<LawChange>()
      if (change.state !== 'applied') throw new Error(`is ${change.state}`)
      return change
    },
    { timeoutMs: 120_000, what: 'the change applied' },
  )
}

async function sql<T>(query: string, values: unknown[] = []): Promise<T[]> {
  return withClient(stack.database.adminUrl, async (client) => (await client.query(query, values)).rows)
}

/** How many events of each case carry the change. */
async function factsOf(id: string): Promise<Map<string, number>> {
  const rows = await sql<{ case_id: string; n: string }>(
    `SELECT case_id, count(*) AS n FROM case_event
     WHERE type = 'clock-fact' AND data -> 'fact' ->> 'id' = $1 GROUP BY case_id`,
    [`law-change/${id}`],
  )
  return new Map(rows.map((r) => [r.case_id, Number(r.n)]))
}

const statutory = (file: s.CaseJson) => file.clocks.find((c) => c.clock === 'statutory')!

let first: s.Receipt
let due: string
let later: string
let visit: LawChange
let newcomer: string

describe('a new holiday', () => {
  test('is previewed over all open cases: old date, new date, letters', async () => {
    first = await s.apply(head, {}, await now())
    due = statutory(await s.untilStage(inspector, first.caseId, 'completeness')).due!
    visit = await entered(holiday(due))
    expect(visit).toMatchObject({ state: 'previewed', mayApprove: false })
    const row = visit.rows.find((r) => r.caseId === first.caseId && r.clock === 'statutory')!
    later = row.newDue
    expect(row).toMatchObject({ oldDue: due, effect: 'later', letter: true, result: null })
    expect(later > due).toBe(true)
    expect(visit.preview).toMatchObject({ cases: 1, letters: 1 })
    // Nothing has happened to the case.
    expect(statutory(await s.getCase(inspector, first.caseId)).due).toBe(due)
  })

  test('the same entry sent twice is one change; a wrong one is told on its field', async () => {
    const key = randomUUID()
    const [a, b] = [
      await enter(supervisor, holiday('2028-03-01'), key),
      await enter(supervisor, holiday('2028-03-01'), key),
    ]
    expect(b.json<LawChange>().id).toBe(a.json<LawChange>().id)
    const other = await enter(supervisor, holiday('2028-03-02'), key)
    expect(other.json()).toMatchObject({ code: 'idempotency-mismatch' })
    await supervisor.post(`/api/law-changes/${a.json<LawChange>().id}/reject`, { why: 'Kļūda datumā' })
    const wrong = await enter(supervisor, holiday('2046-03-01'))
    expect(wrong.status).toBe(422)
    expect(wrong.json().errors).toMatchObject([{ field: 'definition.day', code: 'day-unknown' }])
  })

  test('needs the role to enter, and a second person to approve, also for the database', async () => {
    expect((await enter(inspector, holiday(due))).status).toBe(403)
    expect((await enter(head, holiday(due))).status).toBe(403)
    expect((await inspector.get(`/api/law-changes/${visit.id}`)).status).toBe(403)
    expect((await approve(inspector, visit.id)).status).toBe(403)
    const own = await approve(supervisor, visit.id)
    expect([own.status, own.json().code]).toEqual([409, 'own-work'])
    await expect(
      sql(
        `UPDATE law_change SET state = 'approved', approved_by = entered_by, approved_at = now(), fact = '{}'
           WHERE id = $1`,
        [visit.id],
      ),
    ).rejects.toThrow(/check/)
  })

  test('approved, it stands once in the ledger of each case, with its reason in the derivation', async () => {
    // A second change was previewed on the same law; a case comes in and one goes between preview and approval.
    const outdated = await entered(holiday('2028-05-02'))
    const gone = await s.apply(head, {}, await now())
    await s.untilStage(inspector, gone.caseId, 'completeness')
    await supervisor.post(`/api/law-changes/${visit.id}/preview`)
    await s.doAct(head, gone.caseId, 'case.withdraw', { reason: 'Vairs nevajag.' })
    await waitFor(async () => (await s.getCase(inspector, gone.caseId)).state.closedAt, {
      what: 'the withdrawn case closed',
    })
    const between = await s.apply(head, {}, await now())

    expect((await approve(director, visit.id)).status).toBe(200)
    const applied = await untilApplied(visit.id)
    expect((await approve(director, visit.id)).status).toBe(200)
    expect(applied.report).toMatchObject({ results: { applied: 2, closed: 1, failed: 0 } })
    expect(applied.report!.closedMeanwhile.map((c) => c.caseId)).toContain(gone.caseId)
    expect(applied.report!.lettersToSend.map((c) => c.caseId).sort()).toEqual(
      [first.caseId, between.caseId].sort(),
    )
    expect(await factsOf(visit.id)).toEqual(
      new Map([
        [first.caseId, 1],
        [between.caseId, 1],
      ]),
    )
    // The calendar stands once; events, cases, inboxes and the change itself cite it.
    expect(await sql('SELECT version, law_change_id FROM calendar_version')).toEqual([
      { version: CALENDAR.version + 1, law_change_id: visit.id },
    ])
    for (const [table, column] of [
      ['ledger_event', 'data'],
      ['case_view', 'state'],
      ['stream_inbox', 'data'],
      ['law_change', 'fact'],
    ]) {
      const whole = await sql(`SELECT 1 FROM ${table} WHERE ${column}::text LIKE '%movedDays%'`)
      expect([table, whole.length]).toEqual([table, 0])
    }
    const staff = await s.getCase(inspector, first.caseId)
    expect(statutory(staff).due).toBe(later)
    expect(
      statutory(staff)
        .steps.map((step) => step.text.lv)
        .join(' '),
    ).toContain(REASON)
    const applicant = statutory(await s.getCase(head, first.caseId))
    expect(applicant.due).toBe(later)
    const said = applicant.steps.map((step) => step.text.lv).join(' ')
    expect(said).toContain('kalendār')
    expect(said).not.toContain(REASON)
    expect(JSON.stringify((await s.getCase(head, first.caseId)).timeline)).not.toContain(REASON)

    const stale = await approve(director, outdated.id)
    expect([stale.status, stale.json().code]).toEqual([409, 'stale'])
    await supervisor.post(`/api/law-changes/${outdated.id}/reject`, { why: 'Vairs nav vajadzīgs' })
  }, 180_000)

  test('a case registered afterwards begins with it, in its ledger and in its workflow', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    const file = await s.untilStage(inspector, caseId, 'completeness')
    expect(statutory(file).due! >= later).toBe(true)
    expect((await factsOf(visit.id)).get(caseId)).toBe(1)
    newcomer = caseId
    expect(
      statutory(file)
        .steps.map((step) => step.text.lv)
        .join(' '),
    ).toContain(REASON)
  })
})

describe('through the pages', () => {
  test('a form that is wrong keeps what was written; a right one shows the preview; the director rejects', async () => {
    const fields = {
      'day-day': '31',
      'day-month': '2',
      'day-year': '2028',
      as: 'holiday',
      nameLv: 'Diena',
      nameEn: 'Day',
    }
    const wrong = await supervisor.form('/law-changes/new/holiday', {
      ...fields,
      norm: 'Likums',
      reason: 'Pārbaude',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('href="#day"')
    expect(wrong.text).toContain('Pārbaude')
    const right = await supervisor.form('/law-changes/new/holiday', {
      ...fields,
      'day-day': '29',
      norm: 'Likums',
      reason: 'Pārbaude',
    })
    expect([right.status, right.url]).toEqual([200, expect.stringMatching(/law-changes\/[0-9a-f-]{36}$/)])
    expect(right.text).toContain('Gaida apstiprinājumu')
    expect(right.text).toContain(first.number)
    expect(right.text).not.toContain('/approve"')
    const seen = await director.get(new URL(right.url).pathname)
    expect(seen.text).toContain('/approve"')
    const rejected = await director.form(`${new URL(right.url).pathname}/reject`, { why: 'Nav vajadzīgs' })
    expect(rejected.text).toContain('Noraidīts')
    expect((await head.get('/law-changes')).status).toBe(403)
    expect((await supervisor.get('/law-changes')).text).toContain('Diena')
    for (const kind of ['moved-day', 'rule'])
      expect((await supervisor.get(`/law-changes/new/${kind}`)).status).toBe(200)
  })
})

describe('exactly once', () => {
  test('a worker killed in the middle: every case has the fact once, and the term to cure follows', async () => {
    const receipts = await Promise.all(Array.from({ length: 30 }, async () => s.apply(head, {}, await now())))
    await Promise.all(receipts.map((r) => s.untilStage(inspector, r.caseId, 'completeness', 60_000)))
    const curing = receipts[0]!.caseId
    await s.doAct(inspector, curing, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
      days: 10,
    })
    const cureDue = await waitFor(
      async () => (await s.getCase(inspector, curing)).tasks.find((t) => t.kind === 'cure' && t.due)?.due,
      { timeoutMs: 120_000, what: 'the term to cure' },
    )
    const change = await entered(holiday(cureDue))
    expect((await approve(director, change.id)).status).toBe(200)
    await waitFor(async () => (await factsOf(change.id)).size >= 3, { everyMs: 5, what: 'some cases told' })
    await stack.kill('worker-cases')
    await stack.start('worker-cases')
    const applied = await untilApplied(change.id)
    expect(applied.report!.results).toMatchObject({ closed: 0, failed: 0 })
    const facts = await factsOf(change.id)
    expect(facts.size).toBe(applied.report!.results.applied)
    expect(facts.size).toBeGreaterThanOrEqual(33)
    expect([...facts.values()].filter((n) => n !== 1)).toEqual([])
    const moved = (await s.getCase(inspector, curing)).tasks.find((t) => t.kind === 'cure')!
    expect(moved.due! > cureDue).toBe(true)

    // The same again, by another run and by a direct order: nothing changes anywhere.
    const config = readConfig(stack.environmentOf('api'))
    const { client, close } = await connectTemporal(config)
    try {
      await sql(`UPDATE law_change_case SET result = NULL, applied_at = NULL WHERE law_change_id = $1`, [
        change.id,
      ])
      await client.workflow.execute('lawChange', {
        workflowId: `law-change-again/${change.id}`,
        taskQueue: taskQueues(config).cases,
        args: [{ lawChangeId: change.id }],
      })
      const order = async (caseId: string, id: string): Promise<unknown> => {
        const [row] = await sql<{ fact: unknown }>('SELECT fact FROM law_change WHERE id = $1', [id])
        const pool = openPool(stack.database.urls.cases, 1)
        const n = await placeInOpenCase(pool, {
          caseId,
          kind: 'law',
          key: `again/${id}`,
          data: { clocks: ['statutory', 'standard'], fact: row!.fact },
        })
        await pool.end()
        await client.workflow.getHandle(`case/${caseId}`).executeUpdate('wake', { args: [n] })
        const [place] = await sql<{ state: string }>(
          'SELECT state FROM case_inbox WHERE case_id = $1 AND n = $2',
          [caseId, n],
        )
        return place!.state
      }
      expect(await order(curing, change.id)).toBe('taken')
      // The workflow of a case that began with the change knows it as well.
      expect(await order(newcomer, visit.id)).toBe('taken')
    } finally {
      await close()
    }
    expect(await factsOf(change.id)).toEqual(facts)
    expect((await factsOf(visit.id)).get(newcomer)).toBe(1)
  }, 240_000)
})

describe('the timers of a case follow', () => {
  test('the escalation comes when the new term has passed, not the old one', async () => {
    const escalated = async (): Promise<number> =>
      (await s.getCase(inspector, first.caseId)).timeline.filter((t) => t.type === 'escalated').length
    // Noon of the new last day: the old term has passed.
    await moveTo(`${later}T10:00:00Z`)
    await waitFor(
      async () => (await s.getCase(inspector, first.caseId)).timeline.some((t) => t.type === 'warned'),
      { what: 'the warning' },
    )
    await new Promise((r) => setTimeout(r, 2_000))
    expect(await escalated()).toBe(0)
    await moveTo(`${later}T23:00:00Z`)
    await waitFor(async () => (await escalated()) === 1, { what: 'the escalation' })
  }, 180_000)

  test('a new version of the rule for all open cases rescues what was overdue', async () => {
    const change = await entered({
      kind: 'rule',
      definition: {
        rule: 'MK253.licence',
        change: { amount: 2 },
        from: await s.today(inspector),
        transitional: 'all-open',
      },
      reason: 'Garāks termiņš',
      norm: 'Grozījumi MK noteikumos Nr. 253',
    })
    expect(change.rows.every((r) => r.clock === 'statutory')).toBe(true)
    expect(change.rows.find((r) => r.caseId === first.caseId)).toMatchObject({ effect: 'rescued' })
    expect((await approve(director, change.id)).status).toBe(200)
    const applied = await untilApplied(change.id)
    expect(applied.report!.rescued.map((c) => c.caseId)).toContain(first.caseId)
    const file = await s.getCase(inspector, first.caseId)
    expect(statutory(file)).toMatchObject({ overdue: false })
    expect(statutory(file).due! > later).toBe(true)
  }, 180_000)
})

describe('the calendar of the next year', () => {
  test('is asked for until it is entered, also when no day is moved in it', async () => {
    const asked = /Nav ievadītas 2027\. gada pārceltās darba dienas/
    const pages = async (http: Http): Promise<string[]> =>
      Promise.all(['/supervise', '/law-changes'].map(async (p) => (await http.get(p)).text))
    for (const text of await pages(supervisor)) {
      expect(text).toMatch(asked)
      expect(text).toContain('href="/law-changes/new/moved-day"')
    }
    const form = { norm: 'MK rīkojums', reason: 'Gadā nevienu dienu nepārceļ' }
    const empty = await supervisor.form('/law-changes/new/moved-day', form)
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Norādiet pārcelto dienu')])
    const known = { 'knownUntil-day': '31', 'knownUntil-month': '12', 'knownUntil-year': '2027' }
    const made = await supervisor.form('/law-changes/new/moved-day', { ...form, ...known })
    expect([made.status, made.text]).toEqual([200, expect.stringContaining('Pārceltās darba dienas zināmas')])
    // Entered is not approved.
    expect((await pages(supervisor))[0]).toMatch(asked)
    const id = new URL(made.url).pathname.split('/').at(-1)!
    expect((await approve(director, id)).status).toBe(200)
    await untilApplied(id)
    for (const text of await pages(supervisor)) expect(text).not.toMatch(asked)
  }, 120_000)
})
