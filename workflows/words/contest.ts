import { startOfDay } from '../../law/time.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
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
  let term: OpenTerm | undefined
  const submission = await task(c, {
    stage: 'contest-period',
    kind: 'contest',
    role: 'applicant',
    acts: ['contest.submit'],
    opened: (taskId) => {
      const from = startOfDay(served.servedOn)
      term = c.term('contest', served.contestRule, {
        owner: 'applicant',
        from,
        told: served.contestUntil,
        taskId,
      })
    },
    closed: (how) => term?.close(how),
    deadline: () => term?.end(),
  })
  if (!submission) return undefined
  c.beside(letter(c, 'contest-forwarding', { command: submission.key, to: { authority: 'ministry' } }))
  let answer: OpenTerm | undefined
  const outcome = await task(c, {
    stage: 'contested',
    kind: 'ministry-outcome',
    role: 'inspector',
    acts: ['contest.outcome'],
    // The ministry has a month from the receipt of what was contested (APL 76(3)).
    opened: (taskId) => {
      answer = c.term('ministry-decision', 'contest.decision', { owner: 'ministry', taskId })
    },
    closed: (how) => answer?.close(how),
  })
  return String(outcome?.facts.outcome) as MinistryOutcome
}
