import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { task } from '../kernel/task.ts'
import type { ActCommand } from '../types.ts'
import { signature } from './decide/sign.ts'
import { hear } from './hear.ts'
import { servedIn } from './serve.ts'

/** One of the decisions of a case. */
export interface Decision {
  /** Unique within the case. */
  id: string
  documentId: string
  number: string
  kind: string
  favourable: boolean
  /** The proposal that was signed. */
  proposal: ActCommand
  /** Without an appeal note the term to contest is a year (APL 79(1)). */
  appealNote: boolean
}

/**
 * Draft → review by a second person → number → signature → document (APL 63, 67). Returned at either desk, the draft
 * goes back to the inspector. Before anything unfavourable the addressee is heard. The number is given in the
 * transaction that records the act of signing and stays with the case; the decision is made, and the clocks stop, at
 * the moment at which the signature was there.
 * @throws CaseEnded
 */
export async function decide(c: Kernel): Promise<Decision> {
  let number: string | undefined
  // Whoever is decided on once more in a case is heard once more.
  c.heard = false
  c.acts.guardWith(({ act }) => {
    const heard = c.terms.living().every((term) => term.name !== 'views')
    if (!heard && (act === 'review.approve' || act === 'decision.sign')) throw refuse('hearing-open')
  })
  for (;;) {
    const proposal = await proposed(c)
    const reviewed = await task(c, {
      stage: 'review',
      kind: 'review',
      role: 'reviewer',
      acts: ['review.approve', 'review.return'],
    })
    if (reviewed?.act !== 'review.approve') continue
    const made = await signature(c, proposal, number)
    number = made.number
    if (!made.signed) continue

    const { act, issued, signedAt } = made.signed
    const kind = String(proposal.facts.kind)
    c.ledger.emit({ type: 'outcome', data: { outcome: kind } }, act)
    c.terms.fact(c.terms.fromReceipt(), {
      id: 'decided',
      type: 'stopped',
      at: signedAt,
      reason: 'decided',
    })
    c.ledger.emit({
      type: 'document-issued',
      data: { documentId: issued.documentId, kind: 'decision', number: issued.number, seenBy: servedIn(c) },
    })
    const favourable = c.procedure.favourable.includes(kind)
    const what = {
      ...{ kind, number: number!, documentId: issued.documentId, favourable },
      appealNote: proposal.facts.appealNote !== false,
    }
    const does = c.procedure.outcomes[kind]?.does ?? (favourable ? 'gives' : 'refuses')
    const immediate = proposal.facts.immediate === true ? { immediate: true } : {}
    const id = c.decisions.made({ type: 'made', at: signedAt, ...what, does, ...immediate })
    return { id, ...what, proposal }
  }
}

/** A proposal that is unfavourable comes back to the desk after the hearing, with the views, to be weighed (APL 62(1)). */
async function proposed(c: Kernel): Promise<ActCommand> {
  for (;;) {
    const proposal = await task(c, {
      stage: 'proposal',
      kind: 'proposal',
      role: 'inspector',
      acts: ['proposal.submit'],
    })
    if (!proposal) continue
    const favourable = c.procedure.favourable.includes(String(proposal.facts.kind))
    if (favourable || c.heard || proposal.facts.noHearingReason) return proposal
    await hear(c, proposal)
  }
}
