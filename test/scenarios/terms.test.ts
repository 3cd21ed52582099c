import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dateName, untilDate } from '../../documents/text.ts'
import { rebuildProjections } from '../../ledger/rebuild.ts'
import { openDatabase } from '../../platform/database.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// A term has one day: the row, the desk, the board, the pages of both sides, the API and the letter tell the same.

let stack: Stack
let head: Http
let inspector: Http
let supervisor: Http
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'terms' })
  ;[head, inspector, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http]
  await s.toOrdinaryDay(inspector)
  caseId = (await s.apply(head, {}, await s.now(inspector))).caseId
  await s.untilSent(inspector, caseId, 'receipt')
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

interface Row {
  term: string
  kind: string
  owner: string
  task_id: string | null
  due: string | null
  state: string
}

async function rows(): Promise<Row[]> {
  return withClient(
    stack.database.adminUrl,
    async (client) =>
      (
        await client.query<Row>(
          `SELECT term, kind, owner, task_id, due, state FROM term_view WHERE case_id = $1 ORDER BY term`,
          [caseId],
        )
      ).rows,
  )
}
const row = async (term: string): Promise<Row> => (await rows()).find((r) => r.term === term)!

/** What a letter says, where a reader of PDFs is installed. */
async function expectLetter(kind: string, ...parts: string[]): Promise<void> {
  const { fileId } = (await s.getCase(inspector, caseId)).documents.find((d) => d.kind === kind)!
  const path = join(mkdtempSync(join(tmpdir(), 'lieta-terms-')), 'letter.pdf')
  writeFileSync(path, (await inspector.get(`/files/${fileId}`)).bytes)
  const read = spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' })
  const text = read.stdout?.replace(/\s+/g, ' ')
  // A date in a letter is bound by blanks that do not break.
  for (const part of parts) if (read.status !== null) expect(text).toContain(part.replace(/\s+/g, ' '))
}

const page = async (http: Http, path = `/cases/${caseId}`): Promise<string> => (await http.get(path)).text
const queued = async (): Promise<{ due: string; kind: string }> =>
  (await inspector.get('/api/queue'))
    .json<{ items: { caseId: string; due: string; kind: string }[] }>()
    .items.find((i) => i.caseId === caseId)!

describe('the term that the law gives', () => {
  test('has one day on the desk, on the board, on the pages, in the API, in the receipt and in its row', async () => {
    const { due } = await row('statutory')
    expect((await rows()).map(({ term, kind, owner, state }) => [term, kind, owner, state])).toEqual([
      ['standard', 'standard', 'service', 'running'],
      ['statutory', 'statutory', 'service', 'running'],
    ])
    expect(await queued()).toMatchObject({ due, kind: 'completeness' })
    expect(await page(inspector, '/desk')).toContain(`datetime="${due}"`)
    const board = (await supervisor.get('/api/supervision?cell=on-time')).json<{
      list: { cases: { caseId: string; due: string }[] }
    }>()
    expect(board.list.cases.find((c) => c.caseId === caseId)!.due).toBe(due)
    for (const who of [head, inspector]) {
      const clock = (await s.getCase(who, caseId)).clocks.find((c) => c.clock === 'statutory')!
      expect(clock).toMatchObject({ due, kind: 'statutory', owner: 'service', standing: 'running' })
      expect(await page(who)).toContain(`datetime="${due}"`)
    }
    await expectLetter('receipt', dateName(due!))
  })
})

