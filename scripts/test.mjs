// `npm test`: set-up with a browser, then every jest project; ends with one line, "N passed, N failed".
// `npm test -- unit` runs only the named projects, `--server` takes the production server of Temporal; the rest goes to jest.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/stamp.mjs'
import { setup } from './setup.mjs'

const RUNS = [
  { name: 'unit', args: ['--selectProjects', 'unit', 'law'], heap: 0 },
  // Two stacks side by side, each with a database and queues of its own: most of the time they wait.
  { name: 'integration', args: ['--selectProjects', 'integration', '--maxWorkers=2'], heap: 4096 },
]

process.env.TZ = 'UTC'
if (process.argv.includes('--server')) process.env.LIETA_TEMPORAL = 'server'
await setup({ browser: true })

const asked = process.argv.slice(2).filter((word) => word !== '--server')
const names = asked.filter((word) => RUNS.some((run) => run.name === word))
const rest = asked.filter((word) => !names.includes(word))
const folder = join(ROOT, 'reports')
mkdirSync(folder, { recursive: true })
let passed = 0
let failed = 0

for (const { name, args, heap } of RUNS) {
  if (names.length > 0 && !names.includes(name)) continue
  const output = join(folder, `jest-${name}.json`)
  rmSync(output, { force: true })
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')
  const node = [
    '--experimental-vm-modules',
    '--no-warnings',
    ...(heap ? [`--max-old-space-size=${heap}`] : []),
  ]
  const { status } = spawnSync(
    process.execPath,
    [...node, jest, ...args, '--passWithNoTests', '--json', `--outputFile=${output}`, ...rest],
    // jest writes its report to the terminal on stderr; --json would repeat it all on stdout.
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: node.join(' ') },
    },
  )
  if (!existsSync(output)) {
    failed += 1
    continue
  }
  const result = JSON.parse(readFileSync(output, 'utf8'))
  passed += result.numPassedTests
  // A file that could not even be loaded has no failed test of its own, and a run may fail around its tests.
  const troubles = result.numFailedTests + result.numRuntimeErrorTestSuites
  failed += status !== 0 && troubles === 0 ? 1 : troubles
}

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
