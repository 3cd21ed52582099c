import type { PartyKind, PartyRole, RepresentationGround } from '../../law/parties.ts'
import type { CaseState, FoldedParty, FoldedRepresentation } from '../../ledger/fold.ts'
import { holdsAt } from '../../ledger/parties.ts'
import type { Deps } from '../deps.ts'
import type { Relation } from '../relation.ts'

/** Who stands in a case, as it is shown. */
export interface PartyView {
  partyId: string
  role: PartyRole
  kind: PartyKind
  name: string | null
  /** Of an organisation that is in the register of institutions. */
  institution: { regNo: string; legalAddress: string; founder: string; eAddress: string | null } | null
  /** How it wants to be written to, where the law leaves it the choice. */
  contact: { email: string | null; address: string | null } | null
  representatives: RepresentativeView[]
}

export interface RepresentativeView {
  id: string
  name: string
  ground: RepresentationGround
  /** Which document shows it. */
  reference: string
  from: string
  until: string | null
  receives: boolean
  fileId: string | null
  /** `ended` also when its day is over. */
  state: FoldedRepresentation['state'] | 'ended'
}

/**
 * The parties with those who act for them.
 * @param relations of the one who looks: then only the parties for whom they stand; absent: all, for the staff
 */
export async function partyViews(
  deps: Deps,
  state: CaseState,
  relations: Relation[] | undefined,
): Promise<PartyView[]> {
  const shown = relations
    ? state.parties.filter((p) => relations.some((r) => r.partyId === p.partyId && r.role === p.role))
    : state.parties
  const representations = state.representations.filter((r) => shown.some((p) => p.partyId === r.of))
  const [institutions, people, now] = await Promise.all([
    deps.db.institution.findMany({
      where: { id: { in: shown.flatMap((p) => p.institutionId ?? []) } },
      select: { id: true, name: true, regNo: true, legalAddress: true, founder: true, eAddress: true },
    }),
    deps.db.person.findMany({
      where: {
        id: { in: [...shown.flatMap((p) => p.personId ?? []), ...representations.map((r) => r.personId)] },
      },
      select: { id: true, givenName: true, familyName: true },
    }),
    deps.clock.now(),
  ])
  const names = new Map(people.map((p) => [p.id, `${p.givenName} ${p.familyName}`]))
  const view = (p: FoldedParty): PartyView => {
    const found = institutions.find((i) => i.id === p.institutionId)
    const { id: _id, name: current, ...institution } = found ?? { id: null, name: null }
    return {
      ...{ partyId: p.partyId, role: p.role, kind: p.kind, contact: p.contact },
      // Whoever was renamed since bears the name of today.
      name: current ?? names.get(p.personId ?? '') ?? p.name,
      institution: found ? (institution as PartyView['institution']) : null,
      representatives: representations
        .filter((r) => r.of === p.partyId)
        .map((r) => ({
          ...{
            id: r.id,
            ground: r.ground,
            reference: r.reference,
            from: r.from,
            until: r.until,
            receives: r.receives,
            fileId: r.fileId,
          },
          name: names.get(r.personId) ?? '',
          state: r.state === 'accepted' && !holdsLater(r, now.toISOString()) ? ('ended' as const) : r.state,
        })),
    }
  }
  return shown.map(view)
}

/** It holds now, or will from its first day. */
const holdsLater = (r: FoldedRepresentation, now: string): boolean => holdsAt(r, now > r.from ? now : r.from)
