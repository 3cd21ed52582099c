import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './paths.ts'
import { endProcess } from './processes.ts'
import type { ServiceSpec } from './services.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000
/** Who has lived this long is given the short pause again. */
const SETTLED_MS = 60_000

export interface SupervisorEvents {
  /** Process ids have changed: the list on disk must follow. */
  changed(): void
  say(line: string): void
}

/** One process that is started again when it falls over. */
export class Supervised {
  readonly spec: ServiceSpec
  readonly logFile: string
  readonly #events: SupervisorEvents
  #child: ChildProcess | undefined
  #stopping = false
  #pause = FIRST_PAUSE_MS
  /** What it answers with, so that nobody else who listens on its port is taken for it. */
  readonly #instance = randomUUID()

  constructor(spec: ServiceSpec, logFolder: string, events: SupervisorEvents) {
    this.spec = spec
    this.#events = events
    this.logFile = rotatedLog(logFolder, spec.name)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /**
   * Starts it and waits until it says, itself, that it is healthy.
   * @throws Error with the end of its log when it falls over before that, or takes longer than `timeoutMs`
   */
  async start(timeoutMs = 60_000): Promise<void> {
    this.#spawn()
    const end = Date.now() + timeoutMs
    while (!(await this.#healthy())) {
      if (this.#stopping) return
      const fellOver = this.#child?.exitCode !== null
      if (fellOver || Date.now() > end) {
        this.#stopping = true
        if (this.pid) await endProcess(this.pid, 'SIGKILL')
        const why = fellOver ? 'fell over at the start' : `was not healthy after ${timeoutMs / 1000} s`
        throw new Error(`${this.spec.name} ${why}. ${tail(this.logFile)}`)
      }
      await sleep(60)
    }
    this.#child?.once('exit', this.#again)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    if (this.pid && this.#child?.exitCode === null) await endProcess(this.pid, 'SIGTERM', 15_000)
  }

  readonly #again = async (code: number | null, signal: string | null): Promise<void> => {
    if (this.#stopping) return
    this.#events.say(`${this.spec.name} ended (${signal ?? code}), starting it again in ${this.#pause} ms`)
    await sleep(this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
    if (this.#stopping) return
    this.#spawn()
    this.#child?.once('exit', this.#again)
  }

  #spawn(): void {
    const log = openSync(this.logFile, 'a')
    // Its own process group: Ctrl-C in the terminal goes to us, and we stop all in the right order.
    const child = spawn(process.execPath, ['--import', 'tsx', this.spec.entry], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...this.spec.env, LIETA_INSTANCE: this.#instance },
    })
    closeSync(log)
    this.#child = child
    const settled = setTimeout(() => {
      this.#pause = FIRST_PAUSE_MS
    }, SETTLED_MS)
    settled.unref()
    child.once('exit', () => clearTimeout(settled))
    this.#events.changed()
  }

  async #healthy(): Promise<boolean> {
    try {
      const answer = await fetch(this.spec.healthUrl, { signal: AbortSignal.timeout(2_000) })
      return answer.ok && answer.headers.get('x-lieta-instance') === this.#instance
    } catch {
      return false
    }
  }
}

/** The log file of a process; that of the last run is kept beside it. */
export function rotatedLog(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.log`)
  if (existsSync(file)) renameSync(file, `${file}.1`)
  return file
}

function tail(file: string): string {
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-12)
  return `The end of ${file}:\n  ${lines.map((line) => line.slice(0, 300)).join('\n  ')}`
}
