import { h } from 'preact'
import { discardDraft, keepDraft } from '../../../cases/draft-discard.ts'
import { listDrafts } from '../../../cases/drafts.ts'
import { getFile } from '../../../cases/files.ts'
import { listCases } from '../../../cases/queries/lists.ts'
import { PortalPage } from '../../../web/pages/portal.tsx'
import { sendKept } from '../../send.ts'
import { turnOf } from '../input.ts'
import { page, pageRoute, to } from '../route.ts'

/** What somebody has who applies, stands in a case or acts for a party: cases, drafts, files. */
export const portalPages = [
  pageRoute({
    method: 'get',
    path: '/portal',
    who: 'signed-in',
    async handle({ deps, actor, req, query, view }) {
      const turn = turnOf(req)
      // One of the lists is turned at a time; the others are shown from their beginning.
      const ofDrafts = query('list') === 'drafts'
      const [cases, drafts] = await Promise.all([
        listCases(deps, actor, ofDrafts ? {} : turn),
        listDrafts(deps, actor, ofDrafts ? turn : {}),
      ])
      const lines = drafts.rows.map((d) => ({
        id: d.id,
        title: /^\s*\(\s*\)$/.test(d.subject) ? '' : d.subject,
        updatedAt: d.updatedAt.toISOString(),
        goesAt: d.goesAt?.toISOString() ?? null,
        discarded: d.discarded,
        cure: d.cure,
      }))
      return page(h(PortalPage, { v: await view(), cases, drafts: { ...drafts, rows: lines } }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/portal/drafts/:id/keep',
    who: 'signed-in',
    async handle({ deps, actor, id }) {
      await keepDraft(deps, actor, id())
      return to('/portal', (v) => v.t.case.portal.kept)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/portal/drafts/:id/discard',
    who: 'signed-in',
    async handle({ deps, actor, id }) {
      await discardDraft(deps, actor, id())
      return to('/portal', (v) => v.t.case.portal.discarded)
    },
  }),
  pageRoute({
    method: 'get',
    path: '/files/:id',
    who: 'signed-in',
    async handle({ deps, actor, id, res }) {
      await sendKept(res, await getFile(deps, actor, id()))
      return 'sent'
    },
  }),
]
