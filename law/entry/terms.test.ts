import { describe, expect, test } from '@jest/globals'
import { type EntryLife, type EntryOrder, nextMoment, ordered, passed, type Standing } from './life.ts'
import { lastDayOf } from './term.ts'

// Several terms of one entry: which ends by itself, which is ended by what is done, and what comes first of all.

/** A licence that must be begun within a year (MK 253) and, here, is valid for three years (MK 682). */
const LICENCE: EntryLife = {
  orders: {
    enter: { from: [], to: 'active', norm: 'MK253' },
    amend: { from: ['active', 'suspended'], norm: 'MK253' },
    renew: { from: ['active', 'expired'], to: 'active', norm: 'MK682 p. 2.3' },
    fulfil: { from: ['active', 'suspended'], norm: 'IzglL 36(1)' },
  },
  terms: [
    {
      ...{ id: 'validity', rule: 'MK682.validity', begins: ['enter', 'renew'], ends: [] },
      ...{ passing: 'expires', useful: 'MK682.extend', remind: [30] },
    },
    {
      ...{ id: 'start', rule: 'MK253.start-programme', begins: ['enter'], ends: ['fulfil'] },
      ...{ passing: 'told', remind: [60, 14] },
    },
  ],
  reminders: { norm: 'practice', unverified: true },
}

const at = (day: string): string => `${day}T10:00:00.000Z`
const done = (standing: Standing | undefined, order: EntryOrder, day: string): Standing =>
  ordered(LICENCE, standing, order, at(day))!
const made = done(undefined, 'enter', '2026-03-10')

/** All that time does to an entry until a day: when (days of Riga begin at 22:00 or 21:00 UTC), what, and of which term. */
function told(standing: Standing, until: string): string[] {
  const all: string[] = []
  for (let m = nextMoment(LICENCE, standing); m && m.at < at(until); m = nextMoment(LICENCE, standing)) {
    if (m.what === 'resumes') throw new Error('nothing is suspended here')
    all.push(`${m.at.slice(0, 10)} ${m.term} ${typeof m.what === 'object' ? m.what.remind : m.what}`)
    standing = passed(standing, m)
  }
  return all
}

describe('two terms of one entry', () => {
  test('what comes next is the first of all, whichever term it is of; one is told, the other lets it expire', () => {
    expect(made.terms).toEqual({
      validity: { from: '2026-03-10', last: '2029-03-10', useful: '2029-02-10', told: [] },
      start: { from: '2026-03-10', last: '2027-03-10', useful: '2027-03-10', told: [] },
    })
    expect(told(made, '2030-01-01')).toEqual([
      '2027-01-08 start 60',
      '2027-02-23 start 14',
      '2027-03-10 start passed',
      '2029-01-10 validity 30',
      '2029-03-10 validity expires',
    ])
  })

  test('what had to be done is done: its term is gone, with its reminders, and the other stands', () => {
    const begun = done(made, 'fulfil', '2026-09-01')
    expect(Object.keys(begun.terms)).toEqual(['validity'])
    expect(begun.state).toBe('active')
    expect(told(begun, '2030-01-01')).toEqual(['2029-01-10 validity 30', '2029-03-10 validity expires'])
    // What changes neither, changes no term.
    expect(done(made, 'amend', '2026-09-01')).toEqual(made)
  })

  test('renewed on its last day it runs from that day; a day before, from the end of what ran', () => {
    expect(done(made, 'renew', '2029-03-10').terms.validity).toMatchObject({
      from: '2029-03-10',
      last: '2032-03-10',
    })
    expect(done(made, 'renew', '2029-03-09').terms.validity).toMatchObject({
      from: '2029-03-10',
      last: '2032-03-10',
    })
    expect(done(made, 'renew', '2029-03-11').terms.validity).toMatchObject({
      from: '2029-03-11',
      last: '2032-03-11',
    })
  })

  test('a reminder on the day on which its term began is none', () => {
    const life: EntryLife = { ...LICENCE, terms: [{ ...LICENCE.terms[1]!, remind: [365, 364] }] }
    const entered = ordered(life, undefined, 'enter', at('2026-03-10'))!
    // 10 March 2027 is 365 days later.
    expect(nextMoment(life, entered)).toMatchObject({ at: '2026-03-10T22:00:00.000Z', what: { remind: 364 } })
  })

  test('without an order that says so, an entry begins in force', () => {
    const life: EntryLife = { ...LICENCE, orders: { enter: { from: [], norm: 'MK253' } } }
    expect(ordered(life, undefined, 'enter', at('2026-03-10'))!.state).toBe('active')
  })
})

