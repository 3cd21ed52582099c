import type { CaseState, FoldedParty, FoldedRepresentation } from './fold.ts'

/** The party that applied: the first, where several did together (APL 26). */
export function applicantOf({ parties }: Pick<CaseState, 'parties'>): FoldedParty | undefined {
  return parties.find((p) => p.role === 'applicant')
}

/** Under whose name a case stands: who applied, else who came first. */
export function mainParty(state: Pick<CaseState, 'parties'>): FoldedParty | undefined {
  return applicantOf(state) ?? state.parties[0]
}

/** The organisation by which a case is filed: that of the main party, else of the first that is one. */
export function institutionOf(state: Pick<CaseState, 'parties'>): string | null {
  const main = mainParty(state)?.institutionId
  return main ?? state.parties.find((p) => p.institutionId !== null)?.institutionId ?? null
}

/** Whether somebody may act on a representation at that instant (UTC): accepted, begun, neither over nor withdrawn. */
export function holdsAt(r: FoldedRepresentation, at: string): boolean {
  return r.state === 'accepted' && r.endedAt === null && r.from <= at && (r.until === null || at < r.until)
}

/** Who receives a party's documents in its stead at that instant (PazL 5(1)); one of several is enough (PazL 5(3)). */
export function receiverFor(
  { representations }: Pick<CaseState, 'representations'>,
  partyId: string,
  at: string,
): FoldedRepresentation | undefined {
  return representations.find((r) => r.of === partyId && r.receives && holdsAt(r, at))
}
