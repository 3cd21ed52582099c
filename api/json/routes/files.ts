import { getFile } from '../../../cases/files.ts'
import { judgeSignature } from '../../../cases/verification/judge.ts'
import { fileReports, verifyAgain } from '../../../cases/verification/store.ts'
import { sendKept } from '../../send.ts'
import { media, route } from '../route.ts'
import { SignatureBody, VerificationSchema, VerificationsSchema } from '../schemas/files.ts'

/** Files, what was found on their signatures, and what a person said of it. */
export const fileRoutes = [
  route({
    method: 'get',
    path: '/files/{id}',
    who: 'signed-in',
    summary: 'A file',
    errors: ['erased', 'purpose-needed'],
    replies: 'The bytes',
    reply: media('application/octet-stream'),
    handle: async (deps, { actor, params, res }) => sendKept(res, await getFile(deps, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/files/{id}/verifications',
    who: 'signed-in',
    summary: 'What verification found on a file that was uploaded, newest first',
    errors: ['erased', 'purpose-needed'],
    replies: 'Reports',
    reply: VerificationsSchema,
    handle: async (deps, { actor, params }) => ({ verifications: await fileReports(deps, actor, params.id) }),
  }),
  route({
    method: 'post',
    path: '/files/{id}/verifications',
    who: 'signature.judge',
    summary: 'Verify a file again, with the trust and time of now; what was found before is kept',
    errors: ['erased', 'purpose-needed', 'own-case', 'recused', 'unsupported-file'],
    status: 201,
    replies: 'The report',
    reply: VerificationSchema,
    handle: (deps, { actor, params }) => verifyAgain(deps, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/signatures',
    who: 'signature.judge',
    summary: 'Say whether an indeterminate signature is accepted',
    body: SignatureBody,
    keyed: true,
    errors: ['erased', 'purpose-needed', 'own-case', 'recused', 'conflict', 'not-allowed-now'],
    status: 204,
    replies: 'Recorded',
    handle: (deps, { actor, params, body, key }) =>
      judgeSignature(deps, actor, { caseId: params.id, ...body, key }),
  }),
]
