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
