import { act } from '../../../cases/act.ts'
import { notFound } from '../../../cases/permissions.ts'
import { submit } from '../../../cases/submit.ts'
import { draftAct } from '../../../forms/acts/all.ts'
import { say } from '../../../web/view.ts'
import { sendText } from '../../send.ts'
import { openDraft } from '../draft-open.ts'
import { revisionOf } from '../draft-sent.ts'
import { checkPage } from '../draft-show.ts'
import { pageRoute, to } from '../route.ts'

/** Looking a draft over and sending it. These stand before the pages of the form. */
export const sendingPages = [
  pageRoute({
    method: 'get',
    path: '/drafts/:id/check',
    who: 'signed-in',
    handle: (call) => openDraft(call, (draft) => checkPage(call, draft)),
  }),
  pageRoute({
    method: 'post',
    path: '/drafts/:id/check',
    who: 'signed-in',
    handle: (call) =>
      openDraft(call, async (draft) => {
        const { deps, actor, body, key } = call
        const seen = revisionOf(body)
        const { curesCaseId } = draft
        if (!curesCaseId) {
          const receipt = await submit(deps, actor, draft.id, seen)
          return to(`/cases/${receipt.caseId}/receipt`)
        }
        const sends = draftAct(draft.form.id)
        if (!sends) throw notFound()
        const payload = { draftId: draft.id, ...(seen === undefined ? {} : { draftRevision: seen }) }
        await act(deps, actor, { caseId: curesCaseId, act: sends.id, payload, key })
        return to(`/cases/${curesCaseId}`, (v) => `${say(v, sends.done)}.`)
      }),
    /** As it stands now: a colleague may have changed it meanwhile. */
    refused: (call, error) =>
      openDraft(call, async (now) => {
        const note = error.code === 'validation' ? undefined : say(await call.view(), error.words)
        return checkPage(call, now, note)
      }),
  }),
  pageRoute({
    method: 'get',
    path: '/drafts/:id/application',
    who: 'signed-in',
    handle: (call) =>
      openDraft(call, async (draft) => {
        sendText(call.res, draft)
        return 'sent'
      }),
  }),
]
