import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { cacheDir } from '../../scripts/lib/paths.ts'
import { type Stack, startStack } from '../harness/stack.ts'

// Schemathesis reads the OpenAPI document and makes requests of it that the document allows and that it forbids. It is
// a program in Python: fetched once into the user's cache. A machine without Python or without a way to packages
// skips the test and says so.

const VERSION = '4.32.5'
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 40)
const SEED = process.env.FUZZ_SEED ?? '20261125'

function findSchemathesis(): { program: string } | { why: string } {
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

const found = findSchemathesis()
if ('why' in found) console.warn(`Schemathesis was SKIPPED: ${found.why}. Nothing of it is counted.`)

let stack: Stack

beforeAll(async () => {
  if ('program' in found) stack = await startStack({ label: 'schemathesis' })
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

const PEOPLE = ['baiba-kalnina', 'inese-berzina', 'dace-vitola', 'maris-krumins']

;('program' in found ? test : test.skip)(
  `as ${PEOPLE.length} people: no answer is a fault of ours`,
  async () => {
    if (!('program' in found)) return
    for (const person of PEOPLE) {
      const who = await stack.signIn(person)
      const { csrfToken } = await who.session()
      const args = [
        'run',
        `${stack.urls.api}/api/openapi.json`,
        '--url',
        stack.urls.api,
        ...['--header', `Cookie: ${who.cookieHeader(stack.urls.api)}`],
        ...['--header', `x-csrf-token: ${csrfToken}`],
        ...['--checks', 'not_a_server_error'],
        ...['--phases', 'examples,coverage,fuzzing'],
        // Time is not moved on and nobody is signed out; how strangers' files are bounded is tried elsewhere.
        ...['--exclude-path-regex', '(dev/clock|sessions/|/verify$)'],
        ...['--max-examples', String(Math.max(5, Math.round(SECONDS / 4)))],
        ...['--seed', SEED, '--generation-database', 'none', '--no-color', '--request-timeout', '30'],
      ]
      const { output, status, ended } = await run(found.program, args, (SECONDS / PEOPLE.length) * 1000)
      console.log(
        `Schemathesis as ${person}: ${ended ? 'time is up' : `exit ${status}`}\n${output.slice(-600)}`,
      )
      expect(output).not.toMatch(/Server error|not_a_server_error.*FAILED|\b5\d\d Internal/i)
      if (!ended) expect(status).toBe(0)
    }
  },
  SECONDS * 1000 + 240_000,
)

/** Runs it for so long at most; what it found until then counts. */
function run(
  program: string,
  args: string[],
  ms: number,
): Promise<{ output: string; status: number | null; ended: boolean }> {
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
