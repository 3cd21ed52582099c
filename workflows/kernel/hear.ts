import { setTerm } from '../../law/clock/set-term.ts'
import { endOfDay } from '../../law/time.ts'
import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { letter } from './letter.ts'
import { task } from './task.ts'

/**
 * The right to be heard before anything unfavourable (APL 62(1)): an invitation with a term; views may come at any
 * time within it. Not answering is no obstacle; that the person was invited is recorded.
 * @param proposal the act whose text says what is intended and why
 * @returns the views, or undefined when the term passed without any
 */
export async function hear<Stage extends string>(
  c: Kernel<Stage>,
  stage: Stage,
  proposal: ActCommand,
): Promise<ActCommand | undefined> {
  let end: string | undefined
  return task(c, {
    stage,
    kind: 'views',
    role: 'applicant',
    acts: ['views.submit'],
    deadline: () => end,
    opened: (taskId) => {
      const under = letter(c, 'hearing-invitation', {
        command: proposal.key,
        facts: { days: Number(proposal.facts.hearingDays ?? 14) },
        unfavourable: true,
      }).then((served) => {
        const term = setTerm('hearing.term', served.servedOn, Number(proposal.facts.hearingDays ?? 14))
        // A letter that went out later than planned gives no shorter term than it should.
        const due = served.until && served.until > term.due ? served.until : term.due
        end = endOfDay(due)
        c.emit({ type: 'task-due', data: { taskId, due: due, derivation: term.derivation } })
        c.time.wake()
      })
      c.beside(under)
    },
  })
}
