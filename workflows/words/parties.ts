import type { PartyKind, PartyRole } from '../../law/parties.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'

/**
 * Somebody comes into the case: as a third person, whose status the institution grants (APL 28(3)), or to contest. From then on
 * they are written to and served as every party of that role. Name and contact are joined where it is recorded.
 */
export function admitting(c: Kernel): void {
  c.acts.guardWith(({ act, facts }) => {
    if (act === 'party.admit' && c.parties.some((p) => p.partyId === facts.partyId))
      throw refuse('party-already')
  })
  c.acts.on('party.admit', (act) => {
    const partyId = String(act.facts.partyId)
    const role = act.facts.role as PartyRole
    c.parties.push({ partyId, role })
    const kind = act.facts.kind as PartyKind
    c.ledger.emit({ type: 'party-joined', data: { partyId, role, kind, name: null, ground: '' } }, act)
    c.beside(letter(c, 'admission', { to: { partyId }, command: act.key }))
  })
}
