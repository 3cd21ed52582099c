import type { DecisionFact, DecisionStage } from '../../law/afterlife/facts.ts'
import { foldDecision } from '../../law/afterlife/fold.ts'
import type { DecisionStanding } from '../../law/afterlife/standing.ts'
import type { PlacedEffect } from '../../ledger/orders.ts'
import type { DecisionHead } from '../types.ts'
import type { ContestTerms } from './contest-terms.ts'
import type { LedgerWriter } from './ledger-writer.ts'
import type { Terms } from './terms.ts'

type Follower = (decisionId: string, before: DecisionStanding | undefined, now: DecisionStanding) => void

/** The decisions of a case: workflow and ledger fold the same facts with the same law. */
export class Decisions {
  /** The terms to contest of those for which they are waited for. */
  readonly contestable = new Map<string, ContestTerms>()
  /** Told of what a decision of another case does to one of these. */
  follow: ((effect: PlacedEffect) => void) | undefined
  private readonly all = new Map<string, DecisionFact[]>()
  private readonly followers: Follower[] = []
  private readonly meant = new Map<string, string>()
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
    const before = this.all.has(decisionId) ? this.standing(decisionId) : undefined
    this.all.set(decisionId, [...(this.all.get(decisionId) ?? []), fact])
    this.ledger.emit({ type: 'decision-fact', data: { decisionId, fact } })
    const standing = this.standing(decisionId)
    for (const follow of this.followers) follow(decisionId, before, standing)
    return standing
  }

  /** Called with where a decision stood and stands whenever something happens to it. */
  whenChanged(follow: Follower): void {
    this.followers.push(follow)
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

  /**
   * The decision that an act is about: the one that it names, or the first that stands so when it is first asked; whatever
   * follows from the act then, it is about that one.
   */
  of(
    act: { key: string; facts: Record<string, unknown> },
    stages: readonly DecisionStage[],
    fits: (standing: DecisionStanding) => boolean = () => true,
  ): string {
    const { decisionId } = act.facts
    if (typeof decisionId === 'string') return decisionId
    const first = (): string =>
      this.list().find(({ standing }) => stages.includes(standing.stage) && fits(standing))!.decisionId
    const id = this.meant.get(act.key) ?? first()
    this.meant.set(act.key, id)
    return id
  }
}
