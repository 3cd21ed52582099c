import { randomUUID } from 'node:crypto'
import type { Http } from '../../scripts/lib/http.ts'
import { PDF } from '../scenarios/steps.ts'
import { type Fuzz, fuzzFrom } from './values.ts'

// All routes of an OpenAPI document, with whatever might break them.

/** What is there to be asked for. */
export interface Ids {
  case: string
  draft: string
  file: string
  task: string
}

export interface Tried {
  routes: number
  requests: number
  faults: string[]
  statuses: Record<number, number>
}

/** Counts an answer; one of 500 and more is a fault of ours. */
export const told = (tried: Tried, method: string, path: string, status: number, body: unknown): void => {
  tried.requests += 1
  tried.statuses[status] = (tried.statuses[status] ?? 0) + 1
  if (status >= 500 && tried.faults.length < 20)
    tried.faults.push(`${status} ${method} ${path} ${JSON.stringify(body)?.slice(0, 300)}`)
}

/** Moving time on and signing out are no questions of what comes in. */
export const LEFT_OUT = [
  '/api/dev/clock',
  '/api/sessions/end-all',
  '/dev/clock',
  '/sign-out',
  '/sessions/end-all',
]

export interface Route {
  method: string
  path: string
  query: string[]
  body: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema as it comes
type Schema = any

/** A value that a schema would take, as far as is needed to reach what lies behind it. */
function example(schema: Schema, doc: Schema, depth = 0): unknown {
  if (!schema || depth > 6) return {}
  if (schema.$ref) return example(doc.components.schemas[schema.$ref.split('/').at(-1)], doc, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const one = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (one) return example(one[0], doc, depth + 1)
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([n, p]) => [n, example(p, doc, depth + 1)]),
    )
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'array':
      return [example(schema.items, doc, depth + 1)]
    case 'string':
      return schema.format === 'uuid' ? randomUUID() : 'Teksts'
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return {}
  }
}

export async function routesOf(http: Http): Promise<Route[]> {
  const doc = (await http.get('/api/openapi.json')).json<Schema>()
  return Object.entries<Schema>(doc.paths).flatMap(([path, methods]) =>
    Object.entries<Schema>(methods)
      .filter(() => !LEFT_OUT.includes(path))
      .map(([method, operation]) => {
        const act = operation.requestBody?.content?.['application/json']?.schema
        return {
          method: method.toUpperCase(),
          path,
          query: (operation.parameters ?? [])
            .filter((p: Schema) => p.in === 'query')
            .map((p: Schema) => p.name as string),
          body: act ? example(act, doc) : undefined,
        }
      }),
  )
}

function fill(f: Fuzz, path: string, ids: Ids): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    if (f.random() < 0.15) return encodeURIComponent(wellFormed(f.text()).slice(0, 300)) || 'x'
    if (name === 'act')
      return f.pick([
        'completeness.return',
        'completeness.confirm',
        'proposal.submit',
        'views.submit',
        'case.withdraw',
        'decision.sign',
        'application.cure',
      ])
    if (name === 'register') return 'licensed-programmes'
    if (name === 'field') return f.pick(['lessonPlan', 'programmeFile', 'x'])
    if (name === 'task') return f.random() < 0.5 ? ids.task : randomUUID()
    if (path.startsWith('/api/drafts')) return f.random() < 0.8 ? ids.draft : randomUUID()
    if (path.startsWith('/api/files')) return f.random() < 0.8 ? ids.file : randomUUID()
    return f.random() < 0.8 ? ids.case : randomUUID()
  })
}

export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd')

export interface Asked {
  /** Whoever asks; undefined: a visitor. */
  people: (Http | undefined)[]
  visitor(): Http
  ids: Ids
  seed: number
  ms: number
}

/** Asks every route again and again, as everybody, for so long. */
export async function fuzzRoutes({ people, visitor, ids, seed, ms }: Asked): Promise<Tried> {
  const f = fuzzFrom(seed)
  const routes = await routesOf(visitor())
  const tried: Tried = { routes: routes.length, requests: 0, faults: [], statuses: {} }
  const until = Date.now() + ms
  const one = async (route: Route): Promise<void> => {
    const who = f.pick(people) ?? visitor()
    const query = route.query.map((name) => `${name}=${encodeURIComponent(wellFormed(f.text()))}`).join('&')
    const path = `${fill(f, route.path, ids)}${query && f.random() < 0.7 ? `?${query}` : ''}`
    const headers: Record<string, string> = { 'idempotency-key': f.random() < 0.9 ? randomUUID() : 'x' }
    if (route.method === 'GET') return told(tried, 'GET', path, (await who.get(path, { headers })).status, '')
    if (/\/files\/|\/verify$/.test(route.path)) {
      const form = new FormData()
      form.append(
        f.random() < 0.7 ? 'file' : wellFormed(f.text()).slice(0, 50),
        new Blob([new Uint8Array(f.pick([PDF, Buffer.from(f.text())]))]),
        wellFormed(f.text()).slice(0, 200),
      )
      form.append(wellFormed(f.text()).slice(0, 50), wellFormed(f.text()))
      return told(tried, route.method, path, (await who.form(path, form, { headers })).status, 'parts')
    }
    const body = f.mutated(route.body ?? {})
    const reply = await (route.method === 'PATCH'
      ? who.patch(path, body, { headers })
      : who.post(path, body, { headers }))
    told(tried, route.method, path, reply.status, body)
  }
  for (let n = 0; Date.now() < until; n++)
    await Promise.all([one(routes[n % routes.length]!), one(f.pick(routes))])
  return tried
}
