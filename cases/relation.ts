import type { PartyRole } from '../law/parties.ts'
import { recusedFrom } from '../ledger/fold/conflicts.ts'
import type { CaseState } from '../ledger/fold.ts'
import { holdsAt } from '../ledger/parties.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { type Actor, institutionsOf } from './actor.ts'

/** In which role somebody stands in a case now, and for which party. */
export interface Relation {
  role: PartyRole
  partyId: string
  /** The representation by which they act; absent where they are the party, or act for it by their office. */
  representation?: string
}

export type Parties = Pick<CaseState, 'parties' | 'representations'>

/**
 * The relations of a person to a case, of which everything follows that a party may do and see: they are the party
 * themselves, hold an office of it (the head of an institution), or represent it (APL 35), accepted and not ended.
 */
export function relationsTo(actor: Actor, { parties, representations }: Parties): Relation[] {
  const institutions = institutionsOf(actor)
  const own = parties
    .filter(
      (p) =>
        p.personId === actor.personId || (p.institutionId !== null && institutions.includes(p.institutionId)),
    )
    .map(({ role, partyId }) => ({ role, partyId }))
  const forOthers = representations
    .filter((r) => r.personId === actor.personId && holdsAt(r, actor.asOf))
    .flatMap((r) =>
      parties
        .filter((p) => p.partyId === r.of)
        .map(({ role, partyId }) => ({ role, partyId, representation: r.id })),
    )
  return [...own, ...forOthers]
}

/**
 * The person stands on the side of a party, or did: as the party, by an office, as the one who sent the application, or
 * as a representative who was accepted, also one whose authority has ended. Nothing is done there in a role of the service
 * (APL 37(1)). Whoever is only named by a party is not tied: else a party could choose who decides its case.
 */
export function tiedTo(actor: Actor, state: Parties & Pick<CaseState, 'filedBy'>): boolean {
  return (
    state.filedBy === actor.personId ||
    state.representations.some((r) => r.personId === actor.personId && r.state === 'accepted') ||
    relationsTo(actor, state).length > 0
  )
}

/**
 * The person takes no part in the case for the service (APL 37(1)): a conflict of interest was declared or found there, or
 * they are tied to an organisation that stands in it.
 */
export function recusedIn(actor: Actor, state: Pick<CaseState, 'parties' | 'conflicts'>): boolean {
  return (
    recusedFrom(state).has(actor.personId) ||
    state.parties.some((p) => p.institutionId !== null && actor.ties.includes(p.institutionId))
  )
}

/**
 * What `tiedTo` tells, of somebody who does not ask: whether the person stands, or stood, on the side of a party of the case.
 * An office of its organisation counts also when it has ended.
 */
export function tiedInSql(personId: string, caseId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(EXISTS (SELECT 1 FROM case_view v WHERE v.case_id = ${caseId} AND v.state->>'filedBy' = ${personId})
    OR EXISTS (SELECT 1 FROM case_party p WHERE p.case_id = ${caseId} AND ((p.accepted AND p.person_id = ${personId}::uuid)
      OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = ${personId}::uuid AND g.role = 'applicant'
        AND g.institution_id = p.institution_id))))`
}
