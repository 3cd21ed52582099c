import type { Binds } from '../calendar/types.ts'
import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import type { Day } from '../time.ts'
import type { Unit } from '../words.ts'

/** F = found in a source, R/h, R/m, R/l = recalled with high, medium, low confidence, U = unknown (a default). */
export type Certainty = 'F' | 'R/h' | 'R/m' | 'R/l' | 'U'

/** One way in which a term may be prolonged. */
export interface Extension {
  id: string
  title: Text
  norm: NormRef
  /** Longest total length; null = no limit is known. */
  amount: number | null
  /** Counted from the receipt of the application, or from the start of the term (the day of cure, if cured). */
  from: 'receipt' | 'start'
  unit: 'months' | 'days' | 'working-days'
  by: 'institution' | 'ministry'
  /** The person must be told before the term ends. */
  notice: boolean
  certainty: Certainty
  unverified?: boolean
  missing?: Text
}

/** One term of the law: JSON data, so that a new version can be recorded in a case's ledger. */
export interface Rule {
  id: string
  title: Text
  norm: NormRef
  /** The event from which the term counts (forward) or to which it counts (backward). */
  event: Text
  amount: number
  unit: Unit
  /** For unit 'fixed-date': the day of each year. */
  fixed?: { month: number; day: number }
  direction: 'forward' | 'backward'
  /** 'day-after' (APL 42(1)), 'next-full-hour' (APL 42(2)) or 'moment' (from the event itself). */
  start: 'day-after' | 'next-full-hour' | 'moment'
  roll: 'next-working-day' | 'previous-working-day' | 'none'
  /** Whose term it is; decides how moved working days count. */
  binds: Binds
  /** 'validity': how long something holds; 'not-before': what may be done only from that day on. */
  kind: 'statutory' | 'standard' | 'set-by-institution' | 'validity' | 'not-before'
  /** Whether the term counts anew from the day on which defects are cured (APL 64(1¹)). */
  resets: boolean
  extensions: readonly Extension[]
  /** Decisive date (normally receipt) on or after which, and up to which, this version governs. */
  validFrom?: Day
  validUntil?: Day
  certainty: Certainty
  unverified?: boolean
  missing?: Text
}
