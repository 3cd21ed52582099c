import { LawError } from '../errors.ts'
import type { Day } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import { ACCREDITATION_RULES } from './accreditation.ts'
import { APL_RULES } from './apl.ts'
import { HEAD_RULES } from './heads.ts'
import { INSTITUTION_RULES } from './institutions.ts'
import { INTERNATIONAL_RULES } from './international.ts'
import { LICENSING_RULES } from './licensing.ts'
import { OFFENCE_RULES } from './offences.ts'
import { PERSON_RULES } from './persons.ts'
import { RECOGNITION_RULES } from './recognition.ts'
import { REMEDY_RULES } from './remedies.ts'
import { SUBMISSION_RULES } from './submissions.ts'
import type { Rule } from './types.ts'

/** Every term that the house knows, by id. */
export const RULES = {
  ...APL_RULES,
  ...REMEDY_RULES,
  ...SUBMISSION_RULES,
  ...LICENSING_RULES,
  ...ACCREDITATION_RULES,
  ...HEAD_RULES,
  ...INSTITUTION_RULES,
  ...INTERNATIONAL_RULES,
  ...PERSON_RULES,
  ...RECOGNITION_RULES,
  ...OFFENCE_RULES,
}

/** Rules with several versions: the decisive date (receipt) picks the one in force. */
export const FAMILIES = {
  'IesL.reply': ['IesL.reply.2008', 'IesL.reply.2026'],
  'IesL.forward': ['IesL.forward.2008', 'IesL.forward.2026'],
  'IesL.unexamined': ['IesL.unexamined.2008', 'IesL.unexamined.2026'],
  'IesL.mass-reply': ['IesL.mass-reply.2008', 'IesL.mass-reply.2026'],
} as const satisfies Record<string, readonly (keyof typeof RULES)[]>

/** A rule, or a family of which the decisive date picks the version. */
export type RuleId = keyof typeof RULES | keyof typeof FAMILIES

/** Whether the text is a rule or family that the catalogue knows. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text) || Object.hasOwn(FAMILIES, text)
}

/** Whether a rule governs what has its decisive date on that day. */
export function inForce(rule: Rule, day: Day): boolean {
  return (
    (rule.validFrom === undefined || rule.validFrom <= day) &&
    (rule.validUntil === undefined || day <= rule.validUntil)
  )
}

/**
 * The rule (the version in force, for a family) that governs a decisive day.
 * Throws LawError 'unknown-rule', or 'rule-not-in-force' when that version does not govern that day.
 */
export function ruleOf(id: string, day: Day): Rule {
  if (!isRuleId(id)) {
    throw new LawError('unknown-rule', {
      lv: `Termiņa “${id}” katalogā nav.`,
      en: `The catalogue has no rule “${id}”.`,
    })
  }
  const ids: readonly (keyof typeof RULES)[] =
    id in FAMILIES ? FAMILIES[id as keyof typeof FAMILIES] : [id as keyof typeof RULES]
  for (const one of ids) if (inForce(RULES[one], day)) return RULES[one]
  const only = RULES[ids[0]!]
  const family = Object.entries(FAMILIES).find(([, members]) =>
    (members as readonly string[]).includes(id),
  )?.[0]
  const notYet = only.validFrom !== undefined && day < only.validFrom
  const otherwise =
    family && family !== id ? { lv: ` Izmantojiet “${family}”.`, en: ` Use “${family}”.` } : null
  throw new LawError('rule-not-in-force', {
    lv: `Termiņš “${only.id}” nav piemērojams ${dayLv(day, 'locative')}: tas ${notYet ? `ir spēkā no ${dayLv(only.validFrom!, 'genitive')}` : `bija spēkā līdz ${dayLv(only.validUntil!, 'dative')}`}.${otherwise?.lv ?? ''}`,
    en: `The rule “${only.id}” does not govern ${dayEn(day)}: it ${notYet ? `is in force from ${dayEn(only.validFrom!)}` : `was in force until ${dayEn(only.validUntil!)}`}.${otherwise?.en ?? ''}`,
  })
}
