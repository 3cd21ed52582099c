import { LawError } from './errors.ts'

/** A calendar day in Latvia, 'YYYY-MM-DD'. */
export type Day = string
/** A moment: ISO 8601 in UTC with Z, e.g. '2026-03-05T10:15:00Z' or with milliseconds. */
export type Instant = string

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST_KNOWN = Date.UTC(1989, 11, 31, 22)
const DAY_FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z$/

/** Days since 1970-01-01 of a civil date; month 1–12. Overflowing days count on into the next month. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY)
}

/** The day number (days since 1970-01-01) of an ISO day. Throws LawError 'bad-day' for what is no date. */
export function toNumber(day: Day): number {
  const m = DAY_FORM.exec(day)
  if (m) {
    const month = Number(m[2])
    const n = dayNumber(Number(m[1]), month, Number(m[3]))
    if (Number(m[1]) >= 1000 && fromNumber(n) === day) return n
  }
  throw new LawError('bad-day', {
    lv: `“${day}” nav datums formā GGGG-MM-DD.`,
    en: `“${day}” is not a date of the form YYYY-MM-DD.`,
  })
}

/** The ISO day of a day number. */
export function fromNumber(n: number): Day {
  return new Date(n * DAY).toISOString().slice(0, 10)
}

/** Year, month (1–12) and day of the month of an ISO day. Throws LawError 'bad-day'. */
export function parts(day: Day): { year: number; month: number; day: number } {
  toNumber(day)
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

/** 1 = Monday … 7 = Sunday (ISO 8601), of a day number. */
export function weekdayOf(n: number): number {
  return ((((n + 3) % 7) + 7) % 7) + 1
}

/** The day `n` calendar days later (earlier when negative). Throws LawError 'bad-day'. */
export function addDays(day: Day, n: number): Day {
  return fromNumber(toNumber(day) + n)
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return toNumber(b) - toNumber(a)
}

/** Whether the text is an existing calendar day in the form YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const m = DAY_FORM.exec(text)
  return (
    !!m && Number(m[1]) >= 1000 && fromNumber(dayNumber(Number(m[1]), Number(m[2]), Number(m[3]))) === text
  )
}

/** Milliseconds since the epoch of an instant. Throws LawError 'bad-instant' unless it is ISO 8601 with Z. */
export function toMillis(instant: Instant): number {
  const ms = INSTANT_FORM.test(instant) && isDay(instant.slice(0, 10)) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(ms)) {
    throw new LawError('bad-instant', {
      lv: `“${instant}” nav laiks formā GGGG-MM-DDTHH:MM:SSZ.`,
      en: `“${instant}” is not a time of the form YYYY-MM-DDTHH:MM:SSZ.`,
    })
  }
  return ms
}

/** The instant of a number of milliseconds since the epoch, always with milliseconds and Z. */
export function fromMillis(ms: number): Instant {
  return new Date(ms).toISOString()
}

function lastSunday(year: number, month: number): number {
  const last = dayNumber(year, month + 1, 1) - 1
  return last - (weekdayOf(last) % 7)
}

/**
 * Summer time in Latvia as a pair of UTC milliseconds [from, until), or null for a year without it.
 * 1990–1996: last Sundays of March and September at 00:00 UTC (02:00 local winter time).
 * From 1997 the European rule: last Sundays of March and October at 01:00 UTC. In 2000 Latvia kept winter time
 * all year (Cabinet Regulation of 29 February 2000; undone for 2001). Sources: the time zone database, file
 * `europe`, zone Europe/Riga; the tests compare every hour from 1990 to 2040 with the runtime's own tables.
 */
function summerTime(year: number): readonly [number, number] | null {
  if (year === 2000) return null
  if (year < 1997) return [lastSunday(year, 3) * DAY, lastSunday(year, 9) * DAY]
  return [lastSunday(year, 3) * DAY + HOUR, lastSunday(year, 10) * DAY + HOUR]
}

/** Minutes by which local time in Riga is ahead of UTC at a moment (120 or 180). Throws before 1990. */
export function rigaOffset(ms: number): number {
  if (ms < FIRST_KNOWN) {
    throw new LawError('time-unknown', {
      lv: 'Laiks pirms 1990. gada nav aprēķināms: vietējā laika kārtība tad bija cita.',
      en: 'Times before 1990 cannot be computed: local time followed other rules then.',
    })
  }
  const summer = summerTime(new Date(ms).getUTCFullYear())
  return summer !== null && ms >= summer[0] && ms < summer[1] ? 180 : 120
}

/** The calendar day in Latvia (Europe/Riga) on which an instant falls. Throws LawError 'bad-instant'. */
export function dayOf(instant: Instant): Day {
  const ms = toMillis(instant)
  return fromNumber(Math.floor((ms + rigaOffset(ms) * 60_000) / DAY))
}

/** The instant of a local time in Riga; minutes after midnight by the wall clock. */
export function localInstant(day: Day, minutes: number): Instant {
  const wall = toNumber(day) * DAY + minutes * 60_000
  // Guess with winter time, correct with the offset that then holds; a wall time that occurs twice (the last
  // Sunday of October) means its first occurrence.
  const summer = wall - 3 * HOUR
  return fromMillis(rigaOffset(Math.max(summer, FIRST_KNOWN)) === 180 ? summer : wall - 2 * HOUR)
}

/** 00:00 of the day in Riga, as an instant in UTC. */
export function startOfDay(day: Day): Instant {
  return localInstant(day, 0)
}

/** 24:00 of the day in Riga (= 00:00 of the next), as an instant in UTC: the exclusive end of the day. */
export function endOfDay(day: Day): Instant {
  return localInstant(addDays(day, 1), 0)
}

/** The wall-clock time 'HH:MM' in Riga at an instant. */
export function clockTime(instant: Instant): string {
  const ms = toMillis(instant)
  return fromMillis(ms + rigaOffset(ms) * 60_000).slice(11, 16)
}

/** The same-numbered day `n` months later (earlier when negative), or that month's last day if it lacks it. */
export function addMonths(day: Day, n: number): Day {
  const p = parts(day)
  const index = p.year * 12 + (p.month - 1) + n
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  const last = dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)
  return fromNumber(dayNumber(year, month, Math.min(p.day, last)))
}
