import busboy from 'busboy'
import type { Request } from 'express'
import type { Deps } from '../cases/deps.ts'
import { tooLarge } from '../cases/files.ts'
import type { Spooled } from '../cases/spool.ts'
import { LietaError } from '../platform/errors.ts'
import { cutOff } from './cut-off.ts'
import { watchPace } from './pace.ts'
import { cleaned, limitsOf, MOST_TEXT } from './parts-limits.ts'
import { tooMany, tooMuch, unreadable } from './upload-refusals.ts'
import type { Limits, Sent } from './upload-types.ts'

/** File names are read as UTF-8, else Latvian ones break. */
export function receiveParts(
  deps: Deps,
  req: Request,
  limits: Limits,
  kept: Spooled[],
  leave: () => void,
): Promise<Sent> {
  return new Promise((done, failed) => {
    // Without a prototype: a field may be called anything until the gate has looked at it.
    const sent: Sent = { fields: Object.create(null), files: [], refused: [] }
    const writing: Promise<void>[] = []
    let text = 0
    let named = 0
    let ended = false
    let parser: busboy.Busboy | undefined
    let pace: ReturnType<typeof watchPace> | undefined
    const end = (settle: () => void): void => {
      if (ended) return
      ended = true
      pace?.stop()
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
    pace = watchPace(req, limits, reject)
    try {
      parser = busboy({ headers: req.headers, defParamCharset: 'utf8', limits: limitsOf(limits.files) })
    } catch {
      return reject(unreadable())
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
      const write = async (field: string): Promise<void> => {
        const file = await deps.spool.keep(stream)
        kept.push(file)
        if (stream.truncated) sent.refused.push(tooLarge(field))
        else sent.files.push({ field, name: filename, ...file })
      }
      writing.push(write(limits.fieldOf?.(given ?? '') ?? given ?? ''))
      writing.at(-1)!.catch((e) => reject(e instanceof LietaError ? e : unreadable()))
    })
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.on(limit, () => reject(tooMany(limits.files)))
    parser.on('error', () => reject(unreadable()))
    parser.on('close', () => {
      Promise.all(writing).then(
        () =>
          end(() => {
            try {
              done(cleaned(sent))
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
