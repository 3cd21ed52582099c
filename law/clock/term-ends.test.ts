import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import type { Calendar } from '../calendar/types.ts'
import { endOfDay, startOfDay } from '../time.ts'
import type { CitedFact } from './cited.ts'
import type { ClockFact } from './facts.ts'
import { foldClock } from './fold.ts'
import { type CaseTerm, clockOf, ending, isOver, openTerm, type TermSpec, withFact } from './term.ts'

// How a term of a case ends, and what may still become of it; see term.test.ts for its course.

/** Thursday 5 March 2026, 10:00 in Riga: a month ends on Tuesday 7 April. */
const AT = '2026-03-05T08:00:00.000Z'
const LAW = { name: 'statutory', rule: 'MK253.licence', kind: 'statutory', owner: 'service' } as const
const CURE = { name: 'cure', rule: 'cure.term', kind: 'set', owner: 'applicant' } as const
const TOLD = { ...CURE, amount: 10, told: '2026-12-08' } as const

const off = readCalendar({ extraHolidays: ['2026-04-08'] }, CALENDAR)
const book = ({ version }: { version: number }): Calendar => (version === off.version ? off : CALENDAR)
const newCalendar = { type: 'calendar-changed', calendar: { version: off.version, hash: 'off' }, reason: 'r' }

const opened = (spec: Omit<TermSpec, 'n'> = LAW, at = AT, others: CaseTerm[] = []): CaseTerm =>
  openTerm(spec, { at, recordedAt: at }, others, book)
const told = (): CaseTerm => opened(TOLD, startOfDay('2026-11-24'))
const given = (term: CaseTerm, fact: Record<string, unknown> & { at: string }): CaseTerm =>
  withFact(term, { id: `f${term.facts.length}`, recordedAt: fact.at, ...fact } as unknown as CitedFact, book)
const met = (term: CaseTerm, at: string): CaseTerm =>
  withFact(term, { ...ending(term, 'met', at), recordedAt: at } as CitedFact, book)

describe('over', () => {
  test('is an application whose defects were not cured', () => {
    const left = given(opened(), {
      ...{ type: 'left-without-progress', cureBy: '2026-03-20' },
      at: '2026-03-10T08:00:00.000Z',
    })
    expect(isOver(left)).toBe(false)
    const lapsed = given(left, { type: 'not-cured', at: '2026-03-23T08:00:00.000Z' })
    expect(lapsed).toMatchObject({ clock: 'lapsed', state: 'stopped' })
    expect(isOver(lapsed)).toBe(true)
  })

  test.each([AT, '2026-03-20T08:00:00.000Z'])(
    'is what was kept at %s; its end is part of how it is told',
    (at) => {
      const term = met(opened(), at)
      expect(clockOf(term, book)).toEqual(foldClock('MK253.licence', term.facts as ClockFact[]))
      expect(clockOf(term, book).derivation.at(-1)).toMatchObject({ kind: 'stopped', fact: 'statutory-met' })
    },
  )

  test('is no more what was recorded by mistake: annulled, the end is none', () => {
    const ended = met(opened(), '2026-03-20T08:00:00.000Z')
    const annulled = given(ended, {
      ...{ type: 'annulled', fact: 'statutory-met', reason: 'r' },
      at: '2026-03-21T08:00:00.000Z',
    })
    expect(annulled).toMatchObject({ clock: 'running', state: 'running', due: '2026-04-07' })
    expect(isOver(annulled)).toBe(false)
    // It then stands still as any other does, and was not kept.
    const suspended = given(annulled, { type: 'suspended', ground: 'g', at: '2026-03-23T08:00:00.000Z' })
    expect(suspended).toMatchObject({ clock: 'suspended', state: 'stopped' })
  })

  test('is what was decided while nobody could tell the last day: in time', () => {
    const suspended = given(opened(), { type: 'suspended', ground: 'g', at: '2026-03-10T08:00:00.000Z' })
    expect(suspended.end).toBeNull()
    expect(met(suspended, '2026-06-01T08:00:00.000Z')).toMatchObject({ clock: 'stopped', state: 'met' })
  })
})

test('a calendar that was changed before a term began is its calendar', () => {
  const first = given(opened(), { ...newCalendar, at: '2026-03-06T08:00:00.000Z' })
  // A month from Sunday 8 March ends on 8 April, the new day off.
  expect(opened(LAW, '2026-03-08T08:00:00.000Z').due).toBe('2026-04-08')
  expect(opened(LAW, '2026-03-08T08:00:00.000Z', [first]).due).toBe('2026-04-09')
})

describe('a term that a letter told', () => {
  test('has no day while it is suspended, and none that is earlier than was told when it runs again', () => {
    expect(told()).toMatchObject({ due: '2026-12-08', end: endOfDay('2026-12-08') })
    const suspended = given(told(), { type: 'suspended', ground: 'g', at: '2026-11-26T08:00:00.000Z' })
    expect(suspended).toMatchObject({ due: null, end: null, told: '2026-12-08', state: 'stopped' })
    const resumed = given(suspended, { type: 'resumed', ground: 'g', at: '2026-11-30T08:00:00.000Z' })
    // Thursday and Friday do not count: two working days after Tuesday 8 December.
    expect(resumed).toMatchObject({ due: '2026-12-10', told: '2026-12-10', end: endOfDay('2026-12-10') })
  })

  test('has its day again when it is found to have been kept before it was suspended', () => {
    const suspended = given(told(), { type: 'suspended', ground: 'g', at: '2026-11-26T08:00:00.000Z' })
    expect(met(suspended, '2026-11-25T08:00:00.000Z')).toMatchObject({
      ...{ due: '2026-12-08', end: endOfDay('2026-12-08'), told: '2026-12-08' },
      ...{ clock: 'stopped', state: 'met' },
    })
  })

  test('is extended after its end if that was asked for before it (APL 47)', () => {
    const extended = given(told(), {
      ...{ type: 'extended', ground: 'g', by: 'institution', until: '2026-12-21' },
      requestedAt: '2026-12-07T08:00:00.000Z',
      at: '2026-12-10T08:00:00.000Z',
    })
    expect(extended).toMatchObject({ due: '2026-12-21', told: '2026-12-21', state: 'running' })
  })

  test('takes a new version of its rule while it runs, and none when it is over', () => {
    const change = {
      ...{ type: 'rule-changed', rule: 'cure.term', change: { amount: 15 }, from: '2026-12-01' },
      ...{ transitional: 'all-open', reason: 'r' },
    }
    expect(given(told(), { ...change, at: '2026-12-01T08:00:00.000Z' }).due).toBe('2026-12-15')
    expect(given(told(), { ...change, at: endOfDay('2026-12-08') })).toMatchObject({
      due: '2026-12-08',
      end: endOfDay('2026-12-08'),
    })
  })
})
