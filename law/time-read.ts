import { fromMillis, type Instant, isDay, localInstant, startOfDay } from './time.ts'

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Reads a moment as people write it: a day (00:00 in Riga), a wall-clock time in Riga ('2026-03-05T14:30' or with
 * a space), or a time with Z or an offset. Null for anything else. A wall-clock time that occurs twice in autumn
 * means the first; one that does not occur in spring is moved on by an hour. Throws LawError 'time-unknown' before 1990.
 */
export function readInstant(text: string): Instant | null {
  const trimmed = text.trim()
  if (isDay(trimmed)) return startOfDay(trimmed)
  const m = LOCAL.exec(trimmed)
  if (!m) return null
  const [, day, hh, mm, ss = '00', fraction = '', zone] = m as unknown as string[]
  const [hours, minutes, seconds] = [Number(hh), Number(mm), Number(ss)]
  if (!isDay(day!) || minutes > 59 || seconds > 59 || hours > 24 || (hours === 24 && minutes + seconds > 0))
    return null
  const rest = seconds * 1000 + (fraction === '' ? 0 : Math.round(Number(fraction) * 1000))
  if (zone === undefined) return fromMillis(Date.parse(localInstant(day!, hours * 60 + minutes)) + rest)
  let utc = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * 60_000 + rest
  if (zone !== 'Z') {
    const digits = zone.replace(':', '')
    const [oh, om] = [Number(digits.slice(1, 3)), Number(digits.slice(3, 5))]
    // No clock on earth is further from UTC than fourteen hours.
    if (om > 59 || oh * 60 + om > 14 * 60) return null
    const offset = oh * 60 + om
    utc -= (digits[0] === '-' ? -offset : offset) * 60_000
  }
  return fromMillis(utc)
}
