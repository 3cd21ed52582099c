import { setTerm } from '../../law/clock/set-term.ts'
import { endOfDay } from '../../law/time.ts'
import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { letter } from './letter.ts'
import { task } from './task.ts'

/** The application counts as not submitted: APL 56(1¹), second sentence. */
export class NotCured extends Error {
  override readonly name = 'NotCured'
}

/**
 * Leaves the application without progress (APL 56(1¹)): remarks go to the applicant with a term to cure, counted
 * from when the notice is served. The applicant may answer at once. Cured: the month counts anew (APL 64(1¹)).
 * @param returned the act that carries the remarks
 * @throws NotCured when the term passes
 */
export async function askApplicant<Stage extends string>(
  c: Kernel<Stage>,
  stage: Stage,
  returned: ActCommand,
): Promise<ActCommand> {
  const factId = `without-progress-${c.revision}`
  c.clockFact(['statutory', 'standard'], { id: factId, type: 'left-without-progress', at: c.now() })
  let cureEnd: string | undefined
  const cured = await task(c, {
    stage,
    kind: 'cure',
    role: 'applicant',
    acts: ['application.cure'],
    deadline: () => cureEnd,
    opened: (taskId) => {
      const under = letter(c, 'notice-without-progress', {
        command: returned.key,
        facts: { days: Number(returned.facts.days ?? 10) },
      }).then((served) => {
        const term = setTerm('cure.term', served.servedOn, Number(returned.facts.days ?? 10))
        // A letter that went out later than planned gives no shorter term than it should.
        const due = served.until && served.until > term.due ? served.until : term.due
        cureEnd = endOfDay(due)
        c.emit({ type: 'task-due', data: { taskId, due: due, derivation: term.derivation } })
        c.time.wake()
      })
      c.beside(under)
    },
  })
  if (!cured) {
    c.clockFact(['statutory', 'standard'], { id: `${factId}-not`, type: 'not-cured', at: c.now() })
    throw new NotCured()
  }
  c.clockFact(['statutory', 'standard'], { id: `${factId}-cured`, type: 'cured', at: c.now() })
  return cured
}
