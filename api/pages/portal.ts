import { type Request, Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { createDraft, keepDraft, listDrafts } from '../../cases/drafts.ts'
import { getFile } from '../../cases/files.ts'
import { authorize, notFound } from '../../cases/permissions.ts'
import { ownInstitutions } from '../../cases/queries/institutions.ts'
import { listCases } from '../../cases/queries/lists.ts'
import { services } from '../../forms/texts/all.ts'
import { PortalPage } from '../../web/pages/portal.tsx'
import { ServicePage, ServicesPage } from '../../web/pages/services.tsx'
import { sendKept } from '../json/routes.ts'
import { actorOf } from '../session.ts'
import { bodyOf, idOf, queryOf, show, signedIn, tell, turnOf, viewOf } from './render.ts'

/** Services, and what an applicant has: cases, drafts, files. */
export function portalPages(deps: Deps): Router {
  const r = Router()
  r.get('/services', async (req, res) => {
    show(res, h(ServicesPage, { v: await viewOf(deps, req, res) }))
  })
  r.get('/services/:procedure', async (req, res) => {
    const procedure = applied(req)
    const actor = res.locals.actor
    const institutions = actor ? await ownInstitutions(deps, actor) : []
    show(res, h(ServicePage, { v: await viewOf(deps, req, res), procedure, institutions }))
  })
  r.post('/services/:procedure', signedIn, async (req, res) => {
    const procedure = applied(req)
    const actor = actorOf(res)
    const institutions = await ownInstitutions(deps, actor)
    const chosen = bodyOf(req).institution ?? (institutions.length === 1 ? institutions[0]?.id : undefined)
    if (!chosen && institutions.length > 1) {
      const v = await viewOf(deps, req, res)
      const error = v.t.choose(v.t.pub.services.chooseInstitution)
      return show(res, h(ServicePage, { v, procedure, institutions, error }), 422)
    }
    const draft = await createDraft(deps, actor, { form: procedure, institutionId: chosen })
    res.redirect(303, `/drafts/${draft.id}/${draft.form.pages[0]!.id}`)
  })
  r.get('/portal', signedIn, async (req, res) => {
    const actor = actorOf(res)
    authorize(actor, 'draft.write')
    const turn = turnOf(req)
    // One of the lists is turned at a time; the others are shown from their beginning.
    const ofDrafts = queryOf(req, 'list') === 'drafts'
    const [cases, drafts] = await Promise.all([
      listCases(deps, actor, ofDrafts ? {} : turn),
      listDrafts(deps, actor, ofDrafts ? turn : {}),
    ])
    const v = await viewOf(deps, req, res)
    const lines = drafts.rows.map((d) => ({
      id: d.id,
      title: /^\s*\(\s*\)$/.test(d.subject) ? '' : d.subject,
      updatedAt: d.updatedAt.toISOString(),
      goesAt: d.goesAt?.toISOString() ?? null,
      cure: d.cure,
    }))
    show(res, h(PortalPage, { v, cases, drafts: { ...drafts, rows: lines } }))
  })
  r.post('/portal/drafts/:id/keep', signedIn, async (req, res) => {
    await keepDraft(deps, actorOf(res), idOf(req))
    tell(req, (await viewOf(deps, req, res)).t.case.portal.kept)
    res.redirect(303, '/portal')
  })
  r.get('/files/:id', signedIn, async (req, res) => {
    await sendKept(res, await getFile(deps, actorOf(res), idOf(req)))
  })
  return r
}

/** The procedure in the address, if it can be applied for. @throws LietaError `not-found` */
function applied(req: Request): string {
  const { procedure } = req.params
  if (!services().some(([id]) => id === procedure)) throw notFound()
  return String(procedure)
}
