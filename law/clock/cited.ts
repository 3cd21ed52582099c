import { CALENDAR } from '../calendar/data.ts'
import type { Calendar } from '../calendar/types.ts'
import type { ClockFact } from './facts.ts'

/** A calendar as it is cited: it stands once, elsewhere. */
export interface CalendarRef {
  version: number
  /** Of its content. */
  hash: string
}

type OfCalendar = Extract<ClockFact, { type: 'calendar-changed' }>

/** A fact as a case keeps it: of a new calendar it says which one. */
export type CitedFact =
  | Exclude<ClockFact, OfCalendar>
  | (Omit<OfCalendar, 'calendar'> & { calendar: CalendarRef })

/** Gives the calendar that is cited. @throws Error when it is not known */
export type Book = (cited: CalendarRef) => Calendar

/** The facts as the law folds them. */
export function wholeFacts(facts: readonly CitedFact[], book: Book): ClockFact[] {
  return facts.map((fact) =>
    fact.type === 'calendar-changed' ? { ...fact, calendar: book(fact.calendar) } : fact,
  )
}

/** The newest calendar that any of these facts tells of. */
export function newestCited(
  facts: readonly CitedFact[],
): (CitedFact & { type: 'calendar-changed' }) | undefined {
  let newest: (CitedFact & { type: 'calendar-changed' }) | undefined
  for (const fact of facts)
    if (fact.type === 'calendar-changed' && (!newest || fact.calendar.version > newest.calendar.version))
      newest = fact
  return newest
}

/** The working calendar that is known by these facts: the newest, else the one that is built in. */
export function calendarOf(facts: readonly CitedFact[], book: Book): Calendar {
  const newest = newestCited(facts)
  return newest ? book(newest.calendar) : CALENDAR
}
