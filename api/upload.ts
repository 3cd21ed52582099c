import busboy from 'busboy'
import type { Request } from 'express'
import { MAX_FILE_BYTES, tooLarge } from '../cases/files.ts'
import { LietaError } from '../platform/errors.ts'
import { gated } from './gate.ts'

export interface Upload {
  name: string
  bytes: Buffer
  field: string
}

const MAX_FILES = 10

/**
 * Reads a multipart body: text fields and files, each file at most 50 MB, at most `most` of them.
 * File names are read as UTF-8, else Latvian ones break.
 * @param fieldOf what the form calls the part of the body by this name
 * @throws LietaError `too-large` on the field of the file, `validation` when the body cannot be read
 */
export async function readMultipart(
  req: Request,
  fieldOf: (name: string) => string = (name) => name,
  most = MAX_FILES,
): Promise<{ fields: Record<string, string>; files: Upload[] }> {
  const { fields, files, refused } = await readUploads(req, fieldOf, most)
  if (refused[0]) throw refused[0]
  return { fields, files }
}

/**
 * As `readMultipart`, but a file that is too large is told beside those that are not, so that a page keeps the rest.
 * @throws LietaError `validation` when the body cannot be read
 */
export function readUploads(
  req: Request,
  fieldOf: (name: string) => string = (name) => name,
  most = MAX_FILES,
): Promise<{ fields: Record<string, string>; files: Upload[]; refused: LietaError[] }> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    const files: Upload[] = []
    const refused: LietaError[] = []
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: { fileSize: MAX_FILE_BYTES, files: most, fields: 100, fieldSize: 200_000 },
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
      let whole = true
      stream.on('limit', () => {
        whole = false
        refused.push(tooLarge(fieldOf(field)))
        chunks.length = 0
      })
      stream.on('end', () => {
        // A form sent without choosing a file has an empty one without a name.
        if (whole && info.filename) files.push({ field, name: info.filename, bytes: Buffer.concat(chunks) })
      })
    })
    parser.on('error', () => reject(unreadable()))
    parser.on('close', () => {
      // Through the gate of texts, as every other body; names of files too.
      try {
        const named = files.map((file) => ({ ...file, name: gated({ file: file.name }).file }))
        resolve({ fields: gated(fields), files: named, refused })
      } catch (e) {
        reject(e as Error)
      }
    })
    req.pipe(parser)
  })
}

function unreadable(): LietaError {
  return new LietaError('validation', {
    lv: 'Nosūtīto nevar izlasīt. Pievienojiet datni vēlreiz.',
    en: 'What was sent cannot be read. Attach the file again.',
  })
}
