import type { Request } from 'express'
import type { Actor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import type { Received } from '../cases/files.ts'
import { checkCsrf } from './csrf.ts'
import { withUpload, withUploads } from './upload.ts'
import { ofPerson } from './upload-limits.ts'
import type { Sent } from './upload-types.ts'

// Files of somebody who is signed in. The token of the session stands in the body, so it is checked where that is read.

/** One file, for a field of a form. @throws LietaError as `withUpload`, and `csrf` */
export function receiveFile<T>(
  deps: Deps,
  req: Request,
  actor: Actor,
  field: string,
  work: (file: Received | undefined) => Promise<T>,
): Promise<T> {
  return withUpload(deps, req, { ...ofPerson(actor), fieldOf: () => field }, (file, fields) => {
    checkToken(req, fields)
    return work(file)
  })
}

/** A form of a page with its files. @throws LietaError as `withUploads`, and `csrf` */
export function receiveForm<T>(
  deps: Deps,
  req: Request,
  actor: Actor,
  work: (sent: Sent) => Promise<T>,
): Promise<T> {
  return withUploads(deps, req, ofPerson(actor), (sent) => {
    checkToken(req, sent.fields)
    return work(sent)
  })
}

/** Where it came as a header, the guard in front of all routes has seen it. */
function checkToken(req: Request, fields: Sent['fields']): void {
  if (!req.get('x-csrf-token')) checkCsrf(req, fields._csrf)
}
