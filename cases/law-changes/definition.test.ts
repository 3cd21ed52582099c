import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../../law/calendar/data.ts'
import { LietaError } from '../../platform/errors.ts'
import { changeOf, readLawChange } from './definition.ts'

const said = { reason: 'Valsts vizīte', norm: 'Grozījums likumā “Par svētku, atceres un atzīmējamām dienām”' }
const name = { lv: 'Vizītes diena', en: 'Day of the visit' }

function errorsOf(raw: unknown): string[] {
  try {
    readLawChange(raw, CALENDAR)
    return []
  } catch (e) {
    return (e as LietaError).fields.map((f) => `${f.field}:${f.code}`)
  }
}

describe('a holiday', () => {
  const holiday = (definition: object) => ({ kind: 'holiday', definition: { name, ...definition }, ...said })

  test('is added to the calendar in force under the next version, with the reason and the act', () => {
    const input = readLawChange(holiday({ day: '2026-11-20' }), CALENDAR)
    const change = changeOf(input, CALENDAR)
    if (change.type !== 'calendar-changed') throw new Error(change.type)
    expect(change.calendar.version).toBe(CALENDAR.version + 1)
    expect(change.calendar.extraHolidays.at(-1)).toMatchObject({ day: '2026-11-20', name, kind: 'holiday' })
    expect(change.reason).toBe(`Valsts vizīte (${said.norm})`)
    // The next one builds on this one.
    expect(errorsOf(holiday({ day: '2026-11-20' }))).toEqual([])
    expect(() => readLawChange(holiday({ day: '2026-11-20' }), change.calendar)).toThrow(LietaError)
  })

  test.each([
    ['2026-02-30', 'definition.day:date-real'],
    ['2046-01-02', 'definition.day:day-unknown'],
    ['2026-11-18', 'definition.day:already-off'],
    ['2026-04-05', 'definition.day:already-off'],
  ])('%s is refused: %s', (day, error) => {
    expect(errorsOf(holiday({ day }))).toEqual([error])
  })

  test('a holiday may be taken away, an ordinary day not', () => {
    const input = readLawChange(holiday({ day: '2026-11-18', removed: true }), CALENDAR)
    const change = changeOf(input, CALENDAR)
    expect(change.type === 'calendar-changed' && change.calendar.removedHolidays).toHaveLength(1)
    expect(errorsOf(holiday({ day: '2026-11-19', removed: true }))).toEqual(['definition.day:not-a-holiday'])
  })
})

describe('moved days', () => {
  const moved = (off: string, worked: string, more = {}) => ({
    kind: 'moved-day',
    definition: { moves: [{ off, worked }], ...more },
    ...said,
  })

  test('a weekday against a Saturday of the same month', () => {
    const input = readLawChange(moved('2027-05-03', '2027-05-08', { knownUntil: '2027-12-31' }), CALENDAR)
    const change = changeOf(input, CALENDAR)
    if (change.type !== 'calendar-changed') throw new Error(change.type)
    expect(change.calendar.movedDays.at(-1)).toMatchObject({ off: '2027-05-03', worked: '2027-05-08' })
    expect(change.calendar.movedDaysKnownUntil).toBe('2027-12-31')
  })

  test('what the Labour Law does not know is refused on its field', () => {
    expect(errorsOf(moved('2027-05-03', '2027-05-09'))).toEqual(['definition:bad-calendar'])
    expect(errorsOf(moved('2027-05-03', '2027-06-12'))).toEqual(['definition:bad-calendar'])
    expect(errorsOf(moved('2026-06-22', '2026-06-27'))).toEqual(['definition.moves.0.off:already-moved'])
    expect(errorsOf(moved('2046-05-07', '2046-05-12'))).toHaveLength(2)
  })

  test('a year in which no day is moved is entered by its end alone', () => {
    const none = (more: object) => ({ kind: 'moved-day', definition: { moves: [], ...more }, ...said })
    const change = changeOf(readLawChange(none({ knownUntil: '2027-12-31' }), CALENDAR), CALENDAR)
    if (change.type !== 'calendar-changed') throw new Error(change.type)
    expect(change.calendar.movedDays).toEqual(CALENDAR.movedDays)
    expect(change.calendar.movedDaysKnownUntil).toBe('2027-12-31')
    expect(errorsOf(none({}))).toEqual(['definition.moves.0.off:moves-empty'])
    expect(errorsOf(none({ knownUntil: '2026-06-30' }))).toEqual(['definition.knownUntil:known-already'])
    expect(errorsOf(none({ knownUntil: '2050-12-31' }))).toEqual(['definition.knownUntil:day-unknown'])
  })
})

describe('a version of a rule', () => {
  const rule = (definition: object) => ({
    kind: 'rule',
    definition: { rule: 'MK253.licence', from: '2026-12-01', transitional: 'all-open', ...definition },
    ...said,
  })

  test('says what changes and for whom', () => {
    const change = changeOf(readLawChange(rule({ change: { amount: 2 } }), CALENDAR), CALENDAR)
    expect(change).toMatchObject({ type: 'rule-changed', rule: 'MK253.licence', change: { amount: 2 } })
  })

  test.each([
    [{ change: {} }, 'definition.change:change-empty'],
    [{ rule: 'no.such', change: { amount: 2 } }, 'definition.rule:rule-unknown'],
    [{ change: { amount: 0 } }, 'definition.change.amount:too_small'],
    [{ change: { amount: 2 }, from: '2026-13-01' }, 'definition.from:date-real'],
  ])('%j is refused', (definition, error) => {
    expect(errorsOf(rule(definition))).toEqual([error])
  })
})

test('an unknown kind and missing words are told on their fields', () => {
  expect(errorsOf({ kind: 'decree' })).toEqual(['kind:invalid_union'])
  const bare = { kind: 'holiday', definition: { day: '2026-11-20', name } }
  expect(errorsOf(bare)).toEqual(['reason:invalid_type', 'norm:invalid_type'])
})
