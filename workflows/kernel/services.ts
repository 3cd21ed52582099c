import type { Served } from './send.ts'

/** The party or authority to whom something was sent. */
export const recipientOf = ({ to }: Pick<Served, 'to'>): string =>
  'partyId' in to ? to.partyId : to.authority

/** How each decision of a case was sent to each of its recipients: what is proven of one says nothing of the others. */
export class Services {
  private readonly all = new Map<string, Map<string, Served>>()

  /** Served anew, as after a correction, the newest counts. */
  set(decisionId: string, served: Served): void {
    const known = this.all.get(decisionId) ?? new Map<string, Served>()
    known.set(recipientOf(served), served)
    this.all.set(decisionId, known)
  }

  /** How it was sent to each. */
  of(decisionId: string): Served[] {
    return [...(this.all.get(decisionId)?.values() ?? [])]
  }

  /** @param partyId absent: the first of its recipients who has proven nothing yet. @returns undefined: nothing was sent */
  find(decisionId: string, partyId?: string): Served | undefined {
    const known = this.all.get(decisionId)
    if (partyId !== undefined) return known?.get(partyId)
    const all = [...(known?.values() ?? [])]
    return all.find((served) => !served.proven) ?? all[0]
  }
}