describe('a term that a letter told', () => {
  test('is that of its task, the same to both sides and in the letter; the law stands still', async () => {
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
      days: 10,
    })
    await s.untilSent(inspector, caseId, 'notice-without-progress')
    await waitFor(async () => (await row('cure')) !== undefined, { what: 'the term to cure' })
    const { due, task_id } = await row('cure')
    expect(await row('cure')).toMatchObject({ kind: 'set', owner: 'applicant', state: 'running' })
    expect(await row('statutory')).toMatchObject({ due: null, state: 'stopped' })
    for (const who of [head, inspector]) {
      const { tasks, clocks } = await s.getCase(who, caseId)
      expect(tasks.find((t) => t.taskId === task_id)).toMatchObject({ kind: 'cure', due })
      expect(clocks.find((c) => c.clock === 'cure')).toMatchObject({
        due,
        taskId: task_id,
        title: { lv: 'Trūkumu novēršana' },
      })
      expect(await page(who)).toContain(`datetime="${due}"`)
    }
    // The party's list of cases says by when the party must act.
    const own = (await head.get('/api/cases')).json<{ cases: { caseId: string; due: string }[] }>()
    expect(own.cases.find((c) => c.caseId === caseId)!.due).toBe(due)
    expect(await page(head, '/portal')).toContain(`datetime="${due}"`)
    // The letter was printed before it was sent: it names that day.
    await expectLetter('notice-without-progress', untilDate(due!))
  })

  test('when it passes, the case says so, and its rows are made anew as they are', async () => {
    await s.moveDays(inspector, 40)
    await s.untilStage(inspector, caseId, 'closed')
    await s.untilSent(inspector, caseId, 'closing-notice')
    expect((await rows()).map(({ term, state }) => [term, state])).toEqual([
      ['cure', 'passed'],
      ['standard', 'stopped'],
      ['statutory', 'stopped'],
    ])
    expect(await page(inspector)).toContain('pagājis')
    const before = await rows()
    const db = openDatabase(stack.database.migratorUrl, 2)
    try {
      await rebuildProjections(db)
    } finally {
      await db.$disconnect()
    }
    expect(await rows()).toEqual(before)
  })
})

describe('what others must do', () => {
  test('is a term of theirs: the party may contest by its day, and the ministry answers by its own', async () => {
    const [reviewer, director] = await Promise.all(
      ['andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
    )
    caseId = (await s.apply(head, {}, await s.now(inspector))).caseId
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer!, caseId, 'review.approve')
    await s.doAct(director!, caseId, 'decision.sign')
    await s.untilSent(inspector, caseId, 'decision')
    await s.moveDays(inspector, 6)
    const { documents, tasks } = await s.untilStage(inspector, caseId, 'contest-period')
    const { contestUntil } = documents.find((d) => d.kind === 'decision')!
    expect(await row('statutory')).toMatchObject({ state: 'met' })
    expect(await row('contest')).toMatchObject({ owner: 'applicant', due: contestUntil, state: 'running' })
    expect(tasks.find((t) => t.kind === 'contest')!.due).toBe(contestUntil)
    expect(await page(head)).toContain(`datetime="${contestUntil}"`)

    await s.doAct(head, caseId, 'contest.submit', { extent: 'Visā apjomā.', request: 'Lūdzu plašāku.' })
    await s.untilSent(inspector, caseId, 'contest-forwarding')
    expect(await row('contest')).toMatchObject({ due: contestUntil, state: 'met' })
    const { due } = await row('ministry-decision')
    expect(await row('ministry-decision')).toMatchObject({ owner: 'ministry', state: 'running' })
    // By the month that the ministry has (APL 76(3)), not by a term of the Service that is over.
    expect(await queued()).toMatchObject({ kind: 'ministry-outcome', due })
    expect(due! > (await s.now(inspector)).toISOString()).toBe(true)
    for (const who of [head, inspector]) expect(await page(who)).toContain('Lēmums par apstrīdēto aktu')
    await s.moveDays(inspector, 40)
    await waitFor(async () => (await row('ministry-decision')).state === 'passed', {
      what: 'the month to pass',
    })
    const { timeline } = await s.getCase(inspector, caseId)
    expect(timeline.filter((t) => t.type === 'escalated').map((t) => t.data)).toEqual([
      { what: 'ministry-decision', due },
    ])
  }, 180_000)
})

describe('rows of terms', () => {
  test('are added by the API for a case that it registers, and changed by nobody but the case', async () => {
    const as = (sql: string) => withClient(stack.database.urls.api, (client) => client.query(sql, [caseId]))
    await expect(
      as(`INSERT INTO term_view (case_id, term, name, n, rule, kind, owner, due, clock_state, state)
        VALUES ($1, 'mine', 'mine', 1, 'APL64.base', 'statutory', 'service', '2099-01-01', 'running', 'running')`),
    ).rejects.toThrow(/opens no term/)
    await expect(as(`UPDATE term_view SET due = '2099-01-01' WHERE case_id = $1`)).rejects.toThrow(/denied/)
    await expect(as('DELETE FROM term_view WHERE case_id = $1')).rejects.toThrow(/denied/)
  })
})
