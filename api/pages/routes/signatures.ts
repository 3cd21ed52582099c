import { h } from 'preact'
import { may, notFound } from '../../../cases/permissions.ts'
import { getCaseFile } from '../../../cases/queries/case-file.ts'
import { judgeSignature } from '../../../cases/verification/judge.ts'
import { fileReports, verifyAgain } from '../../../cases/verification/store.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { SignaturePage } from '../../../web/pages/signature.tsx'
import { say } from '../../../web/view.ts'
import { type Body, newKey } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

/** The report on an attachment's signatures, verifying it again, and the judgement of an indeterminate one. */
export const signaturePages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id/files/:file',
    who: 'signed-in',
    handle: (call) => report(call, {}),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/files/:file/verify',
    who: 'signature.judge',
    async handle({ deps, actor, id }) {
      await verifyAgain(deps, actor, id('file'))
      return to(`/cases/${id()}/files/${id('file')}`, (v) => v.t.sign.againDone)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/files/:file/judgement',
    who: 'signature.judge',
    async handle({ deps, actor, body, key, id }) {
      const { accepted } = body
      await judgeSignature(deps, actor, {
        caseId: id(),
        fileId: id('file'),
        verificationId: body.verificationId,
        accepted: accepted === 'true' ? true : accepted === 'false' ? false : undefined,
        reason: (body.reason ?? '').replaceAll('\r\n', '\n'),
        key,
      })
      return to(`/cases/${id()}`, (v) => v.t.sign.judged)
    },
    refused: async (call, error) => (error.fields.length > 0 ? report(call, call.body, error) : undefined),
  }),
]

async function report(call: PersonCall, values: Body, error?: LietaError): Promise<Answer> {
  const { deps, actor, id, view } = call
  const file = await getCaseFile(deps, actor, id())
  const attachment = file.attachments.find((a) => a.file.fileId === id('file'))
  if (!attachment) throw notFound()
  const v = await view()
  return page(
    h(SignaturePage, {
      v,
      caseId: file.caseId,
      number: file.state.number,
      attachment,
      found: await fileReports(deps, actor, attachment.file.fileId),
      judges: may(actor, 'signature.judge'),
      values,
      errors: (error?.fields ?? []).map((e) => ({ field: e.field, text: say(v, e.message) })),
      keyed: newKey(),
    }),
  )
}
