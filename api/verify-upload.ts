import type { Request } from 'express'
import type { Deps } from '../cases/deps.ts'
import { type FileAnswer, verifyFile } from '../cases/queries/verify-file.ts'
import { LietaError } from '../platform/errors.ts'
import { withUpload } from './upload.ts'
import { ofStranger } from './upload-limits.ts'

/**
 * Reads one file of whoever asks, checks it, and forgets it.
 * @throws LietaError `rate-limited` when too many are checked now, `too-large`, `validation` when there is none
 */
export function checkUploaded(deps: Deps, req: Request): Promise<FileAnswer> {
  return withUpload(deps, req, ofStranger(req), async (file) => {
    if (!file || file.size === 0) throw noFile()
    return verifyFile(deps, file)
  })
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
