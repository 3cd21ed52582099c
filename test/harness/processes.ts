import { spawn } from 'node:child_process'
import { ROOT } from '../../scripts/lib/paths.ts'
import { endProcess, waitForExit } from '../../scripts/lib/processes.ts'
import { waitFor } from './environment.ts'

export interface TestProcess {
  readonly pid: number
  /** Everything that it has written so far. */
  logs(): string
  exited(): boolean
  /** As an operator stops it: SIGTERM, and patience. */
  stop(): Promise<void>
  /** As a power cut stops it. */
  kill9(): Promise<void>
}

export interface StartOptions {
  /** Answers 200 when the process is ready; the start waits for it. */
  healthUrl?: string
  timeoutMs?: number
}

const running = new Set<TestProcess>()

/**
 * Starts one of our entries as a real process, with nothing of the test's own environment but the PATH.
 * @throws Error with its output when it ends or does not get healthy in time
 */
export async function startProcess(
  entry: string,
  env: Record<string, string>,
  { healthUrl, timeoutMs = 30_000 }: StartOptions = {},
): Promise<TestProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TZ: 'UTC', LIETA_ENV: 'test', ...env },
  })
  const pid = child.pid
  if (!pid) throw new Error(`${entry} could not be started`)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exited = () => child.exitCode !== null || child.signalCode !== null
  const handle: TestProcess = {
    pid,
    logs: () => output,
    exited,
    stop: async () => {
      running.delete(handle)
      if (!exited()) await endProcess(pid, 'SIGTERM', 20_000)
    },
    kill9: async () => {
      running.delete(handle)
      if (exited()) return
      child.kill('SIGKILL')
      await waitForExit(pid, 5_000)
    },
  }
  running.add(handle)
  if (!healthUrl) return handle
  try {
    await waitFor(
      async () => {
        if (exited()) return 'gone'
        return (await fetch(healthUrl)).ok
      },
      { timeoutMs, what: `${entry} at ${healthUrl}` },
    )
    if (exited()) throw new Error(`${entry} ended with ${child.exitCode ?? child.signalCode}`)
    return handle
  } catch (error) {
    await handle.kill9()
    throw new Error(`${(error as Error).message}\n${output.slice(-4_000)}`)
  }
}

// A test file that fails in the middle must leave no process behind.
process.once('exit', () => {
  for (const one of running) {
    try {
      process.kill(one.pid, 'SIGKILL')
    } catch {}
  }
})
