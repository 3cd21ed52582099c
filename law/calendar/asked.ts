import type { Day } from '../time.ts'
import type { Calendar } from './types.ts'

/** From this day on the calendar of the next year is asked for: the Cabinet orders a year's moved days well before it. */
const FROM = '10-01'

/**
 * The year whose moved working days are to be entered now, by the day in Rīga: the first that the calendar does not know
 * as a whole, up to this year, and from 1 October up to the next. Null when nothing is to be entered.
 * The order is one of the Cabinet (Labour Law 133(4)); when it is asked for is a choice of the house.
 */
export function calendarAsked(today: Day, calendar: Pick<Calendar, 'movedDaysKnownUntil'>): number | null {
  const known = calendar.movedDaysKnownUntil
  const whole = known.endsWith('-12-31') ? Number(known.slice(0, 4)) : Number(known.slice(0, 4)) - 1
  const wanted = Number(today.slice(0, 4)) + (today.slice(5) >= FROM ? 1 : 0)
  return whole < wanted ? whole + 1 : null
}
