import { z } from 'zod'
import { getEntry, searchRegister, verify } from '../../../cases/queries/public.ts'
import { checkUploaded } from '../../verify-upload.ts'
import { route } from '../route.ts'
import { FileAnswerSchema } from '../schemas/files.ts'
import {
  DocumentAnswerSchema,
  EntriesSchema,
  EntrySchema,
  RegisterQuery,
  VerifyQuery,
} from '../schemas/public.ts'

/** What anyone may see: registers, and whether a document is ours. */
export const publicRoutes = [
  route({
    method: 'get',
    path: '/registers/{register}',
    who: 'anyone',
    summary: 'Search a public register',
    params: z.object({ register: z.string() }),
    query: RegisterQuery,
    replies: 'Entries',
    reply: EntriesSchema,
    handle: (deps, { params, query }) => searchRegister(deps, params.register, query),
  }),
  route({
    method: 'get',
    path: '/registers/{register}/{entry}',
    who: 'anyone',
    summary: 'An entry with its history',
    params: z.object({ register: z.string(), entry: z.string() }),
    replies: 'The entry',
    reply: EntrySchema,
    handle: (deps, { params }) => getEntry(deps, params.register, params.entry),
  }),
  route({
    method: 'get',
    path: '/verify',
    who: 'anyone',
    summary: 'Is a document or entry ours, and what is it worth now?',
    query: VerifyQuery,
    errors: ['rate-limited'],
    replies: 'The answer',
    reply: DocumentAnswerSchema,
    handle: (deps, { query }) => verify(deps, query.number, query.date),
  }),
  route({
    method: 'post',
    path: '/verify',
    who: 'anyone',
    summary:
      'Is this file a document of ours as it was issued, or do the signatures of others hold? Nothing is kept',
    takesFile: true,
    replies: 'The answer',
    reply: FileAnswerSchema,
    handle: (deps, { req }) => checkUploaded(deps, req),
  }),
]
