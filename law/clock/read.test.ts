import { expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { LawError } from '../errors.ts'
import { readFacts } from './read.ts'

const message = (json: unknown): string => {
  try {
    readFacts(json, 'APL64.base', CALENDAR)
  } catch (error) {
    if (error instanceof LawError) return `${error.code} ${error.reason.en}`
    throw error
  }
  return 'nothing thrown'
}

test('ids and recording times may be left out; equal facts share an id', () => {
  const received = { type: 'received', at: '2026-03-05' }
  expect(
    readFacts([received, { type: 'cured', at: '2026-03-06' }, received], 'APL64.base', CALENDAR),
  ).toEqual([
    { id: 'f1', type: 'received', at: '2026-03-04T22:00:00.000Z', recordedAt: '2026-03-04T22:00:00.000Z' },
    { id: 'f2', type: 'cured', at: '2026-03-05T22:00:00.000Z', recordedAt: '2026-03-05T22:00:00.000Z' },
    { id: 'f1', type: 'received', at: '2026-03-04T22:00:00.000Z', recordedAt: '2026-03-04T22:00:00.000Z' },
  ])
  expect(
    readFacts(
      { facts: [{ ...received, id: 'mine', recordedAt: '2026-03-09', note: 'x' }] },
      'APL64.base',
      CALENDAR,
    ),
  ).toEqual([
    { id: 'mine', type: 'received', at: '2026-03-04T22:00:00.000Z', recordedAt: '2026-03-08T22:00:00.000Z' },
  ])
})

test('every field of every type is read', () => {
  const facts = readFacts(
    [
      { type: 'receipt-corrected', receivedAt: '2026-03-04', document: 'd' },
      { type: 'left-without-progress', at: '2026-03-05', cureBy: '2026-03-20', document: 'd' },
      {
        type: 'extended',
        at: '2026-03-05',
        by: 'ministry',
        ground: 'g',
        until: '2026-05-05',
        rule: 'r',
        noticeAt: '2026-03-06',
        requestedAt: '2026-03-04',
        document: 'd',
      },
      { type: 'extended', at: '2026-03-05', months: 2 },
      { type: 'suspended', at: '2026-03-05' },
      { type: 'resumed', at: '2026-03-05' },
      { type: 'stopped', at: '2026-03-05' },
      { type: 'term-set', at: '2026-03-05', until: '2026-03-06' },
      { type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: { amount: 5, unit: 'days' } },
    ],
    'APL64.base',
    CALENDAR,
  )
  expect(facts.map(({ id: _, recordedAt: __, ...f }) => f)).toEqual([
    {
      type: 'receipt-corrected',
      at: '2026-03-03T22:00:00.000Z',
      receivedAt: '2026-03-03T22:00:00.000Z',
      document: 'd',
    },
    { type: 'left-without-progress', at: '2026-03-04T22:00:00.000Z', cureBy: '2026-03-20', document: 'd' },
    {
      type: 'extended',
      at: '2026-03-04T22:00:00.000Z',
      by: 'ministry',
      ground: 'g',
      until: '2026-05-05',
      requestedAt: '2026-03-03T22:00:00.000Z',
      rule: 'r',
      noticeAt: '2026-03-05T22:00:00.000Z',
      document: 'd',
    },
    { type: 'extended', at: '2026-03-04T22:00:00.000Z', months: 2, by: 'institution', ground: '' },
    { type: 'suspended', at: '2026-03-04T22:00:00.000Z', ground: '' },
    { type: 'resumed', at: '2026-03-04T22:00:00.000Z' },
    { type: 'stopped', at: '2026-03-04T22:00:00.000Z', reason: '' },
    { type: 'term-set', at: '2026-03-04T22:00:00.000Z', until: '2026-03-06' },
    {
      type: 'rule-changed',
      at: '2026-03-04T22:00:00.000Z',
      rule: 'APL64.base',
      from: '2026-03-06',
      change: { amount: 5, unit: 'days' },
      transitional: 'by-receipt',
      reason: '',
    },
  ])
})

test('changes of the calendar build on each other', () => {
  const [a, b] = readFacts(
    [
      { type: 'calendar-changed', at: '2026-03-05', calendar: { extraHolidays: ['2026-03-16'] } },
      { type: 'calendar-changed', at: '2026-03-06', calendar: { extraHolidays: ['2026-03-17'] } },
    ],
    'APL64.base',
    CALENDAR,
  )
  expect(a).toMatchObject({ calendar: { version: CALENDAR.version + 1 } })
  expect(b).toMatchObject({ calendar: { version: CALENDAR.version + 2 } })
  expect(b?.type === 'calendar-changed' && b.calendar.extraHolidays.length).toBe(
    CALENDAR.extraHolidays.length + 2,
  )
})

test.each([
  [5, 'bad-facts facts: must be a list'],
  [null, 'bad-facts facts: must be a list'],
  [{ facts: 1 }, 'bad-facts facts: must be a list'],
  [[1], 'bad-facts facts[0]: a fact must be an object'],
  [[null], 'facts[0]: a fact must be an object'],
  [[[]], 'facts[0]: a fact must be an object'],
  [[{}], 'facts[0].type: must be one of: received, receipt-corrected'],
  [[{ type: 'toString', at: '2026-03-05' }], 'facts[0].type: must be one of'],
  [[{ type: 'received' }], 'facts[0].at: the field is required'],
  [[{ type: 'received', at: 5 }], 'facts[0].at: “5” is not a day'],
  [[{ type: 'received', at: '2026-02-30' }], 'facts[0].at: “2026-02-30” is not a day'],
  [
    [{ type: 'received', at: '2026-03-05', cureBy: 'x' }],
    'facts[0].cureBy: unknown field; “received” takes: type, id, at, recordedAt, note',
  ],
  [[{ type: 'received', at: '2026-03-05', id: 5 }], 'facts[0].id: must be text'],
  [[{ type: 'received', at: '2026-03-05', recordedAt: 'x' }], 'facts[0].recordedAt'],
  [
    [
      { type: 'received', at: '2026-03-05' },
      { type: 'left-without-progress', at: '2026-03-05', cureBy: '1.4.2026' },
    ],
    'facts[1].cureBy: “1.4.2026” is not a date',
  ],
  [[{ type: 'receipt-corrected', at: '2026-03-05' }], 'facts[0].receivedAt: the field is required'],
  [[{ type: 'suspended', at: '2026-03-05', ground: 5 }], 'facts[0].ground: must be text'],
  [[{ type: 'extended', at: '2026-03-05', months: 0 }], 'facts[0].months: must be a whole number'],
  [[{ type: 'extended', at: '2026-03-05', months: 1.5 }], 'facts[0].months'],
  [[{ type: 'extended', at: '2026-03-05', months: 1201 }], 'facts[0].months'],
  [[{ type: 'extended', at: '2026-03-05', by: 'court' }], 'facts[0].by: must be “institution” or “ministry”'],
  [[{ type: 'term-set', at: '2026-03-05' }], 'facts[0].until: the field is required'],
  [
    [{ type: 'calendar-changed', at: '2026-03-05', calendar: { x: 1 } }],
    'facts[0].calendar.x: unknown field',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: 5 }],
    'facts[0].change: must be an object',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: { id: 'x' } }],
    'facts[0].change.id: unknown field',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: { amount: -1 } }],
    'facts[0].change.amount',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: { amount: 10001 } }],
    'facts[0].change.amount',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: { unit: 'moons' } }],
    'facts[0].change.unit',
  ],
  [
    [{ type: 'rule-changed', at: '2026-03-05', from: '2026-03-06', change: {}, transitional: 'x' }],
    'facts[0].transitional',
  ],
])('refuses %j', (json, want) => {
  expect(message(json)).toContain(want)
})
