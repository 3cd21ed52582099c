import { Router } from 'express'
import type { Deps } from '../../cases/deps.ts'
import {
  approveDestruction,
  planDestruction,
  RejectBody,
  rejectDestruction,
} from '../../cases/retention/destruction.ts'
import { liftHold, setHold } from '../../cases/retention/hold.ts'
import { destructionAct, retention } from '../../cases/retention/queries.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { id, idempotencyKey, parse } from './request.ts'

/** Retention: rules, what is due, acts of destruction. */
export function retentionRoutes(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/', async (_req, res) => {
    res.json(await retention(deps, actorOf(res)))
  })
  r.post('/acts', fresh, async (req, res) => {
    const made = await planDestruction(deps, actorOf(res), idempotencyKey(req))
    res.status(201).location(`/api/retention/acts/${made}`)
    res.json(await destructionAct(deps, actorOf(res), made))
  })
  r.get('/acts/:id', async (req, res) => {
    res.json(await destructionAct(deps, actorOf(res), id(req)))
  })
  r.post('/acts/:id/approve', fresh, async (req, res) => {
    await approveDestruction(deps, actorOf(res), id(req), req.body)
    res.json(await destructionAct(deps, actorOf(res), id(req)))
  })
  r.post('/acts/:id/reject', fresh, async (req, res) => {
    const { why } = parse(RejectBody, req.body)
    await rejectDestruction(deps, actorOf(res), id(req), why)
    res.json(await destructionAct(deps, actorOf(res), id(req)))
  })
  return r
}

/** Holds of cases. */
export function holdRoutes(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.post('/cases/:id/hold', async (req, res) => {
    await setHold(deps, actorOf(res), id(req), req.body, idempotencyKey(req))
    res.status(204).end()
  })
  r.post('/cases/:id/hold/lift', fresh, async (req, res) => {
    await liftHold(deps, actorOf(res), id(req), req.body, idempotencyKey(req))
    res.status(204).end()
  })
  return r
}
