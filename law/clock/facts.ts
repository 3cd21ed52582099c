import type { Calendar } from '../calendar/types.ts'
import type { NormRef } from '../norm.ts'
import type { Rule } from '../rules/types.ts'
import type { Text } from '../text.ts'
import type { Day, Instant } from '../time.ts'
import type { Unit } from '../words.ts'

/** How a new version of a rule meets cases that are already running. */
export type Transitional =
  /** Only what was received on or after the day of entry into force. */
  | 'by-receipt'
  /** Every case still open on that day, counted from its own start. */
  | 'all-open'
  /** Every open case, if that is better for the person: an earlier date for the institution, a later for a party. */
  | 'more-favourable'

/** What happened to a clock, without the three fields that every fact has. */
export type FactBody =
  /** The application (or, for other rules, the event from which the term counts) happened at `at`. */
  | { type: 'received' }
  /** At `at` it was found that the receipt had been at another time. */
  | { type: 'receipt-corrected'; receivedAt: Instant; document?: string }
  /** APL 56(1¹): the applicant is asked to cure defects. */
  | { type: 'left-without-progress'; cureBy?: Day; document?: string }
  | { type: 'cured'; document?: string }
  | { type: 'not-cured'; document?: string }
  | {
      type: 'extended'
      ground: string
      by: 'institution' | 'ministry'
      /** New last day. Either this or `months`; neither = as long as the extension allows. */
      until?: Day
      /** New total length of the term in months, counted from receipt. */
      months?: number
      /** Id of the extension in the rule: 'more-information', 'APL64(2)', 'APL64(2)-year'; absent = the first that fits. */
      rule?: string
      /** When the person was told. */
      noticeAt?: Instant
      /** When it was asked for: what was asked for before the end may be decided after it (APL 47(2), 48(2)). */
      requestedAt?: Instant
      document?: string
    }
  /** APL 45. A second suspension on the same ground adds nothing. */
  | { type: 'suspended'; ground: string; document?: string }
  /** Ends the suspension on `ground`; without it, the one that began first. */
  | { type: 'resumed'; ground?: string; document?: string }
  /** The institution sets the end of a term that it may set itself (APL 41, 43(3)). */
  | { type: 'term-set'; until: Day; requestedAt?: Instant; document?: string }
  /** APL 46: a missed term is restored until a day. */
  | { type: 'term-restored'; until: Day; document?: string }
  /** The case needs no clock any more: decided, withdrawn, forwarded, … */
  | { type: 'stopped'; reason: string; document?: string }
  /** Another fact was recorded wrongly, or was annulled: it has no effect, and never had. A receipt is corrected instead. */
  | { type: 'annulled'; fact: string; reason: string; document?: string }
  | { type: 'calendar-changed'; calendar: Calendar; reason: string }
  | {
      type: 'rule-changed'
      /** The rule or family concerned; other clocks over the same facts are not touched. */
      rule: string
      /** What the new version changes. */
      change: Partial<Omit<Rule, 'id'>>
      /** Day of entry into force. */
      from: Day
      transitional: Transitional
      reason: string
    }

/** One line of a clock's ledger. JSON. */
export type ClockFact = {
  /** Unique within the case; recording the same fact twice changes nothing. */
  id: string
  /** When it happened. */
  at: Instant
  /** When it was written down; never changes a date. */
  recordedAt: Instant
} & FactBody

/** A fact that has no effect, and why. */
export interface Rejection {
  fact: string
  code: string
  reason: Text
}

export type StepKind =
  | 'rule'
  | 'event'
  | 'receipt-corrected'
  | 'left'
  | 'cured'
  | 'lapsed'
  | 'restored'
  | 'start'
  | 'count'
  | 'term-set'
  | 'suspended'
  | 'extended'
  | 'governing'
  | 'roll'
  | 'moved-day'
  | 'caveat'
  | 'calendar'
  | 'rule-version'
  | 'waiting'
  | 'end'
  | 'stopped'
  | 'service'
  | 'proof'
  | 'note'

/**
 * One step of a derivation. From the steps alone the date can be recomputed: 'count', 'term-set', 'restored' and
 * 'extended' each give a candidate day `to`; a 'suspended' step after it adds `counted` days; the latest candidate
 * governs; 'roll' moves it from `from` to `to` over the days `skipped`; 'end' states the result.
 */
export interface Step {
  kind: StepKind
  norm?: NormRef
  /** The day that the step is about. */
  day?: Day
  from?: Day
  to?: Day
  /** For terms in hours or minutes: from when it counts, and when it ends. */
  fromInstant?: Instant
  toInstant?: Instant
  /** Number of units counted, or of days added. */
  counted?: number
  unit?: Unit
  skipped?: { day: Day; reason: Text }[]
  fact?: string
  document?: string
  text: Text
  /** True when `text` holds free words of an official; `publicText` then says the same without them. */
  personal?: boolean
  publicText?: Text
  /** The rule behind the step is not verified by a lawyer. */
  unverified?: boolean
}

/** A clock: where a term stands, when it ends, and why. JSON. */
export interface Clock {
  rule: string
  state: 'not-started' | 'running' | 'waiting-applicant' | 'suspended' | 'stopped' | 'lapsed'
  /** Last day of the term (Riga), or null while it cannot be told. */
  due: Day | null
  /** First moment after the term: 24:00 Riga of `due` for terms in days or longer. */
  dueInstant: Instant | null
  /** Receipt (or event) that counts, and the day after which the term counts (the day of cure, if cured). */
  receivedAt: Instant | null
  startDay: Day | null
  /** While waiting for the applicant: the last day to cure, if one was set. */
  cureUntil: Day | null
  stoppedAt: Instant | null
  derivation: Step[]
  rejected: Rejection[]
  calendarVersion: number
  /** True when any rule used for the date is unverified. */
  unverified: boolean
}
