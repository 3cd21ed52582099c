import { CALENDAR } from '../calendar/data.ts'
import type { Calendar } from '../calendar/types.ts'
import { requireKnown } from '../calendar/working.ts'
import { count } from '../clock/count.ts'
import { rolled } from '../clock/evaluate.ts'
import { LawError } from '../errors.ts'
import { type RuleId, ruleOf } from '../rules/catalogue.ts'
import { type Day, fromNumber, toNumber, weekdayOf } from '../time.ts'

/**
 * The day on which a term of an entry ends that runs from `from`, or (backward) by which something must be done before
 * `from`: validity, start of a programme, the last useful day to ask for renewal. Such terms are counted years ahead, when
 * nobody knows the calendar yet: an end beyond it is moved off weekends alone.
 * @throws LawError for a rule that is none of days, weeks, months or years
 */
export function lastDayOf(id: RuleId, from: Day, calendar: Calendar = CALENDAR): Day {
  const { unit, amount, direction, roll, binds } = ruleOf(id, from)
  if (unit !== 'days' && unit !== 'weeks' && unit !== 'months' && unit !== 'years')
    throw new LawError('bad-unit', {
      lv: `Termiņu “${id}” nevar skaitīt gados uz priekšu.`,
      en: `The term “${id}” cannot be counted years ahead.`,
    })
  const reading = calendar.movedDayPolicy[binds]
  const n = count(toNumber(from), amount, unit, direction === 'forward' ? 1 : -1, calendar, reading)!
  if (roll === 'none') return fromNumber(n)
  if (isKnown(n, calendar)) return fromNumber(rolled(n, roll, calendar, reading))
  const step = roll === 'next-working-day' ? 1 : -1
  let at = n
  while (weekdayOf(at) >= 6) at += step
  return fromNumber(at)
}

/** Whether the calendar knows a day and the fortnight around it. */
function isKnown(n: number, calendar: Calendar): boolean {
  try {
    requireKnown(n - 14, calendar)
    requireKnown(n + 14, calendar)
    return true
  } catch (e) {
    if (e instanceof LawError) return false
    throw e
  }
}
