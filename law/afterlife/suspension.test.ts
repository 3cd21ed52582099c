import { expect, test } from '@jest/globals'
import type { DecisionFact } from './facts.ts'
import { foldDecision } from './fold.ts'
import { suspensionChange } from './suspension.ts'

const FACTS: DecisionFact[] = [
  {
    ...{ type: 'made', at: '2026-03-02T08:00:00.000Z', kind: 'grant', number: '1', documentId: 'd' },
    ...{ does: 'gives', favourable: true, appealNote: true },
  },
  {
    ...{ type: 'served', at: '2026-03-03T22:00:00.000Z', partyId: 'p', inForceFrom: '2026-03-04' },
    ...{
      inForceAt: '2026-03-03T22:00:00.000Z',
      contestUntil: '2026-04-07',
      contestEnd: '2026-04-07T21:00:00.000Z',
    },
  },
  { type: 'contested', at: '2026-03-20T09:00:00.000Z', addressee: false, partyId: 't' },
]

const changeBy = (facts: DecisionFact[], fact: DecisionFact) =>
  suspensionChange(foldDecision(facts), foldDecision([...facts, fact]), fact.at)

test('what a fact changes of a suspension is told once: that it began, until when, and that it is over', () => {
  const [made, served, contested] = FACTS as [DecisionFact, DecisionFact, DecisionFact]
  expect(changeBy([made, served], contested)).toEqual({ since: '2026-03-20', until: null, by: 'contest' })
  // Another contests as well: suspended it is already.
  expect(changeBy(FACTS, { ...contested, partyId: 'x' } as DecisionFact)).toBeUndefined()
  expect(changeBy(FACTS, { type: 'contest-withdrawn', at: '2026-03-25T09:00:00.000Z' })).toBeNull()
  const unchanged: DecisionFact = {
    ...{ type: 'ministry-decided', at: '2026-04-14T09:00:00.000Z', outcome: 'unchanged' },
    ...{ inForceFrom: '2026-04-14', appealNote: true },
  }
  // A month from 14 April ends on 14 May.
  expect(changeBy(FACTS, unchanged)).toMatchObject({ until: '2026-05-15' })
  const filed = (day: string): DecisionFact => ({
    ...{ type: 'court-filed', at: `${day}T09:00:00.000Z`, on: day, addressee: false },
  })
  expect(changeBy([...FACTS, unchanged], filed('2026-05-04'))).toMatchObject({ until: null, by: 'court' })
  // It had ended by itself meanwhile, and begins anew.
  expect(changeBy([...FACTS, unchanged], filed('2026-05-20'))).toMatchObject({
    since: '2026-05-20',
    by: 'court',
  })
  // What is annulled is worth nothing: there is nothing to resume.
  expect(changeBy(FACTS, { ...unchanged, outcome: 'revoked' } as DecisionFact)).toBeUndefined()
  expect(changeBy(FACTS, { ...unchanged, outcome: 'other-act' } as DecisionFact)).toBeNull()
})
