import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { task } from '../kernel/task.ts'
import { toldTerm } from '../kernel/told-term.ts'
import type { ActCommand } from '../types.ts'

/**
 * The right to be heard before anything unfavourable (APL 62(1)): an invitation with a term; views may come at any
 * time within it. Not answering is no obstacle; that the person was invited is recorded.
 * @param proposal the act whose text says what is intended and why
 * @returns the views, or undefined when the term passed without any
 */
export async function hear(c: Kernel, proposal: ActCommand): Promise<ActCommand | undefined> {
  let told: ReturnType<typeof toldTerm> | undefined
  const views = await task(c, {
    stage: 'hearing',
    kind: 'views',
    role: c.addressee,
    acts: ['views.submit'],
    deadline: () => told?.end(),
    closed: (how) => told?.close(how),
    opened: (taskId) => {
      const amount = Number(proposal.facts.hearingDays ?? 14)
      const invitation = letter(c, 'hearing-invitation', {
        command: proposal.key,
        facts: { days: amount },
        unfavourable: true,
      })
      told = toldTerm(c, invitation, {
        name: 'views',
        rule: 'hearing.term',
        owner: c.addressee,
        taskId,
        amount,
      })
    },
  })
  c.heard = true
  return views
}
