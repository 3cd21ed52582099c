import type { LedgerEvent } from '../events.ts'

/** Somebody of another unit to whom the case was given, for the places of its inbox after `place`, up to `until`. */
export interface Lent {
  personId: string
  place: number
  until: number | null
}

/** Whoever gets the case next ends it. */
export function lentAfter(before: Lent[] = [], { data }: LedgerEvent & { type: 'assigned' }): Lent[] {
  const { to, place, outside } = data
  if (place === undefined) return before
  const ended = before.map((one) => (one.until === null ? { ...one, until: place } : one))
  return outside && to ? [...ended, { personId: to, place, until: null }] : ended
}
