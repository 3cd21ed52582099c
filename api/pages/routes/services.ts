import { h } from 'preact'
import { beginDraft } from '../../../cases/drafts.ts'
import { notFound } from '../../../cases/permissions.ts'
import { ownInstitutions } from '../../../cases/queries/institutions.ts'
import { services } from '../../../forms/texts/all.ts'
import { ServicePage, ServicesPage } from '../../../web/pages/services.tsx'
import { page, pageRoute, to } from '../route.ts'

/** What can be applied for, and beginning to. */
export const servicePages = [
  pageRoute({
    method: 'get',
    path: '/services',
    who: 'anyone',
    handle: async ({ view }) => page(h(ServicesPage, { v: await view() })),
  }),
  pageRoute({
    method: 'get',
    path: '/services/:procedure',
    who: 'anyone',
    async handle({ deps, actor, param, view }) {
      const procedure = applied(param('procedure'))
      const institutions = actor ? await ownInstitutions(deps, actor) : []
      return page(h(ServicePage, { v: await view(), procedure, institutions }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/services/:procedure',
    who: 'signed-in',
    async handle({ deps, actor, body, param, view }) {
      const procedure = applied(param('procedure'))
      const institutions = await ownInstitutions(deps, actor)
      const chosen = body.institution ?? (institutions.length === 1 ? institutions[0]?.id : undefined)
      if (!chosen && institutions.length > 1) {
        const v = await view()
        const error = v.t.choose(v.t.pub.services.chooseInstitution)
        return page(h(ServicePage, { v, procedure, institutions, error }), 422)
      }
      const draft = await beginDraft(deps, actor, { form: procedure, institutionId: chosen })
      return to(`/drafts/${draft.id}/${draft.form.pages[0]!.id}`)
    },
  }),
]

/** The procedure in the address, if it can be applied for. @throws LietaError `not-found` */
function applied(procedure: string): string {
  if (!services().some(([id]) => id === procedure)) throw notFound()
  return procedure
}
