import { condition, proxyLocalActivities } from '@temporalio/workflow'
import type { Place } from '../../ledger/inbox.ts'
import type { StreamRef } from '../../ledger/streams.ts'
import type { LedgerActivities } from '../types.ts'

const { inbox, place } = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '15 seconds',
  // The database may be away for long; what was noted is not lost meanwhile, its answer only waits.
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/** What is known of the inbox of a case: its places in their order, as they are heard of or looked up. */
export class Places {
  /** The first place that is not settled. */
  next: number
  private readonly stream: StreamRef
  private readonly known = new Map<number, Place>()
  /** Places up to here are known to exist. */
  private highest: number
  private looks = 0

  /** @param begun.again it was begun anew: how much there is must be looked up; `from`: where it goes on */
  constructor(stream: StreamRef, { again, from = 0 }: { again: boolean; from?: number }) {
    this.stream = stream
    this.next = from
    this.highest = again ? Number.POSITIVE_INFINITY : 0
  }

  /** Whether every place that is known to exist is settled. */
  get allSettled(): boolean {
    return this.highest < this.next
  }

  /** Waits for the next place; undefined when what was said to be there is not. */
  async following(): Promise<Place | undefined> {
    await condition(() => this.highest >= this.next)
    if (!this.known.has(this.next)) await this.look()
    return this.known.get(this.next)
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
    this.accept(await inbox({ stream: this.stream, from: this.next }), true)
    this.looks += 1
  }

  /** Gives a place to the end of slow work, unless it is known to have one. */
  async placeStep(key: string): Promise<void> {
    if ([...this.known.values()].some((p) => p.key === key)) return
    this.accept((await place({ stream: this.stream, from: this.next, kind: 'step', key })).places)
  }

  /** An instant has come: everything noted before it is taken first. Waits until that is done. */
  async reached(instant: string): Promise<void> {
    const from = this.next
    const given = await place({
      stream: this.stream,
      from,
      kind: 'tick',
      // The same instant may come due once more for something that was told later.
      key: `tick/${instant}/${from}`,
      notBefore: instant,
    })
    this.accept(given.places)
    await condition(() => this.next > given.n)
  }

  /** The place is settled, or passed over. */
  pass(n: number): void {
    this.known.delete(n)
    this.next = n + 1
  }

  private accept(places: Place[], all = false): void {
    for (const p of places) if (p.n >= this.next) this.known.set(p.n, p)
    const last = places.at(-1)?.n ?? this.next - 1
    // Whoever says that there is more than there is cannot make a case wait for it.
    this.highest = all ? Math.max(last, this.next - 1) : Math.max(this.highest, last)
  }
}
