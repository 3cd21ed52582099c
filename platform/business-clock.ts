import type { Database, Tx } from './database.ts'

/**
 * Business time = real time + offset (milliseconds). The offset is zero in production; in development and tests
 * it only moves forward, from where it began; see docs/decisions/0004-how-time-passes.md.
 */
export interface BusinessClock {
  /** The business time now. */
  now(): Promise<Date>
  offsetMs(): Promise<number>
  /** Reads the offset anew at the next question: for whoever has just moved it. */
  forget(): void
}

/**
 * Reads the offset at most once a second, so that a moved clock is seen everywhere within a second.
 * @throws Error in production if the stored offset is not zero.
 */
export function businessClock(db: Database, env: string): BusinessClock {
  let cached: { at: number; offset: number } | undefined
  async function offsetMs(): Promise<number> {
    const real = Date.now()
    if (cached && real - cached.at < 1000) return cached.offset
    const row = await db.businessClock.findUnique({ where: { id: 1 }, select: { offsetMs: true } })
    const offset = Number(row?.offsetMs ?? 0)
    if (env === 'production' && offset !== 0)
      throw new Error(`Business time is ${offset} ms from real time; in production it must be real time`)
    cached = { at: real, offset }
    return offset
  }
  return {
    offsetMs,
    now: async () => new Date(Date.now() + (await offsetMs())),
    forget: () => {
      cached = undefined
    },
  }
}

/** Business time inside a transaction, read from the same row without the cache. */
export async function businessNow(tx: Tx): Promise<Date> {
  const row = await tx.businessClock.findUnique({ where: { id: 1 }, select: { offsetMs: true } })
  return new Date(Date.now() + Number(row?.offsetMs ?? 0))
}
