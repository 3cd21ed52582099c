import type { Request } from 'express'

/** The rest of the body is of no use; whoever still sends gets the answer, and is then cut off. */
export function cutOff(req: Request): void {
  req.resume()
  setTimeout(() => {
    if (!req.complete) req.destroy()
  }, 2_000).unref()
}
