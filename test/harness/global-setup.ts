import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Where jest's parent process keeps the servers between set-up and teardown. */
export const held = globalThis as { lietaInfrastructure?: ChildProcess }

/** Starts the servers once for the whole run; tests find them through the environment. */
export default async function globalSetup(): Promise<void> {
  process.env.TZ = 'UTC'
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/harness/infrastructure.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  held.lietaInfrastructure = child
  const line = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done)
    child.once('exit', (code) => fail(new Error(`the test servers did not start (exit code ${code})`)))
  })
  process.env.LIETA_TEST_INFRASTRUCTURE = line
}
