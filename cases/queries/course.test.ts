import { describe, expect, test } from '@jest/globals'
import { courseOf } from './course.ts'
import { cursorOf } from './keyset.ts'

const course = (length: number): { seq: number }[] => Array.from({ length }, (_, n) => ({ seq: n + 1 }))
const seqs = (rows: { seq: number }[]): number[] => rows.map((r) => r.seq)

describe('the course of a case', () => {
  test.each([0, 1, 99, 100, 101, 200, 250])(
    'of %i events: each once, the newest first, and back the same',
    (length) => {
      const items = course(length)
      const pages = [courseOf(items, {})]
      while (pages.at(-1)!.next) pages.push(courseOf(items, { after: pages.at(-1)!.next! }))
      expect(pages).toHaveLength(Math.max(1, Math.ceil(length / 100)))
      for (const page of pages) expect(page.rows.length).toBeLessThanOrEqual(100)
      expect(pages.flatMap((p) => seqs(p.rows))).toEqual(seqs(items).reverse())
      let page = pages.at(-1)!
      for (const before of pages.slice(0, -1).reverse()) {
        page = courseOf(items, { before: page.previous! })
        expect(page).toEqual(before)
      }
      expect(page.previous).toBeNull()
    },
  )

  test('what happens meanwhile moves nothing from the page that comes next', () => {
    const first = courseOf(course(250), {})
    expect(seqs(courseOf(course(255), { after: first.next! }).rows)).toEqual(
      seqs(courseOf(course(250), { after: first.next! }).rows),
    )
  })

  test('what some do not see leaves pages whole', () => {
    const seen = course(400).filter((i) => i.seq % 2 === 0)
    const first = courseOf(seen, {})
    expect(seqs(first.rows).at(-1)).toBe(202)
    expect(seqs(courseOf(seen, { after: first.next! }).rows)).toEqual(seqs(seen).reverse().slice(100))
  })

  test('what is no place in it begins at its beginning', () => {
    const first = courseOf(course(250), {})
    for (const wrong of ['x', cursorOf('a'), cursorOf('1', '2'), cursorOf('-1'), cursorOf('1')])
      expect(courseOf(course(250), { after: wrong })).toEqual(first)
    expect(courseOf(course(250), { before: cursorOf('999') })).toEqual(first)
  })
})
