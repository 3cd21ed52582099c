import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
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

/**
 * The term to be heard was missed, and is restored until a day (APL 46(2)): views may be given beside whatever is done, and
 * nothing is approved or signed before they came or the term has passed.
 */
export async function heardAfterAll(c: Kernel, until: string): Promise<void> {
  let term: OpenTerm | undefined
  await task(c, {
    ...{ kind: 'views', role: c.addressee, acts: ['views.submit'] },
    deadline: () => term?.end(),
    closed: (how) => term?.close(how),
    opened: (taskId) => {
      term = c.term('views', 'hearing.term', { kind: 'set', owner: c.addressee, taskId })
      term.fact({ id: `heard-${c.revision}`, type: 'term-set', at: c.now(), until })
    },
  })
}
