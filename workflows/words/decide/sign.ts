import type { Kernel } from '../../kernel/kernel.ts'
import { outside } from '../../kernel/outside.ts'
import { task } from '../../kernel/task.ts'
import type { ActCommand, Issued, Signed } from '../../types.ts'

export interface Signature {
  /** The number of the decision, once one was given; it stays with the case whatever comes of the signing. */
  number: string | undefined
  /** Absent: the director returned the draft. */
  signed?: { act: ActCommand; issued: Issued; signedAt: string }
}

/**
 * The director's signature, in two phases: the act gives the number and prepares the document, the signing service
 * signs it, perhaps minutes later. A signing that fails goes back to the director with the reason, the number is kept.
 * The decision counts as made only when the signature is there.
 * @param given the number that an earlier try got
 * @throws CaseEnded
 */
export async function signature(
  c: Kernel,
  proposal: ActCommand,
  given: string | undefined,
): Promise<Signature> {
  let number = given
  for (;;) {
    const act = await task(c, {
      stage: 'signature',
      kind: 'signature',
      role: 'director',
      acts: ['decision.sign', 'decision.return'],
    })
    if (act?.act !== 'decision.sign') return { number }
    c.ledger.emit(
      {
        type: 'signing-started',
        data: { command: act.key, ...(number ? { number } : {}), ...inStead(act) },
      },
      act,
      number ? undefined : 'decision',
    )
    c.enterStage('signing')
    const numbers = await c.ledger.committed()
    number ??= numbers.decision!
    const made = await signDocument(c, { act, number, command: proposal.key })
    if (made.failure === null)
      return { number, signed: { act, issued: made.issued, signedAt: made.signedAt } }
    c.ledger.emit({ type: 'signing-failed', data: { command: act.key, number, reason: made.failure } })
  }
}

async function signDocument(
  c: Kernel,
  what: { act: ActCommand; number: string; command: string },
): Promise<Signed> {
  const { act, number, command } = what
  const key = c.ledger.step('decision')
  const input = { caseId: c.start.caseId, key, number, command, signerId: act.actorId, ...inStead(act) }
  return outside(c, key, async ({ prepareSigning, askSignature, finishSigning }): Promise<Signed> => {
    const prepared = await prepareSigning(input)
    if (prepared.failure) return { failure: prepared.failure }
    const asked = await askSignature({ key })
    return asked.failure ? { failure: asked.failure } : finishSigning({ key })
  })
}

/** The delegation by which the signer acts, if by one. */
function inStead(act: ActCommand): { delegationId?: string } {
  const { delegationId } = act.facts
  return typeof delegationId === 'string' ? { delegationId } : {}
}
