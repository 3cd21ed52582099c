import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Extension, Rule } from '../rules/types.ts'
import { addDays } from '../time.ts'
import type { Clock } from './facts.ts'
import { foldRule, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

// When an extension has an effect, how far it reaches, and what becomes of it when the receipt turns out to be another.

const received = { type: 'received', at: '2026-03-05' }
const base: Rule = RULES['APL64.base']
const cure: Rule = RULES['cure.term']
const [four] = base.extensions as [Extension, Extension]

const fold = (rule: Rule, ...list: object[]): Clock => foldRule(rule, readFacts(list, rule.id, CALENDAR))
const codes = (clock: Clock): string[] => clock.rejected.map((r) => `${r.fact} ${r.code}`)
const extended = (at: string, more: object = {}) => ({ type: 'extended', at, ground: 'g', ...more })

/** What is said of an extension that was kept though the receipt was corrected after it. */
const keptNotes = (clock: Clock): string[] =>
  clock.derivation.filter((s) => s.kind === 'note').map((s) => s.text.en)
const STAYS =
  'The date of receipt was corrected after the extension had been granted; the extension stays in force.'

describe('what cannot be extended', () => {
  test.each(['hours', 'minutes'] as const)('a term in %s, though its rule names extensions', (unit) => {
    const rule: Rule = { ...base, unit, amount: 72, start: 'next-full-hour' }
    expect(codes(fold(rule, received, extended('2026-03-06')))).toEqual(['f2 not-extendable'])
  })

  test('a term that counts back from its event', () => {
    const rule: Rule = { ...base, direction: 'backward' }
    expect(codes(fold(rule, { ...received, at: '2026-09-07' }, extended('2026-08-03')))).toEqual([
      'f2 not-extendable',
    ])
  })
})

describe('in time (APL 47, 64(2))', () => {
  // Ten working days after 5 March 2026 end on Thursday the 19th.
  const late = extended('2026-03-25', { until: '2026-04-30' })

  test('a party that asks before the end is extended after it, and may be told then', () => {
    expect(fold(cure, received).due).toBe('2026-03-19')
    expect(codes(fold(cure, received, late))).toEqual(['f2 extension-late'])
    const asked = { ...late, requestedAt: '2026-03-18' }
    expect(fold(cure, received, asked)).toMatchObject({ due: '2026-04-30', rejected: [] })
    expect(fold(cure, received, { ...asked, noticeAt: '2026-03-26' })).toMatchObject({
      due: '2026-04-30',
      rejected: [],
    })
    // 24:00 of the last day has gone by: to ask now is to ask for restoration.
    expect(codes(fold(cure, received, { ...late, requestedAt: '2026-03-20' }))).toEqual(['f2 extension-late'])
  })

  test('without a limit in the law it may be given in months, but not without any length', () => {
    expect(fold(cure, received, extended('2026-03-10', { months: 2 })).due).toBe('2026-05-05')
    expect(codes(fold(cure, received, extended('2026-03-10')))).toEqual(['f2 extension-no-date'])
  })
})

describe('how far it reaches', () => {
  test('a limit in working days knows a suspension once, not twice', () => {
    const rule: Rule = { ...base, extensions: [{ ...four, unit: 'working-days', amount: 40 }] }
    const pause = [
      { type: 'suspended', at: '2026-03-09', ground: 's' },
      { type: 'resumed', at: '2026-03-16', ground: 's' },
    ]
    // Monday to Friday of one week do not count: forty working days are over where forty-five otherwise are.
    const most = termFrom({ ...rule, unit: 'working-days', amount: 45 }, '2026-03-05').due!
    const until = (day: string) => fold(rule, received, ...pause, extended('2026-03-20', { until: day }))
    expect(until(most).rejected).toEqual([])
    expect(codes(until(addDays(most, 1)))).toEqual(['f4 extension-too-long'])
  })

  test('of two grounds, one that allows the day but gains nothing is the reason that is told', () => {
    const shorter: Extension = { ...four, id: 'shorter', amount: 1 }
    const rule: Rule = { ...base, amount: 3, extensions: [four, shorter] }
    // Three months end in June: 5 May is within the four months, and beyond the one.
    const day = extended('2026-03-20', { until: '2026-05-05' })
    expect(codes(fold(rule, received, day))).toEqual(['f2 extension-no-gain'])
  })
})

describe('the receipt is corrected after an extension was granted', () => {
  /** Found in May or later: it was received on 20 February, so that a month had ended on 20 March. */
  const found = (at = '2026-06-01') => ({
    type: 'receipt-corrected',
    at,
    receivedAt: '2026-02-20T10:00:00.000Z',
  })

  test('what is right by both receipts counts from the right one, and nothing is said of keeping it', () => {
    // By 26 February the month ended on 26 March.
    const earlier = { ...found(), receivedAt: '2026-02-26T10:00:00.000Z' }
    const clock = fold(base, received, extended('2026-03-18'), earlier)
    expect(clock).toMatchObject({ due: '2026-06-26', rejected: [] })
    expect(clock.derivation.filter((s) => s.kind === 'extended')).toHaveLength(1)
    expect(keptNotes(clock)).toEqual([])
  })

  test('what was late by both has no effect', () => {
    const other = { ...found(), receivedAt: '2026-03-04T10:00:00.000Z' }
    expect(codes(fold(base, received, extended('2026-04-15'), other))).toEqual(['f2 extension-late'])
  })

  test('given in months it is kept, and counts from the corrected receipt', () => {
    const clock = fold(base, received, extended('2026-04-01', { months: 3 }), found())
    expect(clock).toMatchObject({ due: '2026-05-20', rejected: [] })
    expect(keptNotes(clock)).toEqual([STAYS])
  })

  test('until the very day to which the law allows it, it is not cut', () => {
    // Four months from 20 February: Saturday 20 June, which rolls to Monday the 22nd.
    const clock = (until: string) => fold(base, received, extended('2026-04-01', { until }), found())
    expect(clock('2026-06-22').due).toBe('2026-06-22')
    expect(keptNotes(clock('2026-06-22'))).toEqual([STAYS])
    expect(clock('2026-06-25').due).toBe('2026-06-22')
    expect(keptNotes(clock('2026-06-25'))[0]).toContain('no longer than the law allows: until 22 June 2026')
  })

  test('the longest day is that of the ground on which it was granted', () => {
    const year = extended('2026-04-01', { by: 'ministry', until: '2026-12-01' })
    expect(fold(base, received, year, found())).toMatchObject({ due: '2026-12-01', rejected: [] })
    const two: Extension = { ...four, id: 'two-months', amount: 2 }
    const rule: Rule = { ...base, extensions: [two, four] }
    const named = extended('2026-04-01', { rule: four.id, until: '2026-06-15' })
    expect(fold(rule, received, named, found())).toMatchObject({ due: '2026-06-15', rejected: [] })
  })

  test('without a limit in the law it is kept whole', () => {
    const clock = fold(cure, received, extended('2026-03-18', { until: '2026-04-30' }), found())
    expect(clock).toMatchObject({ due: '2026-04-30', rejected: [] })
    expect(keptNotes(clock)).toEqual([STAYS])
  })

  test('an application that was cured meanwhile was in time by the day of cure, not by the receipt', () => {
    const cured = [
      { type: 'left-without-progress', at: '2026-03-10' },
      { type: 'cured', at: '2026-03-20' },
    ]
    // By the day of cure the month ended on 20 April; four months by 5 March would have been 5 July.
    const until = extended('2026-04-15', { until: '2026-07-03' })
    const clock = fold(base, received, ...cured, until, found())
    expect(clock).toMatchObject({ due: '2026-06-22', rejected: [] })
  })

  test('a second extension stands on the first, as it did when it was granted', () => {
    const first = extended('2026-03-20', { months: 2 })
    // By 5 March the first reached to 5 May; by 20 February it would have reached to 20 April.
    const second = extended('2026-04-20', { until: '2026-07-03' })
    const clock = fold(base, received, first, second, found())
    expect(clock).toMatchObject({ due: '2026-06-22', rejected: [] })
  })
})
