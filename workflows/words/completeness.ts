import type { TermEnd } from '../../law/clock/term.ts'
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
  return checked(c)
}

/**
 * The term to cure was missed, and is restored until a day (APL 46): that the application counts as not submitted is undone, the
 * case stands where it stood, and the institution's term counts again when it is cured.
 * @throws CaseEnded when it is missed once more
 */
export async function curedAfterAll(c: Kernel, until: string): Promise<void> {
  const factId = `restored-${c.revision}`
  c.terms.fact(c.terms.fromReceipt(), { id: factId, type: 'term-restored', at: c.now(), until })
  await cured(c, factId, (taskId) => {
    const term = c.term('cure', 'cure.term', { kind: 'set', owner: 'applicant', taskId })
    term.fact({ id: `${factId}-set`, type: 'term-set', at: c.now(), until })
    return term
  })
  return checked(c)
}

async function checked(c: Kernel): Promise<void> {
  for (;;) {
    const found = await task(c, {
      stage: 'completeness',
      kind: 'completeness',
      role: 'inspector',
      acts: ['completeness.confirm', 'completeness.return'],
    })
    if (found?.act !== 'completeness.return') return
    await askApplicant(c, found)
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
  return cured(c, factId, (taskId) => {
    const amount = Number(returned.facts.days ?? 10)
    const notice = letter(c, 'notice-without-progress', {
      command: returned.key,
      facts: { days: amount },
    })
    return toldTerm(c, notice, { name: 'cure', rule: 'cure.term', owner: 'applicant', taskId, amount })
  })
}

/** Waits until the application is cured. @param opens the term to cure, for the task @throws CaseEnded when it passes */
async function cured(
  c: Kernel,
  factId: string,
  opens: (taskId: string) => { end(): string | undefined; close(how: TermEnd): void },
): Promise<ActCommand> {
  let term: ReturnType<typeof opens> | undefined
  const act = await task(c, {
    stage: 'cure',
    kind: 'cure',
    role: 'applicant',
    acts: ['application.cure'],
    deadline: () => term?.end(),
    closed: (how) => term?.close(how),
    opened: (taskId) => {
      term = opens(taskId)
    },
  })
  if (!act) {
    c.terms.fact(c.terms.fromReceipt(), { id: `${factId}-not`, type: 'not-cured', at: c.now() })
    throw new CaseEnded('not-submitted')
  }
  c.terms.fact(c.terms.fromReceipt(), { id: `${factId}-cured`, type: 'cured', at: c.now() })
  return act
}
