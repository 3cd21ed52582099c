import type { ClockFact } from './facts.ts'
import type { Dated } from './order.ts'

/**
 * Which facts are annulled, and which annulments do that. The latest is looked at first: an annulment may itself be annulled.
 */
export function annulments(facts: readonly Dated[]): {
  annulled: Map<string, ClockFact>
  annulling: Set<string>
} {
  const annulled = new Map<string, ClockFact>()
  const annulling = new Set<string>()
  const byId = new Map(facts.map((f) => [f.fact.id, f.fact]))
  for (let i = facts.length - 1; i >= 0; i--) {
    const { fact } = facts[i]!
    if (fact.type !== 'annulled' || annulled.has(fact.id)) continue
    const target = byId.get(fact.fact)
    if (target === undefined || target.type === 'received' || fact.fact === fact.id) continue
    annulling.add(fact.id)
    annulled.set(fact.fact, target)
  }
  return { annulled, annulling }
}
