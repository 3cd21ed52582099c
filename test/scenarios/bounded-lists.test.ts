import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// The lists of those who supervise and sign grow for as long as the house stands. Whatever their length, an answer of the API and
// a page hold a bounded part of it, and turned forwards and back each row is met once.

const ROWS = 120
const MOST = 50

interface Paged {
  rows: { id: string }[]
  next: string | null
  previous: string | null
}
type Json = Record<string, unknown> & { next: string | null; previous: string | null }

let stack: Stack
let supervisor: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'bounded-lists', only: ['sign-in', 'api'] })
  ;[supervisor, director] = (await Promise.all(
    ['maris-krumins', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http]
  await withClient(stack.database.adminUrl, async (c) => {
    for (const statement of FILL) await c.query(statement)
  })
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const INSPECTOR = `(SELECT id FROM person WHERE subject = 'inese-berzina')`
const HEAD = `(SELECT id FROM person WHERE subject = 'dace-vitola')`
const SUPERVISOR = `(SELECT id FROM person WHERE subject = 'maris-krumins')`
const EACH = `FROM generate_series(1, ${ROWS}) n`
/** Two of each instant, so that the instant alone is no place in the list. */
const AT = `date_trunc('day', now()) - n / 2 * interval '1 day'`
const LATER = `now() + interval '900 days'`
/** What is kept of a case, as far as these lists look at it. */
const STATE = `jsonb_build_object('number', 'B-' || n, 'procedure', 'licensing', 'stage', stage, 'subject', 'Programma ' || n,
  'parties', '[]'::jsonb, 'representations', '[]'::jsonb, 'filedBy', NULL, 'receivedAt', now(), 'waitingOn', 'ministry',
  'assigneeId', NULL, 'revision', 1, 'lastSeq', 1, 'lastHash', '', 'outcome', NULL, 'closedAt', NULL, 'lastBy', '{}'::jsonb,
  'doneBy', '{}'::jsonb, 'tasks', '[]'::jsonb, 'documents', '[]'::jsonb, 'decisions', '[]'::jsonb, 'terms', '[]'::jsonb)`
const casesIn = (stage: string, held: string): string => `
  WITH made AS (SELECT n, gen_random_uuid() AS id, '${stage}' AS stage ${EACH}),
  records AS (INSERT INTO case_record (id, number, procedure, received_at)
    SELECT id, 'B-${stage}-' || n, 'licensing', now() FROM made)
  INSERT INTO case_view (case_id, number, procedure, stage, subject, received_at, waiting_on, revision, last_seq, due,
    clock_state, state)
  SELECT id, 'B-${stage}-' || n, 'licensing', stage, 'Programma ' || n, now(), 'ministry', 1, 1,
    CASE WHEN n % 3 > 0 THEN (current_date + n / 4)::text END, 'running', ${STATE} || ${held} FROM made`
const FILL = [
  `INSERT INTO delegation (id, key, from_person, to_person, role, valid_from, valid_until, order_number, order_date,
     entered_by, entered_at)
   SELECT gen_random_uuid(), 'b-' || n, ${HEAD}, ${INSPECTOR}, 'director', ${AT}, ${LATER}, 'R-' || n, '2026-01-05', ${HEAD},
     now() ${EACH}`,
  `INSERT INTO absence (id, key, person_id, substitute_id, valid_from, valid_until, entered_by, entered_at)
   SELECT gen_random_uuid(), 'b-' || n, CASE n % 2 WHEN 0 THEN ${INSPECTOR} ELSE ${HEAD} END,
     CASE n % 2 WHEN 0 THEN ${HEAD} ELSE ${INSPECTOR} END, now() + n / 2 * interval '2 days',
     now() + (n / 2 * 2 + 1) * interval '1 day', ${INSPECTOR}, now() ${EACH}`,
  `INSERT INTO tie (id, key, person_id, ground, founder, words, entered_at)
   SELECT gen_random_uuid(), 'b-' || n, ${INSPECTOR}, 'post', 'Dibinātājs ' || n, 'Amats', ${AT} ${EACH}`,
  `INSERT INTO law_change (id, key, kind, definition, reason, norm, entered_by, entered_at, state, base)
   SELECT gen_random_uuid(), 'b-' || n, 'holiday', '{"day":"2031-05-05","name":{"lv":"Diena","en":"Day"}}', 'Likums', 'Likums',
     ${HEAD}, ${AT}, 'previewed', 1 ${EACH}`,
  `INSERT INTO destruction_act (id, key, day, state, planned_by, planned_at)
   SELECT gen_random_uuid(), 'b-' || n, '2026-01-05', 'planned', ${SUPERVISOR}, ${AT} ${EACH}`,
  casesIn(
    'assessment',
    `jsonb_build_object('hold', jsonb_build_object('since', '2026-01-05T10:00:00.000Z', 'review', (current_date + n / 2)::text, 'by', NULL))`,
  ),
  casesIn('signature', `'{}'::jsonb`),
]

const of = (key: string) => (json: Json) => ({ ...json, rows: json[key] as Paged['rows'] })
const within = (key: string) => (json: Json) => json[key] as Paged
const byCase = (page: Paged): Paged => ({
  ...page,
  rows: (page.rows as unknown as { caseId: string }[]).map(({ caseId }) => ({ id: caseId })),
})

/** Of each list: where the API has it, how a page of it is read there, where people see it, and what tells a row there. */
const LISTS = [
  [
    'delegations',
    '/api/delegations',
    of('delegations'),
    '/delegations',
    /"\/delegations\/([0-9a-f-]{36})\/revoke/g,
  ],
  ['absences', '/api/absences', of('absences'), '/absences', /"\/absences\/([0-9a-f-]{36})\/end/g],
  ['ties', '/api/ties', of('ties'), '/ties', /"\/ties\/([0-9a-f-]{36})\/end/g],
  ['changes of law', '/api/law-changes', of('changes'), '/law-changes', /"\/law-changes\/([0-9a-f-]{36})"/g],
  [
    'acts of destruction',
    '/api/retention?list=acts',
    within('acts'),
    '/retention?list=acts',
    /"\/retention\/acts\/([0-9a-f-]{36})"/g,
  ],
  [
    'holds',
    '/api/retention',
    (j: Json) => byCase(within('holds')(j)),
    '/retention?list=holds',
    /"\/cases\/([0-9a-f-]{36})"/g,
  ],
  [
    'the signing room',
    '/api/signing',
    (j: Json) => byCase(of('items')(j)),
    '/desk/signing',
    /name="sign\.([0-9a-f-]{36})"/g,
  ],
] as const

describe.each(LISTS)('%s', (name, path, read, shown, row) => {
  const who = (): Http => (name === 'the signing room' ? director : supervisor)
  const get = async (turn: string): Promise<Paged> => {
    const reply = await who().get(turn ? `${path}${path.includes('?') ? '&' : '?'}${turn}` : path)
    if (reply.status !== 200) throw new Error(`${path} ${turn}: ${reply.status} ${reply.text.slice(0, 300)}`)
    return read(reply.json<Json>())
  }
  const ids = (page: Paged): string[] => page.rows.map((r) => r.id)

  test('in the API: a bounded page; forwards each row once, and back the same', async () => {
    const pages = [await get('')]
    while (pages.at(-1)!.next !== null) pages.push(await get(`after=${pages.at(-1)!.next}`))
    for (const page of pages) expect(page.rows.length).toBeLessThanOrEqual(MOST)
    const all = pages.flatMap(ids)
    expect(all).toHaveLength(ROWS)
    expect(new Set(all).size).toBe(ROWS)
    let page = pages.at(-1)!
    for (const before of pages.slice(0, -1).reverse()) {
      page = await get(`before=${page.previous}`)
      expect(ids(page)).toEqual(ids(before))
    }
    expect(page.previous).toBeNull()
  }, 60_000)

  test('on the page: the same rows, by its links', async () => {
    const seen: string[] = []
    for (let at: string | undefined = shown; at; ) {
      const { status, text }: { status: number; text: string } = await who().get(at)
      expect(status).toBe(200)
      const here = [...new Set([...text.matchAll(row)].map((m) => m[1]!))]
      expect(here.length).toBeLessThanOrEqual(MOST)
      seen.push(...here)
      const base = shown.split('?')[0]
      const list = shown.split('?')[1] ?? ''
      at = [...text.matchAll(/href="([^"]*)" rel="next"/g)]
        .map((m) => m[1]!.replaceAll('&amp;', '&'))
        .find((href) => href.startsWith(`${base}?${list}`))
    }
    expect(seen).toHaveLength(ROWS)
    expect(new Set(seen).size).toBe(ROWS)
  }, 60_000)
})

test('a term that began in the middle of a case is told by its title where a change of law reaches it', async () => {
  const term = {
    name: 'hearing',
    n: 2,
    rule: 'hearing.term',
    facts: [{ id: 'a', type: 'started', at: '2026-01-05T10:00:00.000Z' }],
  }
  const change = await withClient(stack.database.adminUrl, async (c) => {
    const { rows } = await c.query<{ id: string }>(
      `WITH held AS (UPDATE case_view SET state = state || $1 WHERE number = 'B-assessment-1' RETURNING case_id)
       INSERT INTO law_change_case (law_change_id, case_id, clock, old_due, new_due, effect, letter)
       SELECT (SELECT id FROM law_change WHERE key = 'b-1'), case_id, unnest(ARRAY['hearing/2', 'gone']), '2026-02-05', '2026-02-06',
         'later', false FROM held RETURNING law_change_id AS id`,
      [JSON.stringify({ terms: [term] })],
    )
    return rows[0]!.id
  })
  const { rows } = (await supervisor.get(`/api/law-changes/${change}`)).json<{
    rows: { clock: string; title: { lv: string; en: string } | null }[]
  }>()
  expect(Object.fromEntries(rows.map((r) => [r.clock, r.title]))).toEqual({
    'hearing/2': { lv: 'Viedokļa sniegšana', en: 'Giving a view before an unfavourable act' },
    gone: null,
  })
  const { text } = await supervisor.get(`/law-changes/${change}`)
  expect(text).toContain('Viedokļa sniegšana')
  expect(text).not.toContain('hearing')
})

test('of a long course the API and the page tell the newest part, and lead to what was before', async () => {
  const [head, inspector] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina'].map((p) => stack.signIn(p)),
  )) as [Http, Http]
  const { caseId } = await s.apply(head)
  for (let n = 1; n <= ROWS; n++) {
    const headers = { 'idempotency-key': `a-long-course-${n}` }
    s.expectStatus(await inspector.post(`/api/cases/${caseId}/notes`, { text: `Nr${n}.` }, { headers }), 204)
  }
  interface Course {
    timeline: { seq: number; data: { text?: string } }[]
    course: { next: string | null; previous: string | null }
  }
  const get = async (turn = ''): Promise<Course> =>
    (await inspector.get(`/api/cases/${caseId}${turn}`)).json<Course>()
  const newest = await get()
  const before = await get(`?after=${newest.course.next}`)
  expect(newest.timeline).toHaveLength(100)
  expect(newest.timeline.at(-1)!.data.text).toBe(`Nr${ROWS}.`)
  expect(before.course.next).toBeNull()
  const seqs = [...before.timeline, ...newest.timeline].map((e) => e.seq)
  expect(seqs).toEqual(seqs.map((_, n) => n + 1))
  expect((await get(`?before=${before.course.previous}`)).timeline).toEqual(newest.timeline)

  const notesOn = (text: string): number[] =>
    [...text.matchAll(/: Nr(\d+)\./g)].map((m) => Number(m[1])).sort((a, b) => a - b)
  const page = (await inspector.get(`/cases/${caseId}`)).text
  const next = /href="(\/cases\/[^"]*)" rel="next"/.exec(page)![1]!.replaceAll('&amp;', '&')
  const earlier = (await inspector.get(next.replace('#course', ''))).text
  expect(notesOn(page)).toHaveLength(100)
  expect([...notesOn(earlier), ...notesOn(page)]).toEqual(Array.from({ length: ROWS }, (_, n) => n + 1))
  expect(earlier).not.toContain('rel="next"')
  expect(earlier).toContain('rel="prev"')
}, 120_000)
