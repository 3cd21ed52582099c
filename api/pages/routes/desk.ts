import type { Request } from 'express'
import { h } from 'preact'
import { hasRole } from '../../../cases/actor.ts'
import { yearAsked } from '../../../cases/law-changes/queries.ts'
import { may } from '../../../cases/permissions.ts'
import { listQueue } from '../../../cases/queries/queue.ts'
import { supervision } from '../../../cases/queries/supervision.ts'
import { isDay } from '../../../law/time.ts'
import type { Role } from '../../../procedures/procedure.ts'
import { DeskPage } from '../../../web/pages/desk.tsx'
import { SupervisePage } from '../../../web/pages/supervise.tsx'
import type { View } from '../../../web/view.ts'
import { dayAsked } from '../days.ts'
import { newKey, turnOf } from '../input.ts'
import { page, pageRoute } from '../route.ts'

const VIEWS = ['all', 'mine', 'unclaimed'] as const

/** The workbench of the staff, and supervision. */
export const deskPages = [
  pageRoute({
    method: 'get',
    path: '/desk',
    who: 'queue.read',
    async handle({ deps, actor, req, query, view: viewed }) {
      const view = VIEWS.find((one) => one === query('view')) ?? 'all'
      const q = query('q').trim()
      const queue = await listQueue(deps, actor, { view, q: q || undefined, ...turnOf(req) })
      const mayClaim = (role: string): boolean => may(actor, 'task.claim') && hasRole(actor, role as Role)
      const v = await viewed()
      return page(h(DeskPage, { v, queue, view, q, here: v.path, newKey, mayClaim }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/supervise',
    who: 'supervise.read',
    async handle({ deps, actor, req, query, view }) {
      const v = await view()
      const { day: asOf, error } = dayThatEnded(req, v)
      const data = await supervision(deps, actor, {
        cell: query('cell'),
        unit: query('unit'),
        asOf,
        ...turnOf(req),
      })
      const asked = await yearAsked(deps, actor)
      const shown = {
        v,
        data,
        newKey,
        mayAssign: may(actor, 'case.assign'),
        mayEnterLaw: may(actor, 'law.change'),
        asked,
        error,
      }
      return page(h(SupervisePage, shown), error ? 422 : 200)
    },
  }),
]

/** The day whose end is asked for; what is none, or is not over, is told. */
function dayThatEnded(req: Request, v: View): { day?: string; error?: string } {
  const given = dayAsked(req, 'asOf')
  if (!given) return {}
  return isDay(given) && given <= v.today ? { day: given } : { error: v.t.case.supervise.asOfWrong }
}
