import { Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { notFound } from '../../cases/permissions.ts'
import { LietaError } from '../../platform/errors.ts'
import { HeldPage } from '../../web/pages/held.tsx'
import { SessionsPage } from '../../web/pages/sessions.tsx'
import { heldOf } from '../held.ts'
import { actorOf, sessionCookie } from '../session.ts'
import { endSessions, type LiveSession, lookAt, sessionsOf } from '../session-rows.ts'
import { heldFields } from './held-fields.ts'
import { idOf, show, signedIn, tell, viewOf } from './render.ts'

/** A person's own sessions, staying signed in, and what was typed while a session ended. */
export function sessionPages(deps: Deps): Router {
  const r = Router()
  r.get('/sessions', signedIn, async (req, res) => {
    const sessions = await sessionsOf(deps, actorOf(res).personId, req.sessionID)
    const { SESSION_IDLE_MINUTES: minutes, SESSION_HOURS: hours } = deps.config
    show(res, h(SessionsPage, { v: await viewOf(deps, req, res), sessions, limits: { minutes, hours } }))
  })
  r.post('/sessions/end-all', signedIn, async (_req, res) => {
    await endSessions(deps, actorOf(res).personId, 'all')
    const { name, options } = sessionCookie(deps.config)
    res.clearCookie(name, options)
    res.redirect(303, '/')
  })
  r.post('/sessions/:id/end', signedIn, async (req, res) => {
    if ((await endSessions(deps, actorOf(res).personId, idOf(req))) === 0) throw notFound()
    tell(req, (await viewOf(deps, req, res)).t.session.ended)
    res.redirect(303, '/sessions')
  })

  // Asked by the script of the page; asking does not count as doing something.
  r.get('/session/left', (_req, res) => {
    actorOf(res)
    const { idleLeft, left } = res.locals.signIn as LiveSession
    res.json({ idleLeft, left })
  })
  r.post('/session/stay', signedIn, async (req, res) => {
    const live = await lookAt(deps, req.sessionID, { touch: true })
    if (!live)
      throw new LietaError('not-signed-in', { lv: 'Sesija ir beigusies.', en: 'The session has ended.' })
    if (req.accepts(['html', 'json']) === 'json') {
      res.json({ idleLeft: live.idleLeft, left: live.left })
      return
    }
    tell(req, (await viewOf(deps, req, res)).t.session.stayed)
    res.redirect(303, '/sessions')
  })

  r.get('/held', signedIn, async (req, res) => {
    const held = heldOf(deps.config, req)
    const v = await viewOf(deps, req, res)
    if (!held) {
      tell(req, v.t.session.heldNone)
      return res.redirect('/')
    }
    const why = held.why === 'session' ? v.t.session.heldSession : v.t.session.heldStepUp
    show(res, h(HeldPage, { v, why, action: held.action, fields: heldFields(v, held.fields), errors: [] }))
  })
  r.post('/held/drop', signedIn, async (req, res) => {
    delete req.session.held
    tell(req, (await viewOf(deps, req, res)).t.session.dropped)
    res.redirect(303, '/')
  })
  return r
}
