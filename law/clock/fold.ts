import { CALENDAR } from '../calendar/data.ts'
import { closingInstant } from '../calendar/day.ts'
import type { Calendar } from '../calendar/types.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { Text } from '../text.ts'
import {
  type Day,
  dayOf,
  endOfDay,
  fromMillis,
  fromNumber,
  type Instant,
  startOfDay,
  toMillis,
} from '../time.ts'
import { cureDay, derive } from './derive.ts'
import { afterHours, evaluate } from './evaluate.ts'
import type { Clock, ClockFact, FactBody, Rejection, Step } from './facts.ts'
import { type History, readHistory } from './history.ts'
import { untold } from './now.ts'
import { REASONS } from './reasons.ts'

export interface ClockOptions {
  /** The act must be done at the institution, so the term ends when it closes that day (APL 43(4)). */
  atInstitution?: boolean
}

function stateOf(h: History, due: number | null): Clock['state'] {
  if (h.stopped) return 'stopped'
  if (h.lapsed) return 'lapsed'
  // What was missed is not stopped by waiting for the applicant afterwards.
  if (h.waiting && !h.missed) return 'waiting-applicant'
  return due === null || h.open.size > 0 ? 'suspended' : 'running'
}

/**
 * Folds a ledger of facts over a term of the law into its clock: the last day, its derivation, and the facts that
 * had no effect. Pure; the order in which facts were recorded plays no part, and a repeated fact changes nothing.
 * Days are days in Riga, instants UTC. `calendar` is the calendar in use when the case began; newer versions come
 * as facts. Throws LawError for an unknown rule ('unknown-rule', 'rule-not-in-force'), malformed input ('bad-day',
 * 'bad-instant', 'bad-amount') and days that the calendar does not know ('calendar-unknown').
 */
export function foldClock(
  rule: RuleId,
  facts: readonly ClockFact[],
  calendar: Calendar = CALENDAR,
  options: ClockOptions = {},
): Clock {
  return foldRule(rule, facts, calendar, options)
}

/** As `foldClock`, also over a rule that is not (yet) in the catalogue. */
export function foldRule(
  rule: RuleId | Rule,
  facts: readonly ClockFact[],
  calendar: Calendar = CALENDAR,
  options: ClockOptions = {},
): Clock {
  const { history: h, rejected, cal } = readHistory(rule, facts, calendar)
  const closing = options.atInstitution === true
  if (!h) {
    return {
      rule: typeof rule === 'string' ? rule : rule.id,
      state: 'not-started',
      due: null,
      dueInstant: null,
      receivedAt: null,
      startDay: null,
      cureUntil: null,
      stoppedAt: null,
      derivation: [],
      rejected,
      calendarVersion: cal.version,
      unverified: false,
    }
  }
  const found = untold(h) ? null : evaluate(h)
  const derivation = derive(h, found, closing)
  const end = found === null || found.due === null ? null : ends(h, found.rule, found.due, closing)
  return {
    rule: h.rule.id,
    state: stateOf(h, found?.due ?? null),
    due: end?.due ?? null,
    dueInstant: end?.dueInstant ?? null,
    receivedAt: h.receivedAt,
    startDay: fromNumber(h.start),
    cureUntil: cureDay(h),
    stoppedAt: h.stopped?.at ?? null,
    derivation,
    rejected,
    calendarVersion: h.cal.version,
    unverified: derivation.some((s) => s.unverified === true),
  }
}

/** Several clocks over one ledger, for example the statutory term and the published service standard. */
export function foldClocks(
  rules: readonly RuleId[],
  facts: readonly ClockFact[],
  calendar: Calendar = CALENDAR,
): Clock[] {
  return rules.map((rule) => foldClock(rule, facts, calendar))
}

function ends(h: History, rule: Rule, due: number, closing: boolean): { due: Day; dueInstant: Instant } {
  if (rule.unit !== 'hours' && rule.unit !== 'minutes') {
    const day = fromNumber(due)
    return { due: day, dueInstant: closing ? closingInstant(day, h.cal) : endOfDay(day) }
  }
  const dueInstant = afterHours(rule, h.receivedAt).end
  return { due: dayOf(fromMillis(toMillis(dueInstant) - 1)), dueInstant }
}

/** Whether the term had passed at a moment (or, if the clock was stopped earlier, when it was stopped). */
export function overdue(clock: Clock, at: Instant): boolean {
  if (clock.dueInstant === null) return false
  const until = clock.stoppedAt === null ? toMillis(at) : Math.min(toMillis(at), toMillis(clock.stoppedAt))
  return until >= toMillis(clock.dueInstant)
}

export type ProposedExtension = Omit<Extract<FactBody, { type: 'extended' }>, 'type'> & { at: Instant }

export type ExtensionAnswer = { ok: true; due: Day } | { ok: false; code: string; reason: Text }

/**
 * Whether an extension would take effect if granted at `proposed.at`, and until when; refused when late, too long,
 * by the wrong authority, or of no use. While the applicant is awaited or the term suspended, `due` is the
 * extension's own last day. Throws as `foldClock` does.
 */
export function checkExtension(
  rule: RuleId,
  facts: readonly ClockFact[],
  proposed: ProposedExtension,
  calendar: Calendar = CALENDAR,
): ExtensionAnswer {
  let id = 'proposed-extension'
  while (facts.some((f) => f.id === id)) id += '+'
  const fact: ClockFact = { ...proposed, type: 'extended', id, recordedAt: proposed.at }
  const clock = foldClock(rule, [...facts, fact], calendar)
  const refused = clock.rejected.find((r: Rejection) => r.fact === id)
  if (refused) return { ok: false, code: refused.code, reason: refused.reason }
  const own = clock.derivation.find((s) => s.kind === 'extended' && s.fact === id)?.to
  const due = clock.due ?? own ?? proposed.until
  if (due === undefined) return { ok: false, code: 'not-received', reason: REASONS['not-received'] }
  return { ok: true, due }
}

/** A single term without a history: from an event to its last day. */
export interface Term {
  due: Day
  /** First moment after the term. */
  dueInstant: Instant
  derivation: Step[]
  unverified: boolean
}

/**
 * The end of one term that starts with an event on a day or at an instant (for a backward rule: that ends there).
 * Throws LawError as `foldClock` does.
 */
export function termFrom(
  rule: RuleId | Rule,
  start: Instant | Day,
  calendar: Calendar = CALENDAR,
  options: ClockOptions = {},
): Term {
  const at = start.length === 10 ? startOfDay(start) : start
  const clock = foldRule(rule, [{ id: 'event', at, recordedAt: at, type: 'received' }], calendar, options)
  return {
    due: clock.due!,
    dueInstant: clock.dueInstant!,
    derivation: clock.derivation,
    unverified: clock.unverified,
  }
}
