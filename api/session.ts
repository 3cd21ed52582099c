import connectPgSimple from 'connect-pg-simple'
import type { CookieOptions, NextFunction, Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { type Actor, findActor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import { type Config, requiredLevel } from '../platform/config.ts'
import { LietaError } from '../platform/errors.ts'
import { faultOf } from '../platform/log.ts'
import { type LiveSession, lookAt } from './session-rows.ts'

declare module 'express-session' {
  interface SessionData {
    subject: string
    signIn: { state: string; nonce: string; verifier: string; back: string; maxAge: number; again: boolean }
    lang: 'lv' | 'en'
  }
}

/** Beyond its end the row is kept for as long, so that what was typed meanwhile can be offered back. */
const AFTERWARDS_SECONDS = 60 * 60

/** With TLS the browser itself holds the cookie to this host and to TLS. */
export function sessionCookie(config: Config): { name: string; options: CookieOptions } {
  const secure = config.PUBLIC_URL.startsWith('https://')
  return {
    name: secure ? '__Host-lieta' : 'lieta',
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}

/** Sessions in PostgreSQL, so that API processes are stateless; when they end stands in `session-rows.ts`. */
export function sessions(deps: Deps): RequestHandler {
  const Store = connectPgSimple(session)
  const { name, options } = sessionCookie(deps.config)
  return session({
    store: new Store({
      pool: deps.pool,
      tableName: 'user_session',
      createTableIfMissing: false,
      pruneSessionInterval: 600,
      disableTouch: true,
      errorLog: (...said: unknown[]) => {
        deps.log.error(faultOf(said.find((one) => one instanceof Error)), 'the store of sessions failed')
      },
      ttl: deps.config.SESSION_HOURS * 3600 + AFTERWARDS_SECONDS,
    }),
    name,
    secret: deps.config.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    // Without an age: it goes when the browser is closed.
    cookie: { ...options, sameSite: 'lax' },
  })
}

/**
 * Puts the signed-in person, with the roles of today, on `res.locals.actor`, and how the sign-in stands on
 * `res.locals.signIn`. Roles that demand a higher level of sign-in are left out and named in `res.locals.withheld`.
 */
export function whoAsks(deps: Deps): RequestHandler {
  return async (req, res, next) => {
    res.locals.lang = langOf(req)
    const { subject } = req.session
    if (!subject) return next()
    const live = await lookAt(deps, req.sessionID, { touch: req.path !== '/session/left' })
    if (!live) {
      res.locals.ended = true
      return next()
    }
    const actor = await findActor(deps, subject, live.level ?? undefined)
    if (actor) {
      res.locals.signIn = live
      const withheld = actor.roles.filter(
        (r) => !reaches(deps.config, live.level, requiredLevel(deps.config, r.role)),
      )
      res.locals.withheld = [...new Set(withheld.map((r) => r.role))]
      res.locals.actor = { ...actor, roles: actor.roles.filter((r) => !withheld.includes(r)) }
    }
    next()
  }
}

/** Whether a level of sign-in is as high as another one, in the order of the configuration; unknown ones are none. */
export function reaches(config: Config, level: string | null, wanted: string | undefined): boolean {
  if (wanted === undefined) return true
  const order = config.SIGN_IN_LEVELS.split(',')
  return level !== null && order.includes(level) && order.indexOf(level) >= order.indexOf(wanted)
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

/**
 * For what signs or administers: the sign-in must be at the demanded level and not older than the configured
 * minutes. Only for those who are signed in at all; who may do it is asked elsewhere.
 * @throws LietaError `step-up`
 */
export function freshSignIn(deps: Deps): RequestHandler {
  return (_req, res, next) => {
    requireFreshSignIn(deps, res)
    next()
  }
}

/** @throws LietaError `not-signed-in`, `step-up` */
export function requireFreshSignIn(deps: Deps, res: Response): void {
  actorOf(res)
  const { config } = deps
  const live = res.locals.signIn as LiveSession
  const young = Date.now() - live.authenticatedAt.getTime() <= config.STEP_UP_MINUTES * 60_000
  if (young && reaches(config, live.level, config.STEP_UP_LEVEL)) return
  throw new LietaError('step-up', {
    lv: `Šai darbībai vajadzīga pieteikšanās augstā līmenī, ne senāka par ${config.STEP_UP_MINUTES} minūtēm. Piesakieties vēlreiz; ierakstītais ir saglabāts.`,
    en: `This needs a sign-in at a high level that is not older than ${config.STEP_UP_MINUTES} minutes. Sign in again; what you wrote is kept.`,
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
