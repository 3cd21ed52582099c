import type pg from 'pg'
import { type SealText, sealNextDay } from '../ledger/seals/day.ts'
import type { BusinessClock } from '../platform/business-clock.ts'
import type { Config, SealKeys } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { signDetached } from '../signatures/detached.ts'
import { localSigner } from '../signatures/signer.ts'
import { Rounds } from './rounds.ts'

const EVERY_MS = 15_000

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
export function dailySeal(deps: { pool: pg.Pool; clock: BusinessClock; log: Log; seal: SealText }): Rounds {
  const { pool, clock, log, seal } = deps
  return new Rounds({
    everyMs: EVERY_MS,
    log,
    alarm: 'day-not-sealed',
    fault: 'a day is not sealed',
    round: async () => {
      const made = await sealNextDay(pool, seal, await clock.now())
      if (made) log.info(made, 'day sealed')
      return made !== undefined
    },
  })
}
