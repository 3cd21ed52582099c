import { ApplicationFailure } from '@temporalio/workflow'
import type { Refused } from '../../ledger/append.ts'
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

/** What was done at a place does not stand: the case must be begun anew from its inbox, as that tells it. */
export class BeginAnew extends Error {
  override readonly name = 'BeginAnew'
}

/** The refusal that such an error tells, as it is recorded. */
export function refusedBy(e: ApplicationFailure): Refused {
  const details = e.details?.[0] as Pick<Refused, 'reason'> | undefined
  return { code: e.type ?? 'not-allowed-now', ...(details?.reason ? { reason: details.reason } : {}) }
}
