import type { DecisionFact, DecisionStage } from '../../law/afterlife/facts.ts'
import { type DecisionStanding, foldDecision } from '../../law/afterlife/fold.ts'
import type { DecisionHead } from '../types.ts'
import type { LedgerWriter } from './ledger-writer.ts'
import type { OpenTerm } from './open-term.ts'
import type { Terms } from './terms.ts'

/** The decisions of a case: workflow and ledger fold the same facts with the same law. */
export class Decisions {
  /** The term to contest of those for which it is waited for. */
  readonly contestable = new Map<string, OpenTerm>()
  private readonly all = new Map<string, DecisionFact[]>()
  private readonly ledger: LedgerWriter
  private readonly terms: Terms

  constructor(ledger: LedgerWriter, terms: Terms) {
    this.ledger = ledger
    this.terms = terms
  }

  /** Goes on from what the ledger says of them. */
  begin(heads: readonly DecisionHead[]): void {
    for (const { decisionId, facts } of heads) this.all.set(decisionId, [...facts])
  }

  /** A decision was made. @returns its id, unique in the case */
  made(fact: DecisionFact & { type: 'made' }): string {
    const decisionId = `decision-${this.all.size + 1}`
    this.fact(decisionId, fact)
    return decisionId
  }

  /** Something happened to a decision; told to the ledger as well. */
  fact(decisionId: string, fact: DecisionFact): DecisionStanding {
    this.all.set(decisionId, [...(this.all.get(decisionId) ?? []), fact])
    this.ledger.emit({ type: 'decision-fact', data: { decisionId, fact } })
    return this.standing(decisionId)
  }

  standing(decisionId: string): DecisionStanding {
    return foldDecision(this.all.get(decisionId) ?? [], this.terms.calendar())
  }

  madeAs(decisionId: string): DecisionFact & { type: 'made' } {
    return this.all.get(decisionId)![0] as DecisionFact & { type: 'made' }
  }

  /** Where each of them stands, for the guard of acts. */
  list(): { decisionId: string; standing: DecisionStanding }[] {
    return [...this.all.keys()].map((decisionId) => ({ decisionId, standing: this.standing(decisionId) }))
  }

  /** The decision that an act is about: the one that it names, or the first that stands so. */
  of(act: { facts: Record<string, unknown> }, stages: readonly DecisionStage[]): string {
    const { decisionId } = act.facts
    if (typeof decisionId === 'string') return decisionId
    return this.list().find((d) => stages.includes(d.standing.stage))!.decisionId
  }
}
