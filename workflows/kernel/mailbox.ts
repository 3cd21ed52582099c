import { ApplicationFailure, condition, proxyLocalActivities } from '@temporalio/workflow'
import type { Refused, Turn } from '../../ledger/append.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { LedgerActivities } from '../types.ts'
import { BeginAnew, refusedBy } from './ended.ts'
import { Places } from './places.ts'
import { Steps } from './steps.ts'
import { Stillness } from './stillness.ts'
import type { Taker } from './taker.ts'

const { record, passOver } = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '15 seconds',
  // The database may be away for long; what was noted is not lost meanwhile, its answer only waits.
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/**
 * Takes the places of the inbox strictly one after the other: what stands at a place is done, everything that it set
 * off runs to its next wait, and all of it is recorded in one transaction before the next place is looked at. So the
 * case comes to the same end however often, and in whatever company, Temporal has it done again.
 */
export class Mailbox {
  /** Business instant of what is being done (UTC). */
  at: string
  numbers: Record<string, string> = {}
  /** What is known to be noted; told here of what was. */
  readonly places: Places
  private readonly taker: Taker
  private readonly stillness = new Stillness()
  private busy: boolean
  private readonly enough: ((found: Place) => boolean) | undefined
  private current: Place | undefined
  private broken = false
  private readonly steps = new Steps()

  /**
   * @param at business instant of what is being done first
   * @param begun.again how much there is must be looked up
   * @param begun.from the place to go on from, when what came before it is done; absent: the case begins
   * @param begun.enough asked before each place: whether it and the rest are left to a run that begins anew
   */
  constructor(
    taker: Taker,
    at: string,
    begun: { again: boolean; from?: number; enough?: (found: Place) => boolean },
  ) {
    this.taker = taker
    this.at = at
    this.places = new Places(taker.stream, begun)
    this.busy = begun.from === undefined
    this.enough = begun.enough
  }

  /** Runs for as long as the case does. @throws BeginAnew */
  async run(): Promise<never> {
    // Place 0: what the procedure does when it begins, which it has done by now.
    if (this.busy) await this.settle(0)
    for (;;) {
      const found = await this.places.following()
      if (!found) continue
      if (this.enough?.(found)) throw new BeginAnew('enough')
      await this.turn(found)
    }
  }

  get idle(): boolean {
    return !this.busy && this.places.allSettled
  }

  /** Waits until what is being done is recorded. */
  async committed(): Promise<void> {
    const n = this.places.next
    if (this.busy) await condition(() => this.places.next > n)
  }

  /** The turn of whoever did slow work: gets a place for its end, and waits until it comes. */
  async inTurn(key: string): Promise<void> {
    const came = this.steps.came(key)
    await this.places.placeStep(key)
    await came
  }

  private async turn(found: Place): Promise<void> {
    if (found.failed) {
      this.pass(found.n)
      return
    }
    // Its work is done again first, where the case is done again.
    if (found.kind === 'step') await this.steps.waitedFor(found.key)
    this.busy = true
    this.current = found
    try {
      for (let one = this.taker.due(found.at); one; one = this.taker.due(found.at)) {
        if (one.at > this.at) this.at = one.at
        one.pass()
        await this.stillness.reached()
      }
      if (found.at > this.at) this.at = found.at
      let refused: Refused | undefined
      try {
        if (found.kind === 'step') this.steps.take(found.key)
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
    if (current?.kind !== 'act' && current?.kind !== 'law' && current?.kind !== 'order') throw e
    const code = e instanceof Error ? e.name : 'error'
    const { n, told } = current
    const { stream } = this.taker
    const { anew } = await passOver({ stream, n, code, ...(told ? { told: current } : {}) })
    throw anew ? new BeginAnew(code) : e
  }

  private async settle(n: number, how: Pick<Turn, 'refused' | 'told'> = {}): Promise<void> {
    await this.stillness.reached()
    // Half of what a place does is not recorded.
    if (this.broken) await new Promise(() => {})
    const events = this.taker.emitted()
    const { numbers, failed } = await record({ stream: this.taker.stream, n, events, ...how })
    if (failed) throw new BeginAnew(`place ${n}`)
    this.numbers = { ...this.numbers, ...numbers }
    this.pass(n)
  }

  private pass(n: number): void {
    this.places.pass(n)
    this.busy = false
    this.current = undefined
  }
}
