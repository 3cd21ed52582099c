import type pg from 'pg'
import { applyApproved, type Step } from '../ledger/retention.ts'
import type { BusinessClock } from '../platform/business-clock.ts'
import { faultOf, type Log } from '../platform/log.ts'

const EVERY_MS = 15_000
/** A failure is told as an alarm so often, not at each try. */
const ALARM_EVERY_MS = 600_000

/**
 * Does what approved acts of destruction say. Several workers may do so at once, and each may be killed at any moment:
 * what was done of an item stands in the transaction that says that it was.
 */
export class RetentionJob {
  private readonly deps: { pool: pg.Pool; clock: BusinessClock; log: Log }
  private stopping = false
  private wake: () => void = () => {}
  private loop: Promise<void> | undefined
  private alarmedAt = 0

  constructor(deps: { pool: pg.Pool; clock: BusinessClock; log: Log }) {
    this.deps = deps
  }

  start(): void {
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.wake()
    await this.loop
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let more = false
      try {
        more = await this.round()
      } catch (e) {
        this.told(e)
      }
      if (!this.stopping && !more)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, EVERY_MS)
          this.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }

  /** @returns whether there may be more to do at once */
  private async round(): Promise<boolean> {
    const { pool, clock, log } = this.deps
    const heard = ({ item, error }: Step): void => {
      if (error !== undefined) this.told(error, item.caseId)
    }
    const { done, failed, more } = await applyApproved(pool, await clock.now(), heard, () => !this.stopping)
    if (done > 0) log.info({ items: done }, 'items of acts of destruction done')
    return more && failed === 0
  }

  private told(e: unknown, caseId?: string | null): void {
    const what = { ...faultOf(e), ...(caseId ? { caseId } : {}) }
    if (Date.now() - this.alarmedAt < ALARM_EVERY_MS) this.deps.log.warn(what, 'an item is not erased')
    else {
      this.alarmedAt = Date.now()
      this.deps.log.error({ ...what, alarm: 'not-erased' }, 'an item is not erased')
    }
  }
}
