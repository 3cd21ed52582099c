import { describe, expect, test } from '@jest/globals'
import { LawError } from './errors.ts'
import {
  addDays,
  addMonths,
  civil,
  clockTime,
  dayNumber,
  dayOf,
  daysBetween,
  endOfDay,
  fromMillis,
  fromNumber,
  isDay,
  localInstant,
  parts,
  rigaOffset,
  startOfDay,
  toMillis,
  toNumber,
  weekdayOf,
} from './time.ts'

// The mutation run calls these tests hundreds of times; a thinner sweep is enough there.
const THIN = process.env.LAW_THIN === '1'

const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    if (error instanceof LawError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('days', () => {
  test('day numbers agree with UTC dates for nearly every day from 1899 to 2110', () => {
    for (
      let n = toNumber('1899-01-01');
      n <= toNumber('2110-12-31');
      n += THIN ? 29 : n % 400 === 0 ? 37 : 1
    ) {
      const date = new Date(n * 86_400_000)
      const day = date.toISOString().slice(0, 10)
      if (fromNumber(n) !== day || toNumber(day) !== n) throw new Error(day)
      const c = civil(n)
      if (
        c.year !== date.getUTCFullYear() ||
        c.month !== date.getUTCMonth() + 1 ||
        c.day !== date.getUTCDate()
      )
        throw new Error(day)
      if (weekdayOf(n) !== (date.getUTCDay() || 7)) throw new Error(day)
    }
  })

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '0999-01-01',
    '2026-1-01',
    '26-01-01',
    '2026/01/01',
    '2026-01-01Z',
    '',
    'abcd-ef-gh',
    '2026-0a-01',
    '2026-01-3/',
    '2026-01/01',
    '1900-02-29',
  ])('no date: %s', (text) => {
    expect(isDay(text)).toBe(false)
    expect(code(() => toNumber(text))).toBe('bad-day')
    expect(code(() => parts(text))).toBe('bad-day')
  })

  test.each([
    '2024-02-29',
    '2000-02-29',
    '1000-01-01',
    '2026-12-31',
    '2026-06-30',
    '9999-12-31',
    '2026-10-09',
  ])('a date: %s', (text) => {
    expect(isDay(text)).toBe(true)
    expect(fromNumber(toNumber(text))).toBe(text)
  })

  test('what is no text is no day', () => {
    expect(isDay(undefined as unknown as string)).toBe(false)
    expect(isDay(20260101 as unknown as string)).toBe(false)
  })

  test('adding days and counting between', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31)
    expect(daysBetween('2026-04-01', '2026-03-01')).toBe(-31)
    expect(dayNumber(1970, 1, 1)).toBe(0)
    expect(parts('2026-03-05')).toEqual({ year: 2026, month: 3, day: 5 })
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-08-31', -4, '2026-04-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2100-01-31', 1, '2100-02-28'],
    ['2026-03-05', 0, '2026-03-05'],
  ])('%s and %i months: %s', (day, n, want) => {
    expect(addMonths(day, n)).toBe(want)
  })
})

describe('Europe/Riga', () => {
  const intl = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/Riga',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })

  test('agrees with the runtime at every hour around all changes, and every few days, from 1990 to 2040', () => {
    const wrong: string[] = []
    for (let t = Date.UTC(1990, 0, 1); t < Date.UTC(THIN ? 2002 : 2040, 0, 1); ) {
      const iso = new Date(t).toISOString()
      const p = Object.fromEntries(intl.formatToParts(t).map((x) => [x.type, x.value]))
      if (dayOf(iso) !== `${p.year}-${p.month}-${p.day}` || clockTime(iso) !== `${p.hour}:${p.minute}`)
        wrong.push(iso)
      // Changes fall on Sundays late in March, September and October; elsewhere a look every three days is enough.
      const date = new Date(t)
      const near =
        [2, 8, 9].includes(date.getUTCMonth()) && date.getUTCDate() >= 23 && date.getUTCDay() % 6 === 0
      const soon = [2, 8, 9].includes(date.getUTCMonth()) && date.getUTCDate() >= 20
      t += near ? 3_600_000 : soon ? 39_600_000 : 250_000_000
    }
    expect(wrong).toEqual([])
  })

  test('no summer time in 2000', () => {
    expect(rigaOffset(Date.UTC(2000, 6, 1))).toBe(120)
    expect(rigaOffset(Date.UTC(1999, 6, 1))).toBe(180)
    expect(rigaOffset(Date.UTC(2001, 6, 1))).toBe(180)
  })

  test('days have 23, 24 and 25 hours', () => {
    const hours = (day: string) => (toMillis(endOfDay(day)) - toMillis(startOfDay(day))) / 3_600_000
    expect(hours('2026-03-29')).toBe(23)
    expect(hours('2026-03-28')).toBe(24)
    expect(hours('2026-10-25')).toBe(25)
    expect(hours('1996-09-29')).toBe(25)
    expect(hours('2000-03-26')).toBe(24)
  })

  test('start and end of days are midnights in Riga, every day from 1990 to 2040', () => {
    for (let n = toNumber('1990-01-01'); n < toNumber('2040-01-01'); n += THIN ? 31 : 1) {
      const day = fromNumber(n)
      const start = startOfDay(day)
      if (
        dayOf(start) !== day ||
        clockTime(start) !== '00:00' ||
        endOfDay(day) !== startOfDay(fromNumber(n + 1))
      )
        throw new Error(day)
    }
  })

  test('local times, also those that occur twice or never', () => {
    expect(localInstant('2026-07-01', 9 * 60 + 30)).toBe('2026-07-01T06:30:00.000Z')
    expect(localInstant('2026-01-05', 17 * 60)).toBe('2026-01-05T15:00:00.000Z')
    expect(localInstant('2026-10-25', 210)).toBe('2026-10-25T00:30:00.000Z')
    expect(localInstant('2026-03-29', 210)).toBe('2026-03-29T01:30:00.000Z')
    expect(localInstant('1990-01-01', 0)).toBe('1989-12-31T22:00:00.000Z')
  })

  test('before 1990 there is no answer', () => {
    expect(code(() => dayOf('1989-12-31T21:59:59.999Z'))).toBe('time-unknown')
    expect(dayOf('1989-12-31T22:00:00Z')).toBe('1990-01-01')
  })
})

describe('instants', () => {
  test.each([
    '2026-03-05',
    '2026-03-05T10:00:00',
    '2026-03-05T10:00:00+02:00',
    '2026-02-30T10:00:00Z',
    '2026-03-05T25:00:00Z',
    'x',
    '2026-03-05T10:00:00Zx',
    'x2026-03-05T10:00:00Z',
    '',
  ])('no instant: %s', (text) => {
    expect(code(() => toMillis(text))).toBe('bad-instant')
  })

  test('with and without seconds and fractions', () => {
    expect(toMillis('2026-03-05T10:15Z')).toBe(Date.UTC(2026, 2, 5, 10, 15))
    expect(toMillis('2026-03-05T10:15:30Z')).toBe(Date.UTC(2026, 2, 5, 10, 15, 30))
    expect(toMillis('2026-03-05T10:15:30.5Z')).toBe(Date.UTC(2026, 2, 5, 10, 15, 30, 500))
    expect(fromMillis(0)).toBe('1970-01-01T00:00:00.000Z')
  })
})
