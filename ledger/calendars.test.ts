import { expect, test } from '@jest/globals'
import { CALENDAR } from '../law/calendar/data.ts'
import { readCalendar } from '../law/calendar/read.ts'
import type { Calendar } from '../law/calendar/types.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { calendarCited, calendarInForce, citedIn, NoSuchCalendar, readCalendars, refOf } from './calendars.ts'

const second = readCalendar({ extraHolidays: ['2026-11-20'] }, CALENDAR)
const third = readCalendar({ extraHolidays: ['2026-11-23'] }, second)

/** A table with these calendars, under the hashes given. */
function table(...rows: { hash: string; calendar: Calendar }[]): Pick<SqlRunner, 'rows'> & { asked: number } {
  const sql = {
    asked: 0,
    rows: async (query: { sql: string; values: unknown[] }) => {
      sql.asked += 1
      const wanted = query.values[0] as string[] | undefined
      return rows
        .filter((r) => !wanted || wanted.includes(r.hash))
        .map((r) => ({ ...r, version: r.calendar.version }))
        .sort((a, b) => b.version - a.version)
    },
  }
  return sql as never
}
const row = (calendar: Calendar) => ({ hash: refOf(calendar).hash, calendar })

test('a calendar is cited by what it says, whatever the order of its fields, and read once', async () => {
  expect(refOf(second)).toEqual({
    version: CALENDAR.version + 1,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(refOf(Object.fromEntries(Object.entries(second).reverse()) as never)).toEqual(refOf(second))
  expect(refOf(third).hash).not.toBe(refOf(second).hash)
  expect(() => calendarCited(refOf(second))).toThrow('before it was read')
  const sql = table(row(second))
  await readCalendars(sql, [refOf(second), refOf(second)])
  expect(calendarCited(refOf(second))).toEqual(second)
  await readCalendars(sql, [refOf(second)])
  expect(sql.asked).toBe(1)
  await readCalendars(sql, [])
  expect(sql.asked).toBe(1)
})

test('one that was changed behind the back of whoever cites it is found out, as is one that is gone', async () => {
  const cited = refOf(third)
  const other = readCalendar({ extraHolidays: ['2026-11-24'] }, second)
  await expect(readCalendars(table({ hash: cited.hash, calendar: other }), [cited])).rejects.toThrow(
    'not the one',
  )
  await expect(readCalendars(table(row(second)), [cited])).rejects.toThrow(NoSuchCalendar)
  expect(() => calendarCited(cited)).toThrow('before it was read')
})

test('in force is the newest, and what is built in before any change', async () => {
  expect(await calendarInForce(table())).toBe(CALENDAR)
  expect(await calendarInForce(table(row(second), row(third)))).toEqual(third)
})

test('facts that bring no calendar cite none', () => {
  const at = '2026-11-02T08:00:00Z'
  expect(citedIn([{ type: 'received' }, { type: 'stopped' }])).toEqual([])
  const fact = {
    id: 'c',
    type: 'calendar-changed',
    at,
    recordedAt: at,
    calendar: refOf(second),
    reason: '',
  } as const
  expect(citedIn([{ type: 'received' }, fact])).toEqual([refOf(second)])
})
