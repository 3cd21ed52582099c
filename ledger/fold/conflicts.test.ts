import { describe, expect, test } from '@jest/globals'
import type { KernelEvent, LedgerEvent } from '../events.ts'
import { conflictsAfter, type FoldedConflict, recusedFrom } from './conflicts.ts'

type OfConflict = Parameters<typeof conflictsAfter>[1]

const event = (what: KernelEvent, actorId = 'head'): OfConflict => {
  const recorded = { seq: 1, key: 'k', recordedAt: '2026-03-03T10:00:00.000Z', actorRole: 'supervisor' }
  return { ...what, ...recorded, at: '2026-03-03T10:00:00.000Z', actorId } as LedgerEvent as OfConflict
}
const told = (id: string, personId: string): OfConflict =>
  event({
    type: 'conflict-declared',
    data: { id, personId, ground: 'doubt', reason: 'Draudzība.', place: 4, taskId: 'conflict-1' },
  })
const folded = (...events: OfConflict[]): FoldedConflict[] =>
  events.reduce<FoldedConflict[]>((found, one) => conflictsAfter(found, one), [])
const takesNoPart = (...events: OfConflict[]): string[] => [...recusedFrom({ conflicts: folded(...events) })]

describe('who takes no part in a case', () => {
  test('whoever said so, until a superior says otherwise; that they were right changes nothing', () => {
    expect(takesNoPart()).toEqual([])
    expect(takesNoPart(told('a', 'me'), told('b', 'you'))).toEqual(['me', 'you'])
    const upheld = event({ type: 'conflict-upheld', data: { id: 'a', reason: 'Tā ir.' } })
    expect(takesNoPart(told('a', 'me'), upheld)).toEqual(['me'])
    for (const type of ['conflict-waived', 'conflict-ended'] as const) {
      const over = event({ type, data: { id: 'a', reason: 'Nav pamata.', place: 6 } })
      expect(takesNoPart(told('a', 'me'), told('b', 'you'), upheld, over)).toEqual(['you'])
      expect(folded(told('a', 'me'), over)[0]).toMatchObject({
        until: 6,
        judged: { how: type.replace('conflict-', ''), by: 'head' },
      })
    }
  })

  test('told anew after it was waived, it stands anew', () => {
    const waived = event({ type: 'conflict-waived', data: { id: 'a', reason: 'Nav pamata.', place: 6 } })
    expect(takesNoPart(told('a', 'me'), waived, told('b', 'me'))).toEqual(['me'])
  })

  test('the words stay in the event alone: the state of the case has none', () => {
    expect(JSON.stringify(folded(told('a', 'me')))).not.toContain('Draudzība')
  })
})
