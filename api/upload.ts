import busboy from 'busboy'
import type { Request } from 'express'
import type { Deps } from '../cases/deps.ts'
import { MAX_FILE_BYTES, type Received, tooLarge } from '../cases/files.ts'
import type { Spooled } from '../cases/spool.ts'
import { LietaError } from '../platform/errors.ts'
import { gated } from './gate.ts'
import type { Places } from './places.ts'

/** What a body in parts held. A file that is too large is told beside those that are not. */
export interface Sent {
  fields: Record<string, string>
  files: Received[]
  refused: LietaError[]
}

/** What is taken of whom. */
export interface Limits {
  places: Places
  /** Who asks: the bound for one asker counts by it. */
  asker: string
  /** Files of one request. */
  files: number
  /** Of one request, whatever it holds. */
  bytes: number
  /** However slowly it comes, by then it must be there. */
  totalMs: number
  /** What the form calls the part of the body by this name. */
  fieldOf?: (name: string) => string
}

/** Who sends nothing for so long has gone, or holds a place for the sake of holding it. */
const IDLE_MS = 10_000
/** Slower than this on the average nobody holds a place: less than the slowest mobile network gives. */
const SLOWEST_PER_SECOND = 8 * 1024
/** Texts of one request together: they stand in memory. */
const MOST_TEXT = 1024 * 1024
/** As many as no form of ours has. */
const MOST_FIELDS = 100

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
    return await work(await receive(deps, req, limits, kept, leave))
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

/** File names are read as UTF-8, else Latvian ones break. */
function receive(
  deps: Deps,
  req: Request,
  limits: Limits,
  kept: Spooled[],
  leave: () => void,
): Promise<Sent> {
  const fieldOf = limits.fieldOf ?? ((name) => name)
  return new Promise((done, failed) => {
    // Without a prototype: a field may be called anything until the gate has looked at it.
    const sent: Sent = { fields: Object.create(null), files: [], refused: [] }
    const writing: Promise<void>[] = []
    const began = Date.now()
    let received = 0
    let lastAt = began
    let text = 0
    let named = 0
    let ended = false
    let parser: busboy.Busboy | undefined
    const watch = setInterval(() => {
      const now = Date.now()
      const took = now - began
      const slow = took > IDLE_MS && received < (SLOWEST_PER_SECOND * took) / 1000
      if (now - lastAt > IDLE_MS || took > limits.totalMs || slow) reject(unreadable())
    }, 500)
    const end = (settle: () => void): void => {
      if (ended) return
      ended = true
      clearInterval(watch)
      settle()
    }
    const reject = (error: Error): void =>
      end(() => {
        // The place is free before the disk is.
        leave()
        req.unpipe()
        parser?.destroy()
        cutOff(req)
        // What is still being written ends by that, and is taken away first.
        void Promise.allSettled(writing).then(() => failed(error))
      })
    if (Number(req.headers['content-length'] ?? 0) > limits.bytes) return reject(tooMuch(limits.bytes))
    req.on('data', (chunk: Buffer) => {
      lastAt = Date.now()
      received += chunk.length
      if (received > limits.bytes) reject(tooMuch(limits.bytes))
    })
    // Broken off: the parser would wait for the rest for ever.
    req.on('close', () => {
      if (!req.complete) reject(unreadable())
    })
    req.on('error', () => reject(unreadable()))
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        // Texts and names come whole, so that the gate sees what was sent; what is cut off here is too long for it anyway.
        // Inputs left empty count as files to the parser.
        limits: {
          fileSize: MAX_FILE_BYTES,
          files: limits.files + 30,
          fields: MOST_FIELDS,
          fieldSize: MOST_TEXT,
          fieldNameSize: 1_000,
        },
      })
    } catch {
      reject(unreadable())
      return
    }
    // Whatever is thrown in here would end the process: nobody stands between it and the socket.
    parser.on('field', (given: string | undefined, value: string | undefined) => {
      const name = given ?? ''
      // In an encoding that the parser does not know.
      if (value === undefined) return reject(unreadable())
      text += name.length + value.length
      if (text > MOST_TEXT) reject(tooMuch(limits.bytes))
      else sent.fields[name] = value
    })
    parser.on('file', (given: string | undefined, stream, { filename }) => {
      // Nobody may be reading it yet, or ever, when the body breaks off.
      stream.on('error', () => {})
      // A form sent without choosing a file has an empty one without a name.
      if (!filename) return stream.resume()
      named += 1
      if (named > limits.files) {
        stream.resume()
        return reject(tooMany(limits.files))
      }
      const field = fieldOf(given ?? '')
      const write = async (): Promise<void> => {
        const file = await deps.spool.keep(stream)
        kept.push(file)
        if (stream.truncated) sent.refused.push(tooLarge(field))
        else sent.files.push({ field, name: filename, ...file })
      }
      writing.push(write())
      writing.at(-1)!.catch((e) => reject(e instanceof LietaError ? e : unreadable()))
    })
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.on(limit, () => reject(tooMany(limits.files)))
    parser.on('error', () => reject(unreadable()))
    parser.on('close', () => {
      Promise.all(writing).then(
        () =>
          end(() => {
            // Through the gate of texts, as every other body; names of files too.
            try {
              const files = sent.files.map((file) => ({ ...file, name: gated({ file: file.name }).file }))
              done({ ...sent, fields: gated(sent.fields), files })
            } catch (e) {
              failed(e as Error)
            }
          }),
        () => {},
      )
    })
    req.pipe(parser)
  })
}

/** The rest of the body is of no use; whoever still sends gets the answer, and is then cut off. */
function cutOff(req: Request): void {
  req.resume()
  setTimeout(() => {
    if (!req.complete) req.destroy()
  }, 2_000).unref()
}

function noPlace(): LietaError {
  return new LietaError('rate-limited', {
    lv: 'Šobrīd tiek saņemts daudz datņu. Mēģiniet pēc minūtes vēlreiz; līdz šim pievienotais ir saglabāts.',
    en: 'Many files are coming in just now. Try again in a minute; what you attached so far is saved.',
  })
}

function tooMuch(bytes: number): LietaError {
  const most = Math.floor(bytes / (1024 * 1024))
  return new LietaError('too-large', {
    lv: `Vienā reizē nosūtīts par daudz: kopā atļauti ${most} MB. Pievienojiet datnes pa vienai.`,
    en: `Too much was sent at once: ${most} MB are allowed together. Attach the files one by one.`,
  })
}

/** Nothing is left out without a word. */
function tooMany(files: number): LietaError {
  return new LietaError('too-large', {
    lv: `Vienā reizē nosūtīts par daudz: atļautas ${files} datnes un ${MOST_FIELDS} lauki. Pievienojiet datnes pa daļām.`,
    en: `Too much was sent at once: ${files} files and ${MOST_FIELDS} fields are allowed. Attach the files in several steps.`,
  })
}

function unreadable(): LietaError {
  return new LietaError('validation', {
    lv: 'Nosūtīto nevar izlasīt, vai tas nāca par lēnu. Pievienojiet datni vēlreiz.',
    en: 'What was sent cannot be read, or it came too slowly. Attach the file again.',
  })
}
