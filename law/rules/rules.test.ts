import { expect, test } from '@jest/globals'
import { ACTS } from '../acts.ts'
import { LawError } from '../errors.ts'
import { FAMILIES, inForce, isRuleId, RULES, ruleOf } from './catalogue.ts'
import { norm } from './spec.ts'
import { listUnverified } from './unverified.ts'

test('every rule carries its id, a known act, both titles, and says what is missing when unverified', () => {
  for (const [id, rule] of Object.entries(RULES)) {
    expect(rule.id).toBe(id)
    expect(Object.hasOwn(ACTS, rule.norm.act)).toBe(true)
    expect(rule.title.lv).not.toBe(rule.title.en)
    for (const part of [rule, ...rule.extensions]) {
      const sure = part.certainty === 'F' || part.certainty === 'R/h'
      if (!sure) expect([id, part.unverified]).toEqual([id, true])
    }
    if (rule.unverified) expect([id, rule.missing !== undefined]).toEqual([id, true])
    if (rule.unit === 'fixed-date') expect(rule.fixed).toBeDefined()
    if (rule.direction === 'backward') expect(rule.roll).not.toBe('next-working-day')
  }
})

test('families pick the version in force', () => {
  expect(ruleOf('IesL.reply', '2026-02-28').id).toBe('IesL.reply.2008')
  expect(ruleOf('IesL.reply', '2026-03-01').id).toBe('IesL.reply.2026')
  expect(ruleOf('APL64.base', '2004-02-01').id).toBe('APL64.base')
  expect(() => ruleOf('APL64.base', '2004-01-31')).toThrow('rule-not-in-force')
  expect(inForce(RULES['IesL.reply.2008'], '2026-02-28')).toBe(true)
  expect(inForce(RULES['IesL.reply.2008'], '2026-03-01')).toBe(false)
  expect(inForce(RULES['IesL.reply.2026'], '2026-02-28')).toBe(false)
  for (const family of Object.values(FAMILIES)) {
    for (let i = 1; i < family.length; i++) {
      // No gap and no overlap between one version and the next.
      const [a, b] = [RULES[family[i - 1]!], RULES[family[i]!]]
      expect(Date.parse(b.validFrom!) - Date.parse(a.validUntil!)).toBe(86_400_000)
    }
  }
})

test('refusals name the way out', () => {
  const why = (id: string, day: string) => {
    try {
      ruleOf(id, day)
    } catch (error) {
      if (error instanceof LawError) return [error.code, error.reason.en, error.reason.lv]
    }
    return 'nothing thrown'
  }
  expect(why('IesL.reply.2026', '2026-02-28')).toEqual([
    'rule-not-in-force',
    'The rule “IesL.reply.2026” does not govern 28 February 2026: it is in force from 1 March 2026. Use “IesL.reply”.',
    'Termiņš “IesL.reply.2026” nav piemērojams 2026. gada 28. februārī: tas ir spēkā no 2026. gada 1. marta. Izmantojiet “IesL.reply”.',
  ])
  expect(why('IesL.forward.2008', '2026-03-01')).toEqual([
    'rule-not-in-force',
    'The rule “IesL.forward.2008” does not govern 1 March 2026: it was in force until 28 February 2026. Use “IesL.forward”.',
    'Termiņš “IesL.forward.2008” nav piemērojams 2026. gada 1. martā: tas bija spēkā līdz 2026. gada 28. februārim. Izmantojiet “IesL.forward”.',
  ])
  expect(why('IesL.reply.2008', '2007-12-31')).toEqual([
    'rule-not-in-force',
    'The rule “IesL.reply.2008” does not govern 31 December 2007: it is in force from 1 January 2008. Use “IesL.reply”.',
    'Termiņš “IesL.reply.2008” nav piemērojams 2007. gada 31. decembrī: tas ir spēkā no 2008. gada 1. janvāra. Izmantojiet “IesL.reply”.',
  ])
  expect(why('IesL.reply', '2007-12-31')[1]).toBe(
    'The rule “IesL.reply.2008” does not govern 31 December 2007: it is in force from 1 January 2008.',
  )
  expect(why('nav', '2026-03-01')).toEqual([
    'unknown-rule',
    'The catalogue has no rule “nav”.',
    'Termiņa “nav” katalogā nav.',
  ])
  expect(isRuleId('IesL.reply')).toBe(true)
  expect(isRuleId('IesL.reply.2008')).toBe(true)
  expect(isRuleId('toString')).toBe(false)
})

