import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { signature } from './sign.ts'
import { task } from './task.ts'

export interface Decision {
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
 * goes back to the inspector. The number is given in the transaction that records the act of signing and stays with
 * the case; the decision is made, and the clocks stop, at the moment at which the signature was there.
 * @param draft asks the inspector for a proposal (and whatever must come before it, such as a hearing)
 * @throws CaseInterrupted
 */
export async function decide<Stage extends string>(
  c: Kernel<Stage>,
  stages: { review: Stage; signature: Stage; signing: Stage; after: Stage },
  draft: () => Promise<ActCommand>,
): Promise<Decision> {
  let number: string | undefined
  for (;;) {
    const proposal = await draft()
    const reviewed = await task(c, {
      stage: stages.review,
      kind: 'review',
      role: 'reviewer',
      acts: ['review.approve', 'review.return'],
    })
    if (reviewed?.act !== 'review.approve') continue
    const made = await signature(c, stages, proposal, number)
    number = made.number
    if (!made.signed) continue

    const { act, issued, signedAt } = made.signed
    const kind = String(proposal.facts.kind)
    c.emit({ type: 'outcome', data: { outcome: kind } }, act)
    c.clockFact(['statutory', 'standard'], {
      id: 'decided',
      type: 'stopped',
      at: signedAt,
      reason: 'decided',
    })
    c.emit({
      type: 'document-issued',
      data: { documentId: issued.documentId, kind: 'decision', number: issued.number, toApplicant: true },
    })
    c.enterStage(stages.after)
    return {
      documentId: issued.documentId,
      number: number!,
      kind,
      favourable: kind === 'grant',
      proposal,
      appealNote: proposal.facts.appealNote !== false,
    }
  }
}
