import { z } from 'zod'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { allActs } from '../../forms/acts/all.ts'
import { FORMS } from '../../forms/all.ts'
import { auditPaths } from './audit-openapi.ts'
import { lawChangePaths } from './law-changes-openapi.ts'
import { retentionPaths } from './retention-openapi.ts'
import {
  ActAnswerSchema,
  ActBody,
  AssignBody,
  ClockBody,
  DraftBody,
  DraftReadingSchema,
  DraftSchema,
  FileAnswerSchema,
  NoteBody,
  ProblemSchema,
  QueueQuery,
  ReceiptSchema,
  RegisterQuery,
  SignatureBody,
  SupervisionQuery,
  TurnQuery,
  VerificationSchema,
} from './schemas.ts'
import { signingPaths } from './signing-openapi.ts'

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
const problem = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: ProblemSchema } },
}
const ok = (description: string, schema: z.ZodType = z.looseObject({})) => ({ description, ...json(schema) })
const caseId = z.object({ id: z.uuid() })
const key = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(200)
    .meta({ description: 'Repeat a request with the same key: it is done once' }),
  'x-csrf-token': z.string().meta({ description: 'From /api/session' }),
})

const ifMatch = z.object({
  'if-match': z
    .string()
    .regex(/^"\d+"$/)
    .optional()
    .meta({
      description:
        'The revision of the draft that was read, such as "7": what changed after it is answered 409. Without it, answers that another person gave are not written over',
    }),
})

