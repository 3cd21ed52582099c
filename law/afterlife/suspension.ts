import { dayOf, type Instant } from '../time.ts'
import type { DecisionStanding, Suspension } from './standing.ts'

/** The suspension that stands on the day of that instant, if one does. */
function suspensionAt(standing: DecisionStanding | undefined, at: Instant): Suspension | null {
  const { force, suspension } = standing ?? {}
  if (force !== 'suspended' || !suspension) return null
  return suspension.until !== null && suspension.until <= dayOf(at) ? null : suspension
}

/**
 * What something that happened to a decision changed of its suspension (APL 80, 185): that it is suspended, or now known until
 * when; or that it is so no more. What ends on a day that was known ends by itself.
 * @returns null: no more; undefined: nothing changed, or it is not worth anything any more
 */
export function suspensionChange(
  before: DecisionStanding | undefined,
  now: DecisionStanding,
  at: Instant,
): Suspension | null | undefined {
  const [was, is] = [suspensionAt(before, at), suspensionAt(now, at)]
  if (is) return was && was.until === is.until ? undefined : is
  return was && now.force !== 'annulled' ? null : undefined
}
