import type { ActCommand } from '../types.ts'
import { Underway } from './underway.ts'

interface Waiter {
  acts: readonly string[]
  deadline: (() => string | undefined) | undefined
  options: WaitOptions
  resolve(act: ActCommand | undefined): void
  reject(why: Error): void
}

/** Which acts of those names end a wait. */
export interface WaitOptions {
  /** An act ends all such waits, not only the first. */
  shared?: boolean
  /** Only one that is about this. */
  fits?: (act: ActCommand) => boolean
}

/** A moment to look at, beside what the procedure waits for. */
export interface Watched {
  at: string
  passed(): void
}

/** What a case waits for: acts, deadlines, and moments that are watched beside. */
export class Waits {
  /** Work outside that ends with the waits. */
  underway = new Underway()
  private waiters: Waiter[] = []
  private ended: Error | undefined
  private readonly watches: (() => Watched | undefined)[] = []

  /**
   * Waits for one of these acts, or for a deadline that may move meanwhile.
   * @param deadline the instant (UTC), asked again whenever something has happened; undefined: no deadline
   * @returns the act, or undefined when the deadline passed
   * @throws what ended every wait, until it goes on
   */
  wait(
    acts: readonly string[],
    deadline?: () => string | undefined,
    options: WaitOptions = {},
  ): Promise<ActCommand | undefined> {
    if (this.ended) return Promise.reject(this.ended)
    return new Promise((resolve, reject) => {
      this.waiters.push({ acts, deadline, options, resolve, reject })
    })
  }

  watch(moment: () => Watched | undefined): void {
    this.watches.push(moment)
  }

  waitsFor(act: string): boolean {
    return this.waiters.some((w) => w.acts.includes(act))
  }

  give(act: ActCommand): void {
    const all = this.waiters.filter((w) => w.acts.includes(act.act) && (w.options.fits?.(act) ?? true))
    for (const waiter of all.filter((w, i) => i === 0 || w.options.shared)) {
      this.forget(waiter)
      waiter.resolve(act)
    }
  }

  /** Every wait ends by this error, and so does what is under way outside. */
  breakOff(why: Error): void {
    this.ended = why
    const all = this.waiters
    this.waiters = []
    for (const waiter of all) waiter.reject(why)
    this.underway.breakOff(why)
  }

  /** What ended the waits was dealt with. */
  goOn(): void {
    this.ended = undefined
    this.underway = new Underway()
  }

  /** The earliest moment that is waited for. */
  earliest(): { at: string; pass(): void } | undefined {
    let first: { at: string; pass(): void } | undefined
    for (const waiter of this.waiters) {
      const at = waiter.deadline?.()
      if (at === undefined || (first && first.at <= at)) continue
      first = {
        at,
        pass: () => {
          this.forget(waiter)
          waiter.resolve(undefined)
        },
      }
    }
    for (const watch of this.watches) {
      const found = watch()
      if (found && (!first || found.at < first.at)) first = { at: found.at, pass: () => found.passed() }
    }
    return first
  }

  private forget(waiter: Waiter): void {
    this.waiters = this.waiters.filter((w) => w !== waiter)
  }
}
