import { ApplicationFailure, condition, proxyLocalActivities } from '@temporalio/workflow'
import type { Refused, Turn, TurnEvent } from '../../ledger/append.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { LedgerActivities } from '../types.ts'

const { record, inbox, place, passOver } = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '15 seconds',
  // The database may be away for long; what was noted is not lost meanwhile, its answer only waits.
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/** What the mailbox asks of the case. */
export interface Taker {
  caseId: string
  /** The next thing whose moment had come before `at`, to be dealt with first; undefined when there is none. */
  due(at: string): { at: string; pass(): void } | undefined
  /** Does what stands at a place. @throws ApplicationFailure to refuse it */
  take(place: Place): void
  /** What was emitted since it was last asked. */
  emitted(): TurnEvent[]
}

/** What was done at a place does not stand: the case must be begun anew from its inbox, as that tells it. */
export class BeginAnew extends Error {
  override readonly name = 'BeginAnew'
}

/**
 * Takes the places of the inbox strictly one after the other: what stands at a place is done, everything that it set
 * off runs to its next wait, and all of it is recorded in one transaction before the next place is looked at. So the
 * case comes to the same end however often, and in whatever company, Temporal has it done again.
 */
export class Mailbox {
  /** Business instant of what is being done (UTC). */
  at: string
  numbers: Record<string, string> = {}
  /** The first place that is not settled. */
  next = 0
  private readonly taker: Taker
  private readonly known = new Map<number, Place>()
  /** Places up to here are known to exist. */
  private highest: number
  private busy = true
  private current: Place | undefined
  private broken = false
  private looks = 0
  private readonly steps = new Map<string, () => void>()
  private asked = 0
  private still = 0

  constructor(taker: Taker, receivedAt: string, again: boolean) {
    this.taker = taker
    this.at = receivedAt
    this.highest = again ? Number.POSITIVE_INFINITY : 0
    void this.watchStillness()
  }

  /** Runs for as long as the case does. @throws BeginAnew */
  async run(): Promise<never> {
    // Place 0: what the procedure does when it begins, which it has done by now.
    await this.settle(0)
    for (;;) {
      await condition(() => this.highest >= this.next)
      if (!this.known.has(this.next)) await this.look()
      const found = this.known.get(this.next)
      if (found) await this.turn(found)
    }
  }

  get idle(): boolean {
    return !this.busy && this.highest < this.next
  }

  /**
   * Something was noted at place `n`: waits until it is settled. One that is not there is not waited for.
   * @param told what stands there, when whoever noted it says so: it need not be read then
   */
  async heard(n: number, told?: Place): Promise<void> {
    if (told && told.n === n && told.act && n >= this.next && !this.known.has(n))
      this.known.set(n, {
        n,
        kind: 'act',
        key: told.key,
        at: told.at,
        failed: false,
        act: told.act,
        told: true,
      })
    this.highest = Math.max(this.highest, n)
    const look = this.looks + 1
    await condition(() => this.next > n || (this.looks >= look && this.highest < n))
  }

  /** Looks whether more was noted. */
  async look(): Promise<void> {
    this.accept(await inbox({ caseId: this.taker.caseId, from: this.next }), true)
    this.looks += 1
  }

  /** Waits until what is being done is recorded. */
  async committed(): Promise<void> {
    const n = this.next
    if (this.busy) await condition(() => this.next > n)
  }

  /** The turn of whoever did slow work: gets a place for its end, and waits until it comes. */
  async inTurn(key: string): Promise<void> {
    const came = new Promise<void>((resolve) => {
      this.steps.set(key, resolve)
    })
    if (![...this.known.values()].some((p) => p.key === key))
      this.accept((await place({ caseId: this.taker.caseId, from: this.next, kind: 'step', key })).places)
    await came
  }

  /** An instant has come: everything noted before it is taken first. */
  async reached(instant: string): Promise<void> {
    const from = this.next
    const given = await place({
      caseId: this.taker.caseId,
      from,
      kind: 'tick',
      // The same instant may come due once more for something that was told later.
      key: `tick/${instant}/${from}`,
      notBefore: instant,
    })
    this.accept(given.places)
    await condition(() => this.next > given.n)
  }

  private accept(places: Place[], all = false): void {
    for (const p of places) if (p.n >= this.next) this.known.set(p.n, p)
    const last = places.at(-1)?.n ?? this.next - 1
    // Whoever says that there is more than there is cannot make a case wait for it.
    this.highest = all ? Math.max(last, this.next - 1) : Math.max(this.highest, last)
  }

  private async turn(found: Place): Promise<void> {
    if (found.failed) {
      this.pass(found.n)
      return
    }
    // Its work is done again first, where the case is done again.
    if (found.kind === 'step') await condition(() => this.steps.has(found.key))
    this.busy = true
    this.current = found
    try {
      for (let one = this.taker.due(found.at); one; one = this.taker.due(found.at)) {
        if (one.at > this.at) this.at = one.at
        one.pass()
        await this.quiet()
      }
      if (found.at > this.at) this.at = found.at
      let refused: Refused | undefined
      try {
        if (found.kind === 'step') this.step(found.key)
        else this.taker.take(found)
      } catch (e) {
        if (!(e instanceof ApplicationFailure)) throw e
        refused = refusedBy(e)
      }
      await this.settle(found.n, { ...(refused ? { refused } : {}), ...(found.told ? { told: found } : {}) })
    } catch (e) {
      if (e instanceof BeginAnew) throw e
      await this.giveUp(e)
    }
  }

  /**
   * Passes over the place at which the code fails, and has the case begun anew. Only what somebody asked for can be
   * passed over; the rest waits for better code.
   * @throws BeginAnew, or what was given
   */
  async giveUp(e: unknown): Promise<never> {
    this.broken = true
    const { current } = this
    if (current?.kind !== 'act' && current?.kind !== 'law') throw e
    const code = e instanceof Error ? e.name : 'error'
    const { n, told } = current
    const { anew } = await passOver({
      caseId: this.taker.caseId,
      n,
      code,
      ...(told ? { told: current } : {}),
    })
    throw anew ? new BeginAnew(code) : e
  }

  private step(key: string): void {
    this.steps.get(key)!()
    this.steps.delete(key)
  }

  private async settle(n: number, how: Pick<Turn, 'refused' | 'told'> = {}): Promise<void> {
    await this.quiet()
    // Half of what a place does is not recorded.
    if (this.broken) await new Promise(() => {})
    const events = this.taker.emitted()
    const { numbers, failed } = await record({ caseId: this.taker.caseId, n, events, ...how })
    if (failed) throw new BeginAnew(`place ${n}`)
    this.numbers = { ...this.numbers, ...numbers }
    this.pass(n)
  }

  private pass(n: number): void {
    this.known.delete(n)
    this.next = n + 1
    this.busy = false
    this.current = undefined
  }

  /** Waits until everything that was set off has run to its next wait. */
  private async quiet(): Promise<void> {
    const mark = ++this.asked
    await condition(() => this.still >= mark)
  }

  /** Temporal looks at conditions only when no code is left to run. */
  private async watchStillness(): Promise<void> {
    for (;;) {
      await condition(() => this.asked > this.still)
      this.still = this.asked
    }
  }
}

function refusedBy(e: ApplicationFailure): Refused {
  const details = e.details?.[0] as Pick<Refused, 'reason'> | undefined
  return { code: e.type ?? 'not-allowed-now', ...(details?.reason ? { reason: details.reason } : {}) }
}
