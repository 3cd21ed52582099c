import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { LawError } from '../errors.ts'
import type { ClockFact } from './facts.ts'
import { readFacts } from './read.ts'

// What a line may be, seen closely; and calendars that come in several lines.

const read = (...list: object[]): ClockFact[] => readFacts(list, 'APL64.base', CALENDAR)
const message = (line: object): string => {
  try {
    read(line)
  } catch (error) {
    if (error instanceof LawError) return `${error.code} ${error.reason.en}`
    throw error
  }
  return 'nothing thrown'
}

describe('a list is no text', () => {
  // JavaScript takes ['x'] for 'x' wherever it wants a text; what is kept would be a list.
  test.each([
    [{ type: ['received'], at: '2026-03-05' }, 'bad-facts facts[0].type: must be one of'],
    [{ type: 'received', at: ['2026-03-05'] }, 'bad-facts facts[0].at: “2026-03-05” is not a day'],
    [
      { type: 'left-without-progress', at: '2026-03-05', cureBy: ['2026-03-20'] },
      'bad-facts facts[0].cureBy: “2026-03-20” is not a date',
    ],
  ])('%j', (line, want) => {
    expect(message(line)).toContain(want)
  })
})

test('null is the same as absent', () => {
  const [left] = read({ type: 'left-without-progress', at: '2026-03-05', cureBy: null, document: null })
  expect(left).toEqual({
    id: 'f1',
    type: 'left-without-progress',
    at: '2026-03-04T22:00:00.000Z',
    recordedAt: '2026-03-04T22:00:00.000Z',
  })
  expect(read({ type: 'extended', at: '2026-03-05', by: null })[0]).toMatchObject({ by: 'institution' })
  expect(message({ type: 'term-set', at: '2026-03-05', until: null })).toBe(
    'bad-facts facts[0].until: the field is required',
  )
})

test('what was asked for may be decided at once, and not before', () => {
  const term = { type: 'term-set', at: '2026-03-05T10:00', until: '2026-03-20' }
  expect(read({ ...term, requestedAt: '2026-03-05T10:00' })[0]).toMatchObject({
    at: '2026-03-05T08:00:00.000Z',
    requestedAt: '2026-03-05T08:00:00.000Z',
  })
  expect(message({ ...term, requestedAt: '2026-03-05T10:01' })).toBe(
    'bad-facts facts[0].requestedAt: asked for after it was decided',
  )
})

describe('calendars', () => {
  const changed = (id: string, day: string, at = '2026-03-05') => ({
    ...{ type: 'calendar-changed', id, at },
    calendar: { extraHolidays: [day] },
  })
  /** The version that each line brings, and the days off that are new in it. */
  const brought = (...list: object[]) =>
    read(...list).map((fact) => {
      if (fact.type !== 'calendar-changed') throw new Error(fact.type)
      const known = new Set(CALENDAR.extraHolidays.map((h) => h.day))
      const days = fact.calendar.extraHolidays.map((h) => h.day).filter((day) => !known.has(day))
      return [fact.id, fact.calendar.version - CALENDAR.version, ...days.sort()]
    })

  test.each([5, 'x', [[]]])('must be objects: %j', (calendar) => {
    expect(message({ type: 'calendar-changed', at: '2026-03-05', calendar })).toBe(
      'bad-facts facts[0].calendar: must be an object',
    )
  })

  test('of one moment build on each other by their ids, in whatever order they are listed', () => {
    const [a, b] = [changed('a', '2026-03-16'), changed('b', '2026-03-17')]
    const first = ['a', 1, '2026-03-16']
    const second = ['b', 2, '2026-03-16', '2026-03-17']
    expect(brought(a, b)).toEqual([first, second])
    expect(brought(b, a)).toEqual([second, first])
  })

  test('told twice, one counts once for those that come after it', () => {
    const x = changed('x', '2026-03-16')
    expect(brought(x, x, changed('y', '2026-03-17', '2026-03-06'))).toEqual([
      ['x', 1, '2026-03-16'],
      ['x', 1, '2026-03-16'],
      ['y', 2, '2026-03-16', '2026-03-17'],
    ])
  })

  test('two under one id stay two: the first listed builds on what came before, the other has only its own', () => {
    const before = changed('a', '2026-03-16', '2026-03-04')
    expect(brought(before, changed('x', '2026-03-17'), changed('x', '2026-03-18'))).toEqual([
      ['a', 1, '2026-03-16'],
      ['x', 2, '2026-03-16', '2026-03-17'],
      ['x', 1, '2026-03-18'],
    ])
  })
})
