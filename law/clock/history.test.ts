import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Clock } from './facts.ts'
import { foldRule } from './fold.ts'
import { readFacts } from './read.ts'

// Which facts have an effect at the margins of a history: terms in hours, before the receipt, after the end.

const received = { type: 'received', at: '2026-03-05' }
const base: Rule = RULES['APL64.base']
const fold = (rule: Rule, ...list: object[]): Clock => foldRule(rule, readFacts(list, rule.id, CALENDAR))
const codes = (clock: Clock): string[] => clock.rejected.map((r) => `${r.fact} ${r.code}`)

describe('a term in hours or minutes (APL 42(2))', () => {
  const short = (unit: 'hours' | 'minutes', amount: number): Rule => ({
    ...base,
    ...{ unit, amount, start: 'next-full-hour' },
  })

  test.each(['hours', 'minutes'] as const)('in %s stands still for nothing, and is not restored', (unit) => {
    const suspended = { type: 'suspended', at: '2026-03-06', ground: 's' }
    expect(codes(fold(short(unit, 72), received, suspended))).toEqual(['f2 not-applicable'])
    const restored = { type: 'term-restored', at: '2026-04-06', until: '2026-04-20' }
    const party: Rule = { ...short(unit, 72), binds: 'party' }
    expect(codes(fold(party, received, restored))).toEqual(['f2 nothing-to-restore'])
  })

  test('knows no working days, however long it is', () => {
    // Received at 00:00: counted from 01:00. 10,000 hours are 416 days and 16 hours; as many minutes 6 days, 22:40 hours.
    expect(fold(short('hours', 10_000), received).dueInstant).toBe('2027-04-25T15:00:00.000Z')
    expect(fold(short('minutes', 10_000), received).dueInstant).toBe('2026-03-11T21:40:00.000Z')
  })
})

describe('before the receipt', () => {
  const earlier = '2026-03-02'
  test('the calendar and the rule may change: they are not of this term alone', () => {
    const calendar = {
      ...{ type: 'calendar-changed', at: earlier },
      calendar: { extraHolidays: ['2026-04-07'] },
    }
    expect(fold(base, received, calendar)).toMatchObject({ due: '2026-04-08', rejected: [] })
    const rule = { type: 'rule-changed', at: earlier, from: earlier, change: { amount: 2 } }
    expect(fold(base, received, rule)).toMatchObject({ due: '2026-05-05', rejected: [] })
  })

  test('of an event to which a term counts back, the reason is that of the rule and not of the day', () => {
    const backward: Rule = { ...base, direction: 'backward' }
    const suspended = { type: 'suspended', at: '2026-08-03', ground: 's' }
    expect(codes(fold(backward, { ...received, at: '2026-09-07' }, suspended))).toEqual(['f2 not-applicable'])
  })
})

test('that a fact was wrong may be found after the end, and is told', () => {
  const clock = fold(
    base,
    received,
    { type: 'extended', id: 'e', at: '2026-03-20', months: 2 },
    { type: 'stopped', at: '2026-03-25', reason: 'decided' },
    { type: 'annulled', id: 'a', at: '2026-03-30', fact: 'e', reason: 'r' },
  )
  expect(codes(clock)).toEqual(['e annulled'])
  expect(clock).toMatchObject({ due: '2026-04-07', state: 'stopped' })
  expect(clock.derivation.find((s) => s.fact === 'a')).toMatchObject({ kind: 'note', day: '2026-03-30' })
})

test('a receipt that was first recorded by a correction was known as that says, not as of when it was said', () => {
  const clock = fold(
    base,
    { type: 'receipt-corrected', at: '2026-03-20', receivedAt: '2026-03-05' },
    // By 5 March the month ended on 7 April; by 20 March it would have ended on the 20th, and this gained nothing.
    { type: 'extended', at: '2026-03-18', until: '2026-04-15' },
    { type: 'receipt-corrected', at: '2026-06-01', receivedAt: '2026-02-10' },
  )
  expect(clock).toMatchObject({ due: '2026-04-15', rejected: [] })
})
