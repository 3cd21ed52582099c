import type { Calendar, MovedReading } from '../calendar/types.ts'
import { isWorking, whyNotWorking } from '../calendar/working.ts'
import { LawError } from '../errors.ts'
import type { Text } from '../text.ts'
import { addMonths, type Day, dayNumber, fromNumber, toNumber } from '../time.ts'
import type { Unit } from '../words.ts'

/** A span of days that do not count: from day number `from` up to, not including, `to` (Infinity = still open). */
export interface Span {
  from: number
  to: number
}

export type CountUnit = Exclude<Unit, 'hours' | 'minutes' | 'fixed-date'>

export type Skipped = { day: Day; reason: Text }[]

/** Non-overlapping spans that cover the same days; the spans come in the order of their beginnings. */
export function merge(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans) {
    const last = out[out.length - 1]
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else out.push({ ...span })
  }
  return out
}

/**
 * Prolongs a term that counts after day `start` and would end on day `end` by the suspended days within it
 * (APL 45: counting stops when the ground arises and continues from the day of resumption).
 * Null while a suspension that began before the end is still open.
 */
export function shift(
  start: number,
  end: number,
  spans: readonly Span[],
): { end: number | null; parts: { from: number; to: number }[] } {
  let at = end
  const parts: { from: number; to: number }[] = []
  for (const span of spans) {
    const from = Math.max(span.from, start + 1)
    if (from > at) break
    if (span.to === Number.POSITIVE_INFINITY) return { end: null, parts }
    if (span.to <= from) continue
    at += span.to - from
    parts.push({ from, to: span.to })
  }
  return { end: at, parts }
}

/**
 * The day number `amount` units after (direction 1) or before (-1) a day: the event's day itself is not counted
 * (APL 42(1)); months and years end on the same-numbered day or the month's last (APL 43(1)).
 * Working days are counted one by one; suspended days do not count. Null when an open suspension prevents the end.
 */
export function count(
  start: number,
  amount: number,
  unit: CountUnit,
  direction: 1 | -1,
  cal: Calendar,
  reading: MovedReading,
  spans: readonly Span[] = [],
  skipped?: Skipped,
): number | null {
  if (unit === 'days') return start + direction * amount
  if (unit === 'weeks') return start + direction * amount * 7
  if (unit === 'months' || unit === 'years') {
    const months = direction * amount * (unit === 'years' ? 12 : 1)
    return toNumber(addMonths(fromNumber(start), months))
  }
  let at = start
  let left = amount
  let i = 0
  while (left > 0) {
    at += direction
    while (i < spans.length && spans[i]!.to <= at) i++
    const span = spans[i]
    if (span && span.from <= at) {
      if (span.to === Number.POSITIVE_INFINITY) return null
      skipped?.push({ day: fromNumber(at), reason: { lv: 'apturēts', en: 'suspended' } })
      continue
    }
    if (isWorking(at, cal, reading)) left--
    else skipped?.push({ day: fromNumber(at), reason: whyNotWorking(at, cal).reason })
  }
  return at
}

/**
 * As `count`, with the readings 'earlier' and 'later' of moved working days resolved for terms in working days: the
 * earlier or later of the two dates that a consistent reading gives, to the letter or by the offices' practice. (To
 * count both the moved day and the Saturday worked for it, or neither, would be a date that nobody could argue.)
 */
export function countRead(
  start: number,
  amount: number,
  unit: CountUnit,
  direction: 1 | -1,
  cal: Calendar,
  reading: MovedReading,
  spans: readonly Span[] = [],
  skipped?: Skipped,
): number | null {
  if (unit !== 'working-days' || reading === 'literal' || reading === 'practice') {
    return count(start, amount, unit, direction, cal, reading, spans, skipped)
  }
  const byLetter: Skipped = []
  const letter = count(start, amount, unit, direction, cal, 'literal', spans, byLetter)
  const byPractice: Skipped = []
  const practice = count(start, amount, unit, direction, cal, 'practice', spans, byPractice)
  // An open suspension hides both dates; one that only one reading reaches before it leaves the other unknown.
  if (letter === null || practice === null) return null
  const first = reading === 'earlier' ? letter <= practice : letter >= practice
  skipped?.push(...(first ? byLetter : byPractice))
  return first ? letter : practice
}

/** The first day on or after `start` with the given month and day. */
export function nextFixed(start: number, fixed: { month: number; day: number }): number {
  const year = Number(fromNumber(start).slice(0, 4))
  const same = dayNumber(year, fixed.month, fixed.day)
  return same >= start ? same : dayNumber(year + 1, fixed.month, fixed.day)
}

/** Checks an amount that came from outside. Throws LawError 'bad-amount'. */
export function requireAmount(n: number): number {
  if (Number.isInteger(n) && n >= 0 && n <= 10_000) return n
  throw new LawError('bad-amount', {
    lv: `Termiņa garumam jābūt veselam skaitlim no 0 līdz 10 000, nevis ${n}.`,
    en: `The length of a term must be a whole number from 0 to 10,000, not ${n}.`,
  })
}
