import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { dayInfo } from '../calendar/day.ts'
import { LawError } from '../errors.ts'
import { normText } from '../norm.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Channel } from '../service/channels.ts'
import { serveDocument } from '../service/serve.ts'
import { dayOf, toMillis, toNumber } from '../time.ts'
import { count, countRead, merge, shift } from './count.ts'
import type { ClockFact } from './facts.ts'
import { foldClock, foldRule, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

const facts = (...list: object[]) => readFacts(list, 'APL64.base', CALENDAR)
const n = toNumber

describe('counting', () => {
  test('spans are merged where they touch or overlap', () => {
    expect(
      merge([
        { from: 1, to: 3 },
        { from: 3, to: 5 },
        { from: 7, to: 9 },
        { from: 8, to: 8 },
      ]),
    ).toEqual([
      { from: 1, to: 5 },
      { from: 7, to: 9 },
    ])
    expect(
      merge([
        { from: 1, to: 9 },
        { from: 2, to: 4 },
      ]),
    ).toEqual([{ from: 1, to: 9 }])
    const input = [
      { from: 1, to: 3 },
      { from: 2, to: 5 },
    ]
    merge(input)
    expect(input[0]).toEqual({ from: 1, to: 3 })
  })

  test('shift adds the suspended days that fall after the start and not after the end', () => {
    expect(shift(10, 20, [{ from: 12, to: 15 }])).toEqual({ end: 23, parts: [{ from: 12, to: 15 }] })
    expect(shift(10, 20, [{ from: 5, to: 11 }])).toEqual({ end: 20, parts: [] })
    expect(shift(10, 20, [{ from: 5, to: 12 }])).toEqual({ end: 21, parts: [{ from: 11, to: 12 }] })
    expect(shift(10, 20, [{ from: 20, to: 22 }])).toEqual({ end: 22, parts: [{ from: 20, to: 22 }] })
    expect(shift(10, 20, [{ from: 21, to: 22 }])).toEqual({ end: 20, parts: [] })
    // The first suspension carries the end into the second.
    expect(
      shift(10, 20, [
        { from: 12, to: 14 },
        { from: 22, to: 25 },
      ]),
    ).toEqual({
      end: 25,
      parts: [
        { from: 12, to: 14 },
        { from: 22, to: 25 },
      ],
    })
    expect(shift(10, 20, [{ from: 12, to: Number.POSITIVE_INFINITY }])).toEqual({ end: null, parts: [] })
    expect(shift(10, 20, [{ from: 21, to: Number.POSITIVE_INFINITY }]).end).toBe(20)
  })

  test('working days backwards, and with suspended days', () => {
    expect(count(n('2026-04-08'), 2, 'working-days', -1, CALENDAR, 'literal')).toBe(n('2026-04-02'))
    expect(
      count(n('2026-03-05'), 2, 'working-days', 1, CALENDAR, 'literal', [
        { from: n('2026-03-06'), to: n('2026-03-10') },
      ]),
    ).toBe(n('2026-03-11'))
    expect(count(n('2026-03-05'), 0, 'working-days', 1, CALENDAR, 'literal')).toBe(n('2026-03-05'))
    expect(count(n('2026-03-05'), 2, 'weeks', -1, CALENDAR, 'literal')).toBe(n('2026-02-19'))
  })

  test('the earlier and the later of two consistent readings, with the days that this reading skipped', () => {
    const read = (reading: 'earlier' | 'later', start: string, amount: number) => {
      const skipped: { day: string; reason: { lv: string; en: string } }[] = []
      const end = countRead(n(start), amount, 'working-days', 1, CALENDAR, reading, [], skipped)
      return [end! - n(start), skipped.map((s) => s.day.slice(5)).join(' ')]
    }
    // 19 June 2026 is a Friday; Monday 22 is moved to Saturday 27.
    expect(read('earlier', '2026-06-19', 2)).toEqual([6, '06-20 06-21 06-23 06-24'])
    expect(read('later', '2026-06-19', 2)).toEqual([7, '06-20 06-21 06-22 06-23 06-24'])
    expect(read('earlier', '2026-06-25', 2)).toEqual([2, ''])
    expect(read('later', '2026-06-25', 2)).toEqual([4, '06-27 06-28'])
    const open = [{ from: n('2026-06-26'), to: Number.POSITIVE_INFINITY }]
    expect(countRead(n('2026-06-19'), 2, 'working-days', 1, CALENDAR, 'earlier', open)).toBeNull()
    expect(countRead(n('2026-06-19'), 9, 'working-days', 1, CALENDAR, 'later', open)).toBeNull()
    // One reading ends before the suspension and the other does not: nobody knows yet which is the later.
    expect(countRead(n('2026-06-19'), 2, 'working-days', 1, CALENDAR, 'later', open)).toBeNull()
    const sunday = [{ from: n('2026-06-28'), to: Number.POSITIVE_INFINITY }]
    expect(countRead(n('2026-06-25'), 2, 'working-days', 1, CALENDAR, 'later', sunday)).toBeNull()
    expect(countRead(n('2026-06-25'), 2, 'working-days', 1, CALENDAR, 'practice', sunday)).toBe(
      n('2026-06-27'),
    )
  })
})

describe('extensions counted in working days', () => {
  const rule: Rule = {
    ...RULES['APL64.base'],
    extensions: [{ ...RULES['APL64.base'].extensions[0]!, id: 'wd', amount: 30, unit: 'working-days' }],
  }
  const received = { type: 'received', at: '2026-03-05' }
  test('end on the working day', () => {
    expect(foldRule(rule, facts(received, { type: 'extended', at: '2026-03-20' })).due).toBe('2026-04-20')
    expect(
      foldRule(rule, facts(received, { type: 'extended', at: '2026-03-20', months: 2 })).rejected[0]!.code,
    ).toBe('extension-too-long')
    expect(
      foldRule(rule, facts(received, { type: 'extended', at: '2026-03-20', until: '2026-04-20' })).due,
    ).toBe('2026-04-20')
    expect(
      foldRule(rule, facts(received, { type: 'extended', at: '2026-03-20', until: '2026-04-21' }))
        .rejected[0]!.code,
    ).toBe('extension-too-long')
  })
  test('name in their step what was counted and skipped, so that it can be counted again', () => {
    const step = (extended: object) =>
      foldRule(rule, facts(received, { type: 'extended', at: '2026-03-06', ...extended })).derivation.find(
        (s) => s.kind === 'extended',
      )
    // From 5 March: thirty working days, past seven weekends, Good Friday and Easter Monday.
    expect(step({})).toMatchObject({
      from: '2026-03-05',
      to: '2026-04-20',
      counted: 30,
      unit: 'working-days',
    })
    expect(step({})!.skipped).toHaveLength(16)
    expect(step({ until: '2026-04-20' })).not.toHaveProperty('unit')
    const months: Rule = { ...rule, extensions: [{ ...rule.extensions[0]!, amount: 90 }] }
    const two = foldRule(months, facts(received, { type: 'extended', at: '2026-03-06', months: 2 }))
    expect(two.derivation.find((s) => s.kind === 'extended')).toMatchObject({ counted: 2, unit: 'months' })
  })
  test('and with suspended days', () => {
    const clock = foldRule(
      rule,
      facts(
        received,
        { type: 'extended', at: '2026-03-20' },
        { type: 'suspended', at: '2026-04-13', ground: 'a' },
        { type: 'resumed', at: '2026-04-15' },
      ),
    )
    expect(clock.due).toBe('2026-04-22')
    const open = foldRule(
      rule,
      facts(
        received,
        { type: 'extended', at: '2026-03-20' },
        { type: 'suspended', at: '2026-04-13', ground: 'a' },
      ),
    )
    expect(open).toMatchObject({ due: null, state: 'suspended' })
  })
})

describe('order', () => {
  const at = '2026-03-05T10:00:00Z'
  const fact = (id: string, body: object, recordedAt = at) => ({ id, at, recordedAt, ...body }) as ClockFact
  test('of two equal facts under two ids the first by id counts', () => {
    const a = fact('a', { type: 'received' })
    const b = fact('b', { type: 'received' })
    for (const list of [
      [a, b],
      [b, a],
    ])
      expect(foldClock('APL64.base', list).rejected.map((r) => r.fact)).toEqual(['b'])
  })
  test('the same fact recorded twice at different times is no conflict', () => {
    const list = [fact('a', { type: 'received' }), fact('a', { type: 'received' }, '2026-04-01T10:00:00Z')]
    expect(foldClock('APL64.base', list).rejected).toEqual([])
  })
  test('of conflicting facts recorded at once one is chosen whatever the order, and both languages say so', () => {
    const a = fact('x', { type: 'suspended', ground: 'a' })
    const b = fact('x', { type: 'suspended', ground: 'b' })
    const received = fact('r', { type: 'received' })
    const one = foldClock('APL64.base', [received, a, b])
    expect(one).toEqual(foldClock('APL64.base', [b, a, received]))
    expect(one.rejected[0]!.reason.lv).toContain('identifikatoru')
    const ab = [fact('y', { type: 'cured' }), fact('y', { type: 'not-cured' }), a, b, received]
    expect(
      foldClock('APL64.base', ab)
        .rejected.filter((r) => r.code === 'id-conflict')
        .map((r) => r.fact),
    ).toEqual(['x', 'y'])
  })
})

test('versions of which the better governs, while one of them cannot tell its date', () => {
  const change = {
    type: 'rule-changed',
    at: '2026-03-06',
    from: '2026-03-07',
    transitional: 'more-favourable',
    reason: 'x',
  }
  const suspended = { type: 'suspended', at: '2026-03-20', ground: 'a' }
  const due = (days: number) =>
    foldClock(
      'APL64.base',
      facts(
        { type: 'received', at: '2026-03-05' },
        { ...change, change: { amount: days, unit: 'days' } },
        suspended,
      ),
    ).due
  expect(due(5)).toBe('2026-03-10')
  expect(due(40)).toBeNull()
})

test('every refusal speaks both languages', () => {
  const at = '2026-03-05T10:00:00Z'
  const wrong: (() => unknown)[] = [
    () => toNumber('x'),
    () => toMillis('x'),
    () => dayOf('1980-01-01T00:00:00Z'),
    () => dayInfo('2050-01-01'),
    () => normText({ act: 'x', article: '' }, 'lv'),
    () => termFrom({ ...RULES['APL64.base'], amount: -1 }, '2026-03-05'),
    () => serveDocument({ channel: 'x' as Channel, sentAt: at }),
    () => serveDocument({ channel: 'post', sentAt: at, proofAt: '2026-03-04T10:00:00Z' }),
    () => termFrom('IesL.reply.2008', '2026-03-05'),
    () => readFacts(5, 'APL64.base', CALENDAR),
  ]
  for (const f of wrong) {
    try {
      f()
      throw new Error('nothing thrown')
    } catch (error) {
      if (!(error instanceof LawError)) throw error
      expect(error.reason.lv.length).toBeGreaterThan(15)
      expect(error.reason.en.length).toBeGreaterThan(15)
      expect(error.message).toBe(`${error.code}: ${error.reason.en}`)
      expect(error.name).toBe('LawError')
    }
  }
})
