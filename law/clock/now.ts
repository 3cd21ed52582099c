import { dayOf, endOfDay, fromNumber, toMillis, toNumber } from '../time.ts'
import { evaluate } from './evaluate.ts'
import type { History } from './history.ts'

// Where a history stands, as of the facts taken in so far.

/** The day in Rīga of an instant, by its number. */
export const day = (instant: string): number => toNumber(dayOf(instant))

/** Due day as of the facts taken in so far, or null while it cannot be told. */
export function dueNow(h: History): number | null {
  return untold(h) ? null : evaluate(h).due
}

/** Whether nobody can tell the last day now: the applicant is awaited, and the term counts anew from the day of cure. */
export function untold(h: History): boolean {
  return h.lapsed !== null || (h.waiting !== null && h.missed === null)
}

/** The moment by which it counts whether something came in time: when it was asked for, if that was earlier. */
export function askedAt(fact: { requestedAt?: string }, at: number): number {
  return fact.requestedAt === undefined ? at : Math.min(at, toMillis(fact.requestedAt))
}

/** Whether a last day has passed at a moment. */
export function past(due: number | null, at: number): boolean {
  return due !== null && at >= toMillis(endOfDay(fromNumber(due)))
}
