import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../scripts/lib/paths.ts'

// Schemathesis reads the OpenAPI document and makes requests of it that the document allows and that it forbids. It is
// a program in Python: fetched once into the user's cache. A machine without Python or without a way to packages
// skips what needs it and says so.

const VERSION = '4.32.5'

export function findSchemathesis(): { program: string } | { why: string } {
  const folder = join(cacheDir(), `schemathesis-${VERSION}`)
  const program = join(folder, 'bin', 'schemathesis')
  if (existsSync(program)) return { program }
  mkdirSync(cacheDir(), { recursive: true })
  if (spawnSync('python3', ['-m', 'venv', folder]).status !== 0)
    return { why: 'python3 with venv is not there' }
  const pip = spawnSync(join(folder, 'bin', 'pip'), ['install', '-q', `schemathesis==${VERSION}`], {
    timeout: 240_000,
  })
  if (pip.status === 0 && existsSync(program)) return { program }
  rmSync(folder, { recursive: true, force: true })
  return { why: 'pip could not install it' }
}

export interface Found {
  output: string
  /** Exit code; null when it was ended. */
  status: number | null
  /** Its time was up. */
  ended: boolean
}

export interface Asked {
  program: string
  /** Where the document is, and the service that it is of. */
  document: string
  url: string
  headers: Record<string, string>
  seed: string
  ms: number
  examples: number
}

/** Runs it for so long at most; what it found until then counts. */
export function runSchemathesis({
  program,
  document,
  url,
  headers,
  seed,
  ms,
  examples,
}: Asked): Promise<Found> {
  const args = [
    'run',
    document,
    ...['--url', url],
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...['--checks', 'not_a_server_error'],
    ...['--phases', 'examples,coverage,fuzzing'],
    // Time is not moved on and nobody is signed out; how strangers' files are bounded is tried elsewhere.
    ...['--exclude-path-regex', '(dev/clock|sessions/|/verify$)'],
    ...['--max-examples', String(examples)],
    ...['--seed', seed, '--generation-database', 'none', '--no-color', '--request-timeout', '30'],
  ]
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let ended = false
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    // An interrupt lets it tell what it has found.
    const timer = setTimeout(() => {
      ended = true
      child.kill('SIGINT')
    }, ms)
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ output, status, ended })
    })
  })
}

/** Whether it says that an answer was a fault of the service: also when it was interrupted, without an exit code. */
export function toldFault({ output, status, ended }: Found): boolean {
  return /Server error|not_a_server_error.*FAILED|\b5\d\d Internal/i.test(output) || (!ended && status !== 0)
}
