import connectPgSimple from 'connect-pg-simple'
import type { CookieOptions, Request, RequestHandler } from 'express'
import session from 'express-session'
import { findActor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import { type Config, requiredLevel } from '../platform/config.ts'
import { faultOf } from '../platform/log.ts'
import { lookAt } from './session-rows.ts'
import { reaches } from './signed-in.ts'

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

function langOf(req: Request): 'lv' | 'en' {
  if (req.query.lang === 'en' || req.query.lang === 'lv') {
    req.session.lang = req.query.lang
    return req.query.lang
  }
  return req.session.lang ?? 'lv'
}
