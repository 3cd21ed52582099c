import { expect, test } from '@jest/globals'
import { calendarAsked } from './asked.ts'

test.each([
  ['2026-09-30', '2026-12-31', null],
  ['2026-10-01', '2026-12-31', 2027],
  ['2026-12-31', '2027-12-31', null],
  ['2027-01-01', '2026-12-31', 2027],
  ['2027-09-30', '2027-12-31', null],
  ['2027-10-01', '2027-12-31', 2028],
  // Never entered for years: the first that is missing comes first.
  ['2029-03-01', '2026-12-31', 2027],
  // A part of a year is not the year.
  ['2026-10-01', '2027-06-30', 2027],
  ['2026-10-01', '2028-12-31', null],
])('on %s, with moved days known until %s', (today, movedDaysKnownUntil, year) => {
  expect(calendarAsked(today, { movedDaysKnownUntil })).toBe(year)
})
