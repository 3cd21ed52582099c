import { z } from 'zod'
import { takesNoFile } from '../../../cases/draft-files.ts'
import { keepCaseFile } from '../../../cases/parties/case-files.ts'
import { ContactBody, changeContact } from '../../../cases/parties/contact.ts'
import {
  endRepresentation,
  enterRepresentation,
  JudgementBody,
  judgeRepresentation,
  RepresentationBody,
} from '../../../cases/parties/representation.ts'
import { receiveFile } from '../../receive.ts'
import { route } from '../route.ts'
import { CaseFileSchema } from '../schemas/parties.ts'

const representation = z.object({ id: z.uuid(), representation: z.uuid() })

/** Who acts for a party of a case, how a party is written to, and the files that show it. */
export const partyRoutes = [
  route({
    method: 'post',
    path: '/cases/{id}/files',
    who: 'signed-in',
    summary: 'Keep a file in a case, for what is said there with it',
    takesFile: true,
    errors: ['unsupported-file'],
    status: 201,
    replies: 'The file',
    reply: CaseFileSchema,
    handle: (deps, { actor, params, req }) =>
      receiveFile(deps, req, actor, 'file', async (file) => {
        if (!file) throw takesNoFile('file')
        return { fileId: await keepCaseFile(deps, actor, params.id, file) }
      }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/contact',
    who: 'signed-in',
    summary: 'Change where a party is written to; what is sent from then on goes there',
    bodyOfUseCase: ContactBody,
    keyed: true,
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, given, key }) =>
      changeContact(deps, actor, { caseId: params.id, body: given, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/representations',
    who: 'signed-in',
    summary: 'Enter a representative of a party (APL 38)',
    bodyOfUseCase: RepresentationBody,
    keyed: true,
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, given, key }) =>
      enterRepresentation(deps, actor, { caseId: params.id, body: given, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/representations/{representation}/judgement',
    who: 'representation.judge',
    summary: 'Say whether what shows a representation is enough',
    params: representation,
    bodyOfUseCase: JudgementBody,
    keyed: true,
    errors: ['own-case', 'recused'],
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, given, key }) =>
      judgeRepresentation(deps, actor, { caseId: params.id, id: params.representation, body: given, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/representations/{representation}/end',
    who: 'signed-in',
    summary: 'Withdraw or renounce a representation (APL 40)',
    params: representation,
    keyed: true,
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, key }) =>
      endRepresentation(deps, actor, { caseId: params.id, id: params.representation, key }),
  }),
]
