import { ApplicationFailure } from '@temporalio/workflow'
import type { ActCommand } from '../types.ts'

/** The case is over before its procedure: thrown at every wait of it. */
export class CaseEnded extends Error {
  override readonly name = 'CaseEnded'
  readonly outcome: string
  /** The act that ended it; absent when time did. */
  readonly by: ActCommand | undefined
  constructor(outcome: string, by?: ActCommand) {
    super(outcome)
    this.outcome = outcome
    this.by = by
  }
}

/** What a case answers to something that it does not take: an error that nobody tries again. */
export function refuse(code: string, reason?: { lv: string; en: string }): ApplicationFailure {
  return ApplicationFailure.create({
    message: code,
    type: code,
    nonRetryable: true,
    ...(reason ? { details: [{ reason }] } : {}),
  })
}
