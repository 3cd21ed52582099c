import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addDays, endOfDay, startOfDay } from '../time.ts'
import type { DecisionDoes, DecisionFact } from './facts.ts'
import { courtSuspends, foldDecision, forceOn } from './fold.ts'
import { notNow } from './incontestable.ts'

// Days are reasoned from the law (APL 76–82, 184–189), in a spring without moved days.

const made = (does: DecisionDoes, more: Partial<DecisionFact & { type: 'made' }> = {}): DecisionFact => ({
  ...{ type: 'made', at: '2026-03-02T08:00:00.000Z', kind: does, number: '4-7/2026/1', documentId: 'd' },
  ...{ does, favourable: does === 'gives', appealNote: true },
  ...more,
})
/** Sent on 2 March by e-address: served on the second working day, a Wednesday; a month from then. */
const served: DecisionFact = {
  ...{ type: 'served', at: '2026-03-03T22:00:00.000Z', partyId: 'p', inForceFrom: '2026-03-04' },
  ...{ inForceAt: startOfDay('2026-03-04'), contestUntil: '2026-04-07', contestEnd: endOfDay('2026-04-07') },
}
const contested = (day: string, addressee = true): DecisionFact => ({
  ...{ type: 'contested', at: `${day}T09:00:00.000Z`, addressee },
})
const ministry = (
  outcome: (DecisionFact & { type: 'ministry-decided' })['outcome'],
  inForceFrom = '2026-04-14',
): DecisionFact => ({
  ...{ type: 'ministry-decided', at: `${inForceFrom}T09:00:00.000Z`, outcome, inForceFrom, appealNote: true },
})
const court = (on: string): DecisionFact => ({
  type: 'court-filed',
  at: `${on}T09:00:00.000Z`,
  on,
  addressee: true,
})
const judged = (outcome: 'rejected' | 'annulled' | 'terminated', day: string): DecisionFact => ({
  ...{ type: 'court-decided', at: `${day}T09:00:00.000Z`, outcome, inForceFrom: day },
})

