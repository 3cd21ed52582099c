import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow'
import type { Calendar } from '../../law/calendar/types.ts'
import { calendarOf } from '../../law/clock/calendar-of.ts'
import type { ClockFact } from '../../law/clock/facts.ts'
import { foldClock } from '../../law/clock/fold.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { TurnEvent } from '../../ledger/append.ts'
import type { ClockName, EmittedFact, KernelEvent } from '../../ledger/events.ts'
import type { Place } from '../../ledger/inbox.ts'
import { type Procedure, refusal } from '../../procedures/procedure.ts'
import type { ActCommand, CaseStart, LawOrder } from '../types.ts'
import { Mailbox } from './mailbox.ts'
import { BusinessClock } from './time.ts'
import { Waits, type Watched } from './waits.ts'

/**
 * Something was noted at this place: answered when it is settled. Whoever noted an act says along with it what stands
 * there; what is done upon it is recorded only if its row says the same.
 */
export const wakeUpdate = defineUpdate<void, [number, Place?]>('wake')
/** The same, for whoever does not wait for it. */
export const wakeSignal = defineSignal<[number]>('woken')
export const clockMovedSignal = defineSignal<[number]>('clockMoved')

/** The case is over before its procedure: thrown at every wait of it. */
export class CaseEnded extends Error {
  override readonly name = 'CaseEnded'
  readonly outcome: string
  /** The act that ended it; absent when time did. */
  readonly by: ActCommand | undefined
  constructor(outcome: string, by?: ActCommand) {
    super(outcome)
    this.outcome = outcome
    this.by = by
  }
}

/**
 * The case under the words of the kernel: where it stands, what it waits for, what it says to the ledger. Everything
 * that happens to it comes by its mailbox, one thing at a time.
 */
export class Kernel {
  readonly start: CaseStart
  readonly procedure: Procedure
  stage: string
  revision = 0
  /** Everybody who did an act in this case, by act. */
  readonly doneBy: Record<string, string[]> = {}
  /** The person was heard, or invited to be, in this case (APL 62). */
  heard = false
  /** When the act that is being served was sent. */
  sentAt: string | undefined
  /** The procedure has reached its end: nothing is left to watch. */
  decided = false
  readonly clocks: Record<ClockName, { rule: RuleId; facts: ClockFact[] }>
  private readonly mailbox: Mailbox
  private readonly clock: BusinessClock
  private readonly waits = new Waits()
  private buffer: TurnEvent[] = []
  private readonly always = new Map<string, (act: ActCommand) => void>()
  private readonly guards: ((act: ActCommand) => void)[] = []
  private readonly followers: (() => void)[] = []
  private ended: CaseEnded | undefined
  private closed = false
  private readonly steps: Record<string, number> = {}
  private strands = 0
  private fault: ((why: unknown) => void) | undefined

  constructor(start: CaseStart, procedure: Procedure) {
    this.start = start
    this.procedure = procedure
    this.stage = procedure.first
    const { statutory, standard } = procedure.clocks
    const { caseId, receivedAt } = start
    const received: ClockFact = { id: 'received', type: 'received', at: receivedAt, recordedAt: receivedAt }
    this.clocks = {
      statutory: { rule: statutory, facts: [received] },
      standard: { rule: standard, facts: [received] },
    }
    this.mailbox = new Mailbox(
      {
        caseId,
        due: (at) => {
          const first = this.waits.earliest()
          return first && first.at <= at ? first : undefined
        },
        take: (place) => this.take(place),
        emitted: () => this.buffer.splice(0),
      },
      receivedAt,
      (start.again ?? 0) > 0,
    )
    // What was in force at receipt stands in the ledger since registration: nothing is emitted for it.
    for (const { clocks, fact } of start.law ?? []) this.takeFact(clocks, fact)
    this.clock = new BusinessClock(start.offsetMs)
    setHandler(clockMovedSignal, (offsetMs) => this.clock.move(offsetMs))
    setHandler(wakeUpdate, (n, told) => this.mailbox.heard(n, told))
    setHandler(wakeSignal, (n) => {
      void this.mailbox.heard(n)
    })
  }

  /** Runs the procedure with the mailbox and the clock beside it. @throws BeginAnew */
  async run<T>(procedureRuns: () => Promise<T>): Promise<T> {
    const broken = new Promise<never>((_, reject) => {
      this.fault = reject
    })
    const due = (): string | undefined => this.waits.earliest()?.at
    const ticking = this.clock.run(
      due,
      () => this.mailbox.idle,
      (instant) => this.mailbox.reached(instant),
    )
    return Promise.race([procedureRuns(), broken, this.mailbox.run(), ticking])
  }

  /** Business time of what is being done, as a UTC instant. */
  now(): string {
    return this.mailbox.at
  }

  /** Puts an event on its way into the ledger; it is written with whatever else happens at this place. */
  emit(event: KernelEvent, by?: ActCommand, series?: string): void {
    this.buffer.push({
      ...event,
      at: this.now(),
      ...(by ? { actorId: by.actorId, actorRole: by.role } : {}),
      ...(series ? { series } : {}),
    })
  }

  /** Waits until what is being done stands in the ledger; gives the numbers given so far, by series. */
  async committed(): Promise<Record<string, string>> {
    await this.mailbox.committed()
    return this.mailbox.numbers
  }

