import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { readData } from '../forms/text.ts'
import { LietaError } from '../platform/errors.ts'
import { gated } from './gated.ts'

// The one gate of everything that comes in by HTTP: address, query, body. It stands in front of every route, so that
// no route can forget it; bodies in parts go through `gated` where they are read (api/parts.ts).

export type TakesParts = (req: Request) => boolean

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
export const bodyGate =
  (takesParts: TakesParts): RequestHandler =>
  (req, res, next) => {
    requireKind(req, takesParts(req))
    if (req.body !== undefined) {
      // For the page that offers it back when it is refused.
      res.locals.given = req.body
      req.body = gated(req.body)
      res.locals.given = req.body
    }
    next()
  }

function requireKind(req: Request, parts: boolean): void {
  const has = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
  if (!has || ['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return
  const api = /^\/api(?:\/|$)/i.test(req.path)
  const kinds = [
    api ? 'application/json' : 'application/x-www-form-urlencoded',
    ...(parts ? ['multipart/form-data'] : []),
  ]
  if (!req.is(kinds)) throw unsupported(kinds)
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
