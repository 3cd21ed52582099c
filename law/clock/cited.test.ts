import { expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import type { Calendar } from '../calendar/types.ts'
import { type CalendarRef, type CitedFact, calendarOf, wholeFacts } from './cited.ts'

const second = readCalendar({ extraHolidays: ['2026-11-20'] }, CALENDAR)
const third = readCalendar({ extraHolidays: ['2026-11-23'] }, second)
const at = '2026-11-02T08:00:00Z'
const book = ({ version }: CalendarRef): Calendar => {
  const found = [second, third].find((c) => c.version === version)
  if (!found) throw new Error(`no calendar ${version}`)
  return found
}
const changed = (id: string, version: number): CitedFact => ({
  id,
  type: 'calendar-changed',
  at,
  recordedAt: at,
  calendar: { version, hash: `h${version}` },
  reason: '',
})
const received: CitedFact = { id: 'received', type: 'received', at, recordedAt: at }

test('the newest calendar among the facts, whatever their order', () => {
  expect(calendarOf([received], book)).toBe(CALENDAR)
  expect(calendarOf([received, changed('a', second.version)], book)).toBe(second)
  expect(calendarOf([changed('b', third.version), received, changed('a', second.version)], book)).toBe(third)
})

test('what is cited is put in its place; what nobody knows is no calendar', () => {
  expect(wholeFacts([received, changed('a', second.version)], book)).toEqual([
    received,
    { ...changed('a', second.version), calendar: second },
  ])
  expect(() => wholeFacts([changed('a', 9)], book)).toThrow('no calendar 9')
})
