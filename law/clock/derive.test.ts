import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Clock, Step } from './facts.ts'
import { foldRule, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

// What a derivation tells, and what it does not tell, when several things became of a term.

const received = { type: 'received', at: '2026-03-05' }
const base: Rule = RULES['APL64.base']
const cure: Rule = RULES['cure.term']
const fold = (rule: Rule, ...list: object[]): Clock => foldRule(rule, readFacts(list, rule.id, CALENDAR))
const steps = (clock: { derivation: Step[] }, kind: Step['kind']): Step[] =>
  clock.derivation.filter((s) => s.kind === kind)

describe('a restored term (APL 46)', () => {
  // Ten working days after 5 March 2026 end on the 19th.
  const restored = { type: 'term-restored', at: '2026-04-07', until: '2026-04-17' }

  test('names the day that held before it: the latest', () => {
    const extended = { type: 'extended', at: '2026-03-18', until: '2026-04-01' }
    const [step] = steps(fold(cure, received, extended, restored), 'restored')
    expect(step!.text.en).toContain('1 April 2026')
    expect(step!.text.en).not.toContain('19 March 2026')
  })

  test('names none while nobody can tell it', () => {
    const clock = fold(
      cure,
      received,
      restored,
      // A new version lengthens every open term, and then it is suspended: what held before has no end now.
      {
        ...{ type: 'rule-changed', at: '2026-04-08', from: '2026-04-08', transitional: 'all-open' },
        change: { amount: 40 },
      },
      { type: 'suspended', at: '2026-04-09', ground: 's' },
    )
    expect(clock).toMatchObject({ due: null, state: 'suspended', rejected: [] })
    expect(steps(clock, 'restored').map((s) => s.text.en)).toEqual([
      'The missed term was restored until 17 April 2026.',
    ])
  })

  test('to cure is told though the term of the institution was extended', () => {
    const clock = fold(
      base,
      received,
      { type: 'extended', at: '2026-03-06', months: 3 },
      { type: 'left-without-progress', at: '2026-03-10', cureBy: '2026-03-20' },
      { type: 'not-cured', at: '2026-03-23' },
      { type: 'term-restored', id: 'again', at: '2026-03-25', until: '2026-04-10' },
    )
    expect(clock).toMatchObject({ state: 'waiting-applicant', cureUntil: '2026-04-10', rejected: [] })
    expect(clock.derivation.find((s) => s.fact === 'again')).toMatchObject({
      kind: 'note',
      norm: { act: 'APL', article: '46' },
      day: '2026-03-25',
    })
  })
})

describe('a suspension (APL 45)', () => {
  test('that is open is told of the end that it hides, from its own beginning', () => {
    const clock = fold(
      base,
      received,
      { type: 'extended', at: '2026-03-06', months: 4 },
      { type: 'suspended', at: '2026-03-09', ground: 'a' },
      { type: 'resumed', at: '2026-03-12', ground: 'a' },
      // After the month and its three days had gone by, within the four.
      { type: 'suspended', at: '2026-05-04', ground: 'b' },
    )
    expect(clock).toMatchObject({ due: null, state: 'suspended', rejected: [] })
    const open = steps(clock, 'suspended').filter((s) => s.to === undefined)
    expect(open.map((s) => s.from)).toEqual(['2026-05-04'])
  })

  test('that changes nothing gives no reason to doubt', () => {
    const doubts = (until: string) =>
      steps(
        fold(
          base,
          received,
          { type: 'suspended', at: '2026-03-09', ground: 'a' },
          { type: 'resumed', at: until, ground: 'a' },
        ),
        'caveat',
      )
        .filter((s) => s.norm?.article === '45')
        .map((s) => [s.from, s.to])
    // The month ends on Easter Sunday and rolls to Tuesday 7 April; two days more end on that Tuesday as well.
    expect(doubts('2026-03-11')).toEqual([])
    expect(doubts('2026-03-12')).toEqual([['2026-04-07', '2026-04-08']])
  })
})

describe('the calendar', () => {
  test('matters to a term in working days though its end does not roll', () => {
    const rule: Rule = { ...base, unit: 'working-days', amount: 5, roll: 'none', extensions: [] }
    // Monday 22 June 2026 is a moved day off: the fifth working day by the letter, and none as the offices are open.
    expect(steps(termFrom(rule, '2026-06-15'), 'moved-day')).toHaveLength(1)
    expect(steps(termFrom({ ...rule, unit: 'days' }, '2026-06-15'), 'moved-day')).toEqual([])
  })

  const backward: Rule = {
    ...base,
    ...{ direction: 'backward', roll: 'none', unit: 'months', amount: 4, extensions: [] },
  }

  test('says nothing of a day before which nothing may be done: it needs no working day', () => {
    // Four months before 4 September 2026 is 4 May, a holiday.
    expect(steps(termFrom(backward, '2026-09-04'), 'note')).toHaveLength(1)
    expect(steps(termFrom({ ...backward, kind: 'not-before' }, '2026-09-04'), 'note')).toEqual([])
  })

  test('gives no advice where the rule itself says how the end moves', () => {
    // By the letter of the law the moved day off of 22 June 2026 is a working day, and a party may use it.
    const rule: Rule = { ...backward, binds: 'party', roll: 'previous-working-day' }
    const term = termFrom(rule, '2026-10-22')
    expect(term.due).toBe('2026-06-22')
    expect(steps(term, 'note')).toEqual([])
  })
})
