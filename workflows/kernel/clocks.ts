import type { Calendar } from '../../law/calendar/types.ts'
import { calendarOf } from '../../law/clock/calendar-of.ts'
import type { ClockFact } from '../../law/clock/facts.ts'
import { foldClock } from '../../law/clock/fold.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { ClockName, EmittedFact } from '../../ledger/events.ts'

/** The clocks of a case: ledger and workflow fold the same dated facts with the same law. */
export class Clocks {
  private readonly clocks: Record<ClockName, { rule: RuleId; facts: ClockFact[] }>
  private readonly followers: (() => void)[] = []

  /** @param receivedAt business instant (UTC) from which both run */
  constructor(rules: { statutory: RuleId; standard: RuleId }, receivedAt: string) {
    const received: ClockFact = { id: 'received', type: 'received', at: receivedAt, recordedAt: receivedAt }
    this.clocks = {
      statutory: { rule: rules.statutory, facts: [received] },
      standard: { rule: rules.standard, facts: [received] },
    }
  }

  of(name: ClockName): { rule: RuleId; facts: readonly ClockFact[] } {
    return this.clocks[name]
  }

  /** @param at business instant at which it is recorded (UTC) */
  take(names: ClockName[], fact: EmittedFact, at: string): void {
    for (const name of names) this.clocks[name].facts.push({ ...fact, recordedAt: at } as ClockFact)
  }

  /** Those of the clocks that do not know this fact yet. */
  missing(names: ClockName[], factId: string): ClockName[] {
    return names.filter((name) => !this.clocks[name].facts.some((f) => f.id === factId))
  }

  /** The working calendar that this case knows, for terms that are not clocks of their own. */
  calendar(): Calendar {
    return calendarOf(this.clocks.statutory.facts)
  }

  /** Called whenever the calendar changes, by whoever gave a date that follows from it. */
  whenCalendarChanges(follow: () => void): void {
    this.followers.push(follow)
  }

  calendarChanged(): void {
    for (const follow of this.followers) follow()
  }

  /** The term that the law gives as things stand, with its end (24:00 in Riga, as a UTC instant); none while it does not run. */
  term(name: ClockName): { due: string; end: string } | null {
    const { rule, facts } = this.clocks[name]
    const { due, dueInstant, state } = foldClock(rule, facts)
    return state === 'running' && due && dueInstant ? { due, end: dueInstant } : null
  }
}
