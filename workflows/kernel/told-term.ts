import { setTerm } from '../../law/clock/set-term.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import { endOfDay } from '../../law/time.ts'
import type { Kernel } from './kernel.ts'

/**
 * A term that the institution sets in a letter (APL 41), counted from when the letter is served. It follows the
 * calendar for as long as its task is open: a new day off may prolong what was told, nothing shortens it.
 * @param served.until the last day that the letter names: one that went out later than planned gives no less
 */
export function toldTerm(
  c: Kernel,
  term: { taskId: string; rule: RuleId; amount: number; open: () => boolean },
  served: { servedOn: string; until: string | null },
): { end(): string } {
  let due = served.until ?? ''
  const count = (): void => {
    const found = setTerm(term.rule, served.servedOn, term.amount, c.clocks.calendar())
    if (found.due > due) due = found.due
    c.ledger.emit({ type: 'task-due', data: { taskId: term.taskId, due, derivation: found.derivation } })
  }
  // Whoever answered before the letter was out has no term any more.
  if (!term.open()) return { end: () => endOfDay(due) }
  count()
  c.clocks.whenCalendarChanges(() => {
    const found = setTerm(term.rule, served.servedOn, term.amount, c.clocks.calendar())
    if (term.open() && found.due > due && c.now() < endOfDay(due)) count()
  })
  return { end: () => endOfDay(due) }
}
