import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { dayInfo } from '../calendar/day.ts'
import { readCalendar } from '../calendar/read.ts'
import { LawError } from '../errors.ts'
import { normText } from '../norm.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import { serveDocument } from '../service/serve.ts'
import { requireAmount } from './count.ts'
import type { ClockFact } from './facts.ts'
import { checkExtension, foldClock, foldRule, termFrom } from './fold.ts'
import { previewChange } from './preview.ts'
import { readFacts } from './read.ts'

// What lies just inside and just outside each bound; found by mutation testing.

const at = '2026-03-05T08:00:00.000Z'
const received: ClockFact = { id: 'r', at, recordedAt: at, type: 'received' }
const base: Rule = RULES['APL64.base']

describe('amounts', () => {
  test('from 0 to 10,000, whole', () => {
    expect([0, 1, 10_000].map(requireAmount)).toEqual([0, 1, 10_000])
    for (const wrong of [-1, 10_001, 1.5, Number.NaN]) expect(() => requireAmount(wrong)).toThrow(LawError)
  })

  test('months of an extension: up to 1,200, a rule up to 10,000', () => {
    const read = (months: number) =>
      readFacts(
        [{ type: 'extended', at: '2026-03-20', ground: 'g', by: 'institution', months }],
        'APL64.base',
        CALENDAR,
      )
    expect(read(1200)[0]).toMatchObject({ months: 1200 })
    expect(() => read(1201)).toThrow(LawError)
    const change = (amount: number) =>
      readFacts(
        [
          {
            type: 'rule-changed',
            at: '2026-03-20',
            rule: 'APL64.base',
            change: { amount },
            from: '2026-03-20',
            transitional: 'all-open',
            reason: 'r',
          },
        ],
        'APL64.base',
        CALENDAR,
      )
    expect(change(10_000)[0]).toMatchObject({ change: { amount: 10_000 } })
    expect(() => change(10_001)).toThrow(LawError)
    expect(() => change(Number.NaN)).toThrow(LawError)
  })
})

describe('an extension that is asked about', () => {
  const proposed = (more: object) => ({
    at: '2026-03-20T08:00:00.000Z',
    ground: 'g',
    by: 'institution' as const,
    ...more,
  })

  test('nothing was received: there is no term to extend', () => {
    expect(checkExtension('APL64.base', [], proposed({ months: 2 }))).toMatchObject({
      ok: false,
      code: 'not-received',
    })
  })

  test('another rejected fact of the case says nothing about it', () => {
    const nonsense: ClockFact = { id: 'n', at: '2026-03-06T08:00:00.000Z', recordedAt: at, type: 'cured' }
    expect(checkExtension('APL64.base', [received, nonsense], proposed({ months: 2 }))).toEqual({
      ok: true,
      due: '2026-05-05',
    })
  })

  test('while the applicant is awaited the day is that of this extension, not of an earlier one', () => {
    const first: ClockFact = { id: 'e1', recordedAt: at, type: 'extended', ...proposed({ months: 2 }) }
    const left: ClockFact = {
      id: 'l',
      at: '2026-03-23T08:00:00.000Z',
      recordedAt: at,
      type: 'left-without-progress',
    }
    const answer = checkExtension('APL64.base', [received, first, left], {
      ...proposed({ months: 3 }),
      at: '2026-03-24T08:00:00.000Z',
    })
    expect(answer).toMatchObject({ ok: true })
    expect((answer as { due: string }).due > '2026-05-05').toBe(true)
  })
})

describe('what a derivation warns of', () => {
  const kinds = (rule: Rule, start: string): string[] => termFrom(rule, start).derivation.map((s) => s.kind)
  const backward: Rule = {
    ...base,
    direction: 'backward',
    roll: 'none',
    unit: 'months',
    amount: 4,
    extensions: [],
    kind: 'statutory',
  }

  test('a day to act before that is no working day: advised to act on the working day before, once', () => {
    // Four months before 4 September 2026 is 4 May, a holiday; before 7 September, Thursday 7 May.
    expect(kinds(backward, '2026-09-04')).toContain('note')
    expect(kinds(backward, '2026-09-07')).not.toContain('note')
    // A validity ends when it ends; a forward term and one that rolls need no such advice.
    expect(kinds({ ...backward, kind: 'validity' }, '2026-09-04')).not.toContain('note')
    expect(kinds({ ...backward, direction: 'forward' }, '2026-01-04')).not.toContain('note')
    expect(kinds({ ...backward, roll: 'previous-working-day' }, '2026-09-04')).not.toContain('note')
  })

  test('a moved day near the end that changes it is told; one far off is not looked at', () => {
    const days: Rule = { ...base, unit: 'working-days', amount: 5, extensions: [] }
    const moved = CALENDAR.movedDays.find((m) => m.off.startsWith('2025-11'))!
    expect(moved).toMatchObject({ off: '2025-11-17' })
    expect(kinds(days, '2025-11-10')).toContain('moved-day')
    expect(kinds(days, '2025-09-01')).not.toContain('moved-day')
    expect(kinds({ ...days, unit: 'days', roll: 'none' }, '2025-11-12')).not.toContain('moved-day')
  })

  test('beyond the year for which the Cabinet has moved days, the derivation says so; on its last day not yet', () => {
    const last = CALENDAR.movedDaysKnownUntil
    const days = (n: number): Rule => ({
      ...base,
      unit: 'days',
      amount: n,
      extensions: [],
      roll: 'next-working-day',
    })
    const caveats = (rule: Rule, start: string): number =>
      termFrom(rule, start).derivation.filter((s) => s.kind === 'caveat' && !s.unverified).length
    const inside = caveats(days(1), `${last.slice(0, 8)}01`)
    expect(caveats(days(60), last)).toBe(inside + 1)
  })

  test('in how many months an extension is counted, and its document', () => {
    const step = (more: object) =>
      foldClock('APL64.base', [
        received,
        {
          id: 'e',
          at: '2026-03-20T08:00:00.000Z',
          recordedAt: at,
          type: 'extended',
          ground: 'g',
          by: 'institution',
          ...more,
        },
      ]).derivation.find((s) => s.kind === 'extended')!
    expect(step({ months: 2 })).toMatchObject({ counted: 2, unit: 'months' })
    expect(step({ months: 2 })).not.toHaveProperty('document')
    expect(step({ months: 2, document: 'D-1' })).toMatchObject({ document: 'D-1' })
    expect(step({ until: '2026-05-05' })).not.toHaveProperty('counted')
    expect(step({})).toMatchObject({ unit: expect.any(String), counted: expect.any(Number) })
  })
})

