import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { LawError } from '../errors.ts'
import type { RuleId } from '../rules/catalogue.ts'
import { readInstant } from '../time-read.ts'
import { foldClock } from './fold.ts'
import { readFacts } from './read.ts'

// What comes from outside: its order plays no part, what is told twice counts once, and what cannot be is refused by name.

const facts = (...list: object[]) => readFacts(list, 'APL64.base', CALENDAR)
const wrong = (...list: object[]): string => {
  try {
    facts(...list)
  } catch (e) {
    if (e instanceof LawError) return e.reason.en
    throw e
  }
  return 'nothing thrown'
}
const due = (rule: RuleId, list: object[]): string | null => foldClock(rule, facts(...list)).due

describe('partial calendars', () => {
  const received = { type: 'received', at: '2026-03-05' }
  const change = (at: string, day: string) => ({
    type: 'calendar-changed',
    at,
    calendar: { extraHolidays: [day] },
  })
  // 5 April is Easter Sunday; the 7th, 8th and 9th are made days off, in two steps.
  const one = {
    ...change('2026-03-10', '2026-04-07'),
    calendar: { extraHolidays: ['2026-04-07', '2026-04-09'] },
  }
  const two = change('2026-03-12', '2026-04-08')

  test('add up in the order in which they happened, whatever the order of the list', () => {
    expect(due('APL64.base', [received, one, two])).toBe('2026-04-10')
    expect(due('APL64.base', [two, received, one])).toBe('2026-04-10')
    const [later, earlier] = facts(two, one)
    expect([later, earlier].map((f) => f?.type === 'calendar-changed' && f.calendar.version)).toEqual([
      CALENDAR.version + 2,
      CALENDAR.version + 1,
    ])
  })

  test('the same line twice is one change, and no conflict; the same id with another is told', () => {
    const twice = facts(one, one, two)
    expect(twice.map((f) => f.id)).toEqual(['f1', 'f1', 'f3'])
    expect(foldClock('APL64.base', facts(received, one, one, two))).toMatchObject({
      due: '2026-04-10',
      rejected: [],
    })
    const named = { ...one, id: 'k' }
    expect(foldClock('APL64.base', facts(received, named, named))).toMatchObject({ rejected: [] })
    const clash = foldClock('APL64.base', facts(received, named, { ...two, id: 'k' }))
    expect(clash.rejected.map((r) => r.code)).toEqual(['id-conflict'])
  })

  test('a wrong one is told by its place in the list', () => {
    expect(wrong(two, { ...one, at: '2026-03-01', calendar: { extraHolidays: ['2026-02-30'] } })).toContain(
      'facts[1].calendar.extraHolidays[0].day',
    )
    expect(wrong({ ...one, calendar: 5 })).toContain('facts[0].calendar: must be an object')
  })
})

describe('a new version of a rule', () => {
  const change = (more: object) => ({
    type: 'rule-changed',
    at: '2026-03-05',
    from: '2026-04-01',
    change: more,
  })
  const place = 'facts[0].change'
  test.each<[object, string]>([
    [{ roll: 'garbage' }, `${place}.roll: must be one of: next-working-day`],
    [{ norm: null }, `${place}.norm: must be an object`],
    [{ norm: { act: 'XYZ', article: '1' } }, `${place}.norm.act: The act`],
    [{ norm: { act: 'APL' } }, `${place}.norm.article: the field is required`],
    [{ unit: 'fortnights' }, `${place}.unit: must be one of`],
    [{ unit: 'fixed-date' }, `${place}.fixed: the field is required`],
    [{ fixed: { month: 13, day: 1 } }, `${place}.fixed.month: must be a whole number from 1 to 12`],
    [{ amount: 1.5 }, `${place}.amount: must be a whole number`],
    [{ amount: -1 }, `${place}.amount`],
    [{ direction: 'sideways' }, `${place}.direction`],
    [{ start: 1 }, `${place}.start`],
    [{ binds: 'nobody' }, `${place}.binds`],
    [{ kind: 'x' }, `${place}.kind`],
    [{ resets: 'yes' }, `${place}.resets: must be true or false`],
    [{ title: { lv: 'a' } }, `${place}.title.en: the field is required`],
    [{ event: 'a' }, `${place}.event: must be an object`],
    [{ title: { lv: '', en: 'b' } }, `${place}.title.lv: must be text`],
    [{ validFrom: '2026-02-30' }, `${place}.validFrom`],
    [{ certainty: 'sure' }, `${place}.certainty`],
    [{ extensions: {} }, `${place}.extensions: must be a list`],
    [{ extensions: [{ id: 'x' }] }, `${place}.extensions[0].title: the field is required`],
    [{ id: 'other' }, `${place}.id: unknown field`],
    [{ toString: 1 }, `${place}.toString: unknown field`],
    [[], `${place}: must be an object`],
  ])('%j is refused', (more, message) => {
    expect(wrong(change(more))).toContain(message)
  })

  test('a right one is taken', () => {
    const extension = {
      ...{ id: 'x', title: { lv: 'a', en: 'b' }, norm: { act: 'APL', article: '64(2)' }, amount: null },
      ...{ from: 'receipt', unit: 'months', by: 'ministry', notice: true, certainty: 'F' },
    }
    const more = {
      amount: 2,
      unit: 'weeks',
      roll: 'none',
      norm: { act: 'APL', article: '' },
      extensions: [extension],
    }
    expect(facts(change(more))[0]).toMatchObject({ change: more })
  })
})

describe('what cannot be together', () => {
  const extended = { type: 'extended', at: '2026-03-20', by: 'ministry' }
  test.each<[object, string]>([
    [{ ...extended, until: '2026-05-05', months: 2 }, 'facts[0].months: either until or months'],
    [{ ...extended, noticeAt: '2026-03-19' }, 'facts[0].noticeAt: notice was given before'],
    [{ ...extended, requestedAt: '2026-03-21' }, 'facts[0].requestedAt: asked for after'],
    [
      { type: 'term-set', at: '2026-03-20', until: '2026-04-01', requestedAt: '2026-03-21' },
      'facts[0].requestedAt',
    ],
    [{ type: 'annulled', at: '2026-03-20' }, 'facts[0].fact: the field is required'],
  ])('%j', (fact, message) => {
    expect(wrong(fact)).toContain(message)
  })

  test('notice on the day of the grant, of which the hour is not known, is none of it', () => {
    expect(wrong({ ...extended, at: '2026-03-20T14:00', noticeAt: '2026-03-20' })).toBe('nothing thrown')
  })
})

test('an offset that no clock has is no time', () => {
  for (const zone of ['+99:99', '+02:60', '-14:01', '+23:00'])
    expect(readInstant(`2026-03-05T10:00${zone}`)).toBeNull()
  expect(readInstant('2026-03-05T10:00+14:00')).toBe('2026-03-04T20:00:00.000Z')
  expect(readInstant('2026-03-05T10:00+0200')).toBe('2026-03-05T08:00:00.000Z')
})
