import { dayOf, type Instant } from '../time.ts'
import type { DecisionStanding } from './standing.ts'

/** Why a decision cannot be revoked or looked at anew in proceedings of its own now. */
export type NotNow = 'contestable' | 'not-in-force'

type Standing = Pick<
  DecisionStanding,
  'stage' | 'force' | 'contestEnd' | 'contest' | 'courtUntil' | 'court' | 'annulledFrom'
>

/**
 * Whether a decision has become incontestable: nobody contested it in time (APL 76(4)), nor applied to the court against what
 * the ministry left of it (188), or the court has decided.
 * @param at an instant (UTC)
 */
export function isIncontestable(standing: Standing, at: Instant): boolean {
  const { stage, contestEnd, contest, courtUntil, court } = standing
  if (stage === 'contest-period') return contestEnd !== null && at >= contestEnd
  if (stage !== 'settled') return false
  if (contest === null || court?.outcome) return true
  return courtUntil === null || dayOf(at) > courtUntil
}

/**
 * Whether proceedings about a decision may be begun: revocation is of an incontestable act (APL 83, title), and what is asked
 * before it became so is a contestation (87(6)); what is no longer in force is not revoked (70(3)) nor begun anew (87(3)1).
 * @returns undefined when they may, else why not
 */
export function notNow(standing: Standing, at: Instant): NotNow | undefined {
  const { force } = standing
  if (force === 'annulled' || force === 'replaced') return 'not-in-force'
  return isIncontestable(standing, at) ? undefined : 'contestable'
}
