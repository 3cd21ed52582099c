import { CALENDAR } from '../../law/calendar/data.ts'
import { isWorkingDay } from '../../law/calendar/working.ts'
import { addDays, type Day, dayOf, localInstant } from '../../law/time.ts'

/** How many working days the demonstration takes, from the first application to its last day. */
export const SPAN = 60

const works = (day: Day): boolean => isWorkingDay(day, CALENDAR, 'practice')

/** The working day so many working days before a day; 0: the day itself, or the last working day before it. */
export function workingDayBefore(day: Day, count: number): Day {
  let at = day
  while (!works(at)) at = addDays(at, -1)
  for (let left = count; left > 0; ) {
    at = addDays(at, -1)
    if (works(at)) left -= 1
  }
  return at
}

/** So many working days, one after the other, beginning with a day or the first working day after it. */
export function workingDaysFrom(day: Day, count: number): Day[] {
  const days: Day[] = []
  for (let at = day; days.length < count; at = addDays(at, 1)) if (works(at)) days.push(at)
  return days
}

/** People do not all work at nine: an instant of a working day in Rīga, another time on each. */
export function atWork(day: Day): Date {
  return new Date(localInstant(day, 9 * 60 + ((Number(day.slice(8)) * 47) % (7 * 60))))
}

/** When a demonstration begins that ends at an instant. */
export function beginning(until: Date, span = SPAN): Date {
  return atWork(workingDayBefore(dayOf(until.toISOString()), span))
}
