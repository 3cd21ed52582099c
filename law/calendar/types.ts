import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import type { Day } from '../time.ts'

/** Whose term it is decides how a moved working day counts; see `MovedReading`. */
export type Binds = 'institution' | 'party' | 'service'

/**
 * How a moved working day counts. The law has no rule and no controlling case was found, so there are readings:
 * - 'literal': APL 43(2) to the letter: only Saturdays, Sundays and public holidays roll; a moved day off is a
 *   working day, a worked Saturday is a Saturday;
 * - 'practice': as the offices are open: a moved day off is no working day, a worked Saturday is one;
 * - 'earlier': the earlier date: a last day that is a working day by either reading stays; a count of working days
 *   ends on the earlier of the two readings' dates;
 * - 'later': the later date: a last day stays only if it is a working day by both readings; a count of working days
 *   ends on the later of the two readings' dates.
 */
export type MovedReading = 'literal' | 'practice' | 'earlier' | 'later'

/** A day off that no standing rule gives: a one-off holiday, a festival's close, or a substitute day. */
export interface ExtraHoliday {
  day: Day
  name: Text
  /** 'holiday' = public holiday in its own name, 'substitute' = day off in place of one on a weekend. */
  kind: 'holiday' | 'substitute'
  norm: NormRef
  source?: string
  unverified?: boolean
  missing?: Text
}

/** One working day moved by a Cabinet order: `off` is free, `worked` (a Saturday of the same week or month) is worked. */
export interface MovedDay {
  off: Day
  worked: Day
  norm: NormRef
  source?: string
  unverified?: boolean
  missing?: Text
}

/** A public holiday taken away for one day by a later law. */
export interface RemovedHoliday {
  day: Day
  reason: Text
}

/** The working calendar as data: JSON, versioned, never changed in place (a change is a new version). */
export interface Calendar {
  version: number
  /** First and last day for which the calendar answers; outside it refuses. */
  knownFrom: Day
  knownUntil: Day
  /** Moved days and one-off holidays are known up to this day; later derivations say so. */
  movedDaysKnownUntil: Day
  extraHolidays: readonly ExtraHoliday[]
  removedHolidays: readonly RemovedHoliday[]
  movedDays: readonly MovedDay[]
  movedDayPolicy: Readonly<Record<Binds, MovedReading>>
  /** Wall-clock closing time 'HH:MM' of the institution on an ordinary working day, by ISO weekday 1–5. */
  closingTimes: readonly [string, string, string, string, string]
}
