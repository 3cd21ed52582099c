import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Stack, startStack } from '../harness/stack.ts'

let stack: Stack
beforeAll(async () => {
  stack = await startStack({ label: 'stack' })
}, 120_000)
afterAll(() => stack?.stop(), 60_000)

test('every process of the service is healthy, and a sample person can sign in', async () => {
  expect([...stack.processes.keys()].sort()).toEqual([
    'api',
    'csc',
    'e-address',
    'mail',
    'sign-in',
    'worker-cases',
    'worker-documents',
  ])
  const http = await stack.signIn('baiba-kalnina')
  const session = await http.session<{ user: { name?: string } | null }>()
  expect(JSON.stringify(session.user)).toContain('Baiba')
  const visitor = await stack.visitor().session<{ user: unknown }>()
  expect(visitor.user ?? null).toBeNull()
}, 180_000)

test('a process that was killed comes back on the same port with the same data', async () => {
  await stack.kill('api')
  await expect(fetch(`${stack.urls.api}/health`)).rejects.toThrow()
  await stack.start('api')
  expect((await fetch(`${stack.urls.api}/health`)).status).toBe(200)
}, 180_000)
