import { describe, expect, test } from '@jest/globals'
import { procedureById } from './all.ts'
import { allowedThere } from './replay.ts'

const act = (name: string, actorRole: string | null, actorId: string | null = 'me') => ({
  actorId,
  actorRole,
  data: { act: name },
})
const stoodAt = (stage: string, doneBy = {}) => ({ procedure: 'licensing', stage, revision: 3, doneBy })

describe('an act in the ledger', () => {
  test('was allowed where it stands, or is told why not', () => {
    expect(allowedThere(act('completeness.confirm', 'inspector'), stoodAt('completeness'))).toBeUndefined()
    expect(allowedThere(act('completeness.confirm', 'inspector'), stoodAt('review'))).toBe('not-allowed-now')
    expect(allowedThere(act('completeness.confirm', 'applicant'), stoodAt('completeness'))).toBe('forbidden')
    expect(allowedThere(act('completeness.confirm', null), stoodAt('completeness'))).toBe('forbidden')
    const own = stoodAt('review', { 'proposal.submit': ['me'] })
    expect(allowedThere(act('review.approve', 'reviewer'), own)).toBe('own-work')
    expect(allowedThere(act('review.approve', 'reviewer', 'another'), own)).toBeUndefined()
    expect(
      allowedThere(act('review.approve', 'reviewer', null), stoodAt('review', { 'proposal.submit': [''] })),
    ).toBe('own-work')
  })
})

describe('an act of somebody with a conflict of interest', () => {
  test('is none that was allowed, from the place on at which it was told, until it ended', () => {
    const at = (n: number) => ({ key: `act/${n}`, ...act('completeness.confirm', 'inspector') })
    const told = (until: number | null, personId = 'me') => ({
      ...stoodAt('completeness'),
      conflicts: [{ personId, place: 4, until }],
    })
    expect([3, 4, 5, 9].map((n) => allowedThere(at(n), told(null)))).toEqual([
      undefined,
      undefined,
      'recused',
      'recused',
    ])
    expect([7, 8].map((n) => allowedThere(at(n), told(7)))).toEqual(['recused', undefined])
    expect(allowedThere(at(5), told(null, 'another'))).toBeUndefined()
  })
})

describe('procedures', () => {
  test('are found by their name', () => {
    expect(procedureById('licensing')).toMatchObject({
      id: 'licensing',
      first: 'registered',
      terms: { statutory: { rule: 'MK253.licence' }, standard: { rule: 'card.30wd' } },
    })
    expect(() => procedureById('burning')).toThrow('no procedure burning')
  })
})
