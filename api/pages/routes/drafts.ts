import { type DraftView, saveDraft } from '../../../cases/drafts.ts'
import type { Page } from '../../../forms/form.ts'
import type { FieldError } from '../../../platform/errors.ts'
import { receiveForm } from '../../receive.ts'
import { errorsOn, keepFiles, openDraft, pageAfter, pageOf } from '../draft-open.ts'
import { type SentPage, sentPage } from '../draft-sent.ts'
import { conflictPage, draftPage } from '../draft-show.ts'
import { type PersonCall, pageRoute, to } from '../route.ts'

/** The form, page by page; everything entered is kept at every step, right or wrong. */
export const draftPages = [
  pageRoute({
    method: 'get',
    path: '/drafts/:id',
    who: 'signed-in',
    handle: (call) =>
      openDraft(call, async (draft) => {
        const next = draft.form.pages.find((p) => errorsOn(draft, p).length > 0)
        return to(`/drafts/${draft.id}/${next && !draft.curesCaseId ? next.id : 'check'}`)
      }),
  }),
  pageRoute({
    method: 'get',
    path: '/drafts/:id/:page',
    who: 'signed-in',
    handle: (call) =>
      openDraft(call, async (draft) => {
        const page = pageOf(draft, call.param('page'))
        return draftPage(call, draft, page, call.query('check') ? errorsOn(draft, page) : [])
      }),
  }),
  pageRoute({
    method: 'post',
    path: '/drafts/:id/:page',
    who: 'signed-in',
    takesFiles: true,
    handle: (call) =>
      openDraft(call, async (before) => {
        const page = pageOf(before, call.param('page'))
        const { sent, refused } = await received(call, before, page)
        const { draft, conflicts } = await saveDraft(call.deps, call.actor, {
          draftId: before.id,
          answers: sent.answers,
          seen: sent.seen,
          whole: false,
        })
        const stays = Boolean(sent.body._stay || sent.body._remove)
        if (conflicts.length > 0) return conflictPage(call, draft, page, { sent, conflicts, refused })
        const errors = [...refused, ...(stays ? [] : errorsOn(draft, page, refused))]
        if (errors.length > 0) return draftPage(call, draft, page, errors)
        const last = call.query('to') === 'check'
        if (stays) return to(`/drafts/${draft.id}/${page.id}${last ? '?to=check' : ''}`)
        return to(`/drafts/${draft.id}/${last ? 'check' : pageAfter(draft, page)}`)
      }),
  }),
]

/** What the page brought: answers, and files, of which some may be refused on their fields. */
async function received(
  call: PersonCall,
  draft: DraftView,
  page: Page,
): Promise<{ sent: SentPage; refused: FieldError[] }> {
  if (!call.req.is('multipart/form-data')) return { sent: sentPage(draft, page, call.body), refused: [] }
  return receiveForm(call.deps, call.req, call.actor, async ({ fields, files, refused }) => {
    const sent = sentPage(draft, page, fields)
    const kept = await keepFiles(call, draft, page, { uploads: files, remove: sent.body._remove })
    return { sent, refused: [...refused.flatMap((e) => e.fields), ...kept] }
  })
}
