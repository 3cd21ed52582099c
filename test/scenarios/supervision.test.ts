import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fillProjections } from '../../scripts/bench/fill.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'

// The supervisor's page with many cases: every figure agrees with its list, and no answer grows with the number of cases.

interface Board {
  cells: { key: string; count: number }[]
  unowned: number
  list: { key: string; cases: { caseId: string; due: string | null }[]; next: string | null }
}

let stack: Stack
let supervisor: Http

beforeAll(async () => {
  stack = await startStack({ label: 'supervision', only: ['sign-in', 'api'] })
  supervisor = await stack.signIn('maris-krumins')
  await fillProjections(stack.plan.migratorUrl, 2_000)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const board = async (query = ''): Promise<Board> =>
  (await supervisor.get(`/api/supervision${query}`)).json<Board>()

const count = async (where: string): Promise<number> =>
  withClient(stack.database.adminUrl, async (c) =>
    Number(
      (await c.query(`SELECT count(*) FROM case_view WHERE closed_at IS NULL AND ${where}`)).rows[0].count,
    ),
  )

describe('supervision', () => {
  test('every open case stands in one cell, and in the list of that cell once, what is due first first', async () => {
    const { cells, unowned } = await board()
    expect(cells.reduce((sum, c) => sum + c.count, 0)).toBe(await count('true'))
    expect(unowned).toBe(await count('assignee_id IS NULL'))
    for (const cell of cells) {
      const seen: { caseId: string; due: string | null }[] = []
      for (let after: string | null = ''; after !== null; ) {
        const page: Board = await board(`?cell=${cell.key}${after ? `&after=${after}` : ''}`)
        expect(page.list.key).toBe(cell.key)
        expect(page.list.cases.length).toBeLessThanOrEqual(50)
        seen.push(...page.list.cases)
        after = page.list.next
      }
      expect(seen).toHaveLength(cell.count)
      expect(new Set(seen.map((c) => c.caseId)).size).toBe(cell.count)
      const days = seen.map((c) => c.due ?? '9999-12-31')
      expect(days).toEqual([...days].sort())
    }
  }, 180_000)

  test('a page is as big with two thousand cases as with fifty', async () => {
    const page = await supervisor.get('/supervise')
    expect(page.status).toBe(200)
    expect(page.bytes.length).toBeLessThan(200_000)
    expect(page.text).toContain('Nākamā lapa')
  })

  test('what is no place in the list begins at its beginning', async () => {
    const first = await board('?cell=overdue')
    for (const wrong of ['x', 'W10', 'WyJhIl0', `${'A'.repeat(400)}`])
      expect((await board(`?cell=overdue&after=${wrong}`)).list).toEqual(first.list)
    expect((await supervisor.get('/api/supervision?cell=none')).status).toBe(422)
    expect((await supervisor.get('/supervise?cell=none')).status).toBe(200)
  })
})
