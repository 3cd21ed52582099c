import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { makeDocument } from './letter.ts'
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
 * Draft → review by a second person → signature → number → document (APL 63, 67). Returned at either desk, the draft
 * goes back to the inspector. The number is given in the transaction that records the signature.
 * @param draft asks the inspector for a proposal (and whatever must come before it, such as a hearing)
 * @throws CaseInterrupted
 */
export async function decide<Stage extends string>(
  c: Kernel<Stage>,
  stages: { review: Stage; signature: Stage; after: Stage },
  draft: () => Promise<ActCommand>,
): Promise<Decision> {
  for (;;) {
    const proposal = await draft()
    const reviewed = await task(c, {
      stage: stages.review,
      kind: 'review',
      role: 'reviewer',
      acts: ['review.approve', 'review.return'],
    })
    if (reviewed?.act !== 'review.approve') continue
    const signed = await task(c, {
      stage: stages.signature,
      kind: 'signature',
      role: 'director',
      acts: ['decision.sign', 'decision.return'],
    })
    if (signed?.act !== 'decision.sign') continue

    const kind = String(proposal.facts.kind)
    c.emit({ type: 'outcome', data: { outcome: kind } }, signed, 'decision')
    c.clockFact(['statutory', 'standard'], {
      id: 'decided',
      type: 'stopped',
      at: c.now(),
      reason: 'decided',
    })
    c.enterStage(stages.after)
    const { decision: number } = await c.committed()
    const appealNote = proposal.facts.appealNote !== false
    const { documentId } = await makeDocument(c, 'decision', {
      number: number!,
      command: proposal.key,
      facts: { kind, signedBy: signed.actorId, signCommand: signed.key, appealNote },
      toApplicant: true,
    })
    return {
      documentId,
      number: number!,
      kind,
      favourable: kind === 'grant',
      proposal,
      appealNote,
    }
  }
}
