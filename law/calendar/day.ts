import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import { type Day, fromNumber, type Instant, localInstant, toNumber, weekdayOf } from '../time.ts'
import { dayEn, dayLv, weekdayName } from '../words.ts'
import { CALENDAR } from './data.ts'
import type { Calendar } from './types.ts'
import { isWorking, markOf, requireKnown } from './working.ts'

/** All that the calendar knows of one day. */
export interface DayInfo {
  day: Day
  weekday: Text
  /** Whether the offices of state institutions work: the 'practice' reading. */
  working: boolean
  kind: 'working-day' | 'weekend' | 'holiday' | 'substitute' | 'moved-off' | 'moved-worked'
  why: Text
  norm: NormRef
  holidays: { name: Text; kind: 'holiday' | 'substitute'; norm: NormRef; unverified?: boolean }[]
  /** Present on both days of a moved working day. */
  moved?: { off: Day; worked: Day; source?: string; unverified?: boolean; missing?: Text }
  /** Whether the day counts as a working day for each kind of term, by the calendar's policy on moved days. */
  counts: { institution: boolean; party: boolean; service: boolean }
  /** Last day before a public holiday: an hour shorter (Labour Law 135). Absent on days off. */
  shortened?: boolean
  /** Closing time of the institution as an instant. Absent on days off. */
  closes?: Instant
  nextWorkingDay: Day | null
  calendarVersion: number
}

const DL135: NormRef = { act: 'DL', article: '135' }
const DL133: NormRef = { act: 'DL', article: '133(4)' }
const DL133_WEEK: NormRef = { act: 'DL', article: '133' }

function shortenedBefore(n: number, cal: Calendar): boolean {
  // Only a holiday in its own right shortens the day before it; a substitute day off does not.
  return markOf(n + 1, cal)?.holidays.some((h) => h.kind === 'holiday') === true
}

/**
 * Closing time of the institution on a day, as an instant: an act to be done at the institution is in time until
 * then (APL 43(4)); an hour earlier on the eve of a public holiday (Labour Law 135). On a day when the institution
 * does not work the ordinary time of that weekday (Friday's for a weekend) is given.
 */
export function closingInstant(day: Day, cal: Calendar = CALENDAR): Instant {
  const n = toNumber(day)
  const [hours, minutes] = cal.closingTimes[Math.min(weekdayOf(n), 5) - 1]!.split(':').map(Number)
  return localInstant(day, hours! * 60 + minutes! - (shortenedBefore(n, cal) ? 60 : 0))
}

/**
 * Whether a day is worked, why, and by which norm and calendar version.
 * Throws LawError 'bad-day', or 'calendar-unknown' outside `knownFrom`–`knownUntil`.
 */
export function dayInfo(day: Day, cal: Calendar = CALENDAR): DayInfo {
  const n = toNumber(day)
  requireKnown(n, cal)
  const mark = markOf(n, cal)
  const working = isWorking(n, cal, 'practice')
  const holidays = (mark?.holidays ?? []).map((h) => ({
    name: h.name,
    kind: h.kind,
    norm: h.norm,
    ...(h.unverified ? { unverified: true } : {}),
  }))
  const move = mark?.off ?? mark?.worked
  const policy = cal.movedDayPolicy
  return {
    day,
    weekday: weekdayName(day),
    working,
    ...describe(day, n, cal),
    holidays,
    ...(move
      ? {
          moved: {
            off: move.off,
            worked: move.worked,
            ...(move.source ? { source: move.source } : {}),
            ...(move.unverified ? { unverified: true } : {}),
            ...(move.missing ? { missing: move.missing } : {}),
          },
        }
      : {}),
    counts: {
      institution: isWorking(n, cal, policy.institution),
      party: isWorking(n, cal, policy.party),
      service: isWorking(n, cal, policy.service),
    },
    ...(working ? { shortened: shortenedBefore(n, cal), closes: closingInstant(day, cal) } : {}),
    nextWorkingDay: nextWorking(n, cal),
    calendarVersion: cal.version,
  }
}

function nextWorking(n: number, cal: Calendar): Day | null {
  // At the very end of the known calendar there is no next working day to be told.
  const last = toNumber(cal.knownUntil)
  for (let at = n + 1; at <= last; at++) {
    if (isWorking(at, cal, 'practice')) return fromNumber(at)
  }
  return null
}

function describe(day: Day, n: number, cal: Calendar): Pick<DayInfo, 'kind' | 'why' | 'norm'> {
  const mark = markOf(n, cal)
  const weekend = weekdayOf(n) >= 6
  const name = weekdayName(day)
  const holiday = mark?.holidays[0]
  if (holiday) {
    const also = weekend ? { lv: ` (${name.lv})`, en: ` (${name.en})` } : { lv: '', en: '' }
    return {
      kind: holiday.kind,
      why: {
        lv: `${holiday.kind === 'holiday' ? 'Svētku diena: ' : ''}${holiday.name.lv}${also.lv}`,
        en: `${holiday.kind === 'holiday' ? 'Public holiday: ' : ''}${holiday.name.en}${also.en}`,
      },
      norm: holiday.norm,
    }
  }
  if (mark?.off) {
    return {
      kind: 'moved-off',
      why: {
        lv: `Brīvdiena: darba diena pārcelta uz sestdienu, ${dayLv(mark.off.worked, 'accusative')}`,
        en: `Day off: the working day is moved to Saturday ${dayEn(mark.off.worked)}`,
      },
      norm: DL133,
    }
  }
  if (mark?.worked) {
    return {
      kind: 'moved-worked',
      why: {
        lv: `Darba diena: pārcelta no ${dayLv(mark.worked.off, 'genitive')}`,
        en: `Working day: moved from ${dayEn(mark.worked.off)}`,
      },
      norm: DL133,
    }
  }
  if (weekend)
    return {
      kind: 'weekend',
      why: { lv: `Brīvdiena: ${name.lv}`, en: `Day off: ${name.en}` },
      norm: DL133_WEEK,
    }
  if (shortenedBefore(n, cal)) {
    return {
      kind: 'working-day',
      why: {
        lv: 'Darba diena pirms svētku dienas, par stundu īsāka',
        en: 'Working day before a public holiday, an hour shorter',
      },
      norm: DL135,
    }
  }
  return {
    kind: 'working-day',
    why: { lv: `Darba diena: ${name.lv}`, en: `Working day: ${name.en}` },
    norm: DL133_WEEK,
  }
}
