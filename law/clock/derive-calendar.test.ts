import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Step } from './facts.ts'
import { foldRule, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

// What a derivation says of the calendar: moved days, days off in lieu, and days that nobody knows yet.

const base: Rule = { ...RULES['APL64.base'], extensions: [] }
const inDays = (amount: number, binds: Rule['binds'] = 'party'): Rule => ({
  ...base,
  ...{ unit: 'days', amount, binds },
})
const steps = (clock: { derivation: Step[] }, kind: Step['kind']): Step[] =>
  clock.derivation.filter((s) => s.kind === kind)
const spans = (clock: { derivation: Step[] }, kind: Step['kind']) =>
  steps(clock, kind).map((s) => [s.from, s.to])

describe('a moved working day (DL 133(4))', () => {
  const inWorkingDays = (amount: number): Rule => ({ ...base, unit: 'working-days', amount })
  /** Wednesday 2 September 2026 is free, and Saturday the 26th is worked for it; no other day was ever moved. */
  const moved = readCalendar(
    { movedDays: [{ off: '2026-09-02', worked: '2026-09-26' }] },
    { ...CALENDAR, movedDays: [] },
  )

  test('within a long count is told, though the count begins after the one day and ends long after the other', () => {
    // 2 January 2026 was free and Saturday the 17th worked for it: by one reading the count ends a day earlier.
    const term = termFrom(inWorkingDays(30), '2026-01-05')
    expect(spans(term, 'moved-day')).toEqual([['2026-02-13', '2026-02-16']])
  })

  test('is told where only the Saturday lies within the count', () => {
    const term = termFrom(inWorkingDays(10), '2026-09-21', moved)
    expect(spans(term, 'moved-day')).toEqual([['2026-10-02', '2026-10-05']])
    expect(steps(termFrom(inWorkingDays(10), '2026-09-21'), 'moved-day')).toEqual([])
  })

  test('is told where only the day off lies at the end', () => {
    const term = termFrom(inDays(10), '2026-08-23', moved)
    expect(term.due).toBe('2026-09-03')
    expect(spans(term, 'moved-day')).toEqual([['2026-09-02', '2026-09-03']])
  })

  test('on whose Saturday a term of a party ends, the roll is as unsure as the day itself', () => {
    // 27 June 2026, a Saturday that is worked for Monday the 22nd.
    const [roll] = steps(termFrom(inDays(10), '2026-06-17'), 'roll')
    expect(roll).toMatchObject({ from: '2026-06-27', to: '2026-06-29', unverified: true })
    // The Saturday before it is one like any other, but Monday the 22nd is not.
    expect(steps(termFrom(inDays(10), '2026-06-03'), 'roll')[0]).not.toHaveProperty('unverified')
  })
})

describe('a day off in lieu of a holiday on a Sunday', () => {
  // 4 May 2025 was a Sunday, and Monday the 5th free for it.
  test('is doubted where the end hangs on it', () => {
    const term = termFrom(inDays(10), '2025-04-24')
    expect(term.due).toBe('2025-05-06')
    expect(spans(term, 'caveat')).toContainEqual(['2025-05-05', '2025-05-06'])
  })

  test('is not doubted where the end does not: the offices were closed that day in any case', () => {
    const closed = readCalendar({ movedDays: [{ off: '2025-05-05', worked: '2025-05-10' }] }, CALENDAR)
    const term = termFrom(inDays(10), '2025-04-24', closed)
    expect(term.due).toBe('2025-05-06')
    expect(steps(term, 'caveat')).toEqual([])
  })
})

describe('what the calendar does not know', () => {
  test('moved days after the last day for which they are known, and not on it', () => {
    const unknown = (movedDaysKnownUntil: string) =>
      steps(termFrom(inDays(10), '2026-09-04', readCalendar({ movedDaysKnownUntil }, CALENDAR)), 'caveat')
    expect(unknown('2026-09-14')).toEqual([])
    expect(unknown('2026-09-13')).toHaveLength(1)
  })

  test('a day to act before that is beyond it is told without advice; its very last day with advice', () => {
    const backward: Rule = { ...inDays(10, 'institution'), direction: 'backward', roll: 'none' }
    const advice = (event: string) => steps(termFrom(backward, event), 'note').map((s) => s.day)
    expect(CALENDAR.knownUntil).toBe('2045-12-31')
    expect(advice('2046-01-10')).toEqual(['2045-12-29'])
    expect(termFrom(backward, '2046-01-17').due).toBe('2046-01-07')
    expect(advice('2046-01-17')).toEqual([])
  })
})

describe('of two versions of which the better holds', () => {
  const fold = (rule: Rule, change: object, ...more: object[]) =>
    foldRule(
      rule,
      readFacts(
        [
          { type: 'received', at: '2026-03-05' },
          {
            ...{ type: 'rule-changed', at: '2026-03-10', from: '2026-03-10', change },
            transitional: 'more-favourable',
          },
          ...more,
        ],
        rule.id,
        CALENDAR,
      ),
    )

  test('one whose end nobody can tell is not the better', () => {
    // After the end of the month, within the three.
    const clock = fold(base, { amount: 3 }, { type: 'suspended', at: '2026-04-20', ground: 's' })
    expect(clock).toMatchObject({ due: '2026-04-07', rejected: [] })
  })

  test.each(['institution', 'party'] as const)(
    'one that gives a %s the same day is not the better',
    (binds) => {
      // A month and 31 days from 5 March both end on Easter Sunday: told is the version that held before.
      const clock = fold({ ...base, binds }, { unit: 'days', amount: 31 })
      expect(clock.due).toBe('2026-04-07')
      expect(steps(clock, 'rule')[0]).toMatchObject({ counted: 1, unit: 'months' })
    },
  )
})
