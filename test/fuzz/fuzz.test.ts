import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Http } from '../harness/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { type Fuzz, fuzzFrom } from './values.ts'

// Everything that takes something is given everything: all routes of the OpenAPI document and all forms of the pages,
// as a person of each role and as nobody. Nothing of it may be a fault of ours. FUZZ_SECONDS says how long
// (`npm run test:fuzz`: longer, and another seed each time; what it finds becomes a test of its own).

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 40)
const SEED = process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : 20261125
const PEOPLE = [
  'baiba-kalnina',
  'liga-egle',
  'janis-ozols',
  'inese-berzina',
  'andris-liepa',
  'dace-vitola',
  'maris-krumins',
  'ilze-programmetaja',
]

let stack: Stack
let people: (Http | undefined)[]
let ids: Record<string, string>

beforeAll(async () => {
  stack = await startStack({ label: 'fuzz' })
  people = [undefined, ...(await Promise.all(PEOPLE.map((p) => stack.signIn(p))))]
  const [, head, , , inspector] = people as Http[]
  const { caseId } = await s.apply(head!)
  const file = await s.untilStage(inspector!, caseId, 'completeness')
  const draft = await s.completeDraft(head!)
  const fileId = (await head!.get(`/api/drafts/${draft}`)).json().data.lessonPlan[0].fileId
  ids = { case: caseId, draft, file: fileId, task: file.tasks[0]!.taskId }
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

interface Tried {
  requests: number
  faults: string[]
  statuses: Record<number, number>
}

const told = (tried: Tried, method: string, path: string, status: number, body: unknown): void => {
  tried.requests += 1
  tried.statuses[status] = (tried.statuses[status] ?? 0) + 1
  if (status >= 500 && tried.faults.length < 20)
    tried.faults.push(`${status} ${method} ${path} ${JSON.stringify(body)?.slice(0, 300)}`)
}

/** Moving time on and signing out are no questions of what comes in. */
const LEFT_OUT = ['/api/dev/clock', '/api/sessions/end-all', '/dev/clock', '/sign-out', '/sessions/end-all']

interface Route {
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

async function routesOf(http: Http): Promise<Route[]> {
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

function fill(f: Fuzz, path: string): string {
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
    if (name === 'task') return f.random() < 0.5 ? ids.task! : randomUUID()
    if (path.startsWith('/api/drafts')) return f.random() < 0.8 ? ids.draft! : randomUUID()
    if (path.startsWith('/api/files')) return f.random() < 0.8 ? ids.file! : randomUUID()
    return f.random() < 0.8 ? ids.case! : randomUUID()
  })
}

const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd')

test(
  'the routes of the API',
  async () => {
    const f = fuzzFrom(SEED)
    const routes = await routesOf(stack.visitor())
    expect(routes.length).toBeGreaterThan(35)
    const tried: Tried = { requests: 0, faults: [], statuses: {} }
    const until = Date.now() + (SECONDS / 2) * 1000
    const one = async (route: Route): Promise<void> => {
      const who = f.pick(people) ?? stack.visitor()
      const query = route.query.map((name) => `${name}=${encodeURIComponent(wellFormed(f.text()))}`).join('&')
      const path = `${fill(f, route.path)}${query && f.random() < 0.7 ? `?${query}` : ''}`
      const headers: Record<string, string> = { 'idempotency-key': f.random() < 0.9 ? randomUUID() : 'x' }
      if (route.method === 'GET')
        return told(tried, 'GET', path, (await who.get(path, { headers })).status, '')
      if (/\/files\/|\/verify$/.test(route.path)) {
        const form = new FormData()
        form.append(
          f.random() < 0.7 ? 'file' : wellFormed(f.text()).slice(0, 50),
          new Blob([f.pick([s.PDF, Buffer.from(f.text())])]),
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
    console.log(`fuzz, API: seed ${SEED}, ${tried.requests} requests, ${JSON.stringify(tried.statuses)}`)
    expect(tried.faults).toEqual([])
    expect(tried.requests).toBeGreaterThan(100)
  },
  SECONDS * 1000 + 120_000,
)

interface Form {
  action: string
  fields: [string, string][]
  parts: boolean
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Links and forms of a page. */
function read(html: string): { links: string[]; forms: Form[] } {
  const attribute = (tag: string, name: string): string | undefined => {
    const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
    return found === undefined ? undefined : unescaped(found)
  }
  const links = [...html.matchAll(/<a\s[^>]*>/g)].flatMap(([tag]) => {
    const href = attribute(tag, 'href')
    return href?.startsWith('/') && !/^\/(sign-in|assets|api)/.test(href) ? [href] : []
  })
  const forms = [...html.matchAll(/<form[^>]*method="post"[^>]*>.*?<\/form>/gs)].map(([form]) => ({
    action: attribute(form.slice(0, form.indexOf('>') + 1), 'action') ?? '',
    parts: /enctype="multipart/.test(form.slice(0, form.indexOf('>') + 1)),
    fields: [...form.matchAll(/<(?:input|textarea|select|button)\s[^>]*>/g)].flatMap(
      ([tag]): [string, string][] => {
        const name = attribute(tag, 'name')
        return name ? [[name, attribute(tag, 'value') ?? 'Teksts']] : []
      },
    ),
  }))
  return { links, forms }
}

test(
  'the forms of the pages',
  async () => {
    const f = fuzzFrom(SEED + 1)
    const tried: Tried = { requests: 0, faults: [], statuses: {} }
    const found = new Set<string>()
    const until = Date.now() + (SECONDS / 2) * 1000
    const share = ((SECONDS / 2) * 1000) / PEOPLE.length
    for (let p = 1; p < people.length && Date.now() < until; p++) {
      const who = people[p]!
      const end = Math.min(until, Date.now() + share)
      const waiting = [
        '/',
        '/services/licensing',
        '/portal',
        '/desk',
        '/desk/signing',
        '/supervise',
        '/delegations',
        '/law-changes',
        '/law-changes/new/holiday',
        '/law-changes/new/moved-day',
        '/law-changes/new/rule',
        `/cases/${ids.case}`,
        `/cases/${ids.case}/acts/completeness.return`,
        `/cases/${ids.case}/acts/case.withdraw`,
        `/drafts/${ids.draft}/check`,
        '/sessions',
        '/verify',
      ]
      const seen = new Set(waiting)
      const forms = new Map<string, Form>()
      while (Date.now() < end) {
        const path = waiting.shift()
        if (path) {
          const reply = await who.get(path)
          told(tried, 'GET', path, reply.status, '')
          const { links, forms: there } = read(reply.text)
          for (const link of links)
            if (!seen.has(link) && seen.size < 150) {
              seen.add(link)
              waiting.push(link)
            }
          for (const form of there)
            if (!LEFT_OUT.includes(form.action) && !/\/end$|withdraw/.test(form.action))
              forms.set(`${form.action} ${form.fields.length}`, form)
        }
        if (forms.size === 0) {
          if (!path) break
          continue
        }
        const form = f.pick([...forms.values()])
        found.add(form.action.replace(/[0-9a-f-]{36}/g, '…'))
        const fields = form.fields.flatMap(([name, value]): [string, string][] =>
          name === '_csrf' || f.random() < 0.5
            ? [[name, value]]
            : f.random() < 0.1
              ? []
              : [[name, wellFormed(f.text())]],
        )
        if (f.random() < 0.1) fields.push([wellFormed(f.text()).slice(0, 40), wellFormed(f.text())])
        const body = form.parts ? new FormData() : new URLSearchParams()
        for (const [name, value] of fields) body.append(name, value)
        const headers = { origin: stack.urls.api }
        const reply = await who.request('POST', form.action, body, { headers, followRedirects: false })
        told(tried, 'POST', form.action, reply.status, fields)
      }
    }
    console.log(
      `fuzz, pages: seed ${SEED}, ${tried.requests} requests to ${found.size} forms, ${JSON.stringify(tried.statuses)}`,
    )
    expect(tried.faults).toEqual([])
    expect(found.size).toBeGreaterThan(10)
  },
  SECONDS * 1000 + 120_000,
)
