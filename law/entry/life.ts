import type { RuleId } from '../rules/catalogue.ts'
import { addDays, type Day, dayOf, endOfDay, type Instant, startOfDay } from '../time.ts'
import { lastDayOf } from './term.ts'

// The life of an entry of a register: what a case may order of it where it stands, and what time does to it. Pure, and
// data: a register says which orders and terms it has, and where each comes from.

/** Where an entry stands. */
export type EntryState = 'active' | 'suspended' | 'annulled' | 'expired' | 'excluded'

/** What a case orders of an entry. `fulfil`: what the holder had to do by a day is done. */
export type EntryOrder =
  | 'enter'
  | 'amend'
  | 'suspend'
  | 'resume'
  | 'annul'
  | 'exclude'
  | 'renew'
  | 'restore'
  | 'fulfil'

/** Where something of a life comes from: a norm, or nothing that was found. */
export interface Ground {
  /** As in the catalogue of rules: 'IzglL 33(3)', 'MK253'. */
  norm: string
  unverified?: true
}

export interface Way extends Ground {
  /** Where the entry must stand; empty for the order that makes it. */
  from: readonly EntryState[]
  /** Where it stands afterwards; absent: where it stood. */
  to?: EntryState
}

export interface EntryTerm {
  id: string
  rule: RuleId
  /** The orders from whose day it runs; renewed before its end, it goes on from that end. */
  begins: readonly EntryOrder[]
  /** The orders that end it with no more ado. */
  ends: readonly EntryOrder[]
  /** When its last day has passed: the entry expires, or it is told that the day passed. */
  passing: 'expires' | 'told'
  /** Counted back from the last day: by when something must be asked for, to be of use. Absent: the last day itself. */
  useful?: RuleId
  /** So many days before the last useful day the holder is reminded. */
  remind: readonly number[]
}

export interface EntryLife {
  orders: Partial<Record<EntryOrder, Way>>
  terms: readonly EntryTerm[]
  /** Where the days of reminders come from. */
  reminders: Ground
}

/** Where an entry stands in its life; stands in its ledger with each event. */
export interface Standing {
  state: EntryState
  /** The terms that run. */
  terms: Record<string, { from: Day; last: Day; useful: Day; told: string[] }>
  /** Suspended, and the first day on which it is so no more is known already (APL 80(2)). */
  suspendedUntil?: Day
}

/**
 * Where an entry stands after an order.
 * @param standing undefined: there is no entry yet
 * @param until of a suspension: the first day on which it is over, where that is known
 * @returns undefined when it cannot be ordered where the entry stands
 */
export function ordered(
  life: EntryLife,
  standing: Standing | undefined,
  order: EntryOrder,
  at: Instant,
  until?: Day,
): Standing | undefined {
  const way = life.orders[order]
  if (!way || (standing ? !way.from.includes(standing.state) : order !== 'enter')) return undefined
  const terms = { ...standing?.terms }
  for (const term of life.terms) {
    const running = terms[term.id]
    if (term.ends.includes(order)) delete terms[term.id]
    if (!term.begins.includes(order)) continue
    const today = dayOf(at)
    const from = running && running.last > today ? running.last : today
    const last = lastDayOf(term.rule, from)
    terms[term.id] = { from, last, useful: term.useful ? lastDayOf(term.useful, last) : last, told: [] }
  }
  const state = way.to ?? standing?.state ?? 'active'
  const suspended = order === 'suspend' ? until : standing?.suspendedUntil
  return {
    ...{ state, terms },
    ...(state === 'suspended' && suspended !== undefined ? { suspendedUntil: suspended } : {}),
  }
}

/** Something that time does to an entry: a reminder so many days ahead, the end of a term, or of a suspension. */
export type Moment = { at: Instant } & (
  | {
      term: string
      /** The last day of the term, and the last useful one. */
      last: Day
      useful: Day
      what: { remind: number } | 'expires' | 'passed'
    }
  | { what: 'resumes' }
)

/** What comes next by itself; undefined when nothing does. An entry that is not in force any more has no terms. */
export function nextMoment(life: EntryLife, standing: Standing): Moment | undefined {
  if (!lives(standing)) return undefined
  const { suspendedUntil } = standing
  const over: Moment[] =
    suspendedUntil === undefined ? [] : [{ at: startOfDay(suspendedUntil), what: 'resumes' }]
  const moments = life.terms.flatMap(({ id, passing, remind }): Moment[] => {
    const term = standing.terms[id]
    if (!term) return []
    const { from, last, useful, told } = term
    const of = { term: id, last, useful }
    return [
      ...remind
        .filter((days) => addDays(useful, -days) > from && !told.includes(String(days)))
        .map((days) => ({ ...of, at: startOfDay(addDays(useful, -days)), what: { remind: days } })),
      ...(told.includes('passed')
        ? []
        : [
            {
              ...of,
              at: endOfDay(last),
              what: passing === 'expires' ? ('expires' as const) : ('passed' as const),
            },
          ]),
    ]
  })
  return [...over, ...moments].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
}

/** Where an entry stands after a moment. */
export function passed(standing: Standing, moment: Moment): Standing {
  if (moment.what === 'resumes') return { state: 'active', terms: standing.terms }
  const { term, what } = moment
  const running = standing.terms[term]!
  const told = [...running.told, typeof what === 'object' ? String(what.remind) : 'passed']
  return {
    ...standing,
    state: what === 'expires' ? 'expired' : standing.state,
    terms: { ...standing.terms, [term]: { ...running, told } },
  }
}

/** Whether an entry lives: one that does not is waited for by nobody, and an order wakes it anew. */
export function lives(standing: Standing): boolean {
  return standing.state === 'active' || standing.state === 'suspended'
}
