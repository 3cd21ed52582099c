import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Actor } from '../cases/actor.ts'
import { MAX_FILE_BYTES } from '../cases/files.ts'
import { Places } from './places.ts'
import type { Limits } from './upload-types.ts'

const MB = 1024 * 1024

// Strangers have places of their own: however many come, nobody who is signed in waits for them.
const strangers = new Places(8, 3)
const people = new Places(16, 4)

/** One file of whoever asks, a little more than it may hold. */
export function ofStranger(req: Request): Limits {
  return {
    places: strangers,
    asker: ipKeyGenerator(req.ip ?? ''),
    files: 1,
    bytes: MAX_FILE_BYTES + MB,
    totalMs: 120_000,
    fieldOf: () => 'file',
  }
}

/** Files of somebody who is signed in. Ends before the server itself would end the request. */
export function ofPerson(actor: Actor): Limits {
  return { places: people, asker: actor.personId, files: 10, bytes: 120 * MB, totalMs: 280_000 }
}
