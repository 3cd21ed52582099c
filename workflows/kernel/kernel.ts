import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { Calendar } from '../../law/calendar/types.ts'
import { calendarOf } from '../../law/clock/calendar-of.ts'
import type { ClockFact } from '../../law/clock/facts.ts'
import { foldClock } from '../../law/clock/fold.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { ClockName, EmittedFact, KernelEvent, NewEvent } from '../../ledger/events.ts'
import { type Procedure, refusal } from '../../procedures/procedure.ts'
import type { ActAnswer, ActCommand, CaseStart, LedgerActivities, OutsideActivities } from '../types.ts'
import { EventKeys } from './event-keys.ts'
import { BusinessTime } from './time.ts'

export const actUpdate = defineUpdate<ActAnswer, [ActCommand]>('act')
export const clockMovedSignal = defineSignal<[number]>('clockMoved')

const { record, missedActs } = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '15 seconds',
  // The database may be away for long; the act is not lost meanwhile, its answer only waits.
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/** How long a case that is behind its ledger is waited for, before it is looked at as it stands. */
const PATIENCE = '10 seconds'

/** The act ended what the procedure was doing: thrown at every wait of it. */
export class CaseInterrupted extends Error {
  override readonly name = 'CaseInterrupted'
  readonly by: ActCommand
  constructor(by: ActCommand) {
    super(`interrupted by ${by.act}`)
    this.by = by
  }
}

interface Waiter {
  acts: readonly string[]
  resolve(act: ActCommand): void
  got: ActCommand | undefined
}

/**
 * The engine under the words of the kernel: takes acts one at a time, lets the procedure run on until it waits
 * again, and writes all that came of it into the ledger as one batch before the act is answered.
 */
export class Kernel<Stage extends string = string> {
  readonly start: CaseStart
  readonly procedure: Procedure<Stage, string>
  readonly time: BusinessTime
  readonly outside: OutsideActivities
  stage: Stage
  revision = 0
  readonly lastBy: Record<string, string | undefined> = {}
  /** The person was heard, or invited to be, in this case (APL 62). */
  heard = false
  /** When the act that is being served was sent. */
  sentAt: string | undefined
  /** The procedure has reached its end: nothing is left to watch. */
  decided = false
  readonly clocks: Record<ClockName, { rule: RuleId; facts: ClockFact[] }>

  private buffer: NewEvent[] = []
  private emitted = 0
  private recorded = 0
  private readonly keys = new EventKeys()
  /** Commands whose acts this run of the case has taken. */
  private readonly taken = new Set<string>()
  private numbers: Record<string, string> = {}
  private waiters: Waiter[] = []
  private readonly always = new Map<string, (act: ActCommand) => void>()
  private interruption: CaseInterrupted | undefined
  private turn: Promise<void> = Promise.resolve()
  private closed = false
  private steps: Record<string, number> = {}
  private strands = 0
  private readonly guards: ((act: ActCommand) => void)[] = []
  private readonly followers: (() => void)[] = []

  constructor(
    start: CaseStart,
    procedure: Procedure<Stage, string>,
    first: { stage: Stage; statutory: RuleId; standard: RuleId },
  ) {
    this.start = start
    this.procedure = procedure
    this.stage = first.stage
    this.time = new BusinessTime(start.offsetMs, () => this.interruption !== undefined)
    const received: ClockFact = {
      id: 'received',
      type: 'received',
      at: start.receivedAt,
      recordedAt: start.receivedAt,
    }
    this.clocks = {
      statutory: { rule: first.statutory, facts: [received] },
      standard: { rule: first.standard, facts: [received] },
    }
    // What was in force at receipt stands in the ledger since registration: nothing is emitted for it.
    for (const { clocks, fact } of start.law ?? []) this.takeFact(clocks, fact)
    const caseQueue = workflowInfo().taskQueue
    this.outside = proxyActivities<OutsideActivities>({
      taskQueue: caseQueue.replace(/-cases$/, '-documents'),
      startToCloseTimeout: '2 minutes',
      heartbeatTimeout: '12 seconds',
      retry: { initialInterval: '1 second', maximumInterval: '1 minute', backoffCoefficient: 2 },
    })
    setHandler(clockMovedSignal, (offsetMs) => this.time.move(offsetMs))
    setHandler(actUpdate, (act) => this.take(act), {
      // What the ledger has and this run has not is looked at when the act gets its turn.
      validator: (act) => {
        if (!this.isBehind(act)) this.guard(act)
      },
    })
    void this.keepLedger()
  }

