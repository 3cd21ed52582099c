import busboy from 'busboy'
import type { Request } from 'express'
import { MAX_FILE_BYTES, tooLarge } from '../cases/files.ts'
import { LietaError } from '../platform/errors.ts'

export interface Upload {
  name: string
  bytes: Buffer
  field: string
}

/**
 * Reads a multipart body: text fields and files, each file at most 50 MB, at most ten of them.
 * File names are read as UTF-8, else Latvian ones break.
 * @param fieldOf what the form calls the part of the body by this name
 * @throws LietaError `too-large` on the field of the file, `validation` when the body cannot be read
 */
export function readMultipart(
  req: Request,
  fieldOf: (name: string) => string = (name) => name,
): Promise<{ fields: Record<string, string>; files: Upload[] }> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    const files: Upload[] = []
    let failed: Error | undefined
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: { fileSize: MAX_FILE_BYTES, files: 10, fields: 100, fieldSize: 200_000 },
      })
    } catch {
      reject(unreadable())
      return
    }
    parser.on('field', (name, value) => {
      fields[name] = value
    })
    parser.on('file', (field, stream, info) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('limit', () => {
        failed = tooLarge(fieldOf(field))
        chunks.length = 0
      })
      stream.on('end', () => {
        // A form sent without choosing a file has an empty one without a name.
        if (!failed && info.filename) files.push({ field, name: info.filename, bytes: Buffer.concat(chunks) })
      })
    })
    parser.on('error', () => reject(unreadable()))
    parser.on('close', () => resolve({ fields, files, refused }))
    req.pipe(parser)
  })
}

function unreadable(): LietaError {
  return new LietaError('validation', {
    lv: 'Nosūtīto nevar izlasīt. Pievienojiet datni vēlreiz.',
    en: 'What was sent cannot be read. Attach the file again.',
  })
}
