import { condition } from '@temporalio/workflow'

/**
 * The clock of a case: business time = the workflow's time + an offset that is zero in production. It only says when
 * to look; what the time was when something happened, its place in the inbox says.
 * The only file of workflows/ that may read Date.now() or wait for time.
 */
export class BusinessClock {
  private offsetMs: number
  private moves = 0

  constructor(offsetMs: number) {
    this.offsetMs = offsetMs
  }

  /** Where a run that continues as new goes on from. */
  get offset(): number {
    return this.offsetMs
  }

  move(offsetMs: number): void {
    // Time moves forward only: an old signal that comes late changes nothing.
    if (offsetMs <= this.offsetMs) return
    this.offsetMs = offsetMs
    this.moves += 1
  }

  /**
   * Tells each instant that comes due.
   * @param due the next instant, asked again whenever something has happened; undefined: none
   * @param idle nothing is being done: only then is `due` true
   * @param reached has the instant dealt with
   */
  async run(
    due: () => string | undefined,
    idle: () => boolean,
    reached: (instant: string) => Promise<void>,
  ): Promise<never> {
    for (;;) {
      await condition(idle)
      const next = due()
      const { moves } = this
      const changed = (): boolean => this.moves !== moves || (idle() && due() !== next)
      if (next === undefined) {
        await condition(changed)
        continue
      }
      const left = new Date(next).getTime() - Date.now() - this.offsetMs
      // A real timer of the server, for the time that is left.
      if (left > 0) await condition(changed, left)
      else await reached(next)
    }
  }
}
