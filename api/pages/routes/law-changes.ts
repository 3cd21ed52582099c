import { h } from 'preact'
import { approveLawChange, rejectLawChange } from '../../../cases/law-changes/decide.ts'
import { previewLawChange } from '../../../cases/law-changes/enter.ts'
import { type Effect, getLawChange, listLawChanges, yearAsked } from '../../../cases/law-changes/queries.ts'
import { may } from '../../../cases/permissions.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { LawChangePage, LawChangesPage, lawTexts } from '../../../web/pages/law-changes.tsx'
import { say } from '../../../web/view.ts'
import { turnOf } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

const EFFECTS: readonly Effect[] = ['unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error']
/** What is told on the page of the change itself; everything else is an error page. */
const ON_PAGE = ['own-work', 'stale', 'conflict', 'not-allowed-now']

/** Changes of the law's data, for supervisors and the director. */
export const lawChangePages = [
  pageRoute({
    method: 'get',
    path: '/law-changes',
    who: 'supervise.read',
    async handle({ deps, actor, req, view }) {
      const [changes, asked] = await Promise.all([
        listLawChanges(deps, actor, turnOf(req)),
        yearAsked(deps, actor),
      ])
      const mayEnter = may(actor, 'law.change')
      return page(h(LawChangesPage, { v: await view(), changes, mayEnter, asked }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/law-changes/:id',
    who: 'supervise.read',
    handle: (call) => change(call),
  }),
  pageRoute({
    method: 'post',
    path: '/law-changes/:id/preview',
    who: 'law.change',
    async handle({ deps, actor, id }) {
      await previewLawChange(deps, actor, id())
      return to(`/law-changes/${id()}`, (v) => lawTexts(v).done.again)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/law-changes/:id/approve',
    who: 'law.approve',
    fresh: true,
    async handle({ deps, actor, id }) {
      await approveLawChange(deps, actor, id())
      return to(`/law-changes/${id()}`, (v) => lawTexts(v).done.approved)
    },
    refused: async (call, error) => (ON_PAGE.includes(error.code) ? change(call, error) : undefined),
  }),
  pageRoute({
    method: 'post',
    path: '/law-changes/:id/reject',
    who: ['law.change', 'law.approve'],
    fresh: true,
    async handle({ deps, actor, body, id }) {
      await rejectLawChange(deps, actor, id(), (body.why ?? '').trim().slice(0, 1000))
      return to(`/law-changes/${id()}`, (v) => lawTexts(v).done.rejected)
    },
  }),
]

async function change(call: PersonCall, error?: LietaError): Promise<Answer> {
  const { deps, actor, req, id, query } = call
  const effect = EFFECTS.find((e) => e === query('effect'))
  const found = await getLawChange(deps, actor, id(), { ...turnOf(req), effect })
  const v = await call.view()
  const node = h(LawChangePage, {
    v,
    change: found,
    effect,
    mayEnter: may(actor, 'law.change'),
    mayReject: may(actor, 'law.approve') || may(actor, 'law.change'),
    ...(error ? { error: say(v, error.words) } : {}),
  })
  return page(node)
}
