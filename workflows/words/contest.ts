import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { Served } from '../kernel/send.ts'
import { task } from '../kernel/task.ts'

/** What the ministry may decide on a contested act: APL 81(2). */
export type MinistryOutcome = 'unchanged' | 'revoked' | 'revoked-partly' | 'other-act'

/**
 * The term to contest (APL 79), and what comes of it: the submission is received here, forwarded to the ministry at once
 * (APL 77(3)); from its receipt the act is suspended (80(1)); the ministry's outcome comes back and is recorded.
 * @param served the service of the decision that may be contested
 * @returns what the ministry decided; undefined when nobody contested in time
 * @throws CaseEnded
 */
export async function contest(c: Kernel, served: Served): Promise<MinistryOutcome | undefined> {
  const submission = await task(c, {
    stage: 'contest-period',
    kind: 'contest',
    role: 'applicant',
    acts: ['contest.submit'],
    deadline: () => served.contestEndInstant,
  })
  if (!submission) return undefined
  c.beside(letter(c, 'contest-forwarding', { command: submission.key, to: { authority: 'ministry' } }))
  const outcome = await task(c, {
    stage: 'contested',
    kind: 'ministry-outcome',
    role: 'inspector',
    acts: ['contest.outcome'],
  })
  return String(outcome?.facts.outcome) as MinistryOutcome
}
