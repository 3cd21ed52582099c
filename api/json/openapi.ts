import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { allActs } from '../../forms/acts/all.ts'
import { FORMS } from '../../forms/all.ts'
import { isMedia, paramsOf } from './mount.ts'
import { namesIn, needsToken, type Route } from './route.ts'
import { ProblemSchema } from './schemas/common.ts'
import { errorsByStatus } from './wrong.ts'

/** The OpenAPI 3.1 document of a table of routes: made of what the routes themselves are checked by. */
export function openApiDocument(publicUrl: string, routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of routes) {
    const path = `/api${route.path}`
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  const context = { today: '2026-01-01', sites: [] as string[] }
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

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
})

function operation(route: Route): ZodOpenApiOperationObject {
  const headers = headersOf(route)
  const body = route.body ?? route.bodyOfUseCase
  const requestParams = {
    ...(namesIn(route.path).length > 0 ? { path: paramsOf(route) } : {}),
    ...(route.query ? { query: route.query } : {}),
    ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
  }
  const wrong = [...errorsByStatus(route)].map(([status, words]) => [String(status), problem(words)])
  return {
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    'x-who': route.who,
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...(body ? { requestBody: json(body) } : {}),
    ...(route.takesFile ? { requestBody: FILE } : {}),
    responses: {
      [String(route.status ?? 200)]: { description: route.replies, ...contentOf(route) },
      ...Object.fromEntries(wrong),
      default: problem('What went wrong'),
    },
  }
}

const FILE = {
  content: { 'multipart/form-data': { schema: z.object({ file: z.string().meta({ format: 'binary' }) }) } },
}

function contentOf({ reply }: Route): object {
  if (isMedia(reply)) return { content: { [reply.media]: {} } }
  return reply ? json(reply) : {}
}

function headersOf(route: Route): Record<string, z.ZodType> {
  return {
    ...(route.keyed ? { 'idempotency-key': KEY } : {}),
    ...(route.ifMatch ? { 'if-match': IF_MATCH } : {}),
    ...(needsToken(route) ? { 'x-csrf-token': TOKEN } : {}),
  }
}

const TOKEN = z.string().meta({ description: 'From /api/session' })
const KEY = z
  .string()
  .min(8)
  .max(200)
  .meta({ description: 'Repeat a request with the same key: it is done once' })
const IF_MATCH = z
  .string()
  .regex(/^"\d+"$/)
  .optional()
  .meta({
    description:
      'The revision of the draft that was read, such as "7": what changed after it is answered 409. Without it, answers that another person gave are not written over',
  })
