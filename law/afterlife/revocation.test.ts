import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { checkRevocation, REVOCATION_GROUNDS, type RevocationGround, type Revoking } from './revocation.ts'

// Reasoned from APL 83–86; days are ordinary ones, without holidays near.

const GROUNDS = Object.keys(REVOCATION_GROUNDS) as RevocationGround[]
const of = (what: Partial<Revoking> & Pick<Revoking, 'ground'>): string[] =>
  checkRevocation(
    {
      from: REVOCATION_GROUNDS[what.ground].from[0]!,
      on: '2026-05-05',
      learnedOn: '2026-04-01',
      act: { favourable: REVOCATION_GROUNDS[what.ground].favourable, inForceFrom: '2026-03-04' },
      ...what,
    },
    CALENDAR,
  ).map((f) => `${f.rule} ${f.of} ${f.norm.article}`)

describe('a revocation', () => {
  test('may rest on each of the grounds of the law, for an act of its kind', () => {
    for (const ground of GROUNDS) expect([ground, of({ ground })]).toEqual([ground, []])
  })

  test('may not rest on a ground for acts of the other kind, whichever it is', () => {
    for (const ground of GROUNDS) {
      const { favourable, norm } = REVOCATION_GROUNDS[ground]
      const act = { favourable: !favourable, inForceFrom: '2026-03-04' }
      expect(of({ ground, act })).toEqual([`ground-fits ground ${norm.article}`])
    }
  })

  test('of a favourable act takes a ground of 85(2) where it is lawful, of 86(2) where it is not; of a burden 85(1) or 86(1)', () => {
    const norms = (lawful: boolean, favourable: boolean): string[] =>
      GROUNDS.map((g) => REVOCATION_GROUNDS[g])
        .filter((r) => r.lawful === lawful && r.favourable === favourable)
        .map((r) => r.norm.article)
    expect(norms(true, true)).toEqual(['85(2)1', '85(2)2', '85(2)4'])
    expect(norms(false, true)).toEqual(['86(2)1', '86(2)2', '86(2)3', '86(2)4', '86(2)5'])
    expect([norms(true, false), norms(false, false)]).toEqual([['85(1)'], ['86(1)']])
  })

  test('for what was brought about by deceit is from the day of issue, and for public interests never (86(2)3, 4)', () => {
    expect(of({ ground: 'deceit', from: 'revocation' })).toEqual(['revoked-from from 86(2)4'])
    expect(of({ ground: 'deceit', from: 'issue' })).toEqual([])
    expect(of({ ground: 'public-interest', from: 'issue' })).toEqual(['revoked-from from 86(2)3'])
    // Whoever relied on a lawful act is not told afterwards that it never was.
    for (const ground of ['lawful-reserved', 'condition', 'changed'] as const)
      expect(of({ ground, from: 'issue' })).toHaveLength(1)
  })

  test('of rights that are not used yet goes three months from learning of it, and one year from its force (86(3))', () => {
    const unused = (on: string, learnedOn?: string): string[] => of({ ground: 'unused', on, learnedOn })
    expect(unused('2026-06-04', '2026-03-04')).toEqual([])
    expect(unused('2026-06-05', '2026-03-04')).toEqual(['revoked-since-learned learnedOn 86(3)'])
    expect(unused('2026-06-05')).toEqual(['revoked-since-learned learnedOn 86(3)'])
    // The year is the outer limit, also for what was learned yesterday; it ends on the day itself.
    expect(unused('2027-03-04', '2027-03-03')).toEqual([])
    expect(unused('2027-03-05', '2027-03-04')).toEqual(['revoked-in-a-year ground 86(3)'])
    // No other ground has a term.
    expect(of({ ground: 'obvious', on: '2031-01-02' })).toEqual([])
  })
})
