import type { Calendar } from '../calendar/types.ts'
import { ruleOf } from '../rules/catalogue.ts'
import type { Extension, Rule } from '../rules/types.ts'
import { dayOf, endOfDay, fromNumber, startOfDay, toMillis, toNumber } from '../time.ts'
import { countRead, merge, type Span, shift } from './count.ts'
import { evaluate, rolled } from './evaluate.ts'
import type { ClockFact, Rejection } from './facts.ts'
import { type Dated, inOrder } from './order.ts'
import { REASONS, type ReasonCode } from './reasons.ts'

export type FactOf<T extends ClockFact['type']> = Extract<ClockFact, { type: T }>

/** An accepted extension or restoration: a candidate for the last day. */
export interface Target {
  fact: FactOf<'extended'> | FactOf<'term-restored'>
  extension: Extension | null
  /** Day on which it was granted; later suspensions prolong a target that names a date. */
  granted: number
  /** Day after which a total length counts: receipt, or the start of the term when it was granted. */
  origin: number
}

/** What of a history has an effect, as of the facts taken in so far. */
export interface History {
  rule: Rule
  /** Versions of which the better for the person governs; normally only `rule`. */
  rules: Rule[]
  cal: Calendar
  receivedAt: string
  receiptFacts: { first: ClockFact; corrections: FactOf<'receipt-corrected'>[] }
  /** Day number of receipt, and of the day after which the term counts. */
  receipt: number
  start: number
  waiting: FactOf<'left-without-progress'> | FactOf<'term-restored'> | null
  lapsed: FactOf<'not-cured'> | null
  stopped: FactOf<'stopped'> | null
  suspensions: { from: number; to: number; fact: FactOf<'suspended'>; end: FactOf<'resumed'> | null }[]
  spans: Span[]
  set: FactOf<'term-set'> | null
  targets: Target[]
  /** Facts that took effect, in the order in which they happened. */
  taken: ClockFact[]
  rejected: Rejection[]
}

const inHours = (rule: Rule) => rule.unit === 'hours' || rule.unit === 'minutes'
const day = (instant: string) => toNumber(dayOf(instant))

/**
 * Reads a history: orders it, drops repetitions, and decides of every fact whether it has an effect.
 * Null when nothing was received. Throws LawError for an unknown rule, a malformed day or instant, or a day that
 * the calendar does not know.
 */
export function readHistory(
  asked: string | Rule,
  facts: readonly ClockFact[],
  calendar: Calendar,
): { history: History | null; rejected: Rejection[]; cal: Calendar } {
  const ordered = inOrder(facts)
  const stop = ordered.facts.find((f) => f.fact.type === 'stopped')
  const stopAt = stop ? stop.at : Number.POSITIVE_INFINITY
  const rejected = ordered.rejected
  const reject = (fact: ClockFact, code: ReasonCode) =>
    rejected.push({ fact: fact.id, code, reason: REASONS[code] })

  const before = ordered.facts.filter((f) => f.at <= stopAt)
  const first =
    before.find((f) => f.fact.type === 'received') ?? before.find((f) => f.fact.type === 'receipt-corrected')
  if (!first) {
    for (const { fact } of ordered.facts) reject(fact, 'not-received')
    return { history: null, rejected, cal: calendar }
  }
  const corrections = before.map((f) => f.fact).filter((f) => f.type === 'receipt-corrected')
  const receivedAt = corrections[corrections.length - 1]?.receivedAt ?? first.fact.at
  const receipt = day(receivedAt)
  const rule = typeof asked === 'string' ? ruleOf(asked, dayOf(receivedAt)) : asked
  const ruleId = typeof asked === 'string' ? asked : asked.id
  const h: History = {
    rule,
    rules: [rule],
    cal: calendar,
    receivedAt,
    receiptFacts: { first: first.fact, corrections },
    receipt,
    start: receipt,
    waiting: null,
    lapsed: null,
    stopped: null,
    suspensions: [],
    spans: [],
    set: null,
    targets: [],
    taken: [],
    rejected,
  }
  for (const dated of ordered.facts) {
    const code = h.stopped ? 'closed' : take(h, dated, ruleId, first.fact, stopAt)
    if (code) reject(dated.fact, code)
    else h.taken.push(dated.fact)
  }
  return { history: h, rejected, cal: h.cal }
}

