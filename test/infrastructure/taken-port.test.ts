import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { waitFor } from '../harness/environment.ts'
import { startProcess } from '../harness/processes.ts'
import { type Stack, startStack } from '../harness/stack.ts'

// A port that somebody else has: the process ends and says why. Nobody may take the stranger's answers for ours.

let stack: Stack
let stranger: Server
beforeAll(async () => {
  stack = await startStack({ label: 'taken', only: ['sign-in', 'api'] })
  stranger = createServer((_req, res) => res.end('ok'))
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
}, 180_000)
afterAll(async () => {
  stranger?.close()
  await stack?.stop()
}, 60_000)

test.each([
  ['api', 'api/main.ts', 'PORT'],
  ['worker-cases', 'activities/worker-cases.ts', 'HEALTH_PORT'],
  ['worker-documents', 'activities/worker-documents.ts', 'HEALTH_PORT'],
] as const)(
  '%s ends when its port is taken, and never says that it listens',
  async (name, entry, variable) => {
    const { port } = stranger.address() as AddressInfo
    const process = await startProcess(entry, { ...stack.environmentOf(name), [variable]: String(port) })
    await waitFor(async () => process.exited(), { timeoutMs: 120_000, what: `${name} ended` })
    expect(process.logs()).toContain('EADDRINUSE')
    expect(process.logs()).toContain('"alarm":"process-ended"')
    expect(process.logs()).not.toMatch(/listens|runs/)
  },
  180_000,
)
