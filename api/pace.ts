import type { Request } from 'express'
import { tooMuch, unreadable } from './upload-refusals.ts'
import type { Limits } from './upload-types.ts'

/** Who sends nothing for so long has gone, or holds a place for the sake of holding it. */
const IDLE_MS = 10_000
/** Slower than this on the average nobody holds a place: less than the slowest mobile network gives. */
const SLOWEST_PER_SECOND = 8 * 1024
/**
 * Watches a body while it comes: too large, announced or not; standing still; too slow; broken off.
 * @returns how to stop watching
 */
export function watchPace(req: Request, limits: Limits, reject: (why: Error) => void): { stop(): void } {
  const began = Date.now()
  let lastAt = began
  let received = 0
  const watch = setInterval(() => {
    const now = Date.now()
    const took = now - began
    const slow = took > IDLE_MS && received < (SLOWEST_PER_SECOND * took) / 1000
    if (now - lastAt > IDLE_MS || took > limits.totalMs || slow) reject(unreadable())
  }, 500)
  req.on('data', (chunk: Buffer) => {
    lastAt = Date.now()
    received += chunk.length
    if (received > limits.bytes) reject(tooMuch(limits.bytes))
  })
  // Broken off: the parser would wait for the rest for ever.
  req.on('close', () => {
    if (!req.complete) reject(unreadable())
  })
  req.on('error', () => reject(unreadable()))
  return { stop: () => clearInterval(watch) }
}
