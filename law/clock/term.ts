import type { Calendar } from '../calendar/types.ts'
import type { PartyRole } from '../parties.ts'
import { type RuleId, ruleOf } from '../rules/catalogue.ts'
import { type Day, dayOf, endOfDay, type Instant, toMillis } from '../time.ts'
import { type Book, type CitedFact, calendarOf, newestCited, wholeFacts } from './cited.ts'
import type { Clock } from './facts.ts'
import { foldRule } from './fold.ts'
import { sayTold } from './say.ts'

/**
 * What a term is: given by law; promised by the Service; set in a letter (APL 41); by when a duty is to be done; until when
 * something is in force.
 */
export const TERM_KINDS = ['statutory', 'standard', 'set', 'measure', 'expiry'] as const
export type TermKind = (typeof TERM_KINDS)[number]

/** For whom it runs: who must have done something by then. */
export type TermOwner = 'service' | 'ministry' | PartyRole

/**
 * `stopped`: it stands still, or ended without anybody having had to keep it; `met`: what had to be done was done in time;
 * `passed`: it was not; `superseded`: another term came in its place.
 */
export type TermState = 'running' | 'stopped' | 'met' | 'passed' | 'superseded'

/** How a term may come to its end. */
export type TermEnd = 'met' | 'passed' | 'superseded' | 'interrupted'

/** A term as a procedure names it. */
export interface TermRule {
  rule: RuleId
  kind: TermKind
  owner: TermOwner
}

/** A term that was opened. */
export interface TermSpec extends TermRule {
  name: string
  /** The how manieth of this name in its case. */
  n: number
  /** The one party for whom it runs, where the role has several. */
  partyId?: string
  /** The unit of the Service that must keep it. */
  unit?: string
  /** The task that is to be done by then: its day is this term's. */
  taskId?: string
  /** The length that was set, in the unit of the rule (APL 41). */
  amount?: number
  /** The last day that its owner was told: nothing that comes later makes it earlier (decision 9). */
  told?: Day
}

/** A term of a case as its facts leave it. JSON. */
export interface CaseTerm extends TermSpec {
  facts: CitedFact[]
  due: Day | null
  /** First moment after the term. */
  end: Instant | null
  clock: Clock['state']
  state: TermState
  /** The last day that has gone by without its having been kept. */
  missed?: Day
}

/** By what facts name a term: its name, and which of them it is after the first. */
export function termId({ name, n }: Pick<TermSpec, 'name' | 'n'>): string {
  return n === 1 ? name : `${name}/${n}`
}

/**
 * Opens a term beside those that a case has.
 * @param from the event from which it counts; `recordedAt` never changes a date
 * @param others the terms of the case: the calendar that they know is that of the new one as well
 */
export function openTerm(
  spec: Omit<TermSpec, 'n'>,
  from: { at: Instant; recordedAt: Instant },
  others: readonly CaseTerm[],
  book: Book,
): CaseTerm {
  const n = others.filter((one) => one.name === spec.name).length + 1
  const received: CitedFact = { id: 'received', type: 'received', ...from }
  const calendar = newestCited(others.flatMap((one) => one.facts))
  const facts = [received, ...(calendar ? [calendar] : [])]
  return folded({ ...spec, n, facts, due: null, end: null, clock: 'not-started', state: 'stopped' }, book)
}

/** What becomes of a term by a further fact. */
export function withFact(term: CaseTerm, fact: CitedFact, book: Book): CaseTerm {
  return folded({ ...term, facts: [...term.facts, fact] }, book, fact)
}

/** The fact by which a term comes to its end. */
export function ending(
  term: Pick<TermSpec, 'name' | 'n'>,
  how: TermEnd,
  at: Instant,
): Omit<CitedFact, 'recordedAt'> {
  return { id: `${termId(term)}-${how}`, type: 'stopped', at, reason: how } as Omit<CitedFact, 'recordedAt'>
}

/** Its last day has gone by; what prolongs it afterwards has it run again. */
export function missed(term: CaseTerm, due: Day): CaseTerm {
  const next = { ...term, missed: due }
  return { ...next, state: stateOf(next) }
}

/** Whether nothing can become of it any more. */
export function isOver(term: Pick<CaseTerm, 'clock'>): boolean {
  return term.clock === 'stopped' || term.clock === 'lapsed'
}

/** How its day follows from its facts, as of all of them. */
export function clockOf(term: CaseTerm, book: Book): Clock {
  const { due, end, told } = term
  const clock = ruled(term, book)
  if (told === undefined || due === null || clock.due === due) return { ...clock, due, dueInstant: end }
  const step = { kind: 'note' as const, day: due, text: sayTold(due) }
  return { ...clock, due, dueInstant: end, derivation: [...clock.derivation, step] }
}

/** The working calendar that a case knows, for days that are no terms of its own. */
export function calendarIn(terms: readonly Pick<CaseTerm, 'facts'>[], book: Book): Calendar {
  return calendarOf(
    terms.flatMap((one) => one.facts),
    book,
  )
}

function ruled({ rule, amount, facts }: CaseTerm, book: Book): Clock {
  const start = facts[0]!
  // Whoever answers before the letter counts as served ends a term that has not begun: its day is told all the same.
  const counted = facts.filter((f) => f.type !== 'stopped' || toMillis(f.at) >= toMillis(start.at))
  const clock = foldRule(
    amount === undefined ? rule : { ...ruleOf(rule, dayOf(start.at)), amount },
    wholeFacts(counted, book),
  )
  const early = facts.find((f) => f.type === 'stopped' && !counted.includes(f))
  return early ? { ...clock, state: 'stopped', stoppedAt: early.at } : clock
}

/** @param by the newest of its facts; absent: it is opened */
function folded(term: CaseTerm, book: Book, by?: CitedFact): CaseTerm {
  const clock = ruled(term, book)
  const next = { ...term, due: clock.due, end: clock.dueInstant, clock: clock.state }
  if (term.told !== undefined && clock.due !== null) {
    // A new day off may prolong what was told; nothing shortens it, nor opens it again when it is over.
    const over = term.end !== null && by !== undefined && toMillis(by.at) >= toMillis(term.end)
    const law = by?.type === 'calendar-changed' || by?.type === 'rule-changed'
    const stays = term.due !== null && (by?.type === 'stopped' || (law && over))
    next.due = stays ? term.due : [clock.due, term.told].sort()[1]!
    next.end = endOfDay(next.due!)
    next.told = next.due!
  }
  return { ...next, state: stateOf(next) }
}

function stateOf(term: CaseTerm): TermState {
  if (term.clock === 'running') return term.missed === term.due ? 'passed' : 'running'
  const stopped = term.clock === 'stopped' ? term.facts.find((f) => f.type === 'stopped') : undefined
  if (stopped?.type !== 'stopped') return 'stopped'
  switch (stopped.reason) {
    case 'met':
    case 'decided':
      return term.end !== null && toMillis(stopped.at) >= toMillis(term.end) ? 'passed' : 'met'
    case 'passed':
    case 'superseded':
      return stopped.reason
    default:
      return 'stopped'
  }
}
