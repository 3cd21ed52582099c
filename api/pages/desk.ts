import { Router } from 'express'
import { h } from 'preact'
import { hasRole } from '../../cases/actor.ts'
import type { Deps } from '../../cases/deps.ts'
import { may } from '../../cases/permissions.ts'
import { listQueue } from '../../cases/queries/lists.ts'
import { supervision } from '../../cases/queries/supervision.ts'
import type { Role } from '../../procedures/procedure.ts'
import { DeskPage } from '../../web/pages/desk.tsx'
import { SupervisePage } from '../../web/pages/supervise.tsx'
import { actorOf } from '../session.ts'
import { newKey, pageNumber, queryOf, show, signedIn, viewOf } from './render.ts'

const VIEWS = ['all', 'mine', 'unclaimed'] as const

/** The workbench of the staff, and supervision. */
export function deskPages(deps: Deps): Router {
  const r = Router()
  r.get('/desk', signedIn, async (req, res) => {
    const actor = actorOf(res)
    const view = VIEWS.find((one) => one === queryOf(req, 'view')) ?? 'all'
    const q = queryOf(req, 'q').trim()
    const queue = await listQueue(deps, actor, { view, q: q || undefined, page: pageNumber(req) })
    const v = await viewOf(deps, req, res)
    const mayClaim = (role: string): boolean => may(actor, 'task.claim') && hasRole(actor, role as Role)
    show(res, h(DeskPage, { v, queue, view, q, newKey, mayClaim }))
  })
  r.get('/supervise', signedIn, async (req, res) => {
    const actor = actorOf(res)
    const data = await supervision(deps, actor, { cell: queryOf(req, 'cell'), after: queryOf(req, 'after') })
    const v = await viewOf(deps, req, res)
    show(res, h(SupervisePage, { v, data, newKey, mayAssign: may(actor, 'case.assign') }))
  })
  return r
}