/** Lets one fact take effect; answers why not, if it has none. */
function take(
  h: History,
  { fact, at }: Dated,
  ruleId: string,
  first: ClockFact,
  stopAt: number,
): ReasonCode | null {
  switch (fact.type) {
    case 'received':
      return fact === first ? null : 'already-received'
    case 'receipt-corrected':
      toMillis(fact.receivedAt)
      return null
    case 'left-without-progress':
      if (!h.rule.resets) return 'not-applicable'
      if (h.lapsed) return 'lapsed'
      if (h.waiting) return 'already-waiting'
      if (fact.cureBy !== undefined) toNumber(fact.cureBy)
      h.waiting = fact
      return null
    case 'cured':
      if (h.lapsed) return 'lapsed'
      if (!h.waiting) return h.rule.resets ? 'nothing-to-cure' : 'not-applicable'
      h.waiting = null
      h.start = Math.max(h.receipt, day(fact.at))
      return null
    case 'not-cured':
      return takeNotCured(h, fact)
    case 'suspended':
      if (inHours(h.rule) || h.rule.direction === 'backward') return 'not-applicable'
      if (h.lapsed) return 'lapsed'
      if (h.suspensions.some((s) => s.end === null && s.fact.ground === fact.ground))
        return 'already-suspended'
      h.suspensions.push({ from: day(fact.at), to: Number.POSITIVE_INFINITY, fact, end: null })
      h.spans = merge(h.suspensions)
      return null
    case 'resumed': {
      const open = h.suspensions.find(
        (s) => s.end === null && (fact.ground === undefined || s.fact.ground === fact.ground),
      )
      if (!open) return 'not-suspended'
      open.end = fact
      open.to = day(fact.at)
      h.spans = merge(h.suspensions)
      return null
    }
    case 'term-set':
      if (h.rule.kind !== 'set-by-institution') return 'not-applicable'
      toNumber(fact.until)
      h.set = fact
      return null
    case 'extended':
      return takeExtension(h, fact, at)
    case 'term-restored':
      return takeRestored(h, fact, at)
    case 'stopped':
      h.stopped = fact
      return null
    case 'calendar-changed':
      if (fact.calendar.version <= h.cal.version) return 'calendar-superseded'
      h.cal = fact.calendar
      return null
    case 'rule-changed':
      return takeRule(h, fact, ruleId, stopAt)
  }
}

function takeNotCured(h: History, fact: FactOf<'not-cured'>): ReasonCode | null {
  if (h.lapsed) return 'lapsed'
  if (!h.waiting) return h.rule.resets ? 'nothing-to-cure' : 'not-applicable'
  const until = cureUntil(h)
  // Until 24:00 of the last day the applicant may still cure (APL 43(4)).
  if (until !== null && day(fact.at) <= until) return 'cure-term-running'
  h.waiting = null
  h.lapsed = fact
  return null
}

/** Last day to cure (rolled as a party's term), or null when none was set. */
export function cureUntil(h: History): number | null {
  const w = h.waiting
  const named = w === null ? undefined : w.type === 'term-restored' ? w.until : w.cureBy
  return named === undefined
    ? null
    : rolled(toNumber(named), 'next-working-day', h.cal, h.cal.movedDayPolicy.party)
}

/** Due day as of the facts taken in so far, or null while it cannot be told. */
function dueNow(h: History): number | null {
  return h.waiting || h.lapsed ? null : evaluate(h).due
}

function past(due: number | null, at: number): boolean {
  return due !== null && at >= toMillis(endOfDay(fromNumber(due)))
}

