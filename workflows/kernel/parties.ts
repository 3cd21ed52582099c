import type { PartyRole } from '../../law/parties.ts'
import type { ADDRESSEES } from '../../procedures/word.ts'

/** Who stands in a case, as far as its workflow knows: ids and roles, no names. */
export interface CaseParty {
  partyId: string
  role: PartyRole
}

/** To whom something goes: each party in a role, or one of them, or an authority. */
export type Recipient = PartyRole | To

/** One recipient among those. */
export type To = { partyId: string } | { authority: 'ministry' }

/** In which role whoever the case decides upon stands in it: who applied, else the addressee of what is done of own motion. */
export function addresseeRole(parties: readonly CaseParty[]): (typeof ADDRESSEES)[number] {
  return parties.some((p) => p.role === 'applicant') ? 'applicant' : 'addressee'
}

/** Everybody to whom something goes, in the order in which they came into the case (APL 26(4): each for itself). */
export function recipientsIn(parties: readonly CaseParty[], to: Recipient): To[] {
  if (typeof to !== 'string') return [to]
  return parties.filter((p) => p.role === to).map(({ partyId }) => ({ partyId }))
}
