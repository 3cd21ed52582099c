import type { Calendar } from '../calendar/types.ts'
import { LawError } from '../errors.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Text } from '../text.ts'
import type { Day, Instant } from '../time.ts'
import type { Clock, ClockFact, FactBody } from './facts.ts'
import { foldClock, overdue } from './fold.ts'

/** A change of the law's data that is to reach running cases. */
export type LawChange = Extract<FactBody, { type: 'calendar-changed' | 'rule-changed' }>

/** One clock of one case, as the preview needs it. */
export interface CaseClock {
  id: string
  rule: RuleId
  facts: readonly ClockFact[]
  calendar?: Calendar
}

export interface PreviewRow {
  id: string
  rule: string
  before: Day | null
  after: Day | null
  effect: 'same' | 'earlier' | 'later' | 'error'
  /** Overdue at `at` only with the change, or only without it. */
  newlyOverdue: boolean
  rescued: boolean
  /** The person is to be told: the date of an open case moves. */
  letter: boolean
  /** Why the change leaves this clock as it is, or why no date can be told. */
  reason?: Text
}

export interface Preview {
  rows: PreviewRow[]
  totals: {
    cases: number
    changed: number
    newlyOverdue: number
    rescued: number
    letters: number
    errors: number
  }
}

/** The fact that carries a change into a case's ledger; the same change always gives the same id. */
export function changeFact(change: LawChange, changeId: string, at: Instant): ClockFact {
  return { ...change, id: changeId, at, recordedAt: at }
}

/**
 * What a change of the calendar or of a rule would do to each of many clocks if recorded at `at`: old and new last
 * day, newly overdue or rescued, whether a letter goes out. Pure: nothing is applied. A clock for which no date
 * can be told gets a row with effect 'error' instead of an exception.
 */
export function previewChange(cases: Iterable<CaseClock>, change: LawChange, at: Instant): Preview {
  const rows: PreviewRow[] = []
  const totals = { cases: 0, changed: 0, newlyOverdue: 0, rescued: 0, letters: 0, errors: 0 }
  for (const one of cases) {
    const row = previewOne(one, change, at)
    rows.push(row)
    totals.cases++
    if (row.effect === 'earlier' || row.effect === 'later') totals.changed++
    if (row.effect === 'error') totals.errors++
    if (row.newlyOverdue) totals.newlyOverdue++
    if (row.rescued) totals.rescued++
    if (row.letter) totals.letters++
  }
  return { rows, totals }
}

function previewOne(one: CaseClock, change: LawChange, at: Instant): PreviewRow {
  let before: Clock
  let after: Clock
  const fact = changeFact(change, `preview:${one.id}`, at)
  try {
    before = foldClock(one.rule, one.facts, one.calendar)
    after = foldClock(one.rule, [...one.facts, fact], one.calendar)
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const none = { before: null, after: null, newlyOverdue: false, rescued: false, letter: false }
    return { id: one.id, rule: one.rule, ...none, effect: 'error', reason: error.reason }
  }
  const refused = after.rejected.find((r) => r.fact === fact.id)
  const [was, is] = [before.due, after.due]
  const effect = was === is || was === null || is === null ? 'same' : is < was ? 'earlier' : 'later'
  const open = after.state !== 'stopped' && after.state !== 'lapsed'
  const [lateBefore, lateAfter] = [overdue(before, at), overdue(after, at)]
  return {
    id: one.id,
    rule: one.rule,
    before: was,
    after: is,
    effect,
    newlyOverdue: open && lateAfter && !lateBefore,
    rescued: open && lateBefore && !lateAfter,
    letter: open && effect !== 'same',
    ...(refused ? { reason: refused.reason } : {}),
  }
}
