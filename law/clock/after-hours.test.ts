import { expect, test } from '@jest/globals'
import { sentence } from '../derivation/sentence.ts'
import type { RuleId } from '../rules/catalogue.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Clock } from './facts.ts'
import { foldClock } from './fold.ts'

// APL 42(1): the day after the receipt is the first of a term; which day is that of the receipt of a document that came when
// nobody worked, no norm says.

const winter = (local: string): string => new Date(`${local}:00+02:00`).toISOString()
/** @param at local time in Riga, winter time (UTC+2) until 29 March 2026 */
const received = (rule: RuleId, at: string): Clock =>
  foldClock(rule, [{ id: 'f1', type: 'received', at: winter(at), recordedAt: winter(at) }])
const marks = (clock: Clock) =>
  clock.derivation.filter((s) => s.kind === 'caveat' && s.norm?.article === '42(1)' && s.unverified)

test.each([
  // A month from Friday 13 March ends on Monday 13 April; from Monday 16 March, on Thursday 16 April.
  ['on a Friday evening', '2026-03-13T18:30', '2026-04-13', '2026-04-16'],
  ['on a Saturday', '2026-03-14T10:00', '2026-04-14', '2026-04-16'],
  ['at night', '2026-03-10T23:59', '2026-04-10', '2026-04-13'],
])('%s: the earlier end binds the institution, and the other one is told', (_, at, due, other) => {
  const clock = received('APL64.base', at)
  expect(clock.due).toBe(due)
  expect(marks(clock)).toEqual([expect.objectContaining({ from: due, to: other })])
})

test('the sentence names the time, both days of receipt and both ends', () => {
  expect(sentence(received('APL64.base', '2026-03-13T18:30').derivation, 'lv')).toContain(
    'Saņemts plkst. 18.30, ārpus darba laika. Nav normas, kas noteiktu, kuru dienu tad uzskata par saņemšanas dienu: piemērots 2026. gada 13. aprīlis; ja saņemšanas diena ir nākamā darba diena, 2026. gada 16. marts, termiņš beidzas 2026. gada 16. aprīlī.',
  )
})

test('nothing is told where there is no doubt', () => {
  expect(marks(received('APL64.base', '2026-03-13T09:00'))).toEqual([])
  // Both readings end after Easter, on 7 April.
  expect(received('APL64.base', '2026-03-05T18:30').due).toBe('2026-04-07')
  expect(marks(received('APL64.base', '2026-03-05T18:30'))).toEqual([])
  // A term of a person, and one that does not count from a receipt.
  expect(marks(received('APL79.contest', '2026-03-13T18:30'))).toEqual([])
  expect(marks(received('inspection.act', '2026-03-13T18:30'))).toEqual([])
})

test('at the minute at which the institution closes it is in time; a minute later it is not', () => {
  expect(marks(received('APL64.base', '2026-03-10T17:00'))).toEqual([])
  expect(marks(received('APL64.base', '2026-03-10T17:01'))).toHaveLength(1)
  // A term in working days is no other.
  expect(marks(received('IesL.reply.2026', '2026-03-13T18:30'))).toHaveLength(1)
})

test('once the term counts anew, or ends on a day that was set, the hour of the receipt plays no part', () => {
  const facts = (...more: object[]) =>
    foldClock('APL64.base', [
      { id: 'f1', type: 'received', at: winter('2026-03-13T18:30'), recordedAt: winter('2026-03-13T18:30') },
      ...(more as Parameters<typeof foldClock>[1]),
    ])
  const on = (day: string) => ({ at: winter(`${day}T10:00`), recordedAt: winter(`${day}T10:00`) })
  expect(marks(facts())).toHaveLength(1)
  const left = { id: 'f2', type: 'left-without-progress', cureBy: '2026-03-27', ...on('2026-03-17') }
  const cured = { id: 'f3', type: 'cured', ...on('2026-03-24') }
  expect(facts(left, cured).due).toBe('2026-04-24')
  expect(marks(facts(left, cured))).toEqual([])
})

test('it is told of the terms of the institution that count from the receipt of a document, and of no other', () => {
  const told = Object.keys(RULES).filter((rule) => {
    try {
      return marks(received(rule as RuleId, '2026-03-13T18:30')).length > 0
    } catch {
      return false
    }
  })
  expect(told).toContain('IesL.reply.2026')
  expect(told).toContain('MK253.licence')
  // Of a person's term, one that counts back, one in hours and one that begins with something else, never.
  const never = Object.values(RULES as Record<string, Rule>).filter(
    (r) => r.binds !== 'institution' || r.direction === 'backward' || r.start !== 'day-after',
  )
  expect(never.length).toBeGreaterThan(50)
  for (const { id } of never) expect(told).not.toContain(id)
  for (const rule of told) expect((RULES as Record<string, Rule>)[rule]!.event.lv).toMatch(/saņemš|iesniegš/)
})
