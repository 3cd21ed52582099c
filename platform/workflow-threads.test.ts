import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** What the SDK's thread does first, and whether an AsyncLocalStorage still follows its promises. */
const THREAD = `
  const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared.js')
  globalHandlers.install()
  const { AsyncLocalStorage } = require('node:async_hooks')
  const store = new AsyncLocalStorage()
  store.run('kept', async () => {
    await new Promise((done) => setImmediate(done))
    console.log(JSON.stringify({ traces: globalHandlers.promiseHookInstalled, store: store.getStore() }))
  })`

async function thread(env: Record<string, string>): Promise<unknown> {
  const args = ['--require', './platform/workflow-threads.cjs', '-e', THREAD]
  const { stdout } = await run(process.execPath, args, { env: { PATH: process.env.PATH ?? '', ...env } })
  return JSON.parse(stdout)
}

// Should an upgrade of the SDK take them in another way, nothing breaks and every act costs more: only this test tells.
test('the threads of workflows take no stack trace of every promise', async () => {
  expect(await thread({})).toEqual({ traces: false, store: 'kept' })
})

test('whoever looks for a fault may turn them on', async () => {
  expect(await thread({ WORKFLOW_STACK_TRACES: '1' })).toEqual({ traces: true, store: 'kept' })
})
