import type { Binds } from '../calendar/types.ts'
import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import type { Day } from '../time.ts'
import type { Unit } from '../words.ts'
import type { Certainty, Extension, Rule } from './types.ts'

/** A rule as written in the catalogue: what is usual may be left out. */
export interface Spec {
  title: Text
  /** 'APL 64(1)', 'MK253 p. 7' or just 'MK253'. */
  norm: string
  event: Text
  term: readonly [number, Unit]
  fixed?: { month: number; day: number }
  backward?: true
  start?: Rule['start']
  roll?: Rule['roll']
  binds: Binds
  kind?: Rule['kind']
  resets?: true
  extensions?: readonly Extension[]
  validFrom?: Day
  validUntil?: Day
  certainty?: Certainty
  missing?: Text
}

/** 'APL 64(1)' → { act: 'APL', article: '64(1)' }. */
export function norm(text: string): NormRef {
  const at = text.indexOf(' ')
  return at < 0 ? { act: text, article: '' } : { act: text.slice(0, at), article: text.slice(at + 1) }
}

function complete(id: string, spec: Spec): Rule {
  const certainty = spec.certainty ?? 'F'
  // Only what was found or is recalled with high confidence counts as verified.
  const unverified = certainty !== 'F' && certainty !== 'R/h'
  return {
    id,
    title: spec.title,
    norm: norm(spec.norm),
    event: spec.event,
    amount: spec.term[0],
    unit: spec.term[1],
    ...(spec.fixed ? { fixed: spec.fixed } : {}),
    direction: spec.backward ? 'backward' : 'forward',
    start: spec.start ?? 'day-after',
    roll: spec.roll ?? 'next-working-day',
    binds: spec.binds,
    kind: spec.kind ?? 'statutory',
    resets: spec.resets ?? false,
    extensions: spec.extensions ?? [],
    ...(spec.validFrom ? { validFrom: spec.validFrom } : {}),
    ...(spec.validUntil ? { validUntil: spec.validUntil } : {}),
    certainty,
    ...(unverified || spec.missing ? { unverified: true } : {}),
    ...(spec.missing ? { missing: spec.missing } : {}),
  }
}

/**
 * Turns the specs of one part of the catalogue into rules that carry their own id.
 * @param validFrom the day from which the act of this part is in force, for those that say none themselves
 */
export function rules<K extends string>(specs: Record<K, Spec>, validFrom?: Day): Record<K, Rule> {
  const since = validFrom ? { validFrom } : {}
  return Object.fromEntries(
    Object.entries<Spec>(specs).map(([id, spec]) => [id, complete(id, { ...since, ...spec })]),
  ) as Record<K, Rule>
}

/** APL 64(2), first sentence: objective reasons, at most four months from receipt. */
export function fourMonths(certainty: Certainty = 'F', missing?: Text): Extension {
  return {
    id: 'APL64(2)',
    title: { lv: 'pagarinājums objektīvu iemeslu dēļ', en: 'extension for objective reasons' },
    norm: { act: 'APL', article: '64(2)' },
    amount: 4,
    from: 'receipt',
    unit: 'months',
    by: 'institution',
    notice: true,
    certainty,
    ...(certainty === 'F' || certainty === 'R/h' ? {} : { unverified: true }),
    ...(missing ? { missing } : {}),
  }
}

/** APL 64(2), second sentence: long fact-finding, at most one year, by decision of the higher institution. */
export const ONE_YEAR: Extension = {
  id: 'APL64(2)-year',
  title: { lv: 'pagarinājums ilgstošai faktu konstatēšanai', en: 'extension for long fact-finding' },
  norm: { act: 'APL', article: '64(2)' },
  amount: 12,
  from: 'receipt',
  unit: 'months',
  by: 'ministry',
  notice: true,
  certainty: 'F',
}

/** The extensions of every term under APL 64. */
export const APL64: readonly Extension[] = [fourMonths(), ONE_YEAR]

/** A term set by the institution itself may be extended on a request filed before it ends (APL 47). */
export const SET_TERM: readonly Extension[] = [
  {
    id: 'APL47',
    title: { lv: 'iestādes noteikta termiņa pagarinājums', en: 'extension of a term set by the institution' },
    norm: { act: 'APL', article: '47' },
    amount: null,
    from: 'start',
    unit: 'days',
    by: 'institution',
    notice: false,
    certainty: 'F',
  },
]
