import { toMillis } from '../time.ts'
import type { ClockFact, FactBody, Rejection } from './facts.ts'

// Facts of the same moment (often only the day is known) take effect in the order in which they can follow each other.
const SAME_MOMENT: readonly FactBody['type'][] = [
  'received',
  'receipt-corrected',
  'rule-changed',
  'calendar-changed',
  'term-set',
  'left-without-progress',
  'cured',
  'not-cured',
  'suspended',
  'resumed',
  'extended',
  'term-restored',
  'stopped',
  'annulled',
]

/** JSON with sorted keys, so that equal content gives equal text whatever the order of its fields. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

function content(fact: ClockFact): string {
  const { recordedAt: _, ...rest } = fact
  return canonical(rest)
}

export interface Dated {
  fact: ClockFact
  at: number
}

/**
 * The facts in the order in which they happened, each id once. Recording order and recording time play no part,
 * save that of two different facts under one id the first recorded counts and the other is rejected.
 */
export function inOrder(facts: readonly ClockFact[]): { facts: Dated[]; rejected: Rejection[] } {
  const byId = new Map<string, ClockFact>()
  const conflicts = new Set<string>()
  for (const fact of facts) {
    const known = byId.get(fact.id)
    if (!known) {
      byId.set(fact.id, fact)
      continue
    }
    if (known === fact || content(known) === content(fact)) continue
    conflicts.add(fact.id)
    const [a, b] = [toMillis(known.recordedAt), toMillis(fact.recordedAt)]
    if (b < a || (b === a && content(fact) < content(known))) byId.set(fact.id, fact)
  }
  const dated = [...byId.values()].map((fact) => ({ fact, at: toMillis(fact.at) }))
  dated.sort(
    (a, b) =>
      a.at - b.at ||
      SAME_MOMENT.indexOf(a.fact.type) - SAME_MOMENT.indexOf(b.fact.type) ||
      (a.fact.id < b.fact.id ? -1 : 1),
  )
  const rejected = [...conflicts].sort().map((id) => ({
    fact: id,
    code: 'id-conflict',
    reason: {
      lv: 'Ar vienu identifikatoru ierakstīti divi dažādi fakti; ņemts vērā pirmais ierakstītais.',
      en: 'Two different facts were recorded under one id; the first recorded counts.',
    },
  }))
  return { facts: dated, rejected }
}
