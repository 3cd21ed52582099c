import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// What ends next: the terms that run, in the order of their days.

interface Item {
  caseId: string
  term: string
  kind: string
  side: string
  unit: string | null
  due: string
  left: number
}
interface List {
  rows: Item[]
  next: string | null
  previous: string | null
  scope: string
  scopes: string[]
}

let stack: Stack
let head: Http
let inspector: Http
let supervisor: Http
let mine: string
let other: string

beforeAll(async () => {
  stack = await startStack({ label: 'terms-next' })
  ;[head, inspector, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http]
  await s.toOrdinaryDay(inspector)
  mine = (await s.apply(head, {}, await s.now(inspector))).caseId
  other = (await s.apply(head, {}, await s.now(inspector))).caseId
  for (const id of [mine, other]) await s.untilStage(inspector, id, 'completeness')
  await s.doAct(inspector, mine, 'completeness.return', {
    remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
    days: 10,
  })
  const [me] = await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Bērziņa'`)
  s.expectStatus(
    await supervisor.post(
      `/api/cases/${mine}/assign`,
      { to: me!.id },
      { headers: { 'idempotency-key': 'terms-assign-1' } },
    ),
    204,
  )
  await waitFor(async () => (await list(supervisor, '?kind=set')).rows.length > 0, {
    what: 'the term to cure',
  })
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])
const list = async (http: Http, query = ''): Promise<List> => {
  const reply = await http.get(`/api/terms${query}`)
  s.expectStatus(reply, 200)
  return reply.json<List>()
}
const named = (rows: Item[]): string[] =>
  rows.map((r) => `${r.caseId === mine ? 'mine' : 'other'} ${r.term}`).sort()

describe('the list', () => {
  test('holds what runs in open cases, the first to end first; what stands still or is over is not there', async () => {
    const { rows, scope } = await list(supervisor)
    expect(scope).toBe('house')
    // While the applicant cures defects, the terms of the Service stand still.
    expect(named(rows)).toEqual(['mine cure', 'other standard', 'other statutory'])
    expect(rows.map((r) => r.due)).toEqual(rows.map((r) => r.due).sort())
    expect(rows.every((r) => r.unit === 'licensing' && r.left > 0)).toBe(true)
    await s.doAct(head, other, 'case.withdraw', { reason: '' })
    await s.untilStage(inspector, other, 'closed')
    expect(named((await list(supervisor)).rows)).toEqual(['mine cure'])
  }, 60_000)

  test('is cut by kind, by who must keep it, by unit', async () => {
    expect(named((await list(supervisor, '?kind=set&side=party&unit=licensing')).rows)).toEqual(['mine cure'])
    for (const query of ['?kind=statutory', '?side=service', '?unit=registers', '?kind=measure'])
      expect((await list(supervisor, query)).rows).toEqual([])
    expect((await supervisor.get('/api/terms?kind=nothing')).status).toBe(422)
  }, 60_000)

  test('is one’s own for an inspector, or of the own unit; the house is for whoever supervises; a party has none', async () => {
    const own = await list(inspector, '?scope=mine')
    expect([own.scopes, named(own.rows)]).toEqual([['mine', 'unit'], ['mine cure']])
    const [licensing, registers] = (await Promise.all(
      ['karlis-zarins', 'ieva-lapina'].map((p) => stack.signIn(p)),
    )) as [Http, Http]
    expect(named((await list(licensing, '?scope=unit')).rows)).toEqual(['mine cure'])
    expect((await list(registers, '?scope=unit')).rows).toEqual([])
    for (const query of ['?scope=house', '?scope=unit&unit=licensing'])
      expect((await registers.get(`/api/terms${query}`)).status).toBe(403)
    expect((await head.get('/api/terms')).status).toBe(403)
    expect((await head.get('/terms')).status).toBe(403)
  }, 60_000)

  test('stands on a page that desk and board lead to, in both languages', async () => {
    const page = await supervisor.get('/terms?kind=set')
    expect(page.text).toContain('Termiņi')
    expect(page.text).toContain('Trūkumu novēršana')
    expect((await supervisor.get('/terms?lang=en')).text).toContain('Terms')
    for (const path of ['/desk', '/supervise'])
      expect((await supervisor.get(path)).text).toContain('href="/terms"')
  }, 60_000)
})

describe('however many there are', () => {
  const MANY = 200_000
  beforeAll(async () => {
    await sql(
      `INSERT INTO term_view (case_id, term, name, n, rule, kind, owner, unit, due, clock_state, state)
       SELECT $1, 'many/' || n, 'many', n, 'IesL.reply', CASE WHEN n % 1000 = 0 THEN 'measure' ELSE 'set' END, 'service',
         CASE WHEN n % 2 = 0 THEN 'licensing' ELSE 'registers' END, to_char(date '2030-01-01' + n % 3000, 'YYYY-MM-DD'),
         'running', 'running' FROM generate_series(1, ${MANY}) n`,
      [mine],
    )
    await sql('ANALYZE term_view')
  }, 120_000)

  test('pages follow one another without gap or repetition, forwards and back', async () => {
    const seen: string[] = []
    let at: List = await list(supervisor, '?kind=measure')
    for (; ; at = await list(supervisor, `?kind=measure&after=${at.next}`)) {
      expect(at.rows.length).toBeLessThanOrEqual(50)
      seen.push(...at.rows.map((r) => `${r.due} ${r.term}`))
      if (!at.next) break
    }
    expect(seen).toHaveLength(MANY / 1000)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.map((one) => one.slice(0, 10))).toEqual(seen.map((one) => one.slice(0, 10)).sort())
    const back = await list(supervisor, `?kind=measure&before=${at.previous}`)
    expect(back.rows.map((r) => `${r.due} ${r.term}`)).toEqual(seen.slice(-100, -50))
  }, 60_000)

  test('a page reads its own rows and sorts none: of the house, a unit, a kind', async () => {
    for (const where of ['true', "t.unit = 'registers'", "t.kind = 'measure'"]) {
      const plan = (
        await sql<{ 'QUERY PLAN': string }>(
          `EXPLAIN SELECT t.case_id, t.term, v.number FROM term_view t JOIN case_view v ON v.case_id = t.case_id
           WHERE t.state = 'running' AND t.due IS NOT NULL AND v.closed_at IS NULL AND ${where}
             AND (t.due, t.case_id, t.term) > ('2031-01-01', $1, 'x')
           ORDER BY t.due ASC, t.case_id ASC, t.term ASC LIMIT 51`,
          [mine],
        )
      )
        .map((r) => r['QUERY PLAN'])
        .join('\n')
      expect(plan).toMatch(/Index (Only )?Scan using term_view_(next|unit|kind)_idx/)
      expect(plan).not.toContain('Sort')
    }
  }, 60_000)
})
