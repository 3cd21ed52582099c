import { condition } from '@temporalio/workflow'

/**
 * The clock of a case: business time = the workflow's time + an offset that is zero in production.
 * The only file of workflows/ that may read Date.now() or wait for time.
 */
export class BusinessTime {
  private offsetMs: number
  private readonly stopped: () => boolean
  private turns = 0
  private pretended: string | undefined

  constructor(offsetMs: number, stopped: () => boolean) {
    this.offsetMs = offsetMs
    this.stopped = stopped
  }

  now(): string {
    return this.pretended ?? new Date(Date.now() + this.offsetMs).toISOString()
  }

  /** Lets it be an earlier instant while an act of then is taken up; undefined: the time is what it is. */
  pretend(instant: string | undefined): void {
    this.pretended = instant
    this.wake()
  }

  move(offsetMs: number): void {
    // Time moves forward only: an old signal that comes late changes nothing.
    if (offsetMs <= this.offsetMs) return
    this.offsetMs = offsetMs
    this.wake()
  }

  /** Lets everyone who waits look again. */
  wake(): void {
    this.turns += 1
  }

  /**
   * Resolves when the instant is reached, when something changed that makes looking again worth while,
   * or when `done` says so. A real timer of the server, for the time that is left.
   */
  async passing(instant: string | undefined, done: () => boolean): Promise<void> {
    const turn = this.turns
    const look = (): boolean => done() || this.turns !== turn || this.stopped()
    if (instant === undefined) {
      await condition(look)
      return
    }
    const left = new Date(instant).getTime() - new Date(this.now()).getTime()
    if (left <= 0) return
    await condition(look, left)
  }
}
