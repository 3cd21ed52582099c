import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Deps } from '../cases/deps.ts'
import { LietaError } from '../platform/errors.ts'
import type { TakesParts } from './gate.ts'

declare module 'express-session' {
  interface SessionData {
    csrf: string
  }
}

/** The session's token against forged requests; made when first asked for. */
export function csrfToken(req: Request): string {
  req.session.csrf ??= randomBytes(24).toString('base64url')
  return req.session.csrf
}

/**
 * Refuses changes that a page of somebody else sends: by what the browser says of where the request comes from, which
 * no page can forge, and by the session's token (header `x-csrf-token`, or the field `_csrf` of a form), whatever
 * the body is. Only where files are taken does the reader of the body check the token, since it stands in the body.
 * @throws LietaError `csrf`
 */
export function csrfGuard(deps: Deps, takesParts: TakesParts): RequestHandler {
  const own = new URL(deps.config.PUBLIC_URL).origin
  return (req: Request, res: Response, next: NextFunction) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return next()
    const site = req.get('sec-fetch-site')
    const origin = req.get('origin')
    // Another port of the same host is another site to us, although cookies do not know it.
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw forged()
    if (origin !== undefined && origin !== own && origin !== `${req.protocol}://${req.get('host')}`)
      throw forged()
    res.locals.fromOwnPage = site === 'same-origin' || origin !== undefined
    const header = req.get('x-csrf-token')
    if (header === undefined && req.is('multipart/form-data') && takesParts(req)) return next()
    checkCsrf(req, header ?? (req.body as { _csrf?: unknown } | undefined)?._csrf)
    next()
  }
}

/** @throws LietaError `csrf` */
export function checkCsrf(req: Request, given: unknown): void {
  const expected = Buffer.from(req.session.csrf ?? '')
  const got = Buffer.from(typeof given === 'string' ? given : '')
  if (expected.length === 0 || expected.length !== got.length || !timingSafeEqual(expected, got))
    throw forged()
}

function forged(): LietaError {
  return new LietaError('csrf', {
    lv: 'Lapa ir novecojusi vai pieprasījums nāk no citas vietas. Atveriet lapu no jauna un mēģiniet vēlreiz.',
    en: 'The page is too old, or the request comes from elsewhere. Reload the page and try again.',
  })
}