describe('a decision', () => {
  test('is worth nothing before it is served, and may be contested from then on', () => {
    expect(foldDecision([made('refuses')])).toMatchObject({ stage: 'service', force: 'not-yet' })
    const standing = foldDecision([made('refuses'), served])
    expect(standing).toMatchObject({ stage: 'contest-period', contestUntil: '2026-04-07' })
    expect([forceOn(standing, '2026-03-03'), forceOn(standing, '2026-03-04')]).toEqual([
      'not-yet',
      'in-force',
    ])
  })

  test('of several parties the one whose term ends last decides until when it may be contested', () => {
    const other: DecisionFact = {
      ...served,
      ...{ partyId: 'q', inForceFrom: '2026-03-10', contestUntil: '2026-04-10' },
      contestEnd: endOfDay('2026-04-10'),
    } as DecisionFact
    for (const facts of [
      [served, other],
      [other, served],
    ])
      expect(foldDecision([made('imposes'), ...facts])).toMatchObject({
        inForceFrom: '2026-03-04',
        contestUntil: '2026-04-10',
      })
  })

  test('that burdens is suspended from the receipt of the contestation (APL 80(1))', () => {
    const standing = foldDecision([made('refuses'), served, contested('2026-03-20')])
    expect(standing).toMatchObject({
      stage: 'contested',
      force: 'suspended',
      suspension: { since: '2026-03-20', until: null, by: 'contest' },
    })
    expect(standing.steps.at(-1)).toMatchObject({ norm: { act: 'APL', article: '80(1)' } })
  })

  test('that gives is not suspended when its addressee wants more, but is when somebody else contests it', () => {
    const of = (addressee: boolean) =>
      foldDecision([made('gives'), served, contested('2026-03-20', addressee)]).force
    expect([of(true), of(false)]).toEqual(['in-force', 'suspended'])
  })

  describe('contested by several', () => {
    const by = (partyId: string, day: string, more = {}): DecisionFact =>
      ({ ...contested(day, partyId === 'p'), partyId, ...more }) as DecisionFact
    const back = (partyId: string, day: string): DecisionFact => ({
      ...{ type: 'contest-withdrawn', at: `${day}T09:00:00.000Z`, partyId },
    })

    test('each independently of the others (APL 26(4), 76(1)): what one withdraws, the other contests still', () => {
      const facts = [made('gives'), served, by('t', '2026-03-20'), by('p', '2026-03-24')]
      expect(foldDecision(facts)).toMatchObject({
        stage: 'contested',
        force: 'suspended',
        suspension: { since: '2026-03-20', until: null },
      })
      const left = foldDecision([...facts, back('p', '2026-03-25')])
      expect(left).toMatchObject({ stage: 'contested', force: 'suspended', contest: { outcome: null } })
      // Whoever is left asks for more of what is favourable: nothing suspends any more.
      const own = foldDecision([...facts, back('t', '2026-03-25')])
      expect(own.stage).toBe('contested')
      expect(forceOn(own, '2026-03-25')).toBe('in-force')
      const nobody = foldDecision([...facts, back('t', '2026-03-25'), back('p', '2026-03-26')])
      expect(nobody.stage).toBe('contest-period')
    })

    test('one decision is made on all, and of each party the newest contestation is kept', () => {
      const rounds = Array.from({ length: 30 }, () => [by('t', '2026-03-20'), back('t', '2026-03-20')]).flat()
      const facts = [made('gives'), served, ...rounds, by('t', '2026-03-21'), by('p', '2026-03-22')]
      const { contests } = foldDecision([...facts, ministry('unchanged')])
      expect(contests.map((c) => [c.partyId, c.outcome])).toEqual([
        ['t', 'unchanged'],
        ['p', 'unchanged'],
      ])
    })

    test('each in its own term: as it was served, or a month from learning of it, at most a year (APL 79(2))', () => {
      const later: DecisionFact = {
        ...served,
        ...{ partyId: 't', inForceFrom: '2026-03-12', contestUntil: '2026-04-13' },
        contestEnd: endOfDay('2026-04-13'),
      } as DecisionFact
      const late = (fact: DecisionFact): boolean | undefined =>
        foldDecision([made('gives'), served, later, fact]).contest?.late
      expect([late(by('t', '2026-04-13')), late(by('p', '2026-04-08'))]).toEqual([false, true])
      // Whoever learned of it on 20 April has until 20 May, a Wednesday.
      const learned = { learnedOn: '2026-04-20' }
      expect([late(by('x', '2026-05-20', learned)), late(by('x', '2026-05-21', learned))]).toEqual([
        false,
        true,
      ])
      // A year from 4 March 2026 ends on 4 March 2027, a Thursday.
      const long = { learnedOn: '2027-02-22' }
      expect([late(by('x', '2027-03-04', long)), late(by('x', '2027-03-05', long))]).toEqual([false, true])
    })
  })

  test('that is to be carried out at once is not suspended (APL 360(2), 80(1), 185(4)3)', () => {
    const facts = [made('imposes', { immediate: true }), served, contested('2026-03-20')]
    expect(foldDecision(facts).force).toBe('in-force')
    expect(foldDecision([...facts, ministry('unchanged'), court('2026-04-20')]).force).toBe('in-force')
  })

  test('contested after the term is for the ministry to take or not; that it would suspend, no law says', () => {
    const standing = foldDecision([made('refuses'), served, contested('2026-04-08')])
    expect(standing).toMatchObject({ stage: 'contested', force: 'in-force', contest: { late: true } })
    expect(standing.steps.at(-1)).toMatchObject({ unverified: true })
    expect(foldDecision([made('refuses'), served, contested('2026-04-07')]).contest?.late).toBe(false)
  })

  test('left unchanged has effect again when the month to apply to the court is over (APL 80(2), 188(1))', () => {
    const standing = foldDecision([made('refuses'), served, contested('2026-03-20'), ministry('unchanged')])
    // A month from 14 April ends on 14 May, a Thursday.
    expect(standing).toMatchObject({ stage: 'settled', courtUntil: '2026-05-14', force: 'suspended' })
    expect([forceOn(standing, '2026-05-14'), forceOn(standing, '2026-05-15')]).toEqual([
      'suspended',
      'in-force',
    ])
  })

  test.each([
    ['revoked', 'annulled'],
    ['revoked-partly', 'annulled-partly'],
    ['other-act', 'replaced'],
    ['unlawful-stated', 'in-force'],
  ] as const)('of which the ministry says “%s” is %s', (outcome, force) => {
    const standing = foldDecision([made('refuses'), served, contested('2026-03-20'), ministry(outcome)])
    expect(standing).toMatchObject({ force, suspension: null, contest: { outcome, decidedOn: '2026-04-14' } })
  })

  test('has effect again from the day on which the contestation is withdrawn, and may be contested anew in time', () => {
    const withdrawn: DecisionFact = { type: 'contest-withdrawn', at: '2026-03-25T09:00:00.000Z' }
    const standing = foldDecision([made('refuses'), served, contested('2026-03-20'), withdrawn])
    expect(standing).toMatchObject({ stage: 'contest-period', contest: { outcome: 'withdrawn' } })
    expect([forceOn(standing, '2026-03-24'), forceOn(standing, '2026-03-25')]).toEqual([
      'suspended',
      'in-force',
    ])
    const again = foldDecision([
      made('refuses'),
      served,
      contested('2026-03-20'),
      withdrawn,
      contested('2026-04-01'),
    ])
    expect(again).toMatchObject({ stage: 'contested', force: 'suspended', contest: { outcome: null } })
  })

  test('a suspension that is over does not come back with what happens next', () => {
    const withdrawn: DecisionFact = { type: 'contest-withdrawn', at: '2026-03-25T09:00:00.000Z' }
    const late = [
      contested('2026-03-20'),
      withdrawn,
      contested('2026-05-04'),
      ministry('not-examined', '2026-05-18'),
    ]
    expect(foldDecision([made('refuses'), served, ...late])).toMatchObject({
      force: 'in-force',
      suspension: null,
    })
  })

  test('is suspended by the court unless it refuses or takes a permit away (APL 185(1), (4)8, 10)', () => {
    const facts = (does: DecisionDoes): DecisionFact[] => [
      ...[made(does), served, contested('2026-03-20'), ministry('unchanged'), court('2026-05-04')],
    ]
    expect(foldDecision(facts('imposes'))).toMatchObject({
      stage: 'in-court',
      force: 'suspended',
      suspension: { since: '2026-03-20', until: null, by: 'court' },
    })
    for (const does of ['refuses', 'withdraws'] as const) {
      const standing = foldDecision(facts(does))
      // The suspension by contesting ends with the month nevertheless.
      expect(forceOn(standing, '2026-05-15')).toBe('in-force')
    }
    expect(courtSuspends({ does: 'gives', favourable: true }, true)).toBe(false)
    expect(courtSuspends({ does: 'gives', favourable: true }, false)).toBe(true)
  })

  test('has effect again when a judgment that dismisses comes into force (APL 185(7)), and none when it annuls', () => {
    const facts = [
      made('imposes'),
      served,
      contested('2026-03-20'),
      ministry('unchanged'),
      court('2026-05-04'),
    ]
    const rejected = foldDecision([...facts, judged('rejected', '2026-09-01')])
    expect([forceOn(rejected, '2026-08-31'), forceOn(rejected, '2026-09-01')]).toEqual([
      'suspended',
      'in-force',
    ])
    expect(foldDecision([...facts, judged('annulled', '2026-09-01')])).toMatchObject({
      stage: 'settled',
      force: 'annulled',
    })
  })

  test('can be contested no more three years after it came into force (APL 79(3)2)', () => {
    expect(foldDecision([made('refuses'), served]).barredFrom).toBe(endOfDay('2029-03-04'))
  })

  test('corrected where the addressee decides by it is served anew: the term to contest begins again', () => {
    const renewed: DecisionFact = { type: 'corrected', at: '2026-03-16T09:00:00.000Z', renewed: true }
    const anew: DecisionFact = {
      ...served,
      ...{ inForceFrom: '2026-03-18', contestUntil: '2026-04-20', contestEnd: endOfDay('2026-04-20') },
    } as DecisionFact
    expect(foldDecision([made('refuses'), served, renewed, anew])).toMatchObject({
      inForceFrom: '2026-03-04',
      contestUntil: '2026-04-20',
    })
  })

  test('begins by being made, once', () => {
    expect(() => foldDecision([served])).toThrow('begins by being made')
    expect(() => foldDecision([made('gives'), made('gives')])).toThrow('made once')
  })

  test('whatever happens to it, it is suspended only since a day, and annulled it stays', () => {
    const fact = fc.oneof(
      fc.constantFrom<DecisionFact>(served, contested('2026-03-20'), contested('2026-04-20', false)),
      fc.constantFrom<DecisionFact>(ministry('unchanged'), ministry('revoked'), court('2026-05-04')),
      fc.constantFrom<DecisionFact>(judged('rejected', '2026-09-01'), judged('annulled', '2026-09-01')),
    )
    fc.assert(
      fc.property(
        fc.constantFrom<DecisionDoes>('gives', 'refuses', 'withdraws', 'imposes'),
        fc.array(fact, { maxLength: 8 }),
        (does, facts) => {
          const standing = foldDecision([made(does), served, ...facts])
          if (standing.force === 'suspended') expect(standing.suspension).not.toBeNull()
          if (standing.suspension?.until)
            expect(forceOn(standing, addDays(standing.suspension.until, 1))).not.toBe('suspended')
          expect(foldDecision([made(does), served, ...facts])).toEqual(standing)
        },
      ),
    )
  })
})

