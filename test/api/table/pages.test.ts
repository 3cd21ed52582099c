import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { PageRoute } from '../../../api/pages/route.ts'
import { PAGES } from '../../../api/pages/table.ts'
import type { Http, Reply } from '../../../scripts/lib/http.ts'
import { type Stack, startStack } from '../../harness/stack.ts'
import { peopleFor } from './people.ts'

// Every page of the table, as it stands there: strangers are led to the sign-in, people of another function get a page that
// says so, and what is not there has a page too. A page that is added is tried without a word here.

let stack: Stack
const signedIn = new Map<string, Promise<Http>>()
const as = (person: string): Promise<Http> => {
  const known = signedIn.get(person) ?? stack.signIn(person)
  signedIn.set(person, known)
  return known
}

beforeAll(async () => {
  stack = await startStack({ label: 'pages', only: ['sign-in', 'api'] })
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const nameOf = (route: PageRoute): string => `${route.method.toUpperCase()} ${route.path}`
const each = (some: (route: PageRoute) => boolean): [string, PageRoute][] =>
  PAGES.filter(some).map((route) => [nameOf(route), route])

/** What stands in a path where it asks for something that is there, so that only the rest is not. */
const THERE: Record<string, string> = {
  procedure: 'licensing',
  register: 'licensed-programmes',
  kind: 'holiday',
}
const pathOf = (route: PageRoute, known: Record<string, string> = {}): string =>
  route.path.replace(
    /\{?[:*](\w+)\}?/g,
    (_, name: string) => known[name] ?? (/^(id|file)$/.test(name) ? randomUUID() : 'x'),
  )

/** These look at the form first, and nothing was written in it: the page says that. */
const FORM_FIRST = [
  'POST /ties/:id/end',
  ...['assign', 'trouble', 'notes', 'hold', 'hold/lift', 'representations'].map(
    (way) => `POST /cases/:id/${way}`,
  ),
]

const still = { followRedirects: false }
async function ask(who: Http, route: PageRoute, path = pathOf(route)): Promise<Reply> {
  if (route.method === 'get') return who.get(path, still)
  const { csrfToken } = await who.session()
  return who.form(
    path,
    { _csrf: csrfToken, _key: randomUUID() },
    { ...still, headers: { origin: stack.urls.api } },
  )
}

/** A page for people: in words, with a way out. */
function isPage(reply: Reply, status: number): void {
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining('text/html'),
  ])
  expect(reply.text).toContain('href="/"')
  expect(reply.text).toContain('lang="lv"')
}

test('the table holds each page once', () => {
  const names = PAGES.map(nameOf)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(60)
})

describe('a stranger', () => {
  test.each(each((r) => r.who !== 'anyone'))('%s: is led to the sign-in, and back', async (_name, route) => {
    const path = pathOf(route)
    const reply = await ask(stack.visitor(), route, path)
    const back = encodeURIComponent(route.method === 'get' ? path : '/')
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `/sign-in?back=${back}`])
  })
  test.each(each((r) => r.who === 'anyone' && r.method === 'get'))(
    '%s: gets a page',
    async (_name, route) => {
      const { status } = await ask(stack.visitor(), route, pathOf(route, THERE))
      isPage(await ask(stack.visitor(), route, pathOf(route, THERE)), status)
      expect([200, 404]).toContain(status)
    },
  )
})

describe('somebody of another function', () => {
  test.each(each((r) => peopleFor(r.who).outside.length > 0))(
    '%s: gets a page that says so',
    async (_name, route) => {
      for (const person of peopleFor(route.who).outside) {
        const reply = await ask(await as(person), route)
        isPage(reply, 403)
        expect(reply.text).toContain('Jums nav tiesību')
      }
    },
  )
})

describe('what is not there', () => {
  test.each(each((r) => /:(id|file)\b/.test(r.path)))('%s: has a page that says so', async (_name, route) => {
    const who = await as(peopleFor(route.who).inside[0]!)
    const id = randomUUID()
    const nobodys = await ask(who, route, pathOf(route, { id, file: id }))
    isPage(nobodys, FORM_FIRST.includes(nameOf(route)) ? 422 : 404)
    isPage(await ask(who, route, pathOf(route, { id: 'not-an-id', file: 'not-an-id' })), 404)
  })
  test('an address that nobody has, in every method', async () => {
    const who = await as('inese-berzina')
    isPage(await who.get('/nothing/here'), 404)
    isPage(await ask(who, { ...PAGES[0]!, method: 'post' }, '/nothing/here'), 404)
  })
})
