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
/** Of one request, whatever it holds: so much of it stands in memory. */
const MAX_REQUEST_BYTES = 120 * 1024 * 1024
/** Who sends nothing for so long has gone, or holds a place for the sake of holding it. */
const IDLE_MS = 10_000
/** However slowly it comes, by then it must be there: 50 MB at 3.5 Mbit/s. */
const TOTAL_MS = 120_000

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
 * It always comes to an end: a body that breaks off, stands still, takes too long or grows too large is given up, and
 * what came of it is forgotten.
 * @throws LietaError `validation` when the body cannot be read, `too-large` for all of it together
 */
export function readUploads(
  req: Request,
  fieldOf: (name: string) => string = (name) => name,
  most = MAX_FILES,
): Promise<{ fields: Record<string, string>; files: Upload[]; refused: LietaError[] }> {
  return new Promise((done, failed) => {
    const fields: Record<string, string> = {}
    const files: Upload[] = []
    const refused: LietaError[] = []
    let ended = false
    const end = (settle: () => void): void => {
      if (ended) return
      ended = true
      clearTimeout(idle)
      clearTimeout(total)
      settle()
    }
    const resolve = (read: Parameters<typeof done>[0]): void => end(() => done(read))
    const reject = (error: Error): void =>
      end(() => {
        files.length = 0
        // The rest of the body is of no use; whoever still sends gets the answer, and is then cut off.
        req.unpipe()
        req.resume()
        setTimeout(() => req.destroy(), 2_000).unref()
        failed(error)
      })
    const stalled = (): void => reject(unreadable())
    let idle = setTimeout(stalled, IDLE_MS)
    const total = setTimeout(stalled, TOTAL_MS)
    let received = 0
    if (Number(req.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) return reject(tooMuch())
    req.on('data', (chunk: Buffer) => {
      if (ended) return
      clearTimeout(idle)
      idle = setTimeout(stalled, IDLE_MS)
      received += chunk.length
      if (received > MAX_REQUEST_BYTES) reject(tooMuch())
    })
    // Broken off: the parser would wait for the rest for ever.
    req.on('close', () => {
      if (!req.complete) reject(unreadable())
    })
    req.on('error', () => reject(unreadable()))
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
      stream.on('data', (chunk: Buffer) => {
        if (!ended) chunks.push(chunk)
      })
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

function tooMuch(): LietaError {
  return new LietaError('too-large', {
    lv: 'Vienā reizē nosūtīts par daudz: kopā atļauti 120 MB. Pievienojiet datnes pa vienai.',
    en: 'Too much was sent at once: 120 MB are allowed together. Attach the files one by one.',
  })
}

function unreadable(): LietaError {
  return new LietaError('validation', {
    lv: 'Nosūtīto nevar izlasīt. Pievienojiet datni vēlreiz.',
    en: 'What was sent cannot be read. Attach the file again.',
  })
}
