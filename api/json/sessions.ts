import { Router } from 'express'
import type { Deps } from '../../cases/deps.ts'
import { notFound } from '../../cases/permissions.ts'
import { actorOf } from '../session.ts'
import { endSessions, sessionsOf } from '../session-rows.ts'
import { id } from './request.ts'

/** A person's own sessions. */
export function sessionRoutes(deps: Deps): Router {
  const r = Router()
  r.get('/', async (req, res) => {
    res.json({ sessions: await sessionsOf(deps, actorOf(res).personId, req.sessionID) })
  })
  r.post('/end-all', async (_req, res) => {
    res.json({ ended: await endSessions(deps, actorOf(res).personId, 'all') })
  })
  r.post('/:id/end', async (req, res) => {
    // Somebody else's session is none.
    if ((await endSessions(deps, actorOf(res).personId, id(req))) === 0) throw notFound()
    res.status(204).end()
  })
  return r
}
