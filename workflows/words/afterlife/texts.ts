import type { Kernel } from '../../kernel/kernel.ts'
import { letter, letters } from '../../kernel/letter.ts'
import { recipientsIn } from '../../kernel/parties.ts'
import type { Served } from '../../kernel/send.ts'
import { task } from '../../kernel/task.ts'
import type { ActCommand } from '../../types.ts'
import type { Decided } from '../afterlife.ts'
import { servedIn, untilInForce } from '../serve.ts'

/**
 * An error in the text of a decision is corrected (APL 72(1)), and the addressee is told. What touches the norms, the operative
 * part or the appeal note is served anew, and the term to contest begins again.
 * @returns how it was served anew, where the new term to contest is not waited for yet
 */
export async function corrected(
  c: Kernel,
  decision: Decided,
  act: ActCommand,
): Promise<Served[] | undefined> {
  const renewed = act.facts.renewed === true
  const { id } = decision
  c.decisions.fact(id, { type: 'corrected', at: c.now(), renewed })
  const options = {
    command: act.key,
    facts: { decisionId: id },
    unfavourable: renewed && !decision.favourable,
  }
  if (!renewed) {
    await letter(c, 'correction', options)
    return undefined
  }
  const sent = await Promise.all(
    servedIn(c)
      .filter((to) => recipientsIn(c.parties, to).length > 0)
      .map((to) => letters(c, 'correction', { ...options, to })),
  )
  const served = await untilInForce(c, decision, sent.flat())
  const open = c.decisions.contestable.get(id)
  if (!open) return served
  open.renew(served)
  return undefined
}

/**
 * The addressee asks what a decision means (APL 73), or that an error in it be corrected (72(2)): somebody answers. It touches
 * neither force nor terms.
 * @returns how many questions wait for their answer
 */
export function explained(c: Kernel): () => number {
  let waiting = 0
  c.acts.on('decision.ask', () => {
    waiting += 1
    const acts = ['decision.explain', 'decision.correct']
    const closed = (): void => {
      waiting -= 1
    }
    c.alongside(task(c, { kind: 'explain', role: 'inspector', acts, closed }))
  })
  c.acts.on('decision.explain', (act) => {
    const { decisionId } = act.facts
    const facts = typeof decisionId === 'string' ? { decisionId } : {}
    c.beside(letter(c, 'explanation', { command: act.key, facts }))
  })
  return () => waiting
}
