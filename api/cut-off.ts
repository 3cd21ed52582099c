import type { Request } from 'express'

/** As long as somebody may go on sending what is of no use. */
const LONGEST_MS = 30_000
/** As long as nothing may come meanwhile. */
const SILENCE_MS = 10_000

/**
 * The rest of the body is of no use. It is read and thrown away for a while, since a connection that is closed on
 * somebody who still sends takes the answer with it: the person would see a broken line instead of the reason. Who goes
 * on for longer, or stands still, is cut off.
 */
export function cutOff(req: Request): void {
  const end = (): void => {
    clearTimeout(longest)
    clearTimeout(silence)
    if (!req.complete) req.destroy()
  }
  const longest = setTimeout(end, LONGEST_MS).unref()
  const silence = setTimeout(end, SILENCE_MS).unref()
  req.on('data', () => silence.refresh())
  req.on('close', end)
  req.on('end', end)
  req.resume()
}
