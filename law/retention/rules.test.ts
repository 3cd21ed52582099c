import { describe, expect, test } from '@jest/globals'
import { ACTS } from '../acts.ts'
import { listUnverified } from '../rules/unverified.ts'
import { CASE_PARTS, dueFrom, dueUpTo, isDecided, LOG_PARTS, RETENTION, retentionRule } from './rules.ts'

const rule = (id: string) => retentionRule(id)!

describe('retention as data', () => {
  test('each rule has an id of its own, a known act, both titles, and says what is missing when unverified', () => {
    expect(new Set(RETENTION.map((r) => r.id)).size).toBe(RETENTION.length)
    for (const r of RETENTION) {
      expect(Object.hasOwn(ACTS, r.norm.act)).toBe(true)
      expect(r.title.lv).not.toBe(r.title.en)
      if (r.unverified) expect([r.id, r.missing !== undefined]).toEqual([r.id, true])
      expect([r.id, r.period === null]).toEqual([r.id, r.does === 'keep'])
      expect([r.id, r.by === 'act']).toEqual([r.id, r.of !== undefined])
    }
  })

  test('only what a text of law says is verified: the year of the audit log (FPDAL 37(2))', () => {
    const verified = RETENTION.filter((r) => !r.unverified)
    expect(verified.map((r) => [r.id, r.norm, r.period])).toEqual([
      ['audit-log', { act: 'FPDAL', article: '37(2)' }, { amount: 1, unit: 'years' }],
    ])
    const listed = listUnverified().filter((u) => u.kind === 'retention')
    expect(listed.map((u) => u.id)).toEqual(RETENTION.filter((r) => r.unverified).map((r) => r.id))
  })

  test('every part of a case has one rule for every outcome, and every log has one', () => {
    for (const part of CASE_PARTS)
      for (const cases of ['decided', 'undecided'])
        expect(
          RETENTION.filter(
            (r) => r.of?.part === part && 'cases' in r.of && [cases, 'all'].includes(r.of.cases),
          ),
        ).toHaveLength(1)
    for (const part of LOG_PARTS) expect(RETENTION.filter((r) => r.of?.part === part)).toHaveLength(1)
    expect(['grant', 'refuse', 'revoked', 'grant-by-ministry'].every(isDecided)).toBe(true)
    expect(['withdrawn', 'not-submitted', null].some(isDecided)).toBe(false)
  })
})

describe('when it is due', () => {
  test('a year and a day after, also over a leap day, and never for what stays', () => {
    expect(dueUpTo(rule('audit-log'), '2026-11-29')).toBe('2025-11-28')
    expect(dueFrom(rule('audit-log'), '2025-11-28')).toBe('2026-11-29')
    expect(dueFrom(rule('texts.undecided'), '2024-02-29')).toBe('2026-03-01')
    expect(dueUpTo(rule('orders'), '2026-11-29')).toBe('2026-08-30')
    expect(dueFrom(rule('orders'), '2026-08-30')).toBe('2026-11-29')
    expect(dueUpTo(rule('case'), '2026-11-29')).toBeUndefined()
    expect(dueUpTo(rule('sessions'), '2026-11-29')).toBeUndefined()
  })

  test('nothing is due a day too early: what is due up to a day is due from that day on', () => {
    for (const r of RETENTION) {
      if (dueUpTo(r, '2026-01-01') === undefined) continue
      for (let n = 0; n < 800; n++) {
        const today = new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10)
        expect([r.id, today, dueFrom(r, dueUpTo(r, today)!)! <= today]).toEqual([r.id, today, true])
      }
    }
  })
})
