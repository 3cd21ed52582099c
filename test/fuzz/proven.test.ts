import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import express from 'express'
import { Http } from '../../scripts/lib/http.ts'
import { fuzzRoutes, type Tried } from './routes.ts'
import { findSchemathesis, runSchemathesis, toldFault } from './schemathesis.ts'

// Testers that find nothing prove nothing: here is a service in which one route is broken on purpose. Both must say so,
// and must find nothing in the same service without it.

const found = findSchemathesis()
if ('why' in found) console.warn(`Schemathesis was SKIPPED: ${found.why}. Nothing of it is counted.`)

let server: Server
let url: string
let broken: boolean

const operation = (parameters: unknown[] = [], body?: unknown): unknown => ({
  parameters,
  ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
  responses: { 200: { description: 'ok' } },
})

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'broken on purpose', version: '1' },
  paths: {
    '/api/right': { get: operation([{ name: 'q', in: 'query', schema: { type: 'string' } }]) },
    '/api/broken': {
      post: operation([], {
        type: 'object',
        properties: { text: { type: 'string' }, many: { type: 'integer' } },
        required: ['text'],
      }),
    },
  },
}

beforeAll(async () => {
  const app = express()
  app.use(express.json())
  app.get('/api/openapi.json', (_req, res) => {
    res.json(DOCUMENT)
  })
  app.get('/api/session', (_req, res) => {
    res.json({ csrfToken: 'x', user: null })
  })
  app.get('/api/right', (_req, res) => {
    res.json({})
  })
  // As real ones are: most of what comes in goes well, and one kind of it does not.
  app.post('/api/broken', (req, res) => {
    const { text } = (req.body ?? {}) as { text?: unknown }
    res.status(broken && typeof text !== 'string' ? 500 : 200).json({})
  })
  app.use(((e, _req, res, _next) => {
    res.status((e as { status?: number }).status ?? 400).json({})
  }) as express.ErrorRequestHandler)
  server = createServer(app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise((done) => void server.close(done)))

const ours = (): Promise<Tried> =>
  fuzzRoutes({
    people: [undefined],
    visitor: () => new Http(url),
    ids: { case: 'a', draft: 'b', file: 'c', task: 'd' },
    seed: 20261129,
    ms: 3_000,
  })

test('our own fuzzer tells the broken route, and nothing when it is mended', async () => {
  broken = true
  const { faults } = await ours()
  expect(faults.length).toBeGreaterThan(0)
  expect(faults.every((line) => line.startsWith('500 POST /api/broken'))).toBe(true)
  broken = false
  const mended = await ours()
  expect(mended.requests).toBeGreaterThan(100)
  expect(mended.faults).toEqual([])
}, 180_000)

;('program' in found ? test : test.skip)(
  'Schemathesis tells the broken route, also when its time is up, and nothing when it is mended',
  async () => {
    if (!('program' in found)) return
    const ask = (ms: number, examples: number) =>
      runSchemathesis({
        program: found.program,
        document: `${url}/api/openapi.json`,
        url,
        headers: { 'x-csrf-token': 'x' },
        seed: '20261129',
        ms,
        examples,
      })
    broken = true
    const whole = await ask(60_000, 20)
    expect(whole.ended).toBe(false)
    expect(whole.output).toContain('/api/broken')
    expect(toldFault(whole)).toBe(true)
    const cut = await ask(8_000, 1_000_000)
    expect(cut.ended).toBe(true)
    expect(toldFault(cut)).toBe(true)
    broken = false
    const mended = await ask(60_000, 20)
    expect([toldFault(mended), mended.status]).toEqual([false, 0])
  },
  180_000,
)
