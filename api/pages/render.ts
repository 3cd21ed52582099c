import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { z } from 'zod'
import type { Actor } from '../../cases/actor.ts'
import type { Deps } from '../../cases/deps.ts'
import { may, notFound } from '../../cases/permissions.ts'
import { dayOf } from '../../law/time.ts'
import { en } from '../../web/texts/en.ts'
import { lv } from '../../web/texts/lv.ts'
import type { View } from '../../web/view.ts'
import { assetsIn } from '../assets.ts'
import { csrfToken } from '../csrf.ts'
import { keptKey } from '../idempotency.ts'
import { actorOf } from '../session.ts'
import type { LiveSession } from '../session-rows.ts'

declare module 'express-session' {
  interface SessionData {
    flash: string
  }
}

/** What the page must know of the request: language, person, time. Told once, the flash is gone. */
export async function viewOf(deps: Deps, req: Request, res: Response): Promise<View> {
  const actor = res.locals.actor as Actor | undefined
  const lang = res.locals.lang === 'en' ? 'en' : 'lv'
  const now = (await deps.clock.now()).toISOString()
  // Without a session: what was refused before there is one.
  const flash = req.session?.flash ?? null
  if (flash) delete req.session.flash
  return {
    lang,
    t: lang === 'en' ? en : lv,
    path: pathOf(req),
    person: actor ? personOf(actor) : null,
    now,
    today: dayOf(now),
    assets: assetsIn(deps.config.ASSETS_DIR),
    development: deps.config.LIETA_ENV === 'production' ? null : { mailUi: deps.config.MAIL_UI_URL ?? null },
    flash,
    session: sessionView(res.locals.signIn),
    get csrf() {
      return csrfToken(req)
    },
  }
}

function sessionView(live: LiveSession | undefined): View['session'] {
  if (!live) return null
  const until = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
  return { idleLeft: live.idleLeft, left: live.left, endsAt: until(live.idleLeft) }
}

function personOf(actor: Actor): View['person'] {
  return {
    id: actor.personId,
    name: `${actor.givenName} ${actor.familyName}`,
    roles: [...new Set(actor.roles.map((r) => (r.delegationId ? `${r.role}-acting` : r.role)))],
    staff: may(actor, 'queue.read'),
    supervises: may(actor, 'supervise.read'),
    signs: may(actor, 'signing.read'),
    audits: may(actor, 'audit.read'),
    applies: may(actor, 'draft.write'),
  }
}

function pathOf(req: Request): string {
  const [path = '/', ...rest] = req.originalUrl.split('?')
  const query = new URLSearchParams(rest.join('?'))
  query.delete('lang')
  // What begins with two slashes would be another site, wherever it is shown as a link.
  return `${path.replace(/^[/\\]*/, '/')}${query.size > 0 ? `?${query}` : ''}`
}

/** Sends a page. */
export function show<P>(res: Response, page: VNode<P>, status = 200): void {
  res
    .status(status)
    .type('html')
    .send(`<!DOCTYPE html>${renderToString(page as VNode<unknown>)}`)
}

/** Told on the next page. */
export function tell(req: Request, text: string): void {
  req.session.flash = text
}

/** The id in the address; whatever cannot be one is not found. */
export function idOf(req: Request, name = 'id'): string {
  const parsed = z.uuid().safeParse(req.params[name])
  if (!parsed.success) throw notFound()
  return parsed.data
}

export function newKey(): string {
  return randomUUID()
}

/** The key that the form brought, as it is kept, or a new one when it brought none that can be used. */
export function keyOf(body: Body): string {
  const key = body._key ?? ''
  return /^[\x21-\x7e]{8,200}$/.test(key) ? keptKey(key) : newKey()
}

export type Body = Record<string, string | undefined>

/** The fields of a form; of a name that came twice the last counts. */
export function bodyOf(req: Request): Body {
  const body = (req.body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const last = Array.isArray(value) ? value[value.length - 1] : value
      return [name, typeof last === 'string' ? last : undefined]
    }),
  )
}

/** One value of the query, as text. */
export function queryOf(req: Request, name: string, max = 200): string {
  const value = req.query[name]
  return typeof value === 'string' ? value.slice(0, max) : ''
}

/** Which page of a list is asked for. */
export function turnOf(req: Request): { after: string; before: string } {
  return { after: queryOf(req, 'after', 500), before: queryOf(req, 'before', 500) }
}

/** Those who are not signed in are led to signing in, and back to where they were (api/pages/errors.ts). */
export const signedIn: RequestHandler = (_req, res, next) => {
  actorOf(res)
  next()
}
