import type { Calendar } from '../../law/calendar/types.ts'
import { type CalendarRef, type CitedFact, wholeFacts } from '../../law/clock/cited.ts'
import type { Clock, ClockFact } from '../../law/clock/facts.ts'
import {
  type CaseTerm,
  calendarIn,
  clockOf,
  isOver,
  missed,
  openTerm,
  type TermKind,
  type TermRule,
  type TermSpec,
  termId,
  withFact,
} from '../../law/clock/term.ts'
import type { EmittedFact } from '../../ledger/events.ts'
import type { CaseHead, LawOrder } from '../types.ts'
import type { LedgerWriter } from './ledger-writer.ts'

/** The terms of a case, any number of them: ledger and workflow fold the same dated facts with the same law. */
export class Terms {
  /** Those of which it was asked in time that they be prolonged, and that is not decided yet: nobody has missed them. */
  readonly asked = new Set<string>()
  private readonly terms = new Map<string, CaseTerm>()
  private readonly course: readonly string[]
  private readonly ledger: LedgerWriter
  private readonly followers: (() => void)[] = []
  private readonly calendars = new Map<string, Calendar>()
  private readonly book = ({ version, hash }: CalendarRef): Calendar => {
    const found = this.calendars.get(hash)
    if (!found) throw new Error(`the case was given no calendar ${version}`)
    return found
  }

  /** @param receivedAt business instant (UTC) from which those of the procedure run */
  constructor(rules: Record<string, TermRule>, receivedAt: string, ledger: LedgerWriter) {
    this.ledger = ledger
    for (const [name, rule] of Object.entries(rules))
      this.open({ name, ...rule }, { at: receivedAt, recordedAt: receivedAt })
    this.course = [...this.terms.keys()]
  }

  open(spec: Omit<TermSpec, 'n'>, from: { at: string; recordedAt: string }): CaseTerm {
    const term = openTerm(spec, from, [...this.terms.values()], this.book)
    this.terms.set(termId(term), term)
    return term
  }

  /** Goes on from those that the case had. */
  begin(terms: readonly CaseTerm[], calendars: CaseHead['calendars']): void {
    for (const { cited, calendar } of calendars) this.know(cited, calendar)
    for (const term of terms) this.terms.set(termId(term), term)
  }

  /** @throws Error when the case has no such term: a fault of the code of the procedure */
  of(id: string): CaseTerm {
    const found = this.terms.get(id)
    if (!found) throw new Error(`there is no term ${id}`)
    return found
  }

  /** The terms that run from receipt: what holds up or ends the case does so to them. */
  fromReceipt(): string[] {
    return [...this.course]
  }

  /** The first term of this kind that runs from receipt. @throws Error when the procedure names none */
  main(kind: TermKind): CaseTerm {
    return this.of(this.course.find((id) => this.of(id).kind === kind) ?? kind)
  }

  /** The newest of a name, whatever has become of it. */
  newest(name: string): CaseTerm | undefined {
    return [...this.terms.values()].findLast((one) => one.name === name)
  }

  /** Those that have not come to their end, whether they run or stand still. */
  living(): CaseTerm[] {
    return [...this.terms.values()].filter((one) => !isOver(one))
  }

  /** @param at business instant at which it is recorded (UTC) */
  take(ids: string[], fact: EmittedFact, at: string): void {
    for (const id of ids)
      this.terms.set(id, withFact(this.of(id), { ...fact, recordedAt: at } as CitedFact, this.book))
  }

  /** A dated fact for terms, by their ids, told to the ledger as well; a new calendar is for all that have not ended. */
  fact(ids: string[], fact: EmittedFact): void {
    const law = fact.type === 'calendar-changed'
    const all = law ? this.missing(this.living().map(termId), fact.id) : []
    const clocks = [...new Set([...ids, ...all])]
    // Of its own motion the institution has no term that something could happen to.
    if (clocks.length === 0) return
    this.take(clocks, fact, this.ledger.now())
    this.ledger.emit({ type: 'clock-fact', data: { clocks, fact } })
    if (law) this.calendarChanged()
  }

  /** The calendar that a change of law brings, before it has an effect. */
  learn({ fact, calendar }: LawOrder): void {
    if (fact.type === 'calendar-changed' && calendar) this.know(fact.calendar, calendar)
  }

  /** A calendar that facts of the case are about to cite. */
  know({ hash }: CalendarRef, calendar: Calendar): void {
    this.calendars.set(hash, calendar)
  }

  /** What has happened to a term, as the law reads it. */
  facts(term: CaseTerm): ClockFact[] {
    return wholeFacts(term.facts, this.book)
  }

  /** How the day of a term follows. */
  clock(term: CaseTerm): Clock {
    return clockOf(term, this.book)
  }

  /** Its last day has gone by. */
  miss(id: string, due: string): void {
    this.terms.set(id, missed(this.of(id), due))
  }

  /** Those of the terms that do not know this fact yet. */
  missing(ids: string[], factId: string): string[] {
    return ids.filter((id) => !this.of(id).facts.some((f) => f.id === factId))
  }

  /** The working calendar that this case knows, for days that are no terms of its own. */
  calendar(): Calendar {
    return calendarIn([...this.terms.values()], this.book)
  }

  /** Called whenever the calendar changes, by whoever gave a date that follows from it. */
  whenCalendarChanges(follow: () => void): void {
    this.followers.push(follow)
  }

  calendarChanged(): void {
    for (const follow of this.followers) follow()
  }
}