describe('a preview', () => {
  test('a date that cannot be told before or after moves nowhere, and nobody is written to', () => {
    const suspended: ClockFact = {
      id: 's',
      at: '2026-03-10T08:00:00.000Z',
      recordedAt: at,
      type: 'suspended',
      ground: 'g',
    }
    const calendar = readCalendar({ extraHolidays: ['2026-04-07'] }, CALENDAR)
    const { rows } = previewChange(
      [{ id: 'a', rule: 'APL64.base', facts: [received, suspended] }],
      { type: 'calendar-changed', calendar, reason: 'x' },
      '2026-03-20T08:00:00.000Z',
    )
    expect(rows).toMatchObject([{ before: null, after: null, effect: 'same', letter: false }])
  })
})

describe('a changed calendar', () => {
  test('a day taken away twice is taken away once; a day of another kind is another day', () => {
    const once = readCalendar({ removedHolidays: ['2026-06-24'] }, CALENDAR)
    const twice = readCalendar({ removedHolidays: ['2026-06-24', '2026-06-25'] }, once)
    expect(twice.removedHolidays.map((d) => d.day)).toEqual(['2026-06-24', '2026-06-25'])
    const both = readCalendar(
      { extraHolidays: [{ day: '2026-04-07' }, { day: '2026-04-07', kind: 'substitute' }] },
      CALENDAR,
    )
    const again = readCalendar({ extraHolidays: [{ day: '2026-04-07', kind: 'substitute' }] }, both)
    expect(again.extraHolidays.filter((d) => d.day === '2026-04-07')).toHaveLength(2)
    const other = readCalendar(
      { extraHolidays: [{ day: '2026-04-07', kind: 'substitute' }] },
      readCalendar({ extraHolidays: ['2026-04-07'] }, CALENDAR),
    )
    expect(other.extraHolidays.filter((d) => d.day === '2026-04-07').map((d) => d.kind)).toEqual([
      'holiday',
      'substitute',
    ])
  })

  test('what is no calendar is refused', () => {
    for (const wrong of ['x', 7, true, null, []])
      expect(() => readCalendar(wrong as never, CALENDAR)).toThrow()
    expect(() => readCalendar({ closingTimes: [17, 17, 17, 17, 17] } as never, CALENDAR)).toThrow()
  })

  test('the day before a holiday is an hour shorter than another; the holiday says what it is', () => {
    expect([dayInfo('2026-11-16').closes, dayInfo('2026-11-17').closes]).toEqual([
      '2026-11-16T15:00:00.000Z',
      '2026-11-17T14:00:00.000Z',
    ])
    expect(dayInfo('2026-11-18').why).toEqual({
      lv: expect.stringContaining('Svētku diena: '),
      en: expect.stringContaining('Public holiday: '),
    })
  })
})

test('service: the norms of each step, and where a presumption is not moved', () => {
  const sent = '2026-11-24T08:00:00Z'
  const proven = serveDocument({ channel: 'e-address', sentAt: sent, proofAt: '2026-11-25T08:00:00Z' })
  expect(proven.derivation.served.find((s) => s.kind === 'proof')).toMatchObject({
    norm: { act: 'PazL', article: '9(4)' },
  })
  // Eight days by post from Friday 20 November: Saturday the 28th, and it stays there. Working days never end so.
  const post = serveDocument({ channel: 'post', sentAt: '2026-11-20T08:00:00Z' })
  const text = post.derivation.served[0]!.text.lv
  expect(post.servedOn).toBe('2026-11-28')
  expect(text).toContain('nepārceļ')
  expect(proven.derivation.served[0]!.text.lv).not.toContain('nepārceļ')
  const warned = serveDocument({ channel: 'e-mail', sentAt: sent, to: 'legal-person' })
  expect(warned.warnings).toMatchObject([
    {
      code: 'e-address-first',
      norm: { act: 'OEAL' },
      text: { lv: expect.stringContaining('elektronisko adresi') },
    },
  ])
})

test('norms: points and points within points', () => {
  expect(normText({ act: 'MK253', article: 'p. 4' }, 'lv')).toMatch(/ 4\. punkts$/)
  expect(normText({ act: 'MK253', article: 'p. 4.2' }, 'lv')).toMatch(/ 4\.2\. apakšpunkts$/)
  expect(normText({ act: 'APL', article: '74(1)4' }, 'lv')).toContain('pirmās daļas 4. punkts')
  expect(normText({ act: 'IzglL', article: '30(4¹)' }, 'lv')).toContain('4.¹ daļa')
})

test('a rule of its own: the id of the answer is that of the rule', () => {
  expect(foldRule({ ...base, id: 'mine' }, [received]).rule).toBe('mine')
  expect(foldRule({ ...base, id: 'mine' }, []).rule).toBe('mine')
})
