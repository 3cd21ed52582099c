import { type Request, Router } from 'express'
import { h } from 'preact'
import { hasRole } from '../../cases/actor.ts'
import type { Deps } from '../../cases/deps.ts'
import { may } from '../../cases/permissions.ts'
import { listQueue } from '../../cases/queries/queue.ts'
import { supervision } from '../../cases/queries/supervision.ts'
import { isDay } from '../../law/time.ts'
import type { Role } from '../../procedures/procedure.ts'
import { DeskPage } from '../../web/pages/desk.tsx'
import { SupervisePage } from '../../web/pages/supervise.tsx'
import type { View } from '../../web/view.ts'
import { actorOf } from '../session.ts'
import { dayFrom } from './answers.ts'
import { newKey, queryOf, show, signedIn, turnOf, viewOf } from './render.ts'

const VIEWS = ['all', 'mine', 'unclaimed'] as const

/** The day whose end is asked for; what is none, or is not over, is told. */
function dayAsked(req: Request, v: View): { day?: string; error?: string } {
  const parts = ['asOf-day', 'asOf-month', 'asOf-year']
  const given =
    queryOf(req, 'asOf').trim() ||
    dayFrom(Object.fromEntries(parts.map((p) => [p, queryOf(req, p, 20)])), 'asOf')
  if (!given) return {}
  return isDay(given) && given <= v.today ? { day: given } : { error: v.t.case.supervise.asOfWrong }
}

/** The workbench of the staff, and supervision. */
export function deskPages(deps: Deps): Router {
  const r = Router()
  r.get('/desk', signedIn, async (req, res) => {
    const actor = actorOf(res)
    const view = VIEWS.find((one) => one === queryOf(req, 'view')) ?? 'all'
    const q = queryOf(req, 'q').trim()
    const queue = await listQueue(deps, actor, { view, q: q || undefined, ...turnOf(req) })
    const v = await viewOf(deps, req, res)
    const mayClaim = (role: string): boolean => may(actor, 'task.claim') && hasRole(actor, role as Role)
    show(res, h(DeskPage, { v, queue, view, q, here: v.path, newKey, mayClaim }))
  })
  r.get('/supervise', signedIn, async (req, res) => {
    const actor = actorOf(res)
    const v = await viewOf(deps, req, res)
    const { day: asOf, error } = dayAsked(req, v)
    const data = await supervision(deps, actor, { cell: queryOf(req, 'cell'), asOf, ...turnOf(req) })
    const shown = { v, data, newKey, mayAssign: may(actor, 'case.assign'), error }
    show(res, h(SupervisePage, shown), error ? 422 : 200)
  })
  return r
}