describe('what nothing comes of', () => {
  test('an entry whose terms are all over, or that has none', () => {
    const bare: EntryLife = { ...LICENCE, terms: [] }
    expect(nextMoment(bare, ordered(bare, undefined, 'enter', at('2026-03-10'))!)).toBeUndefined()
    expect(nextMoment(LICENCE, { state: 'active', terms: {} })).toBeUndefined()
    const last = LICENCE.terms[1]!
    const life: EntryLife = { ...LICENCE, terms: [last] }
    const over = {
      from: '2026-03-10',
      last: '2027-03-10',
      useful: '2027-03-10',
      told: ['60', '14', 'passed'],
    }
    expect(nextMoment(life, { state: 'active', terms: { start: over } })).toBeUndefined()
  })

  test('what is changed in a suspended entry leaves the day on which the suspension ends', () => {
    const life: EntryLife = {
      ...LICENCE,
      orders: { ...LICENCE.orders, suspend: { from: ['active'], to: 'suspended', norm: 'APL 80(1)' } },
    }
    const suspended = ordered(life, made, 'suspend', at('2026-04-01'), '2026-05-15')!
    expect(ordered(life, suspended, 'amend', at('2026-04-10'), '2026-06-01')).toEqual(suspended)
  })
})

describe('the last day of a term', () => {
  test('in days and weeks, forward and back', () => {
    // Ten days from Wednesday 4 March: a Saturday, so Monday.
    expect(lastDayOf('MK681.amend', '2026-03-04')).toBe('2026-03-16')
    expect(lastDayOf('MK325.self-evaluation', '2026-03-20')).toBe('2026-03-06')
  })

  test('one that is not rolled ends on whatever day it falls', () => {
    // 15 March 2029 and 18 March 2029: a Thursday and a Sunday.
    expect(lastDayOf('MK682.validity', '2026-03-15')).toBe('2029-03-15')
    expect(lastDayOf('MK682.validity', '2026-03-18')).toBe('2029-03-18')
  })

  test('one counted back is moved back, by the calendar and, where nobody knows it, off the weekend', () => {
    // Six months before 4 November 2026 is 4 May, a holiday, a Monday: the Friday before is no day off.
    expect(lastDayOf('IzglL23.notice', '2026-11-04')).toBe('2026-04-30')
    // Six months before 8 June 2050 is Wednesday 8 December 2049; before 11 and 12 June, a weekend: Friday 10 December.
    expect(lastDayOf('IzglL23.notice', '2050-06-08')).toBe('2049-12-08')
    expect(lastDayOf('IzglL23.notice', '2050-06-11')).toBe('2049-12-10')
    expect(lastDayOf('IzglL23.notice', '2050-06-12')).toBe('2049-12-10')
  })

  test('beyond the calendar a Saturday and a Sunday are moved to Monday', () => {
    // 15 and 16 April 2051: a Saturday and a Sunday.
    expect(lastDayOf('MK253.start-programme', '2050-04-15')).toBe('2051-04-17')
    expect(lastDayOf('MK253.start-programme', '2050-04-16')).toBe('2051-04-17')
    expect(lastDayOf('MK253.start-programme', '2050-04-17')).toBe('2051-04-17')
  })

  test('near the end of what the calendar knows, a fortnight on both sides must be known', () => {
    // Known to 31 December 2045: 24 December 2045 is a Sunday, then come holidays; a week beyond it is unknown, so only the weekend counts.
    expect(lastDayOf('MK253.start-programme', '2044-12-24')).toBe('2045-12-25')
    // Earlier the holidays are known: 18 November 2045 is a Saturday, so the Monday after it is a day off.
    expect(lastDayOf('MK253.start-programme', '2044-11-18')).toBe('2045-11-21')
  })
})
