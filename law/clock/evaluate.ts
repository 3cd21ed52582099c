import type { Calendar, MovedReading } from '../calendar/types.ts'
import { nearestWorking } from '../calendar/working.ts'
import type { Rule } from '../rules/types.ts'
import { fromMillis, type Instant, toMillis, toNumber } from '../time.ts'
import { countRead, nextFixed, requireAmount, type Skipped, shift } from './count.ts'
import type { History, Target } from './history.ts'

const HOUR = 3_600_000

/** One way to a last day: the term itself, a date set, an extension or a restoration. */
export interface Candidate {
  target: Target | null
  /** Last day before suspended days are added. */
  nominal: number
  end: number | null
  suspended: { from: number; to: number }[]
  skipped: Skipped
}

export interface Evaluation {
  rule: Rule
  candidates: Candidate[]
  governing: number
  /** The latest candidate, before it is rolled. */
  raw: number | null
  due: number | null
}

/** Moves a last day off a day that is none, as the rule says (APL 43(2)). */
export function rolled(n: number, roll: Rule['roll'], cal: Calendar, reading: MovedReading): number {
  if (roll === 'none') return n
  if (roll === 'next-working-day') return nearestWorking(n, cal, reading, 1)
  return nearestWorking(n, cal, BACKWARD[reading], -1)
}

/**
 * Counted back, to stay is the later day and to move on is the earlier one: what is named by its date means the opposite of what
 * it means for a term that counts forward.
 */
const BACKWARD: Readonly<Record<MovedReading, MovedReading>> = {
  earlier: 'later',
  later: 'earlier',
  literal: 'literal',
  practice: 'practice',
}

/**
 * The last day of the term as the history stands: the latest of all candidates, rolled. Of several rule versions
 * the better for the person governs. Terms in hours or minutes are not evaluated here.
 */
export function evaluate(h: History, reading?: MovedReading): Evaluation {
  const chosen = reading ?? h.cal.movedDayPolicy[h.rule.binds]
  let best: Evaluation | undefined
  for (const rule of h.rules) {
    const one = evaluateRule(h, rule, chosen)
    if (!best) best = one
    else if (one.due !== null && (best.due === null || better(rule, one.due, best.due))) best = one
  }
  return best!
}

function better(rule: Rule, a: number, b: number): boolean {
  return rule.binds === 'party' ? a > b : a < b
}

function evaluateRule(h: History, rule: Rule, reading: MovedReading): Evaluation {
  const candidates = [base(h, rule, reading), ...h.targets.map((t) => ofTarget(h, t, reading))]
  let governing = 0
  for (let i = 1; i < candidates.length; i++) {
    const [a, b] = [candidates[i]!.end, candidates[governing]!.end]
    if (b !== null && (a === null || a > b)) governing = i
  }
  const raw = candidates[governing]!.end
  return {
    rule,
    candidates,
    governing,
    raw,
    due: raw === null ? null : rolled(raw, rule.roll, h.cal, reading),
  }
}

function base(h: History, rule: Rule, reading: MovedReading): Candidate {
  const skipped: Skipped = []
  if (h.set) return prolonged(null, toNumber(h.set.until), h.receipt, h, skipped)
  if (rule.unit === 'fixed-date') return prolonged(null, nextFixed(h.start, rule.fixed!), h.start, h, skipped)
  if (rule.unit === 'hours' || rule.unit === 'minutes') {
    return { target: null, nominal: h.start, end: h.start, suspended: [], skipped }
  }
  const amount = requireAmount(rule.amount)
  if (rule.direction === 'backward') {
    const n = countRead(h.start, amount, rule.unit, -1, h.cal, reading, [], skipped)!
    return { target: null, nominal: n, end: n, suspended: [], skipped }
  }
  const n = countRead(h.start, amount, rule.unit, 1, h.cal, reading, h.spans, skipped)
  if (rule.unit === 'working-days' || n === null)
    return { target: null, nominal: n ?? h.start, end: n, suspended: [], skipped }
  return prolonged(null, n, h.start, h, skipped)
}

function ofTarget(h: History, target: Target, reading: MovedReading): Candidate {
  const skipped: Skipped = []
  const { fact, extension } = target
  if (fact.type === 'term-restored' || fact.until !== undefined) {
    return prolonged(target, target.cap ?? toNumber(fact.until!), target.granted, h, skipped)
  }
  const amount = requireAmount(fact.months ?? extension!.amount!)
  const unit = fact.months === undefined ? extension!.unit : 'months'
  const n = countRead(target.origin, amount, unit, 1, h.cal, reading, h.spans, skipped)
  if (unit === 'working-days' || n === null)
    return { target, nominal: n ?? target.origin, end: n, suspended: [], skipped }
  return prolonged(target, n, target.origin, h, skipped)
}

function prolonged(
  target: Target | null,
  nominal: number,
  from: number,
  h: History,
  skipped: Skipped,
): Candidate {
  const { end, parts } = shift(from, nominal, h.spans)
  return { target, nominal, end, suspended: parts, skipped }
}

/**
 * First moment after a term in hours or minutes. Hours count from the next full hour after the event
 * (APL 42(2)); they neither roll nor know working days.
 */
export function afterHours(rule: Rule, event: Instant): { start: Instant; end: Instant } {
  const ms = toMillis(event)
  const start = rule.start === 'next-full-hour' ? (Math.floor(ms / HOUR) + 1) * HOUR : ms
  const length = requireAmount(rule.amount) * (rule.unit === 'hours' ? HOUR : 60_000)
  return { start: fromMillis(start), end: fromMillis(start + length) }
}
