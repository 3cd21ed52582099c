import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CALENDAR } from '../calendar/data.ts'
import { readCalendar } from '../calendar/read.ts'
import type { Calendar } from '../calendar/types.ts'
import { redact } from '../derivation/sentence.ts'
import { contestRule, serveDocument } from '../service/serve.ts'
import { addDays, endOfDay, startOfDay } from '../time.ts'
import type { CalendarRef, CitedFact } from './cited.ts'
import type { ClockFact } from './facts.ts'
import { foldClock, termFrom } from './fold.ts'
import { setTerm } from './set-term.ts'
import {
  type CaseTerm,
  calendarIn,
  clockOf,
  ending,
  isOver,
  missed,
  openTerm,
  type TermEnd,
  type TermSpec,
  termId,
  withFact,
} from './term.ts'

/** Thursday 5 March 2026, 10:00 in Riga: a month ends on Easter Sunday 5 April and rolls to Tuesday the 7th. */
const AT = '2026-03-05T08:00:00.000Z'

const LAW = { name: 'statutory', rule: 'MK253.licence', kind: 'statutory', owner: 'service' } as const
const CURE = { name: 'cure', rule: 'cure.term', kind: 'set', owner: 'applicant', taskId: 'cure-2' } as const

/** Calendars as they are cited, by whatever tells them apart. */
const known = new Map<string, Calendar>()
function cite(calendar: Calendar): CalendarRef {
  const hash = JSON.stringify(calendar)
  if (!known.has(hash)) known.set(hash, calendar)
  return { version: calendar.version, hash }
}
const book = ({ hash }: CalendarRef): Calendar => known.get(hash)!

const opened = (spec: Omit<TermSpec, 'n'> = LAW, at = AT, others: CaseTerm[] = []): CaseTerm =>
  openTerm(spec, { at, recordedAt: at }, others, book)
const given = (term: CaseTerm, fact: Record<string, unknown> & { at: string }): CaseTerm =>
  withFact(term, { id: `f${term.facts.length}`, recordedAt: fact.at, ...fact } as unknown as CitedFact, book)
const closed = (term: CaseTerm, how: TermEnd, at: string): CaseTerm =>
  withFact(term, { ...ending(term, how, at), recordedAt: at } as CitedFact, book)
const holiday = (day: string, before: Calendar = CALENDAR): Calendar =>
  readCalendar({ extraHolidays: [day] }, before)
const changed = (term: CaseTerm, calendar: Calendar, at: string): CaseTerm =>
  given(term, { type: 'calendar-changed', calendar: cite(calendar), reason: 'r', at })

describe('a term of a case', () => {
  test('runs from its event by its rule; its facts extend, stop and resume it', () => {
    const term = opened()
    expect(term).toMatchObject({ n: 1, due: '2026-04-07', clock: 'running', state: 'running' })
    expect(term.end).toBe(endOfDay('2026-04-07'))
    const left = given(term, { type: 'left-without-progress', at: '2026-03-10T08:00:00.000Z' })
    expect(left).toMatchObject({ due: null, clock: 'waiting-applicant', state: 'stopped' })
    const cured = given(left, { type: 'cured', at: '2026-03-20T08:00:00.000Z' })
    expect(cured).toMatchObject({ due: '2026-04-20', state: 'running' })
    const extension = { type: 'extended', ground: 'g', by: 'institution', rule: 'APL64(2)' }
    const at = '2026-04-01T08:00:00.000Z'
    expect(given(cured, { ...extension, noticeAt: at, at }).due! > cured.due!).toBe(true)
    const suspended = given(cured, { type: 'suspended', ground: 'g', at: '2026-04-01T08:00:00.000Z' })
    expect(suspended).toMatchObject({ due: null, state: 'stopped' })
    const resumed = given(suspended, { type: 'resumed', ground: 'g', at: '2026-04-11T08:00:00.000Z' })
    expect(resumed).toMatchObject({ due: '2026-04-30', state: 'running' })
  })

  test('its clock is that of the law over the same facts', () => {
    const term = given(opened(), { type: 'left-without-progress', at: '2026-03-10T08:00:00.000Z' })
    expect(clockOf(term, book)).toEqual(foldClock('MK253.licence', term.facts as ClockFact[]))
  })

  test.each([
    ['met', '2026-04-07T20:59:59.999Z', 'met'],
    // 24:00 of the last day in Riga is 21:00 UTC: what is done then was not done in time.
    ['met', '2026-04-07T21:00:00.000Z', 'passed'],
    ['superseded', '2026-03-10T08:00:00.000Z', 'superseded'],
    ['interrupted', '2026-03-10T08:00:00.000Z', 'stopped'],
    ['passed', '2026-04-07T21:00:00.000Z', 'passed'],
  ] as const)('closed as %s at %s it is %s, and its day stays', (how, at, state) => {
    const over = closed(opened(), how, at)
    expect(over).toMatchObject({ state, clock: 'stopped', due: '2026-04-07' })
    expect(isOver(over)).toBe(true)
    expect(isOver(opened())).toBe(false)
  })

  test('a decision keeps it, or comes late; a withdrawal does neither', () => {
    const stopped = (reason: string, at: string) => given(opened(), { type: 'stopped', reason, at }).state
    expect(stopped('decided', '2026-04-07T08:00:00.000Z')).toBe('met')
    expect(stopped('decided', '2026-04-08T08:00:00.000Z')).toBe('passed')
    expect(stopped('withdrawn', '2026-04-07T08:00:00.000Z')).toBe('stopped')
  })

  test('once its last day has gone by it has passed, unless it is prolonged after', () => {
    const contest = { name: 'contest', rule: 'APL79.contest', kind: 'statutory', owner: 'applicant' } as const
    const past = missed(opened(contest), '2026-04-07')
    expect(past).toMatchObject({ state: 'passed', clock: 'running' })
    const restored = given(past, {
      type: 'term-restored',
      until: '2026-05-04',
      at: '2026-04-10T08:00:00.000Z',
    })
    expect(restored.state).toBe('running')
    // Said of another day than that which it has now, it says nothing.
    expect(missed(opened(), '2026-04-06').state).toBe('running')
  })

  test('several of one name are told apart, and each knows the calendar of the case', () => {
    const first = changed(opened({ ...LAW, name: 'reply' }), holiday('2026-04-08'), AT)
    const second = opened({ ...LAW, name: 'reply' }, AT, [first])
    const other = opened({ ...LAW, name: 'forward' }, AT, [first, second])
    expect([first, second, other].map(termId)).toEqual(['reply', 'reply/2', 'forward'])
    expect(calendarIn([other], book)).toEqual(holiday('2026-04-08'))
    expect(calendarIn([opened()], book)).toBe(CALENDAR)
    // Of two calendars the newer one.
    const newer = changed(second, holiday('2026-04-09', holiday('2026-04-08')), AT)
    expect(calendarIn([opened(LAW, AT, [newer, first])], book).version).toBe(CALENDAR.version + 2)
  })
})

