import type { NewEvent } from '../ledger/events.ts'
import { handedBack, recusedFrom } from '../ledger/fold/conflicts.ts'
import type { CaseState } from '../ledger/fold.ts'

/**
 * A conflict of interest that follows from an act: it stands from the place of the act on, for the reasons that were given
 * with it, and the person's open work in the case goes back with it. Of somebody who takes no part already there is nothing to
 * say again.
 */
export function replaced(
  event: NewEvent & { type: 'conflict-declared' | 'conflict-found' },
  state: CaseState,
  place: number,
  text: unknown,
): NewEvent[] {
  const { personId } = event.data
  if (recusedFrom(state).has(personId)) return []
  const { reason } = text as { reason: string }
  const { at, key } = event
  const back = handedBack(state, personId, place).map(
    (one, i): NewEvent => ({
      ...one,
      ...{ at, key: `${key}/back/${i}` },
    }),
  )
  return [{ ...event, data: { ...event.data, reason, place } }, ...back]
}
