import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { may, notFound } from '../../cases/permissions.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import { judgeSignature } from '../../cases/verification/judge.ts'
import { fileReports, verifyAgain } from '../../cases/verification/store.ts'
import { HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import { SignaturePage } from '../../web/pages/signature.tsx'
import { say } from '../../web/view.ts'
import { actorOf } from '../session.ts'
import { type Body, bodyOf, idOf, keyOf, newKey, show, signedIn, tell, viewOf } from './render.ts'

/** The report on an attachment's signatures, verifying it again, and the judgement of an indeterminate one. */
export function signaturePages(deps: Deps): Router {
  const r = Router()
  r.use('/cases/:id/files', signedIn)
  r.get('/cases/:id/files/:file', async (req, res) => showReport(req, res, {}))
  r.post('/cases/:id/files/:file/verify', async (req, res) => {
    await verifyAgain(deps, actorOf(res), idOf(req, 'file'))
    tell(req, (await viewOf(deps, req, res)).t.sign.againDone)
    res.redirect(303, `/cases/${idOf(req)}/files/${idOf(req, 'file')}`)
  })
  r.post('/cases/:id/files/:file/judgement', async (req, res) => {
    const body = bodyOf(req)
    const { accepted } = body
    try {
      await judgeSignature(deps, actorOf(res), {
        caseId: idOf(req),
        fileId: idOf(req, 'file'),
        verificationId: body.verificationId,
        accepted: accepted === 'true' ? true : accepted === 'false' ? false : undefined,
        reason: (body.reason ?? '').replaceAll('\r\n', '\n'),
        key: keyOf(body),
      })
    } catch (e) {
      if (!(e instanceof LietaError) || e.fields.length === 0) throw e
      return showReport(req, res, body, e)
    }
    tell(req, (await viewOf(deps, req, res)).t.sign.judged)
    res.redirect(303, `/cases/${idOf(req)}`)
  })
  return r

  async function showReport(req: Request, res: Response, values: Body, error?: LietaError): Promise<void> {
    const actor = actorOf(res)
    const file = await getCaseFile(deps, actor, idOf(req))
    const attachment = file.attachments.find((a) => a.file.fileId === idOf(req, 'file'))
    if (!attachment) throw notFound()
    const v = await viewOf(deps, req, res)
    const node = h(SignaturePage, {
      v,
      caseId: file.caseId,
      number: file.state.number,
      attachment,
      found: await fileReports(deps, actor, attachment.file.fileId),
      judges: may(actor, 'signature.judge'),
      values,
      errors: (error?.fields ?? []).map((e) => ({ field: e.field, text: say(v, e.message) })),
      keyed: newKey(),
    })
    show(res, node, error ? HTTP_STATUS[error.code] : 200)
  }
}
