import { h } from 'preact'
import { askAbout, openCase, toOpen } from '../../../cases/open.ts'
import { allFields } from '../../../forms/form.ts'
import type { FieldError } from '../../../platform/errors.ts'
import { OpenCasePage } from '../../../web/pages/open-case.tsx'
import { formErrors, said, typed } from '../answers.ts'
import { newKey } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

/** Proceedings about a decision of a case: asked for by its addressee, or begun by an official. */
export const proceedingPages = [
  pageRoute({
    method: 'post',
    path: '/cases/:id/decisions/:decision/ask/:procedure',
    who: 'signed-in',
    async handle({ deps, actor, id, param }) {
      const about = { caseId: id(), decisionId: param('decision'), procedure: param('procedure') }
      const draft = await askAbout(deps, actor, about)
      return to(`/drafts/${draft.id}/${draft.form.pages[0]!.id}`)
    },
  }),
  pageRoute({
    method: 'get',
    path: '/cases/:id/decisions/:decision/open/:procedure',
    who: 'case.open',
    handle: (call) => openingPage(call, {}, []),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/decisions/:decision/open/:procedure',
    who: 'case.open',
    async handle(call) {
      const about = aboutOf(call)
      const { form } = await toOpen(call.deps, call.actor, about)
      const data = said(typed(allFields(form), call.body))
      const { caseId } = await openCase(call.deps, call.actor, { ...about, data, key: call.key })
      return to(`/cases/${caseId}`, (v) => v.t.case.file.opened)
    },
    /** What was typed stays in the form. */
    async refused(call, error) {
      if (error.code !== 'validation') return undefined
      return openingPage(call, call.body, error.fields)
    },
  }),
]

const aboutOf = ({ id, param }: PersonCall) => ({
  ...{ caseId: id(), decisionId: param('decision'), procedure: param('procedure') },
})

async function openingPage(call: PersonCall, body: PersonCall['body'], wrong: FieldError[]): Promise<Answer> {
  const about = aboutOf(call)
  const { form, original } = await toOpen(call.deps, call.actor, about)
  const v = await call.view()
  const values = typed(allFields(form), body)
  const node = h(OpenCasePage, {
    ...{ v, form, original, values, keyed: newKey() },
    action: `/cases/${about.caseId}/decisions/${about.decisionId}/open/${about.procedure}`,
    errors: formErrors(v, form, values, wrong),
  })
  return page(node, wrong.length > 0 ? 422 : 200)
}
