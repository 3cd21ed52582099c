import { describe, expect, test } from '@jest/globals'
import { addDays, endOfDay, startOfDay } from '../time.ts'
import type { DecisionDoes, DecisionFact } from './facts.ts'
import { foldDecision, forceOn, isContestable } from './fold.ts'

// How a decision came to stand as it does, step by step with its norm (APL 72–83, 185, 188); and the bounds of each day.

type Made = DecisionFact & { type: 'made' }
const made = (does: DecisionDoes, more: Partial<Made> = {}): DecisionFact => ({
  ...{ type: 'made', at: '2026-03-02T08:00:00.000Z', kind: does, number: '4-7/2026/1', documentId: 'd' },
  ...{ does, favourable: does === 'gives', appealNote: true },
  ...more,
})
/** Served on Wednesday 4 March; a month from then ends on Easter Monday, so on 7 April. */
const served = (partyId = 'p', more: Partial<DecisionFact & { type: 'served' }> = {}): DecisionFact => ({
  ...{ type: 'served', at: '2026-03-03T22:00:00.000Z', partyId, inForceFrom: '2026-03-04' },
  ...{ inForceAt: startOfDay('2026-03-04'), contestUntil: '2026-04-07', contestEnd: endOfDay('2026-04-07') },
  ...more,
})
const at = (day: string): { at: string } => ({ at: `${day}T09:00:00.000Z` })
const contested = (day: string, addressee = true): DecisionFact => ({
  type: 'contested',
  ...at(day),
  addressee,
})
const withdrawn = (day: string): DecisionFact => ({ type: 'contest-withdrawn', ...at(day) })
const ministry = (
  outcome: (DecisionFact & { type: 'ministry-decided' })['outcome'],
  day: string,
  appealNote = true,
): DecisionFact => ({ type: 'ministry-decided', ...at(day), outcome, inForceFrom: day, appealNote })
const court = (on: string, addressee = true): DecisionFact => ({
  type: 'court-filed',
  ...at(on),
  on,
  addressee,
})
const judged = (
  outcome: (DecisionFact & { type: 'court-decided' })['outcome'],
  day: string,
): DecisionFact => ({
  ...{ type: 'court-decided', ...at(day), outcome, inForceFrom: day },
})
const corrected = (day: string, renewed: boolean): DecisionFact => ({
  type: 'corrected',
  ...at(day),
  renewed,
})
const annulled = (from: string, extent?: 'part' | 'replaced'): DecisionFact => ({
  ...{ type: 'annulled', ...at(from), by: '4-7/2026/9', from },
  ...(extent ? { extent } : {}),
})

/** Norm, day and both sentences of each step. */
const told = (...facts: DecisionFact[]): string[] =>
  foldDecision(facts).steps.map((s) =>
    [`${s.norm?.act} ${s.norm?.article}`, s.day ?? s.to, s.unverified ? '?' : '', s.text.lv, s.text.en].join(
      ' | ',
    ),
  )

