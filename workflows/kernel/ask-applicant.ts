import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { letter } from './letter.ts'
import { task } from './task.ts'
import { toldTerm } from './told-term.ts'

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
  let told: ReturnType<typeof toldTerm> | undefined
  let open = true
  const cured = await task(c, {
    stage,
    kind: 'cure',
    role: 'applicant',
    acts: ['application.cure'],
    deadline: () => told?.end(),
    closed: () => {
      open = false
    },
    opened: (taskId) => {
      const days = Number(returned.facts.days ?? 10)
      const under = letter(c, 'notice-without-progress', {
        command: returned.key,
        facts: { days },
      }).then((served) => {
        told = toldTerm(c, { taskId, rule: 'cure.term', amount: days, open: () => open }, served)
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
