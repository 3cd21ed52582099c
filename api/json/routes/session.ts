import { notFound } from '../../../cases/permissions.ts'
import { csrfToken } from '../../csrf.ts'
import { endSessions, sessionsOf } from '../../own-sessions.ts'
import { route } from '../route.ts'
import { Ended, SessionSchema, SessionsSchema } from '../schemas/session.ts'

/** Who is signed in, and a person's own sessions. */
export const sessionRoutes = [
  route({
    method: 'get',
    path: '/session',
    who: 'anyone',
    summary: 'Who is signed in, and the token for changes',
    replies: 'Session',
    reply: SessionSchema,
    handle: async (_deps, { actor, req }) => ({ csrfToken: csrfToken(req), user: actor ?? null }),
  }),
  route({
    method: 'get',
    path: '/sessions',
    who: 'signed-in',
    summary: 'Your own sessions',
    replies: 'Sessions',
    reply: SessionsSchema,
    handle: async (deps, { actor, req }) => ({
      sessions: await sessionsOf(deps, actor.personId, req.sessionID),
    }),
  }),
  route({
    method: 'post',
    path: '/sessions/end-all',
    who: 'signed-in',
    summary: 'Sign out everywhere',
    replies: 'How many ended',
    reply: Ended,
    handle: async (deps, { actor }) => ({ ended: await endSessions(deps, actor.personId, 'all') }),
  }),
  route({
    method: 'post',
    path: '/sessions/{id}/end',
    who: 'signed-in',
    summary: 'End one of your sessions',
    status: 204,
    replies: 'It has ended',
    async handle(deps, { actor, params }) {
      // Somebody else's session is none.
      if ((await endSessions(deps, actor.personId, params.id)) === 0) throw notFound()
    },
  }),
]
