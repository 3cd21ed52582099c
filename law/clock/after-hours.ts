import { closingInstant } from '../calendar/day.ts'
import { isWorking, nearestWorking } from '../calendar/working.ts'
import type { Rule } from '../rules/types.ts'
import { clockTime, type Day, dayOf, fromNumber, startOfDay, toMillis } from '../time.ts'
import { evaluate } from './evaluate.ts'
import type { History } from './history.ts'

/** A term of the institution that counts from the receipt of a document. */
const countsFromReceipt = ({ binds, direction, start, event }: Rule): boolean =>
  binds === 'institution' &&
  direction === 'forward' &&
  start === 'day-after' &&
  /saņemš|iesniegš/.test(event.lv)

/**
 * A document that came electronically when nobody worked: on a day off, or after the institution had closed. No norm says
 * whether that day or the next working day is the day of receipt; that day is applied, with which the term ends earlier.
 * @param due the last day by the reading that is applied, as a day number
 * @returns the time of receipt in Riga, the other day of receipt and the last day that follows from it; undefined where the
 *   receipt was within working hours, the term does not count from it, or both readings give the same day
 */
export function otherReceipt(h: History, due: number): { time: string; day: Day; due: Day } | undefined {
  if (!countsFromReceipt(h.rule) || h.set || h.start !== h.receipt) return undefined
  const received = dayOf(h.receivedAt)
  const worked = isWorking(h.receipt, h.cal, 'practice')
  if (worked && toMillis(h.receivedAt) <= toMillis(closingInstant(received, h.cal))) return undefined
  const next = nearestWorking(h.receipt + 1, h.cal, 'practice', 1)
  const day = fromNumber(next)
  const other = evaluate({ ...h, receivedAt: startOfDay(day), receipt: next, start: next }).due
  if (other === null || other === due) return undefined
  return { time: clockTime(h.receivedAt), day, due: fromNumber(other) }
}
