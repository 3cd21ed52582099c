import type { Calendar } from '../calendar/types.ts'
import { ruleOf } from '../rules/catalogue.ts'
import type { Extension, Rule } from '../rules/types.ts'
import { dayOf, startOfDay, toMillis, toNumber } from '../time.ts'
import { annulments } from './annul.ts'
import { merge, type Span } from './count.ts'
import { rolled } from './evaluate.ts'
import { takeExtension } from './extend.ts'
import type { ClockFact, Rejection } from './facts.ts'
import { askedAt, day, dueNow, past } from './now.ts'
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
  /** The receipt was corrected afterwards: it is kept, and no longer than this day where it would be too long now. */
  cap?: number
  kept?: true
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
  /** The receipt as it was known when the facts taken in so far happened, and the day of the last cure that counts. */
  knownReceipt: number
  curedOn: number | null
  waiting: FactOf<'left-without-progress'> | FactOf<'term-restored'> | null
  lapsed: FactOf<'not-cured'> | null
  /** Left without progress after its end: the term that was missed stays missed, and does not count anew. */
  missed: { fact: FactOf<'left-without-progress'>; due: number } | null
  /** Facts that were annulled, by their ids. */
  annulled: ReadonlyMap<string, ClockFact>
  stopped: FactOf<'stopped'> | null
  suspensions: Span[]
  /** Of them those that are open, by their grounds, in the order in which they began. */
  open: Map<string, Span>
  spans: Span[]
  set: FactOf<'term-set'> | null
  targets: Target[]
  /** Facts that took effect, in the order in which they happened. */
  taken: ClockFact[]
  rejected: Rejection[]
}

const inHours = (rule: Rule) => rule.unit === 'hours' || rule.unit === 'minutes'

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
  const all = inOrder(facts)
  const rejected = all.rejected
  const reject = (fact: ClockFact, code: ReasonCode) =>
    rejected.push({ fact: fact.id, code, reason: REASONS[code] })
  const { annulled, annulling } = annulments(all.facts)
  const ordered = all.facts.filter((f) => {
    if (annulled.has(f.fact.id)) reject(f.fact, 'annulled')
    else if (f.fact.type === 'annulled' && !annulling.has(f.fact.id)) reject(f.fact, 'nothing-to-annul')
    else return true
    return false
  })
  const stop = ordered.find((f) => f.fact.type === 'stopped')
  const stopAt = stop ? stop.at : Number.POSITIVE_INFINITY

  const before = ordered.filter((f) => f.at <= stopAt)
  const first =
    before.find((f) => f.fact.type === 'received') ?? before.find((f) => f.fact.type === 'receipt-corrected')
  if (!first) {
    for (const { fact } of ordered) reject(fact, 'not-received')
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
    knownReceipt: day(first.fact.type === 'receipt-corrected' ? first.fact.receivedAt : first.fact.at),
    curedOn: null,
    waiting: null,
    lapsed: null,
    missed: null,
    annulled,
    stopped: null,
    suspensions: [],
    open: new Map(),
    spans: [],
    set: null,
    targets: [],
    taken: [],
    rejected,
  }
  for (const dated of ordered) {
    // That a fact was wrong may be found at any time; whatever else comes after the end changes nothing.
    const code =
      h.stopped && dated.fact.type !== 'annulled' ? 'closed' : take(h, dated, ruleId, first, stopAt)
    if (code) reject(dated.fact, code)
    else h.taken.push(dated.fact)
  }
  return { history: h, rejected, cal: h.cal }
}

/** Facts that say something of a term that runs. */
const ONLY_AFTER_RECEIPT: ReadonlySet<ClockFact['type']> = new Set([
  'left-without-progress',
  'cured',
  'not-cured',
  'suspended',
  'resumed',
  'extended',
  'term-set',
  'term-restored',
] as const)

/** Lets one fact take effect; answers why not, if it has none. */
function take(
  h: History,
  { fact, at }: Dated,
  ruleId: string,
  first: Dated,
  stopAt: number,
): ReasonCode | null {
  // A party's term begins when a letter counts as served, and may be prolonged before that.
  if (ONLY_AFTER_RECEIPT.has(fact.type) && h.rule.direction === 'forward' && h.rule.binds === 'institution') {
    if (day(fact.at) < Math.min(h.receipt, day(first.fact.at))) return 'before-receipt'
  }
  switch (fact.type) {
    case 'received':
      return fact === first.fact ? null : 'already-received'
    case 'annulled':
      return null
    case 'receipt-corrected':
      h.knownReceipt = day(fact.receivedAt)
      return null
    case 'left-without-progress': {
      if (!h.rule.resets) return 'not-applicable'
      if (h.lapsed) return 'lapsed'
      if (h.waiting) return 'already-waiting'
      if (fact.cureBy !== undefined) toNumber(fact.cureBy)
      const due = dueNow(h)
      if (past(due, at)) h.missed ??= { fact, due: due! }
      h.waiting = fact
      return null
    }
    case 'cured':
      if (h.lapsed) return 'lapsed'
      if (!h.waiting) return h.rule.resets ? 'nothing-to-cure' : 'not-applicable'
      h.waiting = null
      if (h.missed) return null
      h.curedOn = day(fact.at)
      h.start = Math.max(h.receipt, h.curedOn)
      return null
    case 'not-cured':
      return takeNotCured(h, fact)
    case 'suspended': {
      // What is valid until a day is so whatever happens in a procedure.
      if (inHours(h.rule) || h.rule.direction === 'backward' || h.rule.kind === 'validity')
        return 'not-applicable'
      if (h.lapsed) return 'lapsed'
      if (h.open.has(fact.ground)) return 'already-suspended'
      const span = { from: day(fact.at), to: Number.POSITIVE_INFINITY }
      h.open.set(fact.ground, span)
      h.suspensions.push(span)
      // While another is open this one begins within it.
      if (h.spans.at(-1)?.to !== Number.POSITIVE_INFINITY) h.spans = merge(h.suspensions)
      return null
    }
    case 'resumed': {
      const ground = fact.ground ?? h.open.keys().next().value
      const open = ground === undefined ? undefined : h.open.get(ground)
      if (ground === undefined || !open) return 'not-suspended'
      h.open.delete(ground)
      open.to = day(fact.at)
      h.spans = merge(h.suspensions)
      return null
    }
    case 'term-set':
      if (h.rule.kind !== 'set-by-institution') return 'not-applicable'
      toNumber(fact.until)
      // APL 47(2): asked for after the end it is a request to restore.
      if (h.set && past(dueNow(h), askedAt(fact, at))) return 'set-late'
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