describe('by a decision of ours in another case', () => {
  const annulled = (more: Partial<DecisionFact & { type: 'annulled' }> = {}): DecisionFact => ({
    ...{ type: 'annulled', at: '2026-06-02T09:00:00.000Z', by: '4-7/2026/9', from: '2026-06-02' },
    ...more,
  })
  const facts = [made('gives'), served]

  test('it is revoked as a whole, in part, or replaced, from the day that was said, with its norm', () => {
    for (const [extent, force] of [
      [undefined, 'annulled'],
      ['part', 'annulled-partly'],
      ['replaced', 'replaced'],
    ] as const)
      expect(foldDecision([...facts, annulled(extent ? { extent } : {})])).toMatchObject({
        ...{ stage: 'settled', force, annulledBy: '4-7/2026/9', annulledFrom: '2026-06-02' },
      })
    const { steps } = foldDecision([...facts, annulled({ from: '2026-03-02' })])
    expect(steps.at(-1)).toMatchObject({ day: '2026-03-02', norm: { act: 'APL', article: '83(2)' } })
  })

  test('and is again what it was when that decision does not stand; another one may still revoke it', () => {
    const restored: DecisionFact = { type: 'restored', at: '2026-07-02T09:00:00.000Z', by: '4-7/2026/9' }
    const back = foldDecision([...facts, annulled(), restored])
    const { steps: _before, ...before } = foldDecision(facts)
    expect(back).toMatchObject(before)
    expect(back.steps.map((one) => one.norm?.article)).toEqual(['83(2)', '81(2)'])
    expect(foldDecision([...facts, annulled(), restored, annulled({ by: '4-7/2026/30' })])).toMatchObject({
      ...{ force: 'annulled', annulledBy: '4-7/2026/30' },
    })
  })

  test('proceedings about it begin when it is incontestable, and while it is in force', () => {
    const at = (day: string) => `${day}T09:00:00.000Z`
    expect(notNow(foldDecision([made('refuses')]), at('2026-03-03'))).toBe('contestable')
    const served_ = foldDecision([made('refuses'), served])
    expect([notNow(served_, at('2026-04-07')), notNow(served_, at('2026-04-08'))]).toEqual([
      'contestable',
      undefined,
    ])
    const inMinistry = [made('refuses'), served, contested('2026-03-20')]
    expect(notNow(foldDecision(inMinistry), at('2026-05-20'))).toBe('contestable')
    // In force on 14 April: a month to the court, until 14 May.
    const upheld = foldDecision([...inMinistry, ministry('unchanged')])
    expect([notNow(upheld, at('2026-05-14')), notNow(upheld, at('2026-05-15'))]).toEqual([
      'contestable',
      undefined,
    ])
    const inCourt = [...inMinistry, ministry('unchanged'), court('2026-05-04')]
    expect(notNow(foldDecision(inCourt), at('2026-07-01'))).toBe('contestable')
    expect(
      notNow(foldDecision([...inCourt, judged('rejected', '2026-09-01')]), at('2026-09-02')),
    ).toBeUndefined()
    expect(notNow(foldDecision([...facts, annulled()]), at('2026-07-01'))).toBe('not-in-force')
    // Of what is left of it, more may be revoked.
    expect(notNow(foldDecision([...facts, annulled({ extent: 'part' })]), at('2026-07-01'))).toBeUndefined()
  })
})
