import { CALENDAR } from '../calendar/data.ts'
import type { Calendar } from '../calendar/types.ts'
import type { ClockFact } from './facts.ts'

/**
 * The working calendar that a case knows: the newest that its facts brought, else the one it began with. For terms
 * that are not clocks of their own, such as a term to cure or to contest.
 */
export function calendarOf(
  facts: readonly Pick<ClockFact, 'type'>[],
  beginning: Calendar = CALENDAR,
): Calendar {
  let newest = beginning
  for (const fact of facts as readonly ClockFact[]) {
    if (fact.type === 'calendar-changed' && fact.calendar.version > newest.version) newest = fact.calendar
  }
  return newest
}