test('what a lawyer still has to check of the rules, and nothing that stands in a law', () => {
  const open = Object.values(RULES).filter((r) => r.unverified)
  expect(open.map((r) => r.id)).toEqual([
    ...['cure.term', 'hearing.term', 'APL49.ordered', 'APL61.inspect'],
    ...['IesL.interim-notice', 'IesL.unexamined.2026', 'IesL.mass-reply.2026'],
    ...['IesL.contest-reply', 'BTAL20.at-once', 'MK218.apply', 'copy.10wd', 'inspection.act', 'MK325.apply'],
    ...['MK831.apply', 'MK325.self-report', 'MK831.accreditation-short', 'MK325.accreditation-extended'],
    ...[
      'MK325.tasks',
      'MK325.expert-report',
      'MK325.report-comments',
      'MK325.self-evaluation',
      'MK681.amend',
    ],
    ...['MK681.license-programme', 'MK301.certificate', 'MK301.recertify', 'MK276.rights'],
    ...['MK276.rights-standard', 'MK682.extend', 'BPSL14.silence-info'],
  ])
})

test('terms that a law sets are as long as it says, and end with what ended', () => {
  const of = (id: keyof typeof RULES) => {
    const { amount, unit, norm: at, validFrom, validUntil } = RULES[id]
    return [amount, unit, `${at.act} ${at.article}`, validFrom ?? '', validUntil ?? ''].join(' ').trim()
  }
  expect(of('VIL18.decision')).toBe('6 months VIL 18(4)')
  expect(of('PIL30.first-accreditation')).toBe('2 years PIL 30¹(1)')
  expect(of('IzglL27.first-accreditation')).toBe('5 years IzglL 27(1)')
  expect(of('MK253.start-programme')).toBe('1 years IzglL 36(1)')
  expect(of('SSL.decision')).toBe('2 months SSL 5(3)')
  expect(of('APL79.bar')).toBe('3 years APL 79(3)2 2004-02-01')
  expect(of('APL87.reopen')).toBe('6 months APL 87(3)2 2004-02-01')
  expect(of('APL85.revoke-limit')).toBe('1 years APL 85 2004-02-01 2017-02-28')
  expect(of('APL360.enforce')).toBe('3 years APL 360 2004-02-01 2017-02-28')
  expect(of('MK831.accreditation-short')).toBe('2 years MK831   2023-12-31')
  // No four months for a submission, before or after 1 March 2026.
  expect(RULES['IesL.reply.2008'].extensions).toEqual([])
  expect(RULES['IesL.reply.2026'].extensions.map((e) => e.amount)).toEqual([1])
})

test('norms are written short', () => {
  expect(norm('APL 64(1)')).toEqual({ act: 'APL', article: '64(1)' })
  expect(norm('MK301 p. 40')).toEqual({ act: 'MK301', article: 'p. 40' })
  expect(norm('MK253')).toEqual({ act: 'MK253', article: '' })
})

test('what a lawyer still has to check', () => {
  const list = listUnverified()
  const kinds = (kind: string) => list.filter((u) => u.kind === kind).map((u) => u.id)
  expect(kinds('rule')).toEqual(
    Object.values(RULES)
      .filter((r) => r.unverified)
      .map((r) => r.id),
  )
  expect(kinds('retention')).toContain('texts.decided')
  expect(kinds('extension')).toContain('MK253.licence + APL64(2)')
  expect(kinds('extension')).toContain('IesL.reply.2026 + more-information')
  expect(kinds('extension')).not.toContain('APL64.base + APL64(2)')
  expect(kinds('holiday')).toEqual(['2028-07-09', '2028-07-10'])
  expect(kinds('moved-day')).toEqual([])
  expect(kinds('setting')).toEqual([
    ...[
      'movedDayPolicy',
      'movedDaysKnownUntil',
      'closingTimes',
      'substituteDays',
      'byDateRoll',
      'suspendedMonths',
    ],
    ...['backwardTerms', 'receivedAfterHours', 'ownTermSuspended', 'weeksAndYears', 'submissionCounting'],
  ])
  for (const u of list) {
    expect(u.missing.lv.length).toBeGreaterThan(5)
    expect(u.missing.en.length).toBeGreaterThan(5)
  }
})
