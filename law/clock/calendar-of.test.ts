import { expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import { calendarOf } from './calendar-of.ts'
import type { ClockFact } from './facts.ts'

const second = readCalendar({ extraHolidays: ['2026-11-20'] }, CALENDAR)
const third = readCalendar({ extraHolidays: ['2026-11-23'] }, second)
const at = '2026-11-02T08:00:00Z'
const changed = (id: string, calendar: typeof CALENDAR): ClockFact => ({
  id,
  type: 'calendar-changed',
  at,
  recordedAt: at,
  calendar,
  reason: '',
})

test('the newest calendar among the facts, whatever their order', () => {
  const received: ClockFact = { id: 'received', type: 'received', at, recordedAt: at }
  expect(calendarOf([received])).toBe(CALENDAR)
  expect(calendarOf([received, changed('a', second)])).toBe(second)
  expect(calendarOf([changed('b', third), received, changed('a', second)])).toBe(third)
  expect(calendarOf([changed('a', second)], third)).toBe(third)
  expect(calendarOf([changed('a', CALENDAR)], { ...CALENDAR })).not.toBe(CALENDAR)
})
