import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow'
import { termId } from '../../law/clock/term.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { EmittedFact } from '../../ledger/events.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import type { ActCommand, CaseStart, LawOrder } from '../types.ts'
import { Acts } from './acts.ts'
import type { CaseEnded } from './ended.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { Mailbox } from './mailbox.ts'
import { OpenTerm, type TermOptions } from './open-term.ts'
import { clockMovedSignal, wakeSignal, wakeUpdate } from './signals.ts'
import { Strands } from './strands.ts'
import { take } from './taker.ts'
import { Terms } from './terms.ts'
import { BusinessClock } from './time.ts'
import { Waits, type Watched } from './waits.ts'

/**
 * The case under the words of a procedure: where it stands, what it says to the ledger, what it waits for. Everything
 * that happens to it comes by its mailbox, one thing at a time.
 */
export class Kernel {
  readonly start: CaseStart
  readonly procedure: Procedure
  readonly terms: Terms
  readonly acts: Acts
  readonly ledger: LedgerWriter
  stage: string
  revision = 0
  /** The person was heard, or invited to be, in this case (APL 62). */
  heard = false
  /** When the act that is being served was sent, to each party. */
  readonly sentAt = new Map<string, string>()
  /** The procedure has reached its end: nothing is left to watch. */
  decided = false
  /** No further act is let in. */
  closed = false
  private readonly mailbox: Mailbox
  private readonly clock: BusinessClock
  private readonly waits = new Waits()
  private readonly strands = new Strands()
  private ended: CaseEnded | undefined

  constructor(start: CaseStart, procedure: Procedure) {
    const { caseId, receivedAt } = start
    this.start = start
    this.procedure = procedure
    this.stage = procedure.first
    this.terms = new Terms(procedure.terms, receivedAt)
    this.acts = new Acts(procedure, this.waits)
    this.ledger = new LedgerWriter(caseId, () => this.mailbox)
    const due = (at: string): ReturnType<Waits['earliest']> => {
      const first = this.waits.earliest()
      return first && first.at <= at ? first : undefined
    }
    const stream = { kind: 'case', id: caseId } as const
    const taker = { stream, due, take: (p: Place) => take(this, p), emitted: () => this.ledger.emitted() }
    this.mailbox = new Mailbox(taker, receivedAt, { again: (start.again ?? 0) > 0 })
    // What was in force at receipt stands in the ledger since registration: nothing is emitted for it.
    for (const order of start.law ?? []) {
      this.learn(order)
      this.terms.take(order.clocks, order.fact, this.now())
    }
    this.clock = new BusinessClock(start.offsetMs)
    setHandler(clockMovedSignal, (offsetMs) => this.clock.move(offsetMs))
    setHandler(wakeUpdate, (n, told) => this.mailbox.heard(n, told))
    setHandler(wakeSignal, (n) => {
      void this.mailbox.heard(n)
    })
  }

  /** Runs the procedure with the mailbox and the clock beside it. @throws BeginAnew */
  async run<T>(procedureRuns: () => Promise<T>): Promise<T> {
    const ticking = this.clock.run(
      () => this.waits.earliest()?.at,
      () => this.mailbox.idle,
      (instant) => this.mailbox.reached(instant),
    )
    return Promise.race([procedureRuns(), this.strands.broken, this.mailbox.run(), ticking])
  }

  /** Business time of what is being done, as a UTC instant. */
  now(): string {
    return this.mailbox.at
  }

  /** @throws Error when the procedure has no such stage: a fault of its code */
  enterStage(stage: string): void {
    const rule = this.procedure.stages[stage]
    if (!rule) throw new Error(`${this.procedure.id} has no stage ${stage}`)
    this.stage = stage
    this.revision += 1
    const { waitingOn } = rule
    this.ledger.emit({ type: 'stage-entered', data: { stage, waitingOn, revision: this.revision } })
  }

  /** The calendar that a change of law brings, before it has an effect. */
  learn({ fact, calendar }: LawOrder): void {
    if (fact.type === 'calendar-changed' && calendar) this.terms.know(fact.calendar, calendar)
  }

  /** Opens a term in mid-case, beside those that run from receipt; several of one name may run at once. */
  term(name: string, rule: RuleId, options: TermOptions): OpenTerm {
    return new OpenTerm(this, name, rule, options)
  }

  /** A dated fact for terms, by their ids, told to the ledger as well; a new calendar is for all that have not ended. */
  clockFact(ids: string[], fact: EmittedFact): void {
    const law = fact.type === 'calendar-changed'
    const all = law ? this.terms.missing(this.terms.living().map(termId), fact.id) : []
    const clocks = [...new Set([...ids, ...all])]
    this.terms.take(clocks, fact, this.now())
    this.ledger.emit({ type: 'clock-fact', data: { clocks, fact } })
    if (law) this.terms.calendarChanged()
  }

  /** Has a moment watched; see Waits. */
  watch(moment: () => Watched | undefined): void {
    this.waits.watch(moment)
  }

  /** Work beside the procedure, such as a letter under way; the case does not end before it is done or broken off. */
  beside(work: Promise<unknown>): void {
    this.strands.beside(work)
  }

  /** Ends what the procedure is doing: every wait of it throws. */
  interrupt(end: CaseEnded): void {
    this.ended = end
    this.waits.breakOff(end)
  }

  /** After an interruption was dealt with, the case may go on to its end. */
  resume(): void {
    this.ended = undefined
  }

  /** Waits for one of these acts, or for a deadline; see Waits. @throws CaseEnded */
  async act(
    acts: readonly string[],
    deadline?: () => string | undefined,
    shared?: boolean,
  ): Promise<ActCommand | undefined> {
    if (this.ended) throw this.ended
    return this.waits.wait(acts, deadline, shared)
  }

  /** The turn of whoever did slow work outside. */
  async inTurn(key: string): Promise<void> {
    await this.mailbox.inTurn(key)
  }

  /** Passes over what is being done, since the code of the procedure fails there. @throws BeginAnew */
  async giveUp(e: unknown): Promise<never> {
    return this.mailbox.giveUp(e)
  }

  /** Lets no further act in, waits for all work and answers, and settles what was noted in the last moment. */
  async end(): Promise<void> {
    this.closed = true
    for (;;) {
      await this.strands.joined(() => this.mailbox.idle)
      // The ledger gives no place to an act once the case stands there as closed.
      const { next } = this.mailbox
      await this.mailbox.look()
      if (this.mailbox.idle && this.mailbox.next === next) break
    }
    await condition(allHandlersFinished)
  }
}
