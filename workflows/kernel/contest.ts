import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { letter } from './letter.ts'
import { task } from './task.ts'

/** What the ministry may decide on a contested act: APL 81(2). */
export type MinistryOutcome = 'unchanged' | 'revoked' | 'revoked-partly' | 'other-act'

/**
 * Contestation (apstrīdēšana, APL 76–81): the submission is received here, forwarded to the ministry at once (77(3));
 * from its receipt the act is suspended (80(1)); the ministry's outcome comes back and is recorded.
 * @throws CaseInterrupted
 */
export async function contested<Stage extends string>(
  c: Kernel<Stage>,
  stage: Stage,
  submission: ActCommand,
): Promise<MinistryOutcome> {
  c.beside(letter(c, 'contest-forwarding', { command: submission.key, to: 'ministry' }))
  const outcome = await task(c, {
    stage,
    kind: 'ministry-outcome',
    role: 'inspector',
    acts: ['contest.outcome'],
  })
  return String(outcome?.facts.outcome) as MinistryOutcome
}
