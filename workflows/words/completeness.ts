import { CaseEnded } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { task } from '../kernel/task.ts'
import { toldTerm } from '../kernel/told-term.ts'
import type { ActCommand } from '../types.ts'

/**
 * Asks the inspector whether the application is complete, and the applicant for what is missing, until it is.
 * @throws CaseEnded when the applicant does not cure it in time (APL 56(1¹)), or the case is withdrawn
 */
export async function untilComplete(c: Kernel): Promise<void> {
  for (;;) {
    const checked = await task(c, {
      stage: 'completeness',
      kind: 'completeness',
      role: 'inspector',
      acts: ['completeness.confirm', 'completeness.return'],
    })
    if (checked?.act !== 'completeness.return') return
    await askApplicant(c, checked)
  }
}

/**
 * Leaves the application without progress (APL 56(1¹)): remarks go to the applicant with a term to cure, counted
 * from when the notice is served. The applicant may answer at once. Cured: the month counts anew (APL 64(1¹)).
 * @param returned the act that carries the remarks
 * @throws CaseEnded when the term passes (APL 56(1¹), second sentence)
 */
async function askApplicant(c: Kernel, returned: ActCommand): Promise<ActCommand> {
  const factId = `without-progress-${c.revision}`
  c.terms.fact(c.terms.fromReceipt(), { id: factId, type: 'left-without-progress', at: c.now() })
  let told: ReturnType<typeof toldTerm> | undefined
  const cured = await task(c, {
    stage: 'cure',
    kind: 'cure',
    role: 'applicant',
    acts: ['application.cure'],
    deadline: () => told?.end(),
    closed: (how) => told?.close(how),
    opened: (taskId) => {
      const amount = Number(returned.facts.days ?? 10)
      const notice = letter(c, 'notice-without-progress', {
        command: returned.key,
        facts: { days: amount },
      })
      told = toldTerm(c, notice, { name: 'cure', rule: 'cure.term', owner: 'applicant', taskId, amount })
    },
  })
  if (!cured) {
    c.terms.fact(c.terms.fromReceipt(), { id: `${factId}-not`, type: 'not-cured', at: c.now() })
    throw new CaseEnded('not-submitted')
  }
  c.terms.fact(c.terms.fromReceipt(), { id: `${factId}-cured`, type: 'cured', at: c.now() })
  return cured
}