  /** Business time now, as a UTC instant. */
  now(): string {
    return this.time.now()
  }

  /** Puts an event on its way into the ledger; it is written with whatever else happens before the next wait. */
  emit(event: KernelEvent, by?: ActCommand, series?: string): void {
    this.buffer.push({
      ...event,
      key: this.keys.next(event),
      at: this.now(),
      ...(by ? { actorId: by.actorId, actorRole: by.role } : {}),
      ...(series ? { series } : {}),
    } as NewEvent)
    this.emitted += 1
  }

  /** Waits until all that was emitted stands in the ledger; gives the numbers that were given with it. */
  async committed(): Promise<Record<string, string>> {
    await condition(() => this.recorded >= this.emitted)
    return this.numbers
  }

  enterStage(stage: Stage): void {
    this.stage = stage
    this.revision += 1
    const { waitingOn } = this.procedure.stages[stage]
    this.emit({ type: 'stage-entered', data: { stage, waitingOn, revision: this.revision } })
  }

  /** A dated fact for the clocks: the ledger and the workflow fold the same facts with the same law. */
  clockFact(clocks: ClockName[], fact: EmittedFact): void {
    this.takeFact(clocks, fact)
    this.emit({ type: 'clock-fact', data: { clocks, fact } })
    if (fact.type === 'calendar-changed') for (const follow of this.followers) follow()
    this.time.wake()
  }

  /** The working calendar that this case knows, for terms that are not clocks of their own. */
  calendar(): Calendar {
    return calendarOf(this.clocks.statutory.facts)
  }

  /** Called whenever the calendar changes, by whoever gave a date that follows from it. */
  whenCalendarChanges(follow: () => void): void {
    this.followers.push(follow)
  }

  /** The case takes nothing more. */
  get ended(): boolean {
    return this.closed
  }

  /** The term that the law gives as things stand, with its end (24:00 in Riga, as a UTC instant); none while it does not run. */
  term(clock: ClockName): { due: string; end: string } | null {
    const { rule, facts } = this.clocks[clock]
    const { due, dueInstant, state } = foldClock(rule, facts)
    return state === 'running' && due && dueInstant ? { due, end: dueInstant } : null
  }

  /** A key for the n-th effect of this kind in this case: `<step>:<n>`. */
  step(name: string): string {
    const n = (this.steps[name] ?? 0) + 1
    this.steps[name] = n
    return `${workflowInfo().workflowId}:${name}:${n}`
  }

  /** Handles an act that may come at any time, beside whatever the procedure waits for. */
  on(act: string, handler: (act: ActCommand) => void): void {
    this.always.set(act, handler)
  }

  /** A further condition on acts, looked at before one is taken; throws an ApplicationFailure to refuse. */
  guardWith(guard: (act: ActCommand) => void): void {
    this.guards.push(guard)
  }

  /** Work beside the procedure, such as a letter under way; the case does not end before it is done. */
  beside(work: Promise<unknown>): void {
    this.strands += 1
    void work.then(() => {
      this.strands -= 1
    })
  }

  /** Ends what the procedure is doing: every wait of it throws. */
  interrupt(by: ActCommand): void {
    this.interruption = new CaseInterrupted(by)
    this.waiters = []
    this.time.wake()
  }

  /** After an interruption was dealt with, the case may go on to its end. */
  resume(): void {
    this.interruption = undefined
  }

  check(): void {
    if (this.interruption) throw this.interruption
  }

