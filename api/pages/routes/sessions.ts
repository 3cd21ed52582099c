import { h } from 'preact'
import { notFound } from '../../../cases/permissions.ts'
import { LietaError } from '../../../platform/errors.ts'
import { SessionsPage } from '../../../web/pages/sessions.tsx'
import { endSessions, sessionsOf } from '../../own-sessions.ts'
import { sessionCookie } from '../../session.ts'
import { type LiveSession, lookAt } from '../../session-rows.ts'
import { page, pageRoute, to } from '../route.ts'

/** A person's own sessions, and staying signed in. */
export const sessionPages = [
  pageRoute({
    method: 'get',
    path: '/sessions',
    who: 'signed-in',
    async handle({ deps, actor, req, view }) {
      const sessions = await sessionsOf(deps, actor.personId, req.sessionID)
      const { SESSION_IDLE_MINUTES: minutes, SESSION_HOURS: hours } = deps.config
      return page(h(SessionsPage, { v: await view(), sessions, limits: { minutes, hours } }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/sessions/end-all',
    who: 'signed-in',
    async handle({ deps, actor, res }) {
      await endSessions(deps, actor.personId, 'all')
      const { name, options } = sessionCookie(deps.config)
      res.clearCookie(name, options)
      return to('/')
    },
  }),
  pageRoute({
    method: 'post',
    path: '/sessions/:id/end',
    who: 'signed-in',
    async handle({ deps, actor, id }) {
      if ((await endSessions(deps, actor.personId, id())) === 0) throw notFound()
      return to('/sessions', (v) => v.t.session.ended)
    },
  }),
  // Asked by the script of the page; asking does not count as doing something.
  pageRoute({
    method: 'get',
    path: '/session/left',
    who: 'signed-in',
    async handle({ res }) {
      const { idleLeft, left } = res.locals.signIn as LiveSession
      res.json({ idleLeft, left })
      return 'sent'
    },
  }),
  pageRoute({
    method: 'post',
    path: '/session/stay',
    who: 'signed-in',
    async handle({ deps, req, res }) {
      const live = await lookAt(deps, req.sessionID, { touch: true })
      if (!live)
        throw new LietaError('not-signed-in', { lv: 'Sesija ir beigusies.', en: 'The session has ended.' })
      if (req.accepts(['html', 'json']) !== 'json') return to('/sessions', (v) => v.t.session.stayed)
      res.json({ idleLeft: live.idleLeft, left: live.left })
      return 'sent'
    },
  }),
]