describe('each step is told with its norm', () => {
  test.each<[string, DecisionFact[]]>([
    ['made and served: nothing to tell', [made('imposes'), served()]],
    ['a correction of other text', [made('imposes'), served(), corrected('2026-03-10', false)]],
    ['a correction that is served anew', [made('imposes'), served(), corrected('2026-03-10', true)]],
    ['contested in time', [made('imposes'), served(), contested('2026-03-20')]],
    ['contested too late', [made('imposes'), served(), contested('2026-04-08')]],
    [
      'contested, though carried out at once',
      [made('imposes', { immediate: true }), served(), contested('2026-03-20')],
    ],
    ['a favourable one, contested by its addressee', [made('gives'), served(), contested('2026-03-20')]],
    [
      'contested and withdrawn',
      [made('imposes'), served(), contested('2026-03-20'), withdrawn('2026-03-24')],
    ],
    [
      'left unchanged, the court would suspend it',
      [made('imposes'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')],
    ],
    [
      'left unchanged, the court would not',
      [made('refuses'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')],
    ],
    [
      'left unchanged, nothing was suspended',
      [made('gives'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')],
    ],
    [
      'revoked, without a note on appeal',
      [made('imposes'), served(), contested('2026-03-20'), ministry('revoked', '2026-04-14', false)],
    ],
    ['the court suspends it', [made('imposes'), served(), court('2026-05-04')]],
    ['the court does not', [made('refuses'), served(), court('2026-05-04')]],
    [
      'the court rejects the application',
      [made('imposes'), served(), court('2026-05-04'), judged('rejected', '2026-09-01')],
    ],
    ['revoked by a decision of ours', [made('imposes'), served(), annulled('2026-06-01')]],
    ['revoked in part', [made('imposes'), served(), annulled('2026-06-01', 'part')]],
    ['revoked and replaced', [made('imposes'), served(), annulled('2026-06-01', 'replaced')]],
    [
      'revoked, and that undone',
      [
        made('imposes'),
        served(),
        annulled('2026-06-01'),
        { type: 'restored', ...at('2026-07-01'), by: '4-7/2026/9' },
      ],
    ],
  ])('%s', (_, facts) => {
    expect(told(...facts)).toMatchSnapshot()
  })
})

describe('what it is worth, and until when', () => {
  const stands = (...facts: DecisionFact[]) => {
    const { stage, force, suspension, courtUntil, annulledBy, annulledFrom } = foldDecision(facts)
    return { stage, force, suspension, courtUntil, annulledBy, annulledFrom }
  }
  const nothing = { suspension: null, courtUntil: null, annulledBy: null, annulledFrom: null }

  test('before anything happens it waits for its service', () => {
    expect(foldDecision([made('imposes')])).toEqual({
      ...{ stage: 'service', force: 'not-yet', inForceFrom: null, contestUntil: null, contestEnd: null },
      ...{ barredFrom: null, contest: null, contests: [], ends: {}, courtUntil: null, court: null },
      ...{ suspension: null, annulledBy: null, annulledFrom: null, steps: [] },
    })
    expect(() => foldDecision([served()])).toThrow('begins by being made')
    expect(() => foldDecision([])).toThrow('begins by being made')
    expect(() => foldDecision([made('gives'), made('gives')])).toThrow('made once')
  })

  test('in force from the first service, contestable until the last term of those to whom it was served', () => {
    const later = {
      inForceFrom: '2026-03-10',
      contestUntil: '2026-04-10',
      contestEnd: endOfDay('2026-04-10'),
    }
    for (const facts of [
      [served('p'), served('q', later)],
      [served('q', later), served('p')],
    ]) {
      const s = foldDecision([made('imposes'), ...facts])
      expect(s).toMatchObject({
        inForceFrom: '2026-03-04',
        contestUntil: '2026-04-10',
        contestEnd: endOfDay('2026-04-10'),
      })
      // Three years from the entry into force for the party that has longest (APL 79(3)2).
      expect(s.barredFrom).toBe(endOfDay('2029-03-10'))
      expect(s.ends).toEqual({ p: endOfDay('2026-04-07'), q: endOfDay('2026-04-10') })
    }
  })

  test('the term to contest runs until its last instant, and only where it is waited for', () => {
    const s = foldDecision([made('imposes'), served()])
    const end = endOfDay('2026-04-07')
    expect(isContestable(s, new Date(Date.parse(end) - 1).toISOString())).toBe(true)
    expect(isContestable(s, end)).toBe(false)
    expect(isContestable({ ...s, stage: 'settled' }, '2026-03-10T09:00:00.000Z')).toBe(false)
    expect(isContestable({ stage: 'contest-period', contestEnd: null }, '2026-03-10T09:00:00.000Z')).toBe(
      false,
    )
  })

  test('contested at the last instant it is in time, at the next it is not', () => {
    const end = endOfDay('2026-04-07')
    const when = (instant: string) =>
      foldDecision([made('imposes'), served(), { type: 'contested', at: instant, addressee: true }])
    expect(when(new Date(Date.parse(end) - 1).toISOString())).toMatchObject({
      force: 'suspended',
      contest: { late: false },
    })
    expect(when(end)).toMatchObject({ force: 'in-force', contest: { late: true }, suspension: null })
  })

  test('a correction served anew opens the term once more where nobody contested, and only where it was over', () => {
    const over = [made('imposes'), served(), annulled('2026-06-01')]
    expect(stands(...over, corrected('2026-06-03', true)).stage).toBe('contest-period')
    expect(stands(...over, corrected('2026-06-03', false)).stage).toBe('settled')
    const decided = [made('imposes'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')]
    expect(stands(...decided, corrected('2026-06-03', true)).stage).toBe('settled')
    expect(
      stands(made('imposes'), served(), contested('2026-03-20'), corrected('2026-03-23', true)).stage,
    ).toBe('contested')
    expect(stands(made('imposes'), corrected('2026-03-03', true)).stage).toBe('service')
  })

  test('withdrawn, it has effect from that day; who comes later serves nothing anew', () => {
    const facts = [made('imposes'), served(), contested('2026-03-20'), withdrawn('2026-03-24')]
    const s = foldDecision(facts)
    expect(s).toMatchObject({
      ...{ stage: 'contest-period', suspension: { since: '2026-03-20', until: '2026-03-24', by: 'contest' } },
      contest: { outcome: 'withdrawn', decidedOn: '2026-03-24' },
    })
    expect([forceOn(s, '2026-03-23'), forceOn(s, '2026-03-24')]).toEqual(['suspended', 'in-force'])
    // What happens on the day on which the suspension is over finds it over.
    expect(stands(...facts, corrected('2026-03-24', false))).toEqual({
      stage: 'contest-period',
      force: 'in-force',
      ...nothing,
    })
    expect(foldDecision([made('imposes'), served(), withdrawn('2026-03-24')]).contest).toBeNull()
  })

  test('unchanged: a month to the court, a year without a note on it; suspended until the day after', () => {
    const until = (outcome: 'unchanged' | 'not-examined', note = true) =>
      stands(made('imposes'), served(), contested('2026-03-20'), ministry(outcome, '2026-04-14', note))
    for (const outcome of ['unchanged', 'not-examined'] as const) {
      const s = until(outcome)
      expect(s).toMatchObject({ stage: 'settled', force: 'suspended', courtUntil: '2026-05-14' })
      expect(s.suspension).toEqual({ since: '2026-03-20', until: addDays('2026-05-14', 1), by: 'contest' })
    }
    expect(until('unchanged', false).courtUntil).toBe('2027-04-14')
    // A favourable one was never suspended.
    expect(
      stands(made('gives'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')),
    ).toEqual({
      ...{ stage: 'settled', force: 'in-force', ...nothing, courtUntil: '2026-05-14' },
    })
  })

  test.each([
    ['revoked', 'annulled'],
    ['revoked-partly', 'annulled-partly'],
    ['other-act', 'replaced'],
    ['unlawful-stated', 'in-force'],
  ] as const)('%s: %s, suspended no more', (outcome, force) => {
    const s = stands(made('imposes'), served(), contested('2026-03-20'), ministry(outcome, '2026-04-14'))
    expect(s).toEqual({ stage: 'settled', force, ...nothing, courtUntil: '2026-05-14' })
  })

  test('the court suspends what is in force or suspended, and nothing else; what ran on goes on since then', () => {
    const base = [made('imposes'), served(), contested('2026-03-20'), ministry('unchanged', '2026-04-14')]
    const on = (day: string) => stands(...base, court(day)).suspension
    // Until 15 May it is suspended by the contestation: it goes on without a gap.
    expect(on('2026-05-14')).toEqual({ since: '2026-03-20', until: null, by: 'court' })
    expect(on('2026-05-15')).toEqual({ since: '2026-05-15', until: null, by: 'court' })
    expect(stands(made('imposes'), served(), court('2026-05-04'))).toMatchObject({
      stage: 'in-court',
      force: 'suspended',
    })
    expect(stands(made('imposes'), court('2026-05-04'))).toMatchObject({
      stage: 'in-court',
      force: 'not-yet',
      suspension: null,
    })
    expect(stands(...base.slice(0, 3), ministry('revoked', '2026-04-14'), court('2026-05-04'))).toMatchObject(
      {
        ...{ force: 'annulled', suspension: null },
      },
    )
    expect(stands(made('gives'), served(), court('2026-05-04', false)).force).toBe('suspended')
    expect(stands(made('gives'), served(), court('2026-05-04', true)).force).toBe('in-force')
  })

  test.each([
    ['annulled', 'annulled', null],
    ['annulled-partly', 'annulled-partly', null],
    ['rejected', 'suspended', '2026-09-01'],
    ['terminated', 'suspended', '2026-09-01'],
  ] as const)('the court: %s', (outcome, force, until) => {
    const s = foldDecision([made('imposes'), served(), court('2026-05-04'), judged(outcome, '2026-09-01')])
    expect(s.court).toEqual({ filedOn: '2026-05-04', outcome, decidedOn: '2026-09-01' })
    expect(s).toMatchObject({ stage: 'settled', force })
    expect(s.suspension?.until ?? null).toBe(until)
    expect(forceOn(s, '2026-09-01')).toBe(until ? 'in-force' : force)
  })

  test('revoked by a decision of ours: from that day, by which, and suspended no more', () => {
    expect(stands(made('imposes'), served(), contested('2026-03-20'), annulled('2026-06-01'))).toEqual({
      ...{ stage: 'settled', force: 'annulled', suspension: null, courtUntil: null },
      ...{ annulledBy: '4-7/2026/9', annulledFrom: '2026-06-01' },
    })
  })

  test('on a day: not yet before it is in force, suspended until the day on which that ends', () => {
    const s = { force: 'in-force', suspension: null, inForceFrom: '2026-03-04' } as const
    expect([forceOn(s, '2026-03-03'), forceOn(s, '2026-03-04')]).toEqual(['not-yet', 'in-force'])
    expect(forceOn({ ...s, inForceFrom: null }, '2026-03-03')).toBe('in-force')
    expect(forceOn({ ...s, force: 'annulled' }, '2026-03-03')).toBe('annulled')
    const until = (day: string | null) =>
      ({ ...s, force: 'suspended', suspension: { since: '2026-03-20', until: day, by: 'contest' } }) as const
    expect(forceOn(until(null), '2030-01-01')).toBe('suspended')
    expect(forceOn(until('2026-05-15'), '2026-05-14')).toBe('suspended')
    expect(forceOn(until('2026-05-15'), '2026-05-15')).toBe('in-force')
    expect(forceOn({ ...s, force: 'suspended' }, '2026-05-15')).toBe('suspended')
  })
})
