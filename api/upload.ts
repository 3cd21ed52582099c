import type { Request } from 'express'
import type { Deps } from '../cases/deps.ts'
import type { Received } from '../cases/files.ts'
import type { Spooled } from '../cases/spool.ts'
import { cutOff } from './cut-off.ts'
import { receiveParts } from './parts.ts'
import { noPlace } from './upload-refusals.ts'
import type { Limits, Sent } from './upload-types.ts'

/**
 * Reads a body in parts and does something with it. Files are written to disk while they come; when the work has ended,
 * or the body breaks off, stands still, comes too slowly or grows too large, they are gone and the place is free.
 * @throws LietaError `rate-limited` when there is no place, `validation` when the body cannot be read, `too-large` for
 *   all of it together; whatever the work throws
 */
export async function withUploads<T>(
  deps: Deps,
  req: Request,
  limits: Limits,
  work: (sent: Sent) => Promise<T>,
): Promise<T> {
  const leave = limits.places.take(limits.asker)
  if (!leave) {
    cutOff(req)
    throw noPlace()
  }
  const kept: Spooled[] = []
  try {
    return await work(await receiveParts(deps, req, limits, kept, leave))
  } finally {
    leave()
    await Promise.all(kept.map((file) => deps.spool.remove(file)))
  }
}

/** As `withUploads`, for one file and nothing else. @throws LietaError as it, and `too-large` on the file's field */
export function withUpload<T>(
  deps: Deps,
  req: Request,
  limits: Limits,
  work: (file: Received | undefined, fields: Sent['fields']) => Promise<T>,
): Promise<T> {
  return withUploads(deps, req, limits, async ({ files, fields, refused }) => {
    if (refused[0]) throw refused[0]
    return work(files[0], fields)
  })
}
