import { z } from 'zod'
import { attachFile, takesNoFile } from '../../../cases/draft-files.ts'
import { getDraft } from '../../../cases/drafts.ts'
import { submit } from '../../../cases/submit.ts'
import { receiveFile } from '../../receive.ts'
import { sendText } from '../../send.ts'
import { draftJson } from '../draft-json.ts'
import { media, route } from '../route.ts'
import { DraftSchema, ReceiptSchema } from '../schemas/drafts.ts'

/** What a draft needs to be sent, and sending it. */
export const submissionRoutes = [
  route({
    method: 'post',
    path: '/drafts/{id}/files/{field}',
    who: 'signed-in',
    summary: 'Attach a file (multipart, 50 MB at most)',
    params: z.object({ id: z.uuid(), field: z.string() }),
    takesFile: true,
    errors: ['unsupported-file', 'conflict'],
    status: 201,
    replies: 'The draft, with what was found on its signatures',
    reply: DraftSchema,
    async handle(deps, { actor, params: { id, field }, req }) {
      const draft = await getDraft(deps, actor, id)
      await receiveFile(deps, req, actor, field, async (file) => {
        if (!file) throw takesNoFile(field)
        await attachFile(deps, actor, draft.id, file)
      })
      return draftJson(await getDraft(deps, actor, draft.id))
    },
  }),
  route({
    method: 'get',
    path: '/drafts/{id}/application',
    who: 'signed-in',
    summary: 'The application as text, to be signed where the sign-in does not stand for the signature',
    replies: 'The text',
    reply: media('text/plain'),
    handle: async (deps, { actor, params, res }) => sendText(res, await getDraft(deps, actor, params.id)),
  }),
  route({
    method: 'post',
    path: '/drafts/{id}/submit',
    who: 'signed-in',
    summary: 'Submit; answered after the commit, repeated it gives the same receipt',
    ifMatch: true,
    errors: ['validation', 'forbidden', 'conflict', 'not-allowed-now'],
    status: 201,
    replies: 'The receipt',
    reply: ReceiptSchema,
    location: (receipt) => `/api/cases/${receipt.caseId}`,
    handle: (deps, { actor, params, revision }) => submit(deps, actor, params.id, revision),
  }),
]