describe('a term that a letter told', () => {
  const served = startOfDay('2026-11-24')

  test('is that which the institution set, from when the letter counts as served', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), (offset, amount) => {
        const day = addDays('2025-01-01', offset)
        const term = opened({ ...CURE, amount }, startOfDay(day))
        const { due, dueInstant, derivation } = setTerm('cure.term', day, amount)
        expect([term.due, term.end]).toEqual([due, dueInstant])
        expect(redact(clockOf(term, book).derivation)).toEqual(redact(derivation))
      }),
      { numRuns: 100 },
    )
  })

  test('gives no less than the letter names, and says so', () => {
    const term = opened({ ...CURE, amount: 3, told: '2026-12-01' }, served)
    expect(term).toMatchObject({ due: '2026-12-01', end: endOfDay('2026-12-01'), state: 'running' })
    expect(clockOf(term, book).due).toBe('2026-12-01')
    expect(clockOf(term, book).derivation.at(-1)!.text.lv).toContain('Vēstulē nosauktā pēdējā diena')
    const later = opened({ ...CURE, amount: 3, told: '2026-11-25' }, served)
    expect(later.due).toBe('2026-11-27')
    expect(clockOf(later, book).derivation.at(-1)!.kind).toBe('end')
  })

  test('a new day off prolongs it, one that is taken away does not shorten it, and over it stays so', () => {
    const term = opened({ ...CURE, amount: 10, told: '2026-12-08' }, served)
    const longer = changed(term, holiday('2026-11-26'), '2026-11-25T08:00:00.000Z')
    expect(longer).toMatchObject({ due: '2026-12-09', told: '2026-12-09' })
    const taken = readCalendar({ removedHolidays: ['2026-11-26'] }, holiday('2026-11-26'))
    expect(changed(longer, taken, '2026-11-26T08:00:00.000Z').due).toBe('2026-12-09')
    const over = changed(term, holiday('2026-11-26'), endOfDay('2026-12-08'))
    expect(over).toMatchObject({ due: '2026-12-08', told: '2026-12-08' })
    expect(closed(over, 'passed', endOfDay('2026-12-08'))).toMatchObject({
      due: '2026-12-08',
      state: 'passed',
    })
    // The law's own terms go with the calendar whenever it comes.
    expect(changed(opened(), holiday('2026-04-07'), endOfDay('2026-04-07')).due).toBe('2026-04-08')
  })

  test('whoever answers before the letter counts as served has kept it; the day is told all the same', () => {
    const term = opened({ ...CURE, amount: 10, told: '2026-12-08' }, served)
    const early = closed(term, 'met', '2026-11-20T08:00:00.000Z')
    expect(early).toMatchObject({ due: '2026-12-08', clock: 'stopped', state: 'met' })
    expect(clockOf(early, book)).toMatchObject({ due: '2026-12-08', state: 'stopped' })
  })

  test('its day is never earlier than it was, whatever becomes of the calendar', () => {
    const days = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 })
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 20 }), (offsets, amount) => {
        let term = opened({ ...CURE, amount, told: '2026-12-01' }, served)
        let calendar: Calendar = CALENDAR
        for (const offset of offsets) {
          const day = addDays('2026-11-24', offset)
          const off = calendar.extraHolidays.some((h) => h.day === day)
          calendar = readCalendar(off ? { removedHolidays: [day] } : { extraHolidays: [day] }, calendar)
          const next = changed(term, calendar, '2026-11-25T08:00:00.000Z')
          expect(next.due! >= term.due!).toBe(true)
          term = next
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('the term to contest is the day until which the service of the act says that it may be contested', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.boolean(), (offset, appealNote) => {
      const sentAt = startOfDay(addDays('2025-01-01', offset))
      const law = serveDocument({ channel: 'registered-post', sentAt, appealNote })
      const spec = {
        name: 'contest',
        rule: contestRule(appealNote),
        kind: 'statutory',
        owner: 'applicant',
      } as const
      const term = opened({ ...spec, told: law.contestUntil }, startOfDay(law.servedOn))
      expect([term.due, term.end]).toEqual([law.contestUntil, law.contestEndInstant])
      expect(term.due).toBe(termFrom(spec.rule, law.servedOn).due)
    }),
    { numRuns: 100 },
  )
})
