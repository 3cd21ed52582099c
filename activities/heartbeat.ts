import { heartbeat } from '@temporalio/activity'

const EVERY_MS = 3_000

/**
 * Lets the server know every few seconds that an activity is alive: one whose process was killed is given to another
 * worker soon, not only when its whole time is up.
 */
export function alive<I, O>(work: (input: I) => Promise<O>): (input: I) => Promise<O> {
  return async (input) => {
    const timer = setInterval(() => heartbeat(), EVERY_MS)
    try {
      return await work(input)
    } finally {
      clearInterval(timer)
    }
  }
}