/** The OpenAPI 3.1 document, made from the same schemas that check the requests. */
export function openApiDocument(publicUrl: string): unknown {
  const context = { today: '2026-01-01', sites: [] as string[] }
  const paths: ZodOpenApiPathsObject = {
    '/api/session': {
      get: { summary: 'Who is signed in, and the token for changes', responses: { 200: ok('Session') } },
    },
    '/api/sessions': {
      get: { summary: 'Your own sessions', responses: { 200: ok('Sessions'), default: problem } },
    },
    '/api/sessions/{id}/end': {
      post: {
        summary: 'End one of your sessions',
        requestParams: { path: caseId },
        responses: { 204: { description: 'It has ended' }, default: problem },
      },
    },
    '/api/sessions/end-all': {
      post: { summary: 'Sign out everywhere', responses: { 200: ok('How many ended'), default: problem } },
    },
    '/api/drafts': {
      get: {
        summary: 'Drafts not yet sent, a page at a time, the newest first',
        requestParams: { query: TurnQuery },
        responses: { 200: ok('Drafts'), default: problem },
      },
      post: {
        summary: 'Start a draft of a form',
        requestBody: json(DraftBody),
        responses: { 201: ok('The draft'), default: problem },
      },
    },
    '/api/drafts/{id}': {
      get: {
        summary: 'A draft with what is still wrong',
        requestParams: { path: caseId },
        responses: { 200: ok('The draft'), default: problem },
      },
      patch: {
        summary:
          'Save answers; nothing is lost, whatever is wrong with them, and nothing of others is written over',
        requestParams: { path: caseId, header: ifMatch },
        requestBody: json(z.record(z.string(), z.unknown())),
        responses: {
          200: ok('The draft', DraftSchema),
          409: { ...problem, description: 'Changed by somebody else meanwhile, by field; nothing was saved' },
          default: problem,
        },
      },
    },
    '/api/drafts/{id}/keep': {
      post: {
        summary: 'Keep a draft that would be taken away as abandoned (`goesAt` in the list)',
        requestParams: { path: caseId },
        responses: { 204: { description: 'Its time begins anew' }, default: problem },
      },
    },
    '/api/drafts/{id}/files/{field}': {
      post: {
        summary: 'Attach a file (multipart, 50 MB at most)',
        requestParams: { path: z.object({ id: z.uuid(), field: z.string() }) },
        requestBody: {
          content: {
            'multipart/form-data': { schema: z.object({ file: z.string().meta({ format: 'binary' }) }) },
          },
        },
        responses: {
          201: ok('The draft, with what was found on its signatures', DraftSchema),
          default: problem,
        },
      },
    },
    '/api/drafts/{id}/application': {
      get: {
        summary: 'The application as text, to be signed where the sign-in does not stand for the signature',
        requestParams: { path: caseId },
        responses: { 200: { description: 'The text' }, default: problem },
      },
    },
    '/api/drafts/{id}/submit': {
      post: {
        summary: 'Submit; answered after the commit, repeated it gives the same receipt',
        requestParams: { path: caseId, header: ifMatch },
        responses: { 201: ok('The receipt', ReceiptSchema), default: problem },
      },
    },
    '/api/cases': {
      get: {
        summary: 'Cases of your institutions, a page at a time: what waits for you first, then the newest',
        requestParams: { query: TurnQuery },
        responses: { 200: ok('Cases'), default: problem },
      },
    },
    '/api/queue': {
      get: {
        summary: 'Open work for your roles',
        requestParams: { query: QueueQuery },
        responses: { 200: ok('Queue'), default: problem },
      },
    },
    '/api/cases/{id}/extract': {
      get: {
        summary: 'The extract of the case, to be checked without us by /assets/verify-lieta.mjs',
        requestParams: { path: caseId },
        responses: { 200: ok('The extract'), default: problem },
      },
    },
    '/api/cases/{id}/receipt': {
      get: {
        summary: 'The receipt of the application as data, for the same check',
        requestParams: { path: caseId },
        responses: { 200: ok('The receipt'), default: problem },
      },
    },
    '/api/cases/{id}': {
      get: {
        summary: 'The case as you may see it',
        requestParams: { path: caseId },
        responses: { 200: ok('The case'), default: problem },
      },
    },
    '/api/cases/{id}/acts/{act}': {
      post: {
        summary: 'Do an act in a case; answered after its events are committed',
        description: 'The payload of each act is described under the schemas `act.<procedure>.<name>`.',
        requestParams: {
          path: z.object({
            id: z.uuid(),
            act: z.enum([...new Set(allActs().map(({ def }) => def.id))] as [string, ...string[]]),
          }),
          header: key,
        },
        requestBody: json(ActBody),
        responses: { 200: ok('Where the case stands now', ActAnswerSchema), default: problem },
      },
    },
    '/api/cases/{id}/draft/check': {
      post: {
        summary: 'Read a draft decision against the law; nothing is done or kept',
        description:
          'The payload is that of `act.proposal.submit`, as far as it is written. `errors` is what submitting it would be refused for.',
        requestParams: { path: caseId },
        requestBody: json(ActBody),
        responses: { 200: ok('What is missing', DraftReadingSchema), default: problem },
      },
    },
    '/api/cases/{id}/cure': {
      post: {
        summary: 'Open the application for cure',
        requestParams: { path: caseId },
        responses: { 200: ok('The draft'), default: problem },
      },
    },
    '/api/cases/{id}/tasks/{task}/claim': {
      post: {
        summary: 'Take a task',
        requestParams: { path: z.object({ id: z.uuid(), task: z.string() }), header: key },
        responses: { 204: { description: 'Taken' }, default: problem },
      },
    },
    '/api/cases/{id}/tasks/{task}/release': {
      post: {
        summary: 'Give a task back',
        requestParams: { path: z.object({ id: z.uuid(), task: z.string() }), header: key },
        responses: { 204: { description: 'Given back' }, default: problem },
      },
    },
    '/api/cases/{id}/tasks/{task}/close': {
      post: {
        summary: 'Close what could not be recorded, with a word of what became of it',
        requestParams: { path: z.object({ id: z.uuid(), task: z.string() }), header: key },
        requestBody: json(NoteBody),
        responses: { 204: { description: 'Closed' }, default: problem },
      },
    },
    '/api/cases/{id}/notes': {
      post: {
        summary: 'Add a note to the file',
        requestParams: { path: caseId, header: key },
        requestBody: json(NoteBody),
        responses: { 204: { description: 'Added' }, default: problem },
      },
    },
    '/api/cases/{id}/assign': {
      post: {
        summary: 'Give a case to an inspector',
        requestParams: { path: caseId, header: key },
        requestBody: json(AssignBody),
        responses: { 204: { description: 'Assigned' }, default: problem },
      },
    },
    '/api/files/{id}': {
      get: {
        summary: 'A file',
        requestParams: { path: caseId },
        responses: { 200: { description: 'The bytes' }, default: problem },
      },
    },
    '/api/files/{id}/verifications': {
      get: {
        summary: 'What verification found on a file that was uploaded, newest first',
        requestParams: { path: caseId },
        responses: {
          200: ok('Reports', z.object({ verifications: z.array(VerificationSchema) })),
          default: problem,
        },
      },
      post: {
        summary: 'Verify a file again, with the trust and time of now; what was found before is kept',
        requestParams: { path: caseId },
        responses: { 201: ok('The report', VerificationSchema), default: problem },
      },
    },
    '/api/cases/{id}/signatures': {
      post: {
        summary: 'Say whether an indeterminate signature is accepted',
        requestParams: { path: caseId, header: key },
        requestBody: json(SignatureBody),
        responses: { 204: { description: 'Recorded' }, default: problem },
      },
    },
    '/api/supervision': {
      get: {
        summary: 'Open cases against their terms: figures, and one page of a list',
        requestParams: { query: SupervisionQuery },
        responses: { 200: ok('Figures'), default: problem },
      },
    },
    ...auditPaths({ json, ok, problem, caseId, key }),
    ...lawChangePaths({ json, ok, problem, caseId, key }),
    ...retentionPaths({ json, ok, problem, caseId, key }),
    ...signingPaths({ json, ok, problem, caseId, key }),
    '/api/registers/{register}': {
      get: {
        summary: 'Search a public register',
        requestParams: { path: z.object({ register: z.string() }), query: RegisterQuery },
        responses: { 200: ok('Entries'), default: problem },
      },
    },
    '/api/registers/{register}/{entry}': {
      get: {
        summary: 'An entry with its history',
        requestParams: { path: z.object({ register: z.string(), entry: z.string() }) },
        responses: { 200: ok('The entry'), default: problem },
      },
    },
    '/api/verify': {
      get: {
        summary: 'Is a document or entry ours, and what is it worth now?',
        requestParams: {
          query: z.object({
            number: z
              .string()
              .meta({ description: 'Code of the document, number of an entry, or number of a document' }),
            date: z
              .string()
              .optional()
              .meta({ description: 'Day of issue, YYYY-MM-DD; needed with a number of a document' }),
          }),
        },
        responses: { 200: ok('The answer') },
      },
      post: {
        summary:
          'Is this file a document of ours as it was issued, or do the signatures of others hold? Nothing is kept',
        requestBody: {
          content: {
            'multipart/form-data': { schema: z.object({ file: z.string().meta({ format: 'binary' }) }) },
          },
        },
        responses: { 200: ok('The answer', FileAnswerSchema), default: problem },
      },
    },
    '/api/dev/clock': {
      get: { summary: 'Business time (development only)', responses: { 200: ok('Time') } },
      post: {
        summary: 'Move business time forward (development only)',
        requestBody: json(ClockBody),
        responses: { 200: ok('Moved'), default: problem },
      },
    },
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Lieta',
      version: '1',
      description: 'The case engine of the State Education Quality Service of Latvia',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: {
        ...Object.fromEntries(FORMS.map((f) => [`form.${f.id}`, f.schema(context)])),
        ...Object.fromEntries(
          allActs().map(({ procedure, def }) => [`act.${procedure}.${def.id}`, def.schema(context)]),
        ),
      },
    },
  })
}
