import type { NextFunction, Request, Response } from 'express'
import { type DataFault, readData, textMessage } from '../forms/text.ts'
import { type FieldError, LietaError, type Words } from '../platform/errors.ts'

// The one gate of everything that comes in by HTTP: address, query, body. It stands in front of every route, so that
// no route can forget it; bodies in parts go through `gated` where they are read (api/upload.ts).

/** Routes that take files, and so bodies in parts; each of them checks the session's token itself. */
const IN_PARTS = [
  /^\/drafts\/[^/]+\/[^/]+\/?$/i,
  /^\/api\/drafts\/[^/]+\/files\/[^/]+\/?$/i,
  /^\/(?:api\/)?verify\/?$/i,
]

/** Whether a body in parts is expected at this address. */
export function takesParts(req: Request): boolean {
  return req.method === 'POST' && IN_PARTS.some((route) => route.test(req.path))
}

/**
 * The address: it must be one of ours to look at, decodable, and without what texts may not hold.
 * Of the query the cleaned values go on. Kept headers are bounded where they are read (api/json/request.ts).
 * @throws LietaError `malformed`; `not-found` for addresses that no page can have
 */
export function addressGate(req: Request, _res: Response, next: NextFunction): void {
  const [path = '', ...rest] = req.url.split('?')
  if (!path.startsWith('/') || /^\/[/\\]/.test(path)) throw noSuchAddress()
  const decoded = decode(path)
  // Numbers of documents stand in addresses, with their slashes.
  if (decoded.length > 2000 || rest.join('?').length > 8000) throw tooLong()
  const read = readData(decoded)
  if (read.faults.length > 0 || read.data !== decoded) throw noSuchAddress()
  decode(rest.join('?').replaceAll('+', ' '))
  const query = gated(req.query)
  Object.defineProperty(req, 'query', { value: query, writable: true, configurable: true, enumerable: true })
  next()
}

/**
 * The body, after it was parsed: only of a kind that is read here, and through the gate of texts.
 * @throws LietaError `unsupported-media`; `validation` with every field that will not do
 */
export function bodyGate(req: Request, res: Response, next: NextFunction): void {
  requireKind(req)
  if (req.body !== undefined) {
    // For the page that offers it back when it is refused.
    res.locals.given = req.body
    req.body = gated(req.body)
    res.locals.given = req.body
  }
  next()
}

function requireKind(req: Request): void {
  const has = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
  if (!has || ['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return
  const api = /^\/api(?:\/|$)/i.test(req.path)
  const kinds = [
    api ? 'application/json' : 'application/x-www-form-urlencoded',
    ...(takesParts(req) ? ['multipart/form-data'] : []),
  ]
  if (!req.is(kinds)) throw unsupported(kinds)
}

/**
 * Data from outside, cleaned.
 * @throws LietaError `validation`, an error a field
 */
export function gated<T>(given: T): T {
  const { data, faults } = readData(given)
  if (faults.length === 0) return data as T
  throw new LietaError(
    'validation',
    {
      lv: 'Nosūtītajā ir teksts, ko nevar pieņemt. Pārbaudiet norādītos laukus.',
      en: 'What was sent holds text that cannot be taken. Check the fields named.',
    },
    faults.map(fieldError),
  )
}

const OTHER: Partial<Record<DataFault['fault'], Words>> = {
  'too-deep': { lv: 'Dati ir pārāk dziļi ligzdoti.', en: 'The data is nested too deep.' },
  'too-many': { lv: 'Datos ir pārāk daudz vērtību.', en: 'The data holds too many values.' },
  'not-a-number': { lv: 'Skaitlis ir par lielu.', en: 'The number is too large.' },
  'bad-name': { lv: 'Lauka nosaukums nav atļauts.', en: 'The name of the field is not allowed.' },
}

function fieldError({ field, fault }: DataFault): FieldError {
  const message = OTHER[fault] ?? textMessage(fault as Parameters<typeof textMessage>[0])
  return { field, code: fault, message }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new LietaError('malformed', {
      lv: 'Adrese ir bojāta: to nevar atšifrēt. Pārbaudiet, vai tā ir pārkopēta pilnībā.',
      en: 'The address is broken: it cannot be decoded. Check that it was copied whole.',
    })
  }
}

function noSuchAddress(): LietaError {
  return new LietaError('not-found', { lv: 'Tādas adreses nav.', en: 'There is no such address.' })
}

function tooLong(): LietaError {
  return new LietaError('malformed', { lv: 'Adrese ir par garu.', en: 'The address is too long.' })
}

function unsupported(kinds: string[]): LietaError {
  return new LietaError('unsupported-media', {
    lv: `Šādu satura veidu šeit nepieņem. Atļauts: ${kinds.join(', ')}.`,
    en: `This kind of content is not taken here. Allowed: ${kinds.join(', ')}.`,
  })
}