  /** The number of a series that this case got at an earlier place. */
  numberOf(series: string): string | undefined {
    return this.mailbox.numbers[series]
  }

  /** @throws Error when the procedure has no such stage: a fault of its code */
  enterStage(stage: string): void {
    const rule = this.procedure.stages[stage]
    if (!rule) throw new Error(`${this.procedure.id} has no stage ${stage}`)
    this.stage = stage
    this.revision += 1
    const { waitingOn } = rule
    this.emit({ type: 'stage-entered', data: { stage, waitingOn, revision: this.revision } })
  }

  /** A dated fact for the clocks: the ledger and the workflow fold the same facts with the same law. */
  clockFact(clocks: ClockName[], fact: EmittedFact): void {
    this.takeFact(clocks, fact)
    this.emit({ type: 'clock-fact', data: { clocks, fact } })
    if (fact.type === 'calendar-changed') for (const follow of this.followers) follow()
  }

  /** The working calendar that this case knows, for terms that are not clocks of their own. */
  calendar(): Calendar {
    return calendarOf(this.clocks.statutory.facts)
  }

  /** Called whenever the calendar changes, by whoever gave a date that follows from it. */
  whenCalendarChanges(follow: () => void): void {
    this.followers.push(follow)
  }

  /** The term that the law gives as things stand, with its end (24:00 in Riga, as a UTC instant); none while it does not run. */
  term(clock: ClockName): { due: string; end: string } | null {
    const { rule, facts } = this.clocks[clock]
    const { due, dueInstant, state } = foldClock(rule, facts)
    return state === 'running' && due && dueInstant ? { due, end: dueInstant } : null
  }

  /** A key for the n-th effect of this kind in this case: `<case>:<step>:<n>`. */
  step(name: string): string {
    const n = (this.steps[name] ?? 0) + 1
    this.steps[name] = n
    return `case/${this.start.caseId}:${name}:${n}`
  }

  /** Handles an act that may come at any time, beside whatever the procedure waits for. */
  on(act: string, handler: (act: ActCommand) => void): void {
    this.always.set(act, handler)
  }

  /** A further condition on acts, looked at before one is taken; throws an ApplicationFailure to refuse. */
  guardWith(guard: (act: ActCommand) => void): void {
    this.guards.push(guard)
  }

  /** Has a moment watched; see Waits. */
  watch(moment: () => Watched | undefined): void {
    this.waits.watch(moment)
  }

  /** Work beside the procedure, such as a letter under way; the case does not end before it is done or broken off. */
  beside(work: Promise<unknown>): void {
    this.strands += 1
    const done = (): void => {
      this.strands -= 1
    }
    work.then(done, (e: unknown) => {
      done()
      if (!(e instanceof CaseEnded)) this.fault?.(e)
    })
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

  check(): void {
    if (this.ended) throw this.ended
  }

  /** Waits for one of these acts, or for a deadline; see Waits. @throws CaseEnded */
  async act(
    acts: readonly string[],
    deadline?: () => string | undefined,
    shared?: boolean,
  ): Promise<ActCommand | undefined> {
    this.check()
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
      await condition(() => this.strands === 0 && this.mailbox.idle)
      // The ledger gives no place to an act once the case stands there as closed.
      const { next } = this.mailbox
      await this.mailbox.look()
      if (this.mailbox.idle && this.mailbox.next === next) break
    }
    await condition(allHandlersFinished)
  }

  private takeFact(clocks: ClockName[], fact: EmittedFact): void {
    for (const name of clocks) this.clocks[name].facts.push({ ...fact, recordedAt: this.now() } as ClockFact)
  }

  private take({ act, data, kind }: Place): void {
    if (act) this.perform(act as ActCommand)
    else if (kind === 'law') this.followLaw(data as LawOrder)
  }

  private perform(act: ActCommand): void {
    if (this.closed) throw refuse('not-allowed-now')
    if (!act.entitled) throw refuse('forbidden')
    const why = refusal(this.procedure, act.act, this, act)
    if (why) throw refuse(why)
    for (const guard of this.guards) guard(act)
    const always = this.always.get(act.act)
    if (!always && !this.waits.waitsFor(act.act)) throw refuse('not-allowed-now')
    this.revision += 1
    const others = (this.doneBy[act.act] ?? []).filter((id) => id !== act.actorId)
    this.doneBy[act.act] = [...others, act.actorId]
    this.emit(
      { type: 'act', data: { act: act.act, command: act.key, revision: this.revision, facts: act.facts } },
      act,
    )
    if (always) always(act)
    else this.waits.give(act)
  }

  /**
   * A change of the law's data reaches a running case: the fact enters the clocks that it concerns. It bears the id of
   * the change, so the same change given twice changes nothing; a case at its end takes none.
   */
  private followLaw({ clocks, fact }: LawOrder): void {
    const missing = clocks.filter((name) => !this.clocks[name].facts.some((f) => f.id === fact.id))
    if (missing.length > 0 && this.closed) throw refuse('closed')
    if (missing.length > 0) this.clockFact(missing, fact)
  }
}

function refuse(code: string): ApplicationFailure {
  return ApplicationFailure.create({ message: code, type: code, nonRetryable: true })
}
