import { describe, expect, test } from '@jest/globals'
import { endOfDay, startOfDay } from '../time.ts'
import type { DecisionDoes, DecisionFact } from './facts.ts'
import { foldDecision } from './fold.ts'

// Several who contest one decision (APL 26(4), 76(1), 79, 80): each by itself, and what one does takes nothing from another.

const made = (does: DecisionDoes): DecisionFact => ({
  ...{ type: 'made', at: '2026-03-02T08:00:00.000Z', kind: does, number: '4-7/2026/1', documentId: 'd' },
  ...{ does, favourable: does === 'gives', appealNote: true },
})
/** @param until the last day on which the party may contest */
const served = (partyId: string, until = '2026-04-07'): DecisionFact => ({
  ...{ type: 'served', at: '2026-03-03T22:00:00.000Z', partyId, inForceFrom: '2026-03-04' },
  ...{ inForceAt: startOfDay('2026-03-04'), contestUntil: until, contestEnd: endOfDay(until) },
})
const at = (day: string): { at: string } => ({ at: `${day}T09:00:00.000Z` })
const contested = (day: string, partyId: string, addressee = true, learnedOn?: string): DecisionFact => ({
  ...{ type: 'contested', ...at(day), addressee, partyId },
  ...(learnedOn ? { learnedOn } : {}),
})
const withdrawn = (day: string, partyId?: string): DecisionFact => ({
  ...{ type: 'contest-withdrawn', ...at(day) },
  ...(partyId ? { partyId } : {}),
})
const ministry = (outcome: 'unchanged' | 'revoked', day: string): DecisionFact => ({
  ...{ type: 'ministry-decided', ...at(day), outcome, inForceFrom: day, appealNote: true },
})
const stands = (...facts: DecisionFact[]) => foldDecision(facts)
const outcomes = (...facts: DecisionFact[]) =>
  stands(...facts).contests.map((c) => [c.partyId, c.outcome, c.decidedOn])

describe('two who contest a burden', () => {
  const both = [
    made('imposes'),
    served('p'),
    served('q', '2026-05-20'),
    contested('2026-03-20', 'p'),
    contested('2026-03-23', 'q'),
  ]

  test('it is suspended since the first', () => {
    expect(stands(...both)).toMatchObject({
      ...{ stage: 'contested', suspension: { since: '2026-03-20', until: null, by: 'contest' } },
      contest: { at: '2026-03-23T09:00:00.000Z', outcome: null },
    })
  })

  test('one withdraws: it stays with the ministry and suspended, and that is told; the other withdraws too: no more', () => {
    for (const [first, last] of [
      ['p', 'q'],
      ['q', 'p'],
    ] as const) {
      const one = stands(...both, withdrawn('2026-03-26', first))
      expect(one).toMatchObject({ stage: 'contested', force: 'suspended', suspension: { until: null } })
      expect(one.contest).toEqual({
        ...at(last === 'p' ? '2026-03-20' : '2026-03-23'),
        ...{ late: false, outcome: null, decidedOn: null },
      })
      expect(one.steps.at(-1)).toMatchObject({
        ...{ norm: { act: 'APL', article: '78(3)' }, day: '2026-03-26' },
        text: {
          lv: 'Apstrīdēšanas iesniegums atsaukts. Lēmumu apstrīd vēl kāds, tāpēc tā darbība paliek apturēta.',
          en: 'The contestation was withdrawn. Somebody else contests the decision, so it stays suspended.',
        },
      })
      expect(stands(...both, withdrawn('2026-03-26', first), withdrawn('2026-03-30', last))).toMatchObject({
        ...{ stage: 'contest-period', suspension: { since: '2026-03-20', until: '2026-03-30' } },
        contest: { outcome: 'withdrawn', decidedOn: '2026-03-30' },
      })
    }
    // In facts of old nobody is named: all is withdrawn.
    expect(outcomes(...both, withdrawn('2026-03-26'))).toEqual([
      ['p', 'withdrawn', '2026-03-26'],
      ['q', 'withdrawn', '2026-03-26'],
    ])
  })

  test('what was withdrawn stays withdrawn, whatever is decided on the other', () => {
    expect(
      outcomes(
        ...both,
        withdrawn('2026-03-26', 'p'),
        withdrawn('2026-03-30', 'p'),
        ministry('revoked', '2026-04-20'),
      ),
    ).toEqual([
      ['p', 'withdrawn', '2026-03-26'],
      ['q', 'revoked', '2026-04-20'],
    ])
  })

  test('whoever contests when the first was decided on suspends it anew, from that day', () => {
    const decided = [
      made('imposes'),
      served('p'),
      served('q', '2026-05-20'),
      contested('2026-03-20', 'p'),
      ministry('unchanged', '2026-04-14'),
    ]
    expect(stands(...decided, contested('2026-05-04', 'q'))).toMatchObject({
      ...{ stage: 'contested', force: 'suspended', courtUntil: null, court: null },
      suspension: { since: '2026-05-04', until: null, by: 'contest' },
    })
    // The term of the first is over by then, that of the second is not.
    expect(stands(...decided, contested('2026-05-04', 'p')).contest).toMatchObject({ late: true })
  })
})

