import { describe, expect, test } from '@jest/globals'
import { parseProgrammeCode } from '../../law/identifiers/programme.ts'
import { atWork, beginning, SPAN, workingDayBefore, workingDaysFrom } from './days.ts'
import { Door } from './door.ts'
import { JOURNEYS } from './journeys.ts'
import { ALL, plan } from './plan.ts'
import { PROGRAMMES } from './programmes.ts'

// Whether the plan can be led at all; that the service takes it, test/infrastructure/demonstration.test.ts shows.

const door = new Door('http://127.0.0.1:1', new AbortController().signal)
const planned = plan(ALL, { door, resumed: false, known: { cases: new Map(), drafts: new Map() } })

describe('the plan of the demonstration', () => {
  test('has as many cases as it says, each of which the service tells from every other', () => {
    expect(planned).toHaveLength(60)
    expect(new Set(planned.map((p) => p.case.about.id)).size).toBe(ALL)
    const licences = planned.filter((p) => p.case.about.id.startsWith('licence'))
    const names = licences.map((p) => `${p.case.about.head} ${p.case.subject}`)
    expect(new Set(names).size).toBe(licences.length)
    // Two duplicates of one licence would be one to the service.
    const copies = planned.filter((p) => p.case.about.id.startsWith('copy'))
    const originals = copies.map((p) => `${p.case.about.head} ${p.case.subject}`)
    expect(originals.filter((name, n) => originals.indexOf(name) !== n)).toEqual([])
    expect(new Set(planned.map((p) => p.case.about.inspector)).size).toBe(3)
  })

  test('goes forward in time, from the first day of the clock to the last', () => {
    for (const { steps } of planned) {
      const days = steps.map((s) => s.ago)
      expect(days).toEqual([...days].sort((a, b) => b - a))
      expect(days.at(-1)).toBeGreaterThanOrEqual(0)
    }
    expect(Math.max(...planned.map(({ steps }) => steps[0]!.ago))).toBe(SPAN)
  })

  test('has a case of each journey, and programmes whose codes can be read', () => {
    const shapes = (received: number) => Object.values(JOURNEYS).map((j) => j(received).length)
    expect(new Set(planned.map((p) => p.steps.length)).size).toBeGreaterThanOrEqual(new Set(shapes(60)).size)
    for (const { code } of Object.values(PROGRAMMES).flat()) expect(parseProgrammeCode(code).ok).toBe(true)
  })
})

test('days: working days only, at hours at which people work', () => {
  // 18 November and its eve are a holiday and an ordinary Tuesday.
  expect(workingDaysFrom('2026-11-16', 4)).toEqual(['2026-11-16', '2026-11-17', '2026-11-19', '2026-11-20'])
  expect(workingDayBefore('2026-11-22', 0)).toBe('2026-11-20')
  expect(workingDayBefore('2026-11-20', 3)).toBe('2026-11-16')
  const until = new Date('2026-11-22T12:00:00Z')
  expect(beginning(until, 3).toISOString().slice(0, 10)).toBe('2026-11-16')
  for (const day of workingDaysFrom('2026-11-16', 30)) {
    const hour = Number(
      atWork(day).toLocaleString('en-GB', { timeZone: 'Europe/Riga', hour: '2-digit', hour12: false }),
    )
    expect([day, hour >= 9 && hour < 16]).toEqual([day, true])
  }
})