function takeRestored(h: History, fact: FactOf<'term-restored'>, at: number): ReasonCode | null {
  const until = toNumber(fact.until)
  if (h.lapsed) {
    h.lapsed = null
    h.waiting = fact
    return null
  }
  if (h.rule.binds !== 'party' || inHours(h.rule)) return 'nothing-to-restore'
  const due = dueNow(h)
  if (!past(due, at) || until <= due!) return 'not-missed'
  h.targets.push({ fact, extension: null, granted: day(fact.at), origin: h.start })
  return null
}

function takeExtension(h: History, fact: FactOf<'extended'>, at: number): ReasonCode | null {
  if (h.lapsed) return 'lapsed'
  const all = h.rule.extensions
  if (all.length === 0 || h.rule.direction === 'backward' || inHours(h.rule)) return 'not-extendable'
  const named = fact.rule === undefined ? all : all.filter((e) => e.id === fact.rule)
  if (named.length === 0) return 'unknown-extension'
  const fitting = named.filter((e) => e.by === fact.by)
  if (fitting.length === 0) return 'wrong-authority'
  const due = dueNow(h)
  if (past(due, at)) return 'extension-late'
  if (fact.noticeAt !== undefined && past(due, toMillis(fact.noticeAt))) return 'notice-late'
  let code: ReasonCode = 'extension-too-long'
  for (const extension of fitting) {
    const problem = tooLong(h, fact, extension)
    if (problem) {
      if (problem !== 'extension-too-long') code = problem
      continue
    }
    const target: Target = { fact, extension, granted: day(fact.at), origin: originOf(h, extension) }
    h.targets.push(target)
    // Compared as if nothing were suspended or awaited now: an open suspension hides both dates alike.
    const gains = due === null || (evaluate(h).due ?? Number.POSITIVE_INFINITY) > due
    if (gains) return null
    h.targets.pop()
    code = 'extension-no-gain'
  }
  return code
}

function originOf(h: History, extension: Extension): number {
  return extension.from === 'receipt' ? h.receipt : h.start
}

/** Why an extension's length is not allowed, or null. */
function tooLong(h: History, fact: FactOf<'extended'>, extension: Extension): ReasonCode | null {
  if (extension.amount === null) {
    return fact.until === undefined && fact.months === undefined ? 'extension-no-date' : null
  }
  if (fact.until === undefined && fact.months === undefined) return null
  const reading = h.cal.movedDayPolicy[h.rule.binds]
  // An open suspension counts into the limit up to the day of the extension.
  const granted = toNumber(dayOf(fact.at))
  const spans = h.spans
    .map((s) => ({ from: s.from, to: Math.min(s.to, granted) }))
    .filter((s) => s.to > s.from)
  const origin = originOf(h, extension)
  const longest = countRead(origin, extension.amount, extension.unit, 1, h.cal, reading, spans)!
  if (fact.until === undefined) {
    const wanted = countRead(origin, fact.months!, 'months', 1, h.cal, reading)!
    const most = countRead(origin, extension.amount, extension.unit, 1, h.cal, reading)!
    return wanted > most ? 'extension-too-long' : null
  }
  const end = extension.unit === 'working-days' ? longest : shift(origin, longest, spans).end!
  return toNumber(fact.until) > rolled(end, h.rule.roll, h.cal, reading) ? 'extension-too-long' : null
}

function takeRule(
  h: History,
  fact: FactOf<'rule-changed'>,
  ruleId: string,
  stopAt: number,
): ReasonCode | null {
  if (fact.rule !== ruleId && fact.rule !== h.rule.id) return 'not-applicable'
  const from = toNumber(fact.from)
  // A case closed before the new version entered into force is never touched.
  if (stopAt <= toMillis(startOfDay(fact.from))) return 'closed-before-change'
  if (fact.transitional === 'by-receipt' && h.receipt < from) return 'rule-not-applied'
  const next: Rule = { ...h.rule, ...fact.change, id: h.rule.id }
  h.rules = fact.transitional === 'more-favourable' ? [...h.rules, next] : [next]
  h.rule = next
  return null
}
