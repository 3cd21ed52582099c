import type { Request, Response } from 'express'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Actor } from '../../cases/actor.ts'
import type { Deps } from '../../cases/deps.ts'
import { may } from '../../cases/permissions.ts'
import { dayOf } from '../../law/time.ts'
import { en } from '../../web/texts/en.ts'
import { lv } from '../../web/texts/lv.ts'
import type { View } from '../../web/view.ts'
import { assetsIn } from '../assets.ts'
import { csrfToken } from '../csrf.ts'
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
