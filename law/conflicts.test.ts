import { describe, expect, test } from '@jest/globals'
import { CONFLICT_GROUNDS, type ConflictGround, tieBarsUntil } from './conflicts.ts'
import { actOf } from './norm.ts'

describe('what keeps an official from a case', () => {
  test.each([
    // IKNL 11(2), (3): two years more; a leap day ends with February.
    ['partner', '2026-03-03', '2028-03-03T22:00:00.000Z'],
    ['former-board', '2024-02-29', '2026-02-28T22:00:00.000Z'],
    ['former-spouse', '2026-07-01', '2028-07-01T21:00:00.000Z'],
    // No source counts years after these.
    ['post', '2026-03-03', '2026-03-03T22:00:00.000Z'],
    ['relative', '2026-03-03', '2026-03-03T22:00:00.000Z'],
  ] as const)('a tie by %s that ended on %s bars until %s', (ground, lastDay, until) => {
    expect(new Date(tieBarsUntil(ground, lastDay)).toISOString()).toBe(until)
  })

  test('nobody gives leave from a prohibition of the law: only a doubt can be waived', () => {
    const waivable = (Object.keys(CONFLICT_GROUNDS) as ConflictGround[]).filter(
      (g) => CONFLICT_GROUNDS[g].waivable,
    )
    expect(waivable).toEqual(['doubt'])
    expect(CONFLICT_GROUNDS.doubt.tie).toBe(false)
  })

  test('each ground names an act that is known here', () => {
    for (const { norm } of Object.values(CONFLICT_GROUNDS)) expect(actOf(norm.act).kind).toBe('law')
  })
})
