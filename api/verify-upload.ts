import type { Request } from 'express'
import type { Deps } from '../cases/deps.ts'
import { type FileAnswer, verifyFile } from '../cases/queries/verify-file.ts'
import { LietaError } from '../platform/errors.ts'
import { readMultipart } from './upload.ts'

/** How many files of strangers are held in memory at once. */
const MOST_AT_ONCE = 4
let running = 0

/**
 * Reads one file of whoever asks, checks it, and forgets it.
 * @throws LietaError `rate-limited` when too many are checked now, `too-large`, `validation` when there is none
 */
export async function checkUploaded(deps: Deps, req: Request): Promise<FileAnswer> {
  if (running >= MOST_AT_ONCE) throw tooBusy()
  running += 1
  try {
    const { files } = await readMultipart(req, () => 'file', 1)
    const file = files[0]
    if (!file || file.bytes.length === 0) throw noFile()
    return await verifyFile(deps, file.bytes, file.name)
  } finally {
    running -= 1
  }
}

export function tooBusy(): LietaError {
  return new LietaError('rate-limited', {
    lv: 'Šobrīd tiek pārbaudīts daudz datņu. Mēģiniet pēc minūtes vēlreiz.',
    en: 'Many files are being checked just now. Try again in a minute.',
  })
}

function noFile(): LietaError {
  const message = { lv: 'Izvēlieties datni.', en: 'Choose a file.' }
  return new LietaError('validation', message, [{ field: 'file', code: 'file-missing', message }])
}
