import { LawError } from './errors.ts'

/** A calendar day in Latvia, 'YYYY-MM-DD'. */
export type Day = string
/** A moment: ISO 8601 in UTC with Z, e.g. '2026-03-05T10:15:00Z' or with milliseconds. */
export type Instant = string

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST_KNOWN = Date.UTC(1989, 11, 31, 22)
const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z$/

/**
 * Days since 1970-01-01 of a civil date; month 1–12.
 * Whole-number arithmetic on years that begin in March, so that the leap day comes last.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

/** Year, month (1–12) and day of the month of a day number. */
export function civil(n: number): { year: number; month: number; day: number } {
  const z = n + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Two decimal digits of a text at a position, or NaN. */
function two(text: string, at: number): number {
  const [a, b] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : Number.NaN
}

/** Year, month and day of an ISO day from year 1000 on, or null for what is no date. */
function read(text: string): { year: number; month: number; day: number } | null {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const good = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return good ? { year, month, day } : null
}

/** Year, month (1–12) and day of the month of an ISO day. Throws LawError 'bad-day' for what is no date. */
export function parts(day: Day): { year: number; month: number; day: number } {
  const p = read(day)
  if (p) return p
  throw new LawError('bad-day', {
    lv: `“${day}” nav datums formā GGGG-MM-DD.`,
    en: `“${day}” is not a date of the form YYYY-MM-DD.`,
  })
}

/** The day number (days since 1970-01-01) of an ISO day. Throws LawError 'bad-day'. */
export function toNumber(day: Day): number {
  const p = parts(day)
  return dayNumber(p.year, p.month, p.day)
}

/** The ISO day of a day number. */
export function fromNumber(n: number): Day {
  const { year, month, day } = civil(n)
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
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
  return read(text) !== null
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
  const last = dayNumber(year, month, daysInMonth(year, month))
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
  const summer = summerTime(civil(Math.floor(ms / DAY)).year)
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
  return fromNumber(dayNumber(year, month, Math.min(p.day, daysInMonth(year, month))))
}
