import { randomBytes, timingSafeEqual } from 'node:crypto'
import connectPgSimple from 'connect-pg-simple'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { type Actor, findActor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import { LietaError } from '../platform/errors.ts'

declare module 'express-session' {
  interface SessionData {
    subject: string
    /** The level of the sign-in (OpenID Connect: authentication context). */
    acr: string
    csrf: string
    idToken: string
    signIn: { state: string; nonce: string; verifier: string; back: string }
    lang: 'lv' | 'en'
  }
}

/** Sessions in PostgreSQL, so that API processes are stateless; eight hours from signing in. */
export function sessions(deps: Deps): RequestHandler {
  const Store = connectPgSimple(session)
  return session({
    store: new Store({
      pool: deps.pool,
      tableName: 'user_session',
      createTableIfMissing: false,
      pruneSessionInterval: 600,
      // It ends eight hours after signing in, however it is used: no write with every request.
      disableTouch: true,
    }),
    name: 'lieta.sid',
    secret: deps.config.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: deps.config.PUBLIC_URL.startsWith('https://'),
      maxAge: 8 * 60 * 60 * 1000,
    },
  })
}

/** Puts the signed-in person, with the roles of today, on `res.locals.actor`. */
export function whoAsks(deps: Deps): RequestHandler {
  return async (req, res, next) => {
    res.locals.lang = langOf(req)
    if (req.session.subject) {
      const actor = await findActor(deps, req.session.subject, req.session.acr)
      if (actor) res.locals.actor = actor
    }
    next()
  }
}

function langOf(req: Request): 'lv' | 'en' {
  if (req.query.lang === 'en' || req.query.lang === 'lv') {
    req.session.lang = req.query.lang
    return req.query.lang
  }
  return req.session.lang ?? 'lv'
}

/** @throws LietaError `not-signed-in` */
export function actorOf(res: Response): Actor {
  const actor = res.locals.actor as Actor | undefined
  if (!actor)
    throw new LietaError('not-signed-in', {
      lv: 'Lai turpinātu, pierakstieties.',
      en: 'Sign in to go on.',
    })
  return actor
}

/** The session's token against forged requests; made when first asked for. */
export function csrfToken(req: Request): string {
  req.session.csrf ??= randomBytes(24).toString('base64url')
  return req.session.csrf
}

/**
 * Refuses changes that do not carry the session's token: header `x-csrf-token`, or the field `_csrf` of a form.
 * Multipart bodies are checked by whoever reads them.
 */
export function csrfGuard(req: Request, _res: Response, next: NextFunction): void {
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(req.method)
  const multipart = req.is('multipart/form-data') && !req.get('x-csrf-token')
  if (!reads && !multipart)
    checkCsrf(req, req.get('x-csrf-token') ?? (req.body as { _csrf?: unknown } | undefined)?._csrf)
  next()
}

/** @throws LietaError `csrf` */
export function checkCsrf(req: Request, given: unknown): void {
  const expected = Buffer.from(req.session.csrf ?? '')
  const got = Buffer.from(typeof given === 'string' ? given : '')
  if (expected.length === 0 || expected.length !== got.length || !timingSafeEqual(expected, got))
    throw new LietaError('csrf', {
      lv: 'Lapa ir novecojusi vai pieprasījums nāk no citas vietas. Atveriet lapu no jauna un mēģiniet vēlreiz.',
      en: 'The page is too old, or the request comes from elsewhere. Reload the page and try again.',
    })
}

/**
 * A browser follows a redirect as soon as it sees its head, and the session is kept only when the answer ends: what it
 * was told (a notice for the next page) must stand before the redirect goes out.
 */
export function keptBeforeRedirect(req: Request, res: Response, next: NextFunction): void {
  const redirect = res.redirect.bind(res) as (...args: [number | string, string?]) => void
  res.redirect = ((...args: [number | string, string?]) => {
    // Nothing said, nothing to keep: a visitor gets no session for being sent elsewhere.
    if (!req.session || Object.keys(req.session).length <= 1) return redirect(...args)
    req.session.save((e) => (e ? next(e) : redirect(...args)))
  }) as typeof res.redirect
  next()
}
