import { LawError } from '../errors.ts'
import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import { civil, type Day, fromNumber, toNumber, weekdayOf } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import { type Holiday, standingHolidays } from './rules.ts'
import type { Calendar, MovedDay, MovedReading } from './types.ts'

/** What the calendar marks on one day beyond its weekday. */
export interface Mark {
  holidays: Holiday[]
  off?: MovedDay
  worked?: MovedDay
}

/** What a calendar says, in a form that is quick to ask. */
interface Known {
  first: number
  last: number
  years: Map<number, Map<number, Mark>>
}

// Memo only: all of it follows from the calendar object, which is never changed in place.
const MEMO = new WeakMap<Calendar, Known>()

function known(cal: Calendar): Known {
  let k = MEMO.get(cal)
  if (!k) {
    k = { first: toNumber(cal.knownFrom), last: toNumber(cal.knownUntil), years: new Map() }
    MEMO.set(cal, k)
  }
  return k
}

function build(year: number, cal: Calendar): Map<number, Mark> {
  const marks = new Map<number, Mark>()
  const at = (n: number): Mark => {
    let mark = marks.get(n)
    if (!mark) {
      mark = { holidays: [] }
      marks.set(n, mark)
    }
    return mark
  }
  const prefix = `${year}-`
  const removed = new Set(cal.removedHolidays.map((r) => r.day))
  for (const holiday of standingHolidays(year)) {
    if (!removed.has(fromNumber(holiday.n))) at(holiday.n).holidays.push(holiday)
  }
  for (const extra of cal.extraHolidays) {
    if (!extra.day.startsWith(prefix) || removed.has(extra.day)) continue
    const n = toNumber(extra.day)
    at(n).holidays.push({
      n,
      name: extra.name,
      kind: extra.kind,
      norm: extra.norm,
      ...(extra.unverified ? { unverified: true } : {}),
    })
  }
  for (const move of cal.movedDays) {
    if (move.off.startsWith(prefix)) at(toNumber(move.off)).off = move
    if (move.worked.startsWith(prefix)) at(toNumber(move.worked)).worked = move
  }
  return marks
}

/** The marks of a day number, or undefined for an ordinary weekday or weekend. */
export function markOf(n: number, cal: Calendar): Mark | undefined {
  const { years } = known(cal)
  const { year } = civil(n)
  let marks = years.get(year)
  if (!marks) {
    marks = build(year, cal)
    years.set(year, marks)
  }
  return marks.get(n)
}

/** Whether a day is off only in place of a holiday that fell on a weekend. */
export function isSubstitute(n: number, cal: Calendar): boolean {
  const holidays = markOf(n, cal)?.holidays ?? []
  return holidays.length > 0 && holidays.every((h) => h.kind === 'substitute')
}

/** Refuses a day that the calendar does not know. Throws LawError 'calendar-unknown'. */
export function requireKnown(n: number, cal: Calendar): void {
  const { first, last } = known(cal)
  if (n >= first && n <= last) return
  const day = fromNumber(n)
  throw new LawError('calendar-unknown', {
    lv: `Darba kalendārs (versija ${cal.version}) ir zināms no ${dayLv(cal.knownFrom, 'genitive')} līdz ${dayLv(cal.knownUntil, 'dative')}; par ${dayLv(day, 'accusative')} atbildes nav.`,
    en: `The working calendar (version ${cal.version}) is known from ${dayEn(cal.knownFrom)} to ${dayEn(cal.knownUntil)}; it gives no answer for ${dayEn(day)}.`,
  })
}

/**
 * Whether a day number counts as a working day under a reading of moved days. Throws LawError 'calendar-unknown'
 * outside the calendar's known days.
 */
export function isWorking(n: number, cal: Calendar, reading: MovedReading): boolean {
  requireKnown(n, cal)
  const mark = markOf(n, cal)
  if (mark !== undefined && mark.holidays.length > 0) return false
  if (weekdayOf(n) >= 6)
    return mark?.worked !== undefined && (reading === 'earlier' || reading === 'practice')
  return mark?.off === undefined || reading === 'earlier' || reading === 'literal'
}

/** Why a day is not counted as a working day; assumes that it is not one under the reading in use. */
export function whyNotWorking(n: number, cal: Calendar): { reason: Text; norm: NormRef; unverified?: true } {
  const mark = markOf(n, cal)
  const holiday = mark?.holidays[0]
  if (holiday) return { reason: holiday.name, norm: holiday.norm }
  if (mark?.off) {
    return {
      reason: {
        lv: `darba diena pārcelta uz ${dayLv(mark.off.worked, 'accusative')}`,
        en: `working day moved to ${dayEn(mark.off.worked)}`,
      },
      norm: mark.off.norm,
      unverified: true,
    }
  }
  const weekend = weekdayOf(n) === 6 ? { lv: 'sestdiena', en: 'Saturday' } : { lv: 'svētdiena', en: 'Sunday' }
  if (mark?.worked) {
    return {
      reason: {
        lv: `${weekend.lv}, kurā strādā ${dayLv(mark.worked.off, 'genitive')} vietā`,
        en: `${weekend.en}, worked in place of ${dayEn(mark.worked.off)}`,
      },
      norm: mark.worked.norm,
      unverified: true,
    }
  }
  return { reason: weekend, norm: { act: 'APL', article: '43(2)' } }
}

/** First working day on or after (direction 1) or on or before (direction -1) a day number. */
export function nearestWorking(n: number, cal: Calendar, reading: MovedReading, direction: 1 | -1): number {
  let at = n
  while (!isWorking(at, cal, reading)) at += direction
  return at
}

/** Whether a day is a working day for terms under a reading. Throws LawError 'bad-day', 'calendar-unknown'. */
export function isWorkingDay(day: Day, cal: Calendar, reading: MovedReading): boolean {
  return isWorking(toNumber(day), cal, reading)
}
