import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { z } from 'zod'
import { namesIn, type Route } from '../../../api/json/route.ts'
import { ROUTES } from '../../../api/json/table.ts'
import { ANYWHERE, errorsOf } from '../../../api/json/wrong.ts'
import type { Http, Reply } from '../../../scripts/lib/http.ts'
import { type Stack, startStack } from '../../harness/stack.ts'
import { peopleFor } from './people.ts'
import { spoiled, spoiledQuery } from './spoil.ts'

// Every route of the table, as it stands there: who is turned away, and what is told of what is wrong. A route that is
// added is tried without a word here.

let stack: Stack
const signedIn = new Map<string, Promise<Http>>()
const as = (person: string): Promise<Http> => {
  const known = signedIn.get(person) ?? stack.signIn(person)
  signedIn.set(person, known)
  return known
}

beforeAll(async () => {
  stack = await startStack({ label: 'doors', only: ['sign-in', 'api'] })
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

/** What stands in a path as the id of something. */
const IDS = /^(id|representation|conflict|member)$/
const nameOf = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`
const pathOf = (route: Route): string =>
  `/api${route.path.replace(/\{(\w+)\}/g, (_, name) => (IDS.test(name) ? randomUUID() : 'x'))}`

function ask(
  who: Http,
  route: Route,
  { query = '', body = {} as unknown, key = randomUUID() as string } = {},
): Promise<Reply> {
  const path = `${pathOf(route)}${query && `?${query}`}`
  const headers: Record<string, string> = route.keyed && key ? { 'idempotency-key': key } : {}
  if (route.method === 'get') return who.get(path, { headers })
  if (route.takesFile) {
    const form = new FormData()
    form.append('file', new Blob(['x']), 'x.pdf')
    return who.form(path, form, { headers })
  }
  return route.method === 'patch' ? who.patch(path, body, { headers }) : who.post(path, body, { headers })
}

/** The code of a refusal, which must be one that the route names. */
function refusal(route: Route, reply: Reply): [number, string] {
  expect(reply.headers.get('content-type')).toContain('application/problem+json')
  const { code } = reply.json<{ code: string }>()
  expect([...ANYWHERE, ...errorsOf(route)]).toContain(code)
  return [reply.status, code]
}

const each = (some: (route: Route) => boolean): [string, Route][] =>
  ROUTES.filter(some).map((route) => [nameOf(route), route])

test('the table holds each route once', () => {
  const names = ROUTES.map(nameOf)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(55)
})

describe('a stranger', () => {
  test.each(each((r) => r.who !== 'anyone'))('%s: is asked to sign in', async (_name, route) => {
    expect(refusal(route, await ask(stack.visitor(), route))).toEqual([401, 'not-signed-in'])
  })
  test.each(each((r) => r.who === 'anyone'))('%s: is not', async (_name, route) => {
    expect((await ask(stack.visitor(), route)).status).not.toBe(401)
  })
})

describe('somebody of another function', () => {
  test.each(each((r) => peopleFor(r.who).outside.length > 0))(
    '%s: is refused, whatever else is wrong with what they send',
    async (_name, route) => {
      for (const person of peopleFor(route.who).outside)
        expect([person, ...refusal(route, await ask(await as(person), route, { key: '' }))]).toEqual([
          person,
          403,
          'forbidden',
        ])
    },
  )
})

describe('an address', () => {
  test.each(each((r) => namesIn(r.path).includes('id') && !r.takesFile))(
    '%s: what cannot be an id is not found',
    async (_name, route) => {
      const who = await as(peopleFor(route.who).inside[0]!)
      const path = `/api${route.path.replace('{id}', 'not-an-id').replace(/\{\w+\}/g, 'x')}`
      const headers = { 'idempotency-key': randomUUID() }
      const reply =
        route.method === 'get'
          ? await who.get(path)
          : route.method === 'patch'
            ? await who.patch(path, {})
            : await who.post(path, {}, { headers })
      expect(refusal(route, reply)).toEqual([404, 'not-found'])
    },
  )
})

/** Which look at the thing itself first, so that nothing is told of it to who may not see it; tried where it is there. */
const THING_FIRST = ['POST /retention/acts/{id}/approve']

describe('bad input is refused with its field', () => {
  const bodies = each((r) => (r.body ?? r.bodyOfUseCase) !== undefined && !THING_FIRST.includes(nameOf(r)))
  const wrong = bodies.flatMap(([name, route]) =>
    spoiled((route.body ?? route.bodyOfUseCase) as z.ZodType).map(
      ({ field, value }): [string, string, Route, unknown] => [name, field, route, value],
    ),
  )
  test.each(wrong)('%s: %s', async (_name, field, route, body) => {
    const reply = await ask(await as(peopleFor(route.who).inside[0]!), route, { body })
    expect(refusal(route, reply)).toEqual([422, 'validation'])
    const { errors } = reply.json<{ errors: { field: string; message: { lv: string } }[] }>()
    expect(errors.map((e) => e.field)).toContainEqual(expect.stringMatching(new RegExp(`^${field}(\\.|$)`)))
    for (const e of errors) expect(e.message.lv).toBeTruthy()
  })
  test('of every body that asks for something, something was wrong', () => {
    const tried = new Set(wrong.map(([name]) => name))
    // A draft keeps whatever is written, right or wrong; what is wrong is told with it.
    expect(bodies.map(([name]) => name).filter((name) => !tried.has(name))).toEqual(['PATCH /drafts/{id}'])
  })

  const queries = each((r) => r.query !== undefined).flatMap(([name, route]) =>
    spoiledQuery(route.query!).map(({ field, query }): [string, string, Route, string] => [
      name,
      field,
      route,
      query,
    ]),
  )
  test.each(queries)('%s: ?%s', async (_name, field, route, query) => {
    const reply = await ask(await as(peopleFor(route.who).inside[0]!), route, { query })
    expect(refusal(route, reply)).toEqual([422, 'validation'])
    expect(reply.json<{ errors: { field: string }[] }>().errors.map((e) => e.field)).toContain(field)
  })

  test.each(each((r) => r.keyed === true && !r.body && !r.bodyOfUseCase))(
    '%s: a key is missing',
    async (_name, route) => {
      const reply = await ask(await as(peopleFor(route.who).inside[0]!), route, { key: '' })
      expect(refusal(route, reply)).toEqual([400, 'idempotency-missing'])
    },
  )
})
