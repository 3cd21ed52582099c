import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fillProjections } from '../../scripts/bench/fill.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'

// The lists of the desk, of an institution and of the registers, with more rows than a page: turned forwards and back each
// row is met once, in order; what is counted is what is listed, also while it changes; and no answer grows with the rows.

interface Turns {
  next: string | null
  previous: string | null
}
interface Queue extends Turns {
  items: {
    caseId: string
    number: string
    taskId: string
    due: string | null
    claimedBy: string | null
    role: string
  }[]
  total: number | null
  counts: { all: number; mine: number; unclaimed: number }
}

let stack: Stack
let inspector: Http
let supervisor: Http
let head: Http

beforeAll(async () => {
  stack = await startStack({ label: 'lists', only: ['sign-in', 'api'] })
  ;[inspector, supervisor, head] = (await Promise.all(
    ['inese-berzina', 'maris-krumins', 'baiba-kalnina'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http]
  await fillProjections(stack.plan.migratorUrl, 4_000)
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<T>(text, values)).rows)

const get = async <T>(http: Http, path: string): Promise<T> => {
  const reply = await http.get(path)
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text.slice(0, 300)}`)
  return reply.json<T>()
}

/** Every page from the first to the last. */
async function pagesOf<T extends Turns>(http: Http, path: string): Promise<T[]> {
  const pages: T[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: T = await get(http, after ? `${path}${path.includes('?') ? '&' : '?'}after=${after}` : path)
    pages.push(page)
    after = page.next
  }
  return pages
}

describe('the desk', () => {
  test.each(['all', 'mine', 'unclaimed'] as const)(
    '%s: each task once, due first first, as many as are counted',
    async (view) => {
      const pages = await pagesOf<Queue>(inspector, `/api/queue?view=${view}`)
      const items = pages.flatMap((p) => p.items)
      const condition = {
        all: 'true',
        mine: `claimed_by = (SELECT id FROM person WHERE subject = 'inese-berzina')`,
        unclaimed: 'claimed_by IS NULL',
      }[view]
      const [kept] = await sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM task_view WHERE state = 'open' AND role = 'inspector' AND ${condition}`,
      )
      expect(items).toHaveLength(kept!.n)
      expect(kept!.n).toBeGreaterThan(0)
      expect(new Set(items.map((i) => i.caseId + i.taskId)).size).toBe(items.length)
      const days = items.map((i) => i.due ?? '9999-12-31')
      expect(days).toEqual([...days].sort())
      for (const page of pages) {
        expect(page.items.length).toBeLessThanOrEqual(50)
        expect(page.total).toBe(kept!.n)
        expect(page.counts[view]).toBe(kept!.n)
      }
    },
    60_000,
  )

  test('of whoever belongs to a unit: the tasks of that unit, as many as are counted', async () => {
    const pages = await pagesOf<Queue>(await stack.signIn('karlis-zarins'), '/api/queue')
    const items = pages.flatMap((p) => p.items.map((i) => i.caseId))
    const [kept] = await sql<{ ours: number; all: number }>(
      `SELECT count(*) FILTER (WHERE unit = 'licensing')::int AS ours, count(*)::int AS all FROM task_view
       WHERE state = 'open' AND role = 'inspector'`,
    )
    expect(new Set(items).size).toBe(kept!.ours)
    expect(kept!.ours).toBeGreaterThan(0)
    expect(kept!.ours).toBeLessThan(kept!.all)
    for (const page of pages) expect(page.counts.all).toBe(kept!.ours)
  }, 60_000)

  test('turned back, the pages are those that were turned', async () => {
    const pages = await pagesOf<Queue>(supervisor, '/api/queue')
    expect(new Set(pages.flatMap((p) => p.items.map((i) => i.role)))).toEqual(
      new Set(['inspector', 'reviewer', 'director']),
    )
    let page = pages.at(-1)!
    for (const before of pages.slice(0, -1).reverse()) {
      page = await get<Queue>(supervisor, `/api/queue?before=${page.previous}`)
      expect(page.items).toEqual(before.items)
    }
    expect(page.previous).toBeNull()
    expect(pages[0]!.previous).toBeNull()
  }, 180_000)

  test('what is no place in the list begins at its beginning', async () => {
    const first = await get<Queue>(inspector, '/api/queue')
    const cursor = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')
    for (const wrong of [
      'x',
      'W10',
      cursor('a', 'b', 'c', 'd'),
      cursor('a', '2026-13-45T00:00:00.000Z', 'c', 'd'),
      cursor('a', 1, 'c', 'd'),
    ])
      for (const way of ['after', 'before'])
        expect((await get<Queue>(inspector, `/api/queue?${way}=${wrong}`)).items).toEqual(first.items)
  })

  test('found by words in any order, without diacritics, by their beginnings; wildcards are no letters', async () => {
    const q = async (text: string): Promise<Queue> =>
      get(supervisor, `/api/queue?q=${encodeURIComponent(text)}`)
    const numbers = (found: Queue): string[] => found.items.map((i) => i.number)
    for (const text of ['programma 2131 profesionālās', '2131 PROFESIONALAS', 'ievirzes  2131', 'prof 2131'])
      expect(numbers(await q(text))).toEqual(['M-000002131'])
    for (const text of ['%', '_', '2131%31', 'p_ogramma', "'"]) expect(numbers(await q(text))).toEqual([])
    // Its number, as it is pasted from a letter.
    for (const text of [
      'M-000002131',
      'Nr. M-000002131',
      'm 000 002 131',
      'lietas Nr.\u00a0M–000002131',
      'M000002131',
    ])
      expect(numbers(await q(text))).toEqual(['M-000002131'])
    const many = await q('programma')
    expect(many).toMatchObject({ total: null })
    expect(many.items).toEqual((await get<Queue>(supervisor, '/api/queue')).items)
    expect((await supervisor.get('/desk?q=programma')).text).toContain('Atrasts vairāk nekā 1000')
  })

  test('pages of what was found hold each once', async () => {
    const pages = await pagesOf<Queue>(supervisor, '/api/queue?q=pirmsskolas')
    const items = pages.flatMap((p) => p.items)
    const [kept] = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM task_view WHERE state = 'open' AND search_text LIKE '%pirmsskolas%'`,
    )
    expect(items).toHaveLength(kept!.n)
    expect(new Set(items.map((i) => i.caseId)).size).toBe(kept!.n)
    expect(pages.map((p) => p.total)).toEqual(pages.map(() => kept!.n))
    const back = await get<Queue>(supervisor, `/api/queue?q=pirmsskolas&before=${pages[2]!.previous}`)
    expect(back.items).toEqual(pages[1]!.items)
  })
})

describe('counts', () => {
  test('while work is taken, given back, done and folded, every answer counts what there is', async () => {
    // One role with few tasks, so that all of them stand on one page and an answer can be held against itself.
    const few = 'SELECT case_id, task_id FROM task_view WHERE role = $1 ORDER BY case_id LIMIT 40'
    await sql(`UPDATE task_view SET state = 'done' WHERE role = 'director'`)
    await sql(`UPDATE task_view SET state = 'open', claimed_by = NULL WHERE (case_id, task_id) IN (${few})`, [
      'director',
    ])
    let going = true
    const change = async (seed: number): Promise<void> => {
      for (let n = seed; going; n += 7)
        await sql(
          n % 3 === 0
            ? `UPDATE task_view SET state = CASE state WHEN 'open' THEN 'done' ELSE 'open' END
               WHERE (case_id, task_id) = (SELECT case_id, task_id FROM (${few}) t OFFSET ${n % 40} LIMIT 1)`
            : `UPDATE task_view SET claimed_by = CASE WHEN claimed_by IS NULL
                 THEN (SELECT id FROM person WHERE subject = 'maris-krumins') END
               WHERE (case_id, task_id) = (SELECT case_id, task_id FROM (${few}) t OFFSET ${n % 40} LIMIT 1)`,
          ['director'],
        )
    }
    const fold = async (): Promise<void> => {
      while (going) await sql('SELECT fold_counts()')
    }
    const busy = [change(0), change(1), change(2), fold()]
    const seen = new Set<string>()
    try {
      for (let n = 0; n < 60; n++) {
        const { items, counts, total } = await get<Queue>(supervisor, '/api/queue?role=director')
        const own = items.filter((i) => i.claimedBy !== null)
        expect({ total, counts }).toEqual({
          total: items.length,
          counts: { all: items.length, mine: own.length, unclaimed: items.length - own.length },
        })
        seen.add(`${items.length}/${own.length}`)
      }
    } finally {
      going = false
      await Promise.all(busy)
    }
    // It was not a still picture that was looked at.
    expect(seen.size).toBeGreaterThan(3)
    const kept = await sql(
      `SELECT state, person, sum(n)::int AS n FROM list_count WHERE list = 'work' GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1, 2`,
    )
    expect(kept).toEqual(
      await sql(
        `SELECT role AS state, COALESCE(claimed_by::text, '') AS person, count(*)::int AS n FROM task_view WHERE state = 'open' GROUP BY 1, 2 ORDER BY 1, 2`,
      ),
    )
  }, 120_000)

  test('folded, each key has one row, and nobody but the triggers writes them', async () => {
    await sql('SELECT fold_counts()')
    expect(
      await sql('SELECT 1 FROM list_count GROUP BY list, state, day, person, unit HAVING count(*) > 1'),
    ).toEqual([])
    await withClient(stack.database.urls.api, async (c) => {
      await expect(
        c.query(`INSERT INTO list_count (list, state, day, person, n) VALUES ('work', 'x', '', '', 1)`),
      ).rejects.toThrow('permission denied')
      await expect(c.query('SELECT fold_counts()')).rejects.toThrow('permission denied')
    })
  })
})

describe('what an institution has', () => {
  test('each case once, what waits for it first, then the newest; page by page, also back', async () => {
    type Cases = Turns & { cases: { caseId: string; waitingOn: string; receivedAt: string }[] }
    const pages = await pagesOf<Cases>(head, '/api/cases')
    const cases = pages.flatMap((p) => p.cases)
    expect(cases).toHaveLength(800)
    expect(new Set(cases.map((c) => c.caseId)).size).toBe(800)
    const order = cases.map((c) => `${c.waitingOn === 'applicant' ? 1 : 0} ${c.receivedAt}`)
    expect(order).toEqual([...order].sort().reverse())
    expect(order[0]).toMatch(/^1/)
    const back = await get<Cases>(head, `/api/cases?before=${pages[5]!.previous}`)
    expect(back.cases).toEqual(pages[4]!.cases)
  }, 180_000)

  test('the page is bounded and says that there is more', async () => {
    const page = await head.get('/portal')
    expect(page.bytes.length).toBeLessThan(150_000)
    expect(page.text).toContain('rel="next"')
    const next = /href="(\/portal\?[^"]*)" rel="next"/.exec(page.text)![1]!.replaceAll('&amp;', '&')
    const second = await head.get(next)
    expect(second.text).toContain('rel="prev"')
  })

  test('drafts: each once, the newest first', async () => {
    const [own] = await sql<{ person: string; institution: string }>(
      `SELECT g.person_id AS person, g.institution_id AS institution FROM role_grant g JOIN person p ON p.id = g.person_id
       WHERE p.subject = 'baiba-kalnina' AND g.role = 'applicant'`,
    )
    await sql(
      `INSERT INTO draft (id, form, person_id, institution_id, data, created_at, updated_at)
       SELECT gen_random_uuid(), 'licensing', $1, $2, '{}', now(), date_trunc('second', now()) - n / 2 * interval '1 minute'
       FROM generate_series(1, 70) n`,
      [own!.person, own!.institution],
    )
    type Drafts = Turns & { drafts: { id: string; updatedAt: string }[] }
    const drafts = (await pagesOf<Drafts>(head, '/api/drafts')).flatMap((p) => p.drafts)
    expect(new Set(drafts.map((d) => d.id)).size).toBe(70)
    expect(drafts).toHaveLength(70)
    expect((await head.get('/portal')).text).toContain('list=drafts&amp;after=')
  })
})

describe('a public register', () => {
  type Entries = Turns & { entries: { entryNo: string }[]; total: number | null }
  const path = '/api/registers/licensed-programmes'

  test('each entry once, the newest first, as many as are counted', async () => {
    const pages = await pagesOf<Entries>(stack.visitor(), path)
    const entries = pages.flatMap((p) => p.entries.map((e) => e.entryNo))
    expect(entries).toHaveLength(800)
    expect(entries).toEqual([...new Set(entries)].sort().reverse())
    expect(pages.every((p) => p.total === 800)).toBe(true)
  }, 180_000)

  test('found by words and by its number as it is pasted', async () => {
    const find = async (q: string): Promise<Entries> =>
      get(stack.visitor(), `${path}?q=${encodeURIComponent(q)}`)
    for (const q of ['MP-000002134', 'Nr. MP – 000002134', 'programma 2134', '2134 PROGR'])
      expect((await find(q)).entries.map((e) => e.entryNo)).toEqual(['MP-000002134'])
    expect(await find('%')).toMatchObject({ entries: [], total: 0, next: null })
    const page = await stack.visitor().get('/registers/licensed-programmes?q=pirmsskolas')
    expect(page.text).toMatch(/\d+ ieraksti/)
    expect(page.text).toContain('rel="next"')
  })
})
