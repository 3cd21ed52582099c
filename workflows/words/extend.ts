import { ApplicationFailure } from '@temporalio/workflow'
import { checkExtension } from '../../law/clock/fold.ts'
import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { ActCommand } from '../types.ts'

/**
 * Extension of the statutory term, at any time before it ends (APL 64(2)); the applicant is told before the old
 * term ends. Which extensions a rule allows, and how far, the law room says.
 */
export function extendable(c: Kernel): void {
  c.acts.guardWith((act) => guardExtension(c, act))
  c.acts.on('term.extend', (act) => {
    const term = c.terms.main('statutory')
    const before = dueOf(term)
    const fact = extensionFact(c, act)
    c.terms.fact([termId(term)], fact)
    c.beside(
      letter(c, 'extension-notice', {
        command: act.key,
        facts: { before, after: dueOf(c.terms.main('statutory')) },
      }),
    )
  })
}

/** The day that a letter can name; none while the term does not run. */
function dueOf({ clock, due }: CaseTerm): string | null {
  return clock === 'running' ? due : null
}

function extensionFact(c: Kernel, act: ActCommand) {
  return {
    id: `extended-${c.revision}`,
    type: 'extended' as const,
    at: c.now(),
    ground: 'additional-information',
    by: 'institution' as const,
    rule: String(act.facts.extension),
    noticeAt: c.now(),
  }
}

/**
 * Asked before the act is taken, so that a refused extension leaves no trace.
 * @throws ApplicationFailure `too-late` with the reason that the law gives
 */
function guardExtension(c: Kernel, act: ActCommand): void {
  if (act.act !== 'term.extend') return
  if (c.terms.fromReceipt().length === 0) throw refuse('not-allowed-now')
  const term = c.terms.main('statutory')
  const fact = extensionFact(c, act)
  const checked = checkExtension(term.rule, c.terms.facts(term), fact)
  if (!checked.ok)
    throw ApplicationFailure.create({
      message: checked.code,
      type: 'too-late',
      nonRetryable: true,
      details: [{ reason: checked.reason }],
    })
}
