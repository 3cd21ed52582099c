import { CALENDAR } from '../calendar/data.ts'
import type { Calendar } from '../calendar/types.ts'
import type { RuleId } from '../rules/catalogue.ts'
import { type Day, endOfDay, fromNumber, type Instant, startOfDay } from '../time.ts'
import { derive } from './derive.ts'
import { evaluate } from './evaluate.ts'
import type { ClockFact } from './facts.ts'
import type { Term } from './fold.ts'
import { readHistory } from './history.ts'

/**
 * The end of a term whose length the institution itself sets (APL 41): the rule gives unit, start and roll, the
 * institution the amount.
 * @param amount in the rule's own unit (working days for 'cure.term', days for 'hearing.term')
 * @throws LawError as `foldClock` does
 */
export function setTerm(
  rule: RuleId,
  start: Instant | Day,
  amount: number,
  calendar: Calendar = CALENDAR,
): Term {
  const at = start.length === 10 ? startOfDay(start) : start
  const received: ClockFact = { id: 'event', at, recordedAt: at, type: 'received' }
  const { history } = readHistory(rule, [received], calendar)
  const own = { ...history!.rule, amount }
  const h = { ...history!, rule: own, rules: [own] }
  const found = evaluate(h)
  const derivation = derive(h, found)
  const due = fromNumber(found.due!)
  return {
    due,
    dueInstant: endOfDay(due),
    derivation,
    unverified: derivation.some((s) => s.unverified === true),
  }
}
