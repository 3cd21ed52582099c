import type pg from 'pg'
import { type SealText, sealNextDay } from '../ledger/seals/day.ts'
import type { BusinessClock } from '../platform/business-clock.ts'
import type { Config, SealKeys } from '../platform/config.ts'
import { faultOf, type Log } from '../platform/log.ts'
import { signDetached } from '../signatures/detached.ts'
import { localSigner } from '../signatures/signer.ts'

const EVERY_MS = 15_000
/** A failure is told as an alarm so often, not at each try. */
const ALARM_EVERY_MS = 600_000

/** Seals with the institution's key; with a timestamp where an authority is configured. */
export function textSeal(config: Config, keys: SealKeys): SealText {
  const signer = localSigner(keys.keyPem, keys.certificatePem, keys.chainPem)
  return (text) =>
    signDetached({ content: Buffer.from(text), signer, ...(config.TSA_URL ? { tsa: config.TSA_URL } : {}) })
}

/**
 * Seals each day when it is over, and those that were missed one after the other. Several workers may do so at once, and
 * each may be killed at any moment: a day has one seal.
 */
export class DailySeal {
  private readonly deps: { pool: pg.Pool; clock: BusinessClock; log: Log; seal: SealText }
  private stopping = false
  private wake: () => void = () => {}
  private loop: Promise<void> | undefined
  private alarmedAt = 0

  constructor(deps: { pool: pg.Pool; clock: BusinessClock; log: Log; seal: SealText }) {
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
      try {
        while (!this.stopping && (await this.round()));
      } catch (e) {
        this.told(e)
      }
      if (!this.stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, EVERY_MS)
          this.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }

  /** @returns whether a day was sealed */
  private async round(): Promise<boolean> {
    const { pool, clock, log, seal } = this.deps
    const made = await sealNextDay(pool, seal, await clock.now())
    if (made) log.info(made, 'day sealed')
    return made !== undefined
  }

  private told(e: unknown): void {
    const what = faultOf(e)
    if (Date.now() - this.alarmedAt < ALARM_EVERY_MS) this.deps.log.warn(what, 'a day is not sealed')
    else {
      this.alarmedAt = Date.now()
      this.deps.log.error({ ...what, alarm: 'day-not-sealed' }, 'a day is not sealed')
    }
  }
}
