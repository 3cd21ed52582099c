import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import {
  type Beginning,
  checkReopening,
  REOPENING_GROUNDS,
  type ReopeningGround,
  reopeningUntil,
} from './reopening.ts'

// Reasoned from APL 87 and 88.

const GROUNDS = Object.keys(REOPENING_GROUNDS) as ReopeningGround[]
const of = (ground: ReopeningGround, by: Beginning, on: string, learnedOn?: string): string[] =>
  checkReopening({ ground, by, on, learnedOn }, CALENDAR).map((f) => `${f.rule} ${f.of} ${f.norm.article}`)

describe('proceedings begun anew', () => {
  test('on the grounds of article 87 when the addressee applies, on those of 88 by the institution itself', () => {
    for (const ground of GROUNDS) {
      const { by, norm } = REOPENING_GROUNDS[ground]
      const other = by === 'application' ? 'own-motion' : 'application'
      expect(norm.article.startsWith(by === 'application' ? '87(1)' : '88')).toBe(true)
      expect(of(ground, by, '2026-03-10', '2026-03-03')).toEqual([])
      expect(of(ground, other, '2026-03-10', '2026-03-03')).toEqual([`ground-fits ground ${norm.article}`])
    }
  })

  test('are asked for within six months from when the addressee learned of it (87(3)2)', () => {
    expect(reopeningUntil('2026-01-15', CALENDAR)).toBe('2026-07-15')
    expect(of('facts', 'application', '2026-07-15', '2026-01-15')).toEqual([])
    expect(of('facts', 'application', '2026-07-16', '2026-01-15')).toEqual([
      'reopened-since-learned learnedOn 87(3)2',
    ])
    // 18 July 2026 is a Saturday: it may be asked for on the Monday after (43(2)).
    expect(reopeningUntil('2026-01-18', CALENDAR)).toBe('2026-07-20')
  })

  test('need the day on which it became known, which is not to come yet; the institution needs none', () => {
    const missing = ['reopened-since-learned learnedOn 87(3)2']
    expect(of('evidence', 'application', '2026-03-10')).toEqual(missing)
    expect(of('evidence', 'application', '2026-03-10', '2026-03-11')).toEqual(missing)
    expect(of('constitutional-court', 'own-motion', '2026-03-10')).toEqual([])
  })
})
