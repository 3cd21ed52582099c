import { expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import { changeFact, type LawChange, previewChange } from './preview.ts'
import { readFacts } from './read.ts'
import { REASONS } from './reasons.ts'

const facts = (...list: object[]) => readFacts(list, 'APL64.base', CALENDAR)
const calendar = readCalendar({ extraHolidays: ['2026-04-07'], removedHolidays: ['2026-05-04'] }, CALENDAR)
const change: LawChange = { type: 'calendar-changed', calendar, reason: 'x' }
const received = (at: string) => ({ type: 'received', at })

test('old and new dates, what becomes overdue or is rescued, and who is to be told', () => {
  const cases = [
    { id: 'later', rule: 'APL64.base' as const, facts: facts(received('2026-03-05')) },
    { id: 'earlier', rule: 'APL64.base' as const, facts: facts(received('2026-04-04')) },
    { id: 'same', rule: 'APL64.base' as const, facts: facts(received('2026-03-10')) },
    {
      id: 'closed',
      rule: 'APL64.base' as const,
      facts: facts(received('2026-03-05'), { type: 'stopped', at: '2026-03-06' }),
    },
    {
      id: 'waiting',
      rule: 'APL64.base' as const,
      facts: facts(received('2026-03-05'), { type: 'left-without-progress', at: '2026-03-06' }),
    },
    { id: 'beyond', rule: 'APL64.base' as const, facts: facts(received('2045-12-20')) },
  ]
  // 7 April has passed, 8 April has not.
  const early = previewChange(cases, change, '2026-04-08T09:00:00Z')
  expect(early.rows).toEqual([
    {
      id: 'later',
      rule: 'APL64.base',
      before: '2026-04-07',
      after: '2026-04-08',
      effect: 'later',
      newlyOverdue: false,
      rescued: true,
      letter: true,
    },
    {
      id: 'earlier',
      rule: 'APL64.base',
      before: '2026-05-05',
      after: '2026-05-04',
      effect: 'earlier',
      newlyOverdue: false,
      rescued: false,
      letter: true,
    },
    {
      id: 'same',
      rule: 'APL64.base',
      before: '2026-04-10',
      after: '2026-04-10',
      effect: 'same',
      newlyOverdue: false,
      rescued: false,
      letter: false,
    },
    {
      id: 'closed',
      rule: 'APL64.base',
      before: '2026-04-07',
      after: '2026-04-07',
      effect: 'same',
      newlyOverdue: false,
      rescued: false,
      letter: false,
      reason: { lv: expect.any(String), en: expect.stringContaining('closed') },
    },
    {
      id: 'waiting',
      rule: 'APL64.base',
      before: null,
      after: null,
      effect: 'same',
      newlyOverdue: false,
      rescued: false,
      letter: false,
    },
    {
      id: 'beyond',
      rule: 'APL64.base',
      before: null,
      after: null,
      effect: 'error',
      newlyOverdue: false,
      rescued: false,
      letter: false,
      reason: { lv: expect.any(String), en: expect.stringContaining('known') },
    },
  ])
  expect(early.totals).toEqual({ cases: 6, changed: 2, newlyOverdue: 0, rescued: 1, letters: 2, errors: 1 })
  const late = previewChange(cases, change, '2026-05-04T22:00:00Z')
  expect(late.rows[1]).toMatchObject({ newlyOverdue: true, rescued: false })
  expect(late.totals.newlyOverdue).toBe(1)
})

test('the reason of a change that does not reach a case is its own, not that of an older fact', () => {
  const older = {
    id: 'a',
    rule: 'APL64.base' as const,
    facts: facts(received('2026-03-05'), { type: 'cured', at: '2026-03-06' }),
  }
  const reached = previewChange([older], change, '2026-04-01T09:00:00Z').rows[0]!
  expect(reached).toMatchObject({ effect: 'later' })
  expect(reached).not.toHaveProperty('reason')
  const old = { ...change, calendar: { ...calendar, version: CALENDAR.version } }
  const refused = previewChange([older], old, '2026-04-01T09:00:00Z').rows[0]!
  expect(refused.reason!.en).toBe(REASONS['calendar-superseded'].en)
})

test('a rule change, and the fact that carries it', () => {
  const rule: LawChange = {
    type: 'rule-changed',
    rule: 'APL64.base',
    change: { amount: 20, unit: 'days' },
    from: '2026-03-06',
    transitional: 'all-open',
    reason: 'x',
  }
  const { rows } = previewChange(
    [{ id: 'c', rule: 'APL64.base', facts: facts(received('2026-03-05')) }],
    rule,
    '2026-03-06T09:00:00Z',
  )
  expect(rows[0]).toMatchObject({ before: '2026-04-07', after: '2026-03-25', effect: 'earlier' })
  expect(changeFact(rule, 'change-7', '2026-03-06T09:00:00Z')).toEqual({
    ...rule,
    id: 'change-7',
    at: '2026-03-06T09:00:00Z',
    recordedAt: '2026-03-06T09:00:00Z',
  })
})

test('an error that is not about the law is not swallowed', () => {
  expect(() =>
    previewChange([{ id: 'c', rule: 'APL64.base', facts: null as never }], change, '2026-03-06T09:00:00Z'),
  ).toThrow(TypeError)
})
