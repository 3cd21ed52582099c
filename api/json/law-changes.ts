import { Router } from 'express'
import type { Deps } from '../../cases/deps.ts'
import { approveLawChange, rejectLawChange } from '../../cases/law-changes/decide.ts'
import { enterLawChange, previewLawChange } from '../../cases/law-changes/enter.ts'
import { getLawChange, listLawChanges } from '../../cases/law-changes/queries.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { id, idempotencyKey, parse } from './request.ts'
import { LawChangeQuery, RejectionBody } from './schemas.ts'

/** Changes of the law's data: entered, previewed, approved by a second person, applied. */
export function lawChangeRoutes(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/', async (_req, res) => {
    res.json({ changes: await listLawChanges(deps, actorOf(res)) })
  })
  r.post('/', fresh, async (req, res) => {
    const actor = actorOf(res)
    const made = await enterLawChange(deps, actor, req.body, idempotencyKey(req))
    res.status(201).location(`/api/law-changes/${made}`)
    res.json(await getLawChange(deps, actor, made))
  })
  r.get('/:id', async (req, res) => {
    res.json(await getLawChange(deps, actorOf(res), id(req), parse(LawChangeQuery, req.query)))
  })
  r.post('/:id/preview', async (req, res) => {
    await previewLawChange(deps, actorOf(res), id(req))
    res.json(await getLawChange(deps, actorOf(res), id(req)))
  })
  r.post('/:id/approve', fresh, async (req, res) => {
    await approveLawChange(deps, actorOf(res), id(req))
    res.json(await getLawChange(deps, actorOf(res), id(req)))
  })
  r.post('/:id/reject', fresh, async (req, res) => {
    const { why } = parse(RejectionBody, req.body)
    await rejectLawChange(deps, actorOf(res), id(req), why)
    res.json(await getLawChange(deps, actorOf(res), id(req)))
  })
  return r
}
