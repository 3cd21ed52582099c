import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CALENDAR } from '../calendar/data.ts'
import type { ClockFact } from './facts.ts'
import { foldClock } from './fold.ts'
import { canonical, inOrder } from './order.ts'

const at = '2026-03-05T08:00:00.000Z'
const extended = (more: object, recordedAt = at): ClockFact =>
  ({ id: 'x', at, recordedAt, type: 'extended', ground: 'g', by: 'institution', ...more }) as ClockFact

describe('the text of a content', () => {
  test('does not depend on the order of fields, at any depth, nor on fields that are not there', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}')
    expect(canonical({ z: 1, a: 2, m: 3 })).toBe('{"a":2,"m":3,"z":1}')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (o) => {
        const turned = Object.fromEntries(Object.entries(o).reverse())
        expect(canonical({ in: [turned] })).toBe(canonical({ in: [o] }))
        expect(JSON.parse(canonical(o))).toEqual(JSON.parse(JSON.stringify(o)))
      }),
    )
  })
})

describe('one id, two facts', () => {
  test('said again in other words order it is the same fact, and no conflict', () => {
    const again = { type: 'extended', by: 'institution', recordedAt: '2026-03-09T08:00:00.000Z', at }
    const fact = { ...again, ground: 'g', document: undefined, id: 'x' } as unknown as ClockFact
    const read = inOrder([extended({}), fact])
    expect(read.rejected).toEqual([])
    expect(read.facts).toHaveLength(1)
  })

  test('different facts: the first recorded counts, whichever was read first', () => {
    const [first, second] = [
      extended({ months: 2 }),
      extended({ months: 3 }, '2026-03-06T08:00:00.000Z'),
    ] as const
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const read = inOrder(order)
      expect(read.facts.map((f) => f.fact)).toEqual([first])
      expect(read.rejected).toMatchObject([{ fact: 'x', code: 'id-conflict' }])
    }
  })

  test('the earliest recorded of any number counts, whatever it says and in whatever order they are read', () => {
    const days = fc.integer({ min: 1, max: 4 }).map((d) => `2026-03-0${d}T08:00:00.000Z`)
    fc.assert(
      fc.property(fc.array(days, { minLength: 2, maxLength: 5 }), fc.nat(119), (recorded, turn) => {
        const all = recorded.map((at, i) => extended({ months: 9 - i }, at))
        const order = all.slice(turn % all.length).concat(all.slice(0, turn % all.length))
        const earliest = [...recorded].sort()[0]!
        const among = all.filter((f) => f.recordedAt === earliest)
        const chosen = inOrder(order).facts.map((f) => f.fact)
        // Of those recorded at one moment, the one whose content comes first.
        expect(chosen).toEqual([among.at(-1)])
        expect(inOrder(order.reverse()).facts.map((f) => f.fact)).toEqual(chosen)
      }),
    )
  })

  test('recorded at the same moment, the choice is the same in every order', () => {
    const all = [2, 3, 4].map((months) => extended({ months }))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3, maxLength: 3 }), (order) => {
        expect(inOrder(order).facts[0]!.fact).toEqual(all[0])
        expect(inOrder(order).rejected).toHaveLength(1)
      }),
    )
  })

  test('two calendars that differ only deep inside are two facts', () => {
    const changed = (extra: string): ClockFact => ({
      id: 'c',
      at,
      recordedAt: at,
      type: 'calendar-changed',
      reason: 'r',
      calendar: {
        ...CALENDAR,
        extraHolidays: [
          ...CALENDAR.extraHolidays,
          { day: extra, name: { lv: 'd', en: 'd' }, kind: 'holiday', norm: { act: 'SvetkuL', article: '1' } },
        ],
      },
    })
    expect(inOrder([changed('2026-04-07'), changed('2026-04-07')]).rejected).toEqual([])
    expect(inOrder([changed('2026-04-07'), changed('2026-04-08')]).rejected).toHaveLength(1)
  })
})

test('a clock that is stopped or lapsed is touched by nothing that comes later', () => {
  const received: ClockFact = { id: 'r', at, recordedAt: at, type: 'received' }
  const stopped: ClockFact = {
    id: 's',
    at: '2026-03-10T08:00:00.000Z',
    recordedAt: at,
    type: 'stopped',
    reason: 'decided',
  }
  const late: ClockFact = extended({ at: '2026-03-12T08:00:00.000Z', id: 'late', months: 4 })
  const before = foldClock('APL64.base', [received, stopped])
  const after = foldClock('APL64.base', [received, stopped, late])
  expect(after.due).toBe(before.due)
  expect(after.rejected).toHaveLength(1)
})

test('what came in or was corrected after the end of a case is not its receipt', () => {
  const fact = (id: string, day: string, body: object): ClockFact =>
    ({ id, at: `${day}T08:00:00.000Z`, recordedAt: at, ...body }) as ClockFact
  const received = fact('r', '2026-03-05', { type: 'received' })
  const stopped = fact('s', '2026-03-10', { type: 'stopped', reason: 'decided' })
  const corrected = fact('c', '2026-03-11', {
    type: 'receipt-corrected',
    receivedAt: '2026-03-02T08:00:00.000Z',
  })
  const clock = foldClock('APL64.base', [received, stopped, corrected])
  expect([clock.receivedAt, clock.rejected.map((r) => r.code)]).toEqual([received.at, ['closed']])
  const late = foldClock('APL64.base', [stopped, fact('r', '2026-03-12', { type: 'received' })])
  expect([late.due, late.rejected.map((r) => r.code)]).toEqual([null, ['not-received', 'not-received']])
})
