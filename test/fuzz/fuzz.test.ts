import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'
import { fuzzRoutes, type Ids, LEFT_OUT, type Tried, told, wellFormed } from './routes.ts'
import { fuzzFrom } from './values.ts'

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
let ids: Ids

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

/** A process that ended is the worst answer: what it said last is told with the seed. */
async function orTheEnd<T>(work: Promise<T>): Promise<T> {
  return work.catch(async (e) => {
    await new Promise((done) => setTimeout(done, 2_000))
    const api = stack.processes.get('api')!
    if (!api.exited()) throw e
    throw new Error(`seed ${SEED}: the API ended. It said last:\n${api.logs().slice(-3_000)}`)
  })
}

afterAll(async () => {
  await stack?.stop()
}, 180_000)

test(
  'the routes of the API',
  async () => {
    const tried = await orTheEnd(
      fuzzRoutes({ people, visitor: () => stack.visitor(), ids, seed: SEED, ms: (SECONDS / 2) * 1000 }),
    )
    console.log(`fuzz, API: seed ${SEED}, ${tried.requests} requests, ${JSON.stringify(tried.statuses)}`)
    expect(tried.routes).toBeGreaterThan(35)
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
    const tried: Tried = { routes: 0, requests: 0, faults: [], statuses: {} }
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
