import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import { addDays } from '../time.ts'
import { termFrom } from './fold.ts'
import { setTerm } from './set-term.ts'

describe('a term whose length the institution sets', () => {
  test.each([
    // Served Tue 24 Nov 2026: 25 Nov is day 1; ten working days end on Tue 8 Dec.
    ['cure.term', '2026-11-24', 10, '2026-12-08'],
    ['cure.term', '2026-11-24', 3, '2026-11-27'],
    // Fourteen days end on Tue 8 Dec; four days end on Sat 28 Nov, and roll to Monday (APL 43(2)).
    ['hearing.term', '2026-11-24', 14, '2026-12-08'],
    ['hearing.term', '2026-11-24', 4, '2026-11-30'],
    // Over Easter 2026: served Wed 1 Apr, three working days are 2, 7 and 8 April.
    ['cure.term', '2026-04-01', 3, '2026-04-08'],
  ] as const)('%s from %s, %i → %s', (rule, served, amount, due) => {
    const term = setTerm(rule, served, amount)
    expect(term.due).toBe(due)
    // Riga is two or three hours ahead: 24:00 there is 22:00 or 21:00 UTC.
    expect(term.dueInstant).toMatch(new RegExp(`^${due}T2[12]:00:00`))
    expect(term.derivation.length).toBeGreaterThan(0)
  })

  test('counts from an instant as from its day in Riga, and hands on what is unverified of the rule', () => {
    // 22:30 UTC of 23 November is already the 24th in Riga.
    expect(setTerm('cure.term', '2026-11-23T22:30:00.000Z', 10).due).toBe('2026-12-08')
    expect(setTerm('cure.term', '2026-11-23T21:30:00.000Z', 10).due).toBe('2026-12-07')
    for (const rule of ['cure.term', 'APL64.base'] as const)
      expect([rule, setTerm(rule, '2026-03-05', 1).unverified]).toEqual([
        rule,
        termFrom(rule, '2026-03-05').unverified,
      ])
    expect(setTerm('APL64.base', '2026-03-05', 1).unverified).toBe(false)
  })

  test('a new day off in between makes a term in working days longer', () => {
    const changed = readCalendar({ extraHolidays: ['2026-11-26'] }, CALENDAR)
    expect(setTerm('cure.term', '2026-11-24', 10, changed).due).toBe('2026-12-09')
  })

  test('with the length of the rule it is the term of the rule; a longer one never ends earlier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 59 }), (offset, amount) => {
        const start = addDays('2025-01-01', offset)
        expect(setTerm('hearing.term', start, 14).due).toBe(termFrom('hearing.term', start).due)
        expect(setTerm('cure.term', start, 10)).toMatchObject({
          due: termFrom('cure.term', start).due,
          unverified: termFrom('cure.term', start).unverified,
        })
        // Not later in every case: over the moved 17 November 2025 two lengths end on the same day for a party.
        const shorter = setTerm('cure.term', start, amount).due
        expect(setTerm('cure.term', start, amount + 1).due >= shorter).toBe(true)
      }),
      { numRuns: 200, examples: [[282, 26]] },
    )
  })
})