describe('a favourable decision that somebody else contests', () => {
  const base = [made('gives'), served('holder')]

  test('is suspended by them, not by its holder; and in effect once they withdraw, though the holder contests', () => {
    const facts = [
      ...base,
      served('third'),
      contested('2026-03-20', 'third', false),
      contested('2026-03-23', 'holder'),
    ]
    expect(stands(...facts)).toMatchObject({
      force: 'suspended',
      suspension: { since: '2026-03-20', until: null },
    })
    expect(stands(...facts).contests.map((c) => c.suspends)).toEqual([true, false])
    expect(stands(...facts, withdrawn('2026-03-26', 'third'))).toMatchObject({
      ...{ stage: 'contested', suspension: { since: '2026-03-20', until: '2026-03-26' } },
    })
  })

  test('left unchanged it has effect again after the term to the court: its holder going there would not suspend it', () => {
    const s = stands(
      ...base,
      served('third'),
      contested('2026-03-20', 'third', false),
      ministry('unchanged', '2026-04-14'),
    )
    expect(s.steps.at(-1)!.text).toEqual({
      lv: 'Lēmuma darbība atjaunojas, kad beidzies pārsūdzēšanas termiņš: 2026. gada 15. maijā.',
      en: 'The decision has effect again when the term to apply to the court is over: on 15 May 2026.',
    })
  })

  test('who was not invited has a month from learning of it, and at most a year from its entry into force', () => {
    const late = (day: string, learned: string) =>
      stands(...base, contested(day, 'stranger', false, learned)).contests[0]!.late
    // Learned on 1 June: until 1 July. Learned in February: until 4 March 2027, a year from 4 March 2026.
    expect([late('2026-07-01', '2026-06-01'), late('2026-07-02', '2026-06-01')]).toEqual([false, true])
    expect([late('2027-03-04', '2027-02-15'), late('2027-03-05', '2027-02-15')]).toEqual([false, true])
    const { steps } = stands(...base, contested('2026-07-01', 'stranger', false, '2026-06-01'))
    expect(steps.some((s) => s.norm?.article === '79(2)')).toBe(true)
    // A party to whom it was served has its own term, whatever it says of learning.
    expect(stands(...base, contested('2026-07-01', 'holder', true, '2026-06-01')).contests[0]!.late).toBe(
      true,
    )
  })
})

describe('what another decision of ours did', () => {
  const annulled = { type: 'annulled', ...at('2026-06-01'), by: 'A', from: '2026-06-01' } as const
  test('is undone where that one does not stand, and by nothing else', () => {
    const undone = (by: string) =>
      stands(made('imposes'), served('p'), annulled, { type: 'restored', ...at('2026-07-01'), by })
    expect(undone('A')).toMatchObject({ force: 'in-force', annulledBy: null })
    expect(undone('B')).toMatchObject({ force: 'annulled', annulledBy: 'A' })
  })

  test('a service that comes after it makes it neither in force nor contestable', () => {
    expect(stands(made('imposes'), served('p'), annulled, served('q', '2026-06-20'))).toMatchObject({
      ...{ stage: 'settled', force: 'annulled' },
    })
  })

  test('a judgment on what was annulled, or without an application, changes no force', () => {
    const judged: DecisionFact = {
      ...{ type: 'court-decided', ...at('2026-09-01') },
      outcome: 'rejected',
      inForceFrom: '2026-09-01',
    }
    expect(stands(made('imposes'), served('p'), annulled, judged)).toMatchObject({
      force: 'annulled',
      court: null,
      suspension: null,
    })
    expect(stands(made('imposes'), served('p'), judged).steps).toEqual([])
  })
})

test('an application to the court while the contestation suspends it goes on since then; on the day of its end it begins anew', () => {
  const court = (day: string, on = day): DecisionFact => ({
    type: 'court-filed',
    ...at(day),
    on,
    addressee: true,
  })
  const base = [made('imposes'), served('p'), contested('2026-03-20', 'p')]
  expect(stands(...base, court('2026-04-10')).suspension).toEqual({
    since: '2026-03-20',
    until: null,
    by: 'court',
  })
  // Recorded a day before it came to the court, on the very day on which the suspension ends.
  expect(
    stands(...base, ministry('unchanged', '2026-04-14'), court('2026-05-14', '2026-05-15')).suspension,
  ).toEqual({
    ...{ since: '2026-05-15', until: null, by: 'court' },
  })
})