  /**
   * Waits for one of these acts, or for a deadline that may move meanwhile.
   * @param deadline the instant, asked again whenever the clock or a term changes; undefined: no deadline
   * @throws CaseInterrupted
   */
  async act(acts: readonly string[], deadline?: () => string | undefined): Promise<ActCommand | undefined> {
    this.check()
    let resolve!: (act: ActCommand) => void
    const came = new Promise<ActCommand>((r) => {
      resolve = r
    })
    const waiter: Waiter = { acts, resolve, got: undefined }
    this.waiters.push(waiter)
    try {
      for (;;) {
        const until = deadline?.()
        const passed = this.time.passing(until, () => waiter.got !== undefined)
        await Promise.race([came, passed])
        if (waiter.got) return waiter.got
        this.check()
        if (until === undefined || this.now() < until) continue
        // An act that stands in the ledger came in time, though it was lost here before the deadline passed.
        await this.catchUp()
        this.check()
        return waiter.got
      }
    } finally {
      this.waiters = this.waiters.filter((w) => w !== waiter)
    }
  }

  /** Waits until an instant is reached, or a term or the clock has changed meanwhile. @throws CaseInterrupted */
  async untilOrChanged(instant?: string): Promise<void> {
    await this.time.passing(instant, () => false)
    this.check()
  }

  /** Lets no further act in, waits for all answers and the last batch. */
  async end(): Promise<void> {
    this.closed = true
    await condition(() => this.strands === 0 && allHandlersFinished())
    await this.committed()
  }

  private takeFact(clocks: ClockName[], fact: EmittedFact): void {
    for (const name of clocks) this.clocks[name].facts.push({ ...fact, recordedAt: this.now() } as ClockFact)
  }

  private guard(act: ActCommand): void {
    if (this.taken.has(act.key)) return
    if (this.closed) throw refuse('not-allowed-now', this.stage)
    const why = refusal(this.procedure, act.act, this, act)
    if (why) throw refuse(why, this.stage)
    for (const guard of this.guards) guard(act)
  }

  private async take(act: ActCommand): Promise<ActAnswer> {
    const before = this.turn
    let done!: () => void
    this.turn = new Promise((r) => {
      done = r
    })
    await before
    try {
      if (this.isBehind(act)) await this.catchUp()
      // What the procedure does by itself comes in a moment, when the task is done again after a worker has died.
      if (this.isBehind(act)) await condition(() => !this.isBehind(act), PATIENCE)
      this.perform(act)
      await this.committed()
      return { revision: this.revision, stage: this.stage }
    } finally {
      done()
    }
  }

  /** Does an act, unless it was done; another one may have come first while it waited for its turn. */
  private perform(act: ActCommand): void {
    if (this.taken.has(act.key)) return
    this.guard(act)
    const always = this.always.get(act.act)
    const waiter = this.waiters.find((w) => w.acts.includes(act.act))
    if (!always && !waiter) throw refuse('not-allowed-now', this.stage)
    this.taken.add(act.key)
    this.revision += 1
    this.lastBy[act.act] = act.actorId
    this.emit(
      { type: 'act', data: { act: act.act, command: act.key, revision: this.revision, facts: act.facts } },
      act,
    )
    if (always) always(act)
    else if (waiter) {
      waiter.got = act
      waiter.resolve(act)
    }
  }

  /** Whoever sends the act has seen more in the ledger than this run has come to. */
  private isBehind({ seen }: ActCommand): boolean {
    return seen !== undefined && (seen.acts > this.taken.size || seen.revision > this.revision)
  }

  /**
   * Takes the acts that were committed to the ledger and then lost, when a worker died before Temporal heard of them
   * and the server forgot them too. Each at the time at which it was recorded; nothing is written again.
   */
  private async catchUp(): Promise<void> {
    const missed = await missedActs({ caseId: this.start.caseId, taken: this.taken.size })
    for (const { at, ...act } of missed) {
      this.time.pretend(at)
      this.perform(act)
      await this.committed()
      this.time.pretend(undefined)
    }
  }

  /**
   * Writes batches in order, one at a time. Its condition is looked at only after everything that an act or a timer
   * set off has run to its next wait, so one act and its consequences are one batch, one transaction.
   */
  private async keepLedger(): Promise<void> {
    for (;;) {
      await condition(() => this.buffer.length > 0)
      const events = this.buffer
      this.buffer = []
      const { numbers } = await record({ caseId: this.start.caseId, events })
      this.numbers = { ...this.numbers, ...numbers }
      this.recorded += events.length
    }
  }
}

function refuse(code: string, stage: string): ApplicationFailure {
  return ApplicationFailure.create({ message: code, type: code, nonRetryable: true, details: [{ stage }] })
}
