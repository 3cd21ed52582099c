import { Router } from 'express'
import { enterDelegation, listDelegations, revokeDelegation } from '../../cases/delegations.ts'
import type { Deps } from '../../cases/deps.ts'
import { signingRoom } from '../../cases/words/decide/room.ts'
import { signMany } from '../../cases/words/decide/sign-many.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { id, idempotencyKey, parse } from './request.ts'
import { SignBody } from './schemas.ts'

/** What waits for a signature, and signing several at once. */
export function signingRoutes(deps: Deps): Router {
  const r = Router()
  r.get('/', async (_req, res) => {
    res.json({ items: await signingRoom(deps, actorOf(res)) })
  })
  r.post('/', freshSignIn(deps), async (req, res) => {
    const { cases } = parse(SignBody, req.body)
    res.json({ results: await signMany(deps, actorOf(res), { cases, key: idempotencyKey(req) }) })
  })
  return r
}

/** Who stands in for the director. */
export function delegationRoutes(deps: Deps): Router {
  const r = Router()
  r.get('/', async (_req, res) => {
    res.json(await listDelegations(deps, actorOf(res)))
  })
  r.post('/', freshSignIn(deps), async (req, res) => {
    const made = await enterDelegation(deps, actorOf(res), req.body, idempotencyKey(req))
    res.status(201).json({ id: made })
  })
  r.post('/:id/revoke', freshSignIn(deps), async (req, res) => {
    await revokeDelegation(deps, actorOf(res), id(req))
    res.status(204).end()
  })
  return r
}
