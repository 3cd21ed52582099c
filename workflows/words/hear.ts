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
  let open = true
  const views = await task(c, {
    stage: 'hearing',
    kind: 'views',
    role: 'applicant',
    acts: ['views.submit'],
    deadline: () => told?.end(),
    closed: () => {
      open = false
    },
    opened: (taskId) => {
      const days = Number(proposal.facts.hearingDays ?? 14)
      const under = letter(c, 'hearing-invitation', {
        command: proposal.key,
        facts: { days },
        unfavourable: true,
      }).then((served) => {
        told = toldTerm(c, { taskId, rule: 'hearing.term', amount: days, open: () => open }, served)
      })
      c.beside(under)
    },
  })
  c.heard = true
  return views
}
