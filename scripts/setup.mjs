// Brings a fresh clone to where everything can run; says each step and how long it took, skips what is done.
// Plain JavaScript without packages: it runs before they are installed. `node scripts/setup.mjs [--browser]`
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashOf, onceFor, ROOT, WORKFLOW_INPUTS } from './lib/stamp.mjs'

const NODE_AT_LEAST = [20, 19]

/** @param {string} line */
const say = (line) => console.log(`  ${line}`)

/**
 * @param {string} name
 * @param {() => Promise<string | false> | string | false} work answers what to print, or false when there was nothing to do
 */
async function step(name, work) {
  const from = Date.now()
  const result = await work()
  if (result !== false)
    say(`${name.padEnd(16)} ${`${((Date.now() - from) / 1000).toFixed(1)} s`.padStart(7)}  ${result}`)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NODE_AT_LEAST[0] || (major === NODE_AT_LEAST[0] && minor >= NODE_AT_LEAST[1])) return
  console.error(`Lieta needs Node ${NODE_AT_LEAST.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/**
 * Whether node_modules holds just what package-lock.json asks for: npm keeps its own list of what it has installed.
 */
function isInstalled() {
  const list = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const there = JSON.parse(readFileSync(list, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || there[path]?.version === entry.version,
  )
}

function installPackages() {
  const stamp = join(ROOT, 'node_modules', '.lieta-stamp')
  const now = hashOf(['package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false
  let result = 'already installed'
  if (!isInstalled()) {
    say('installing packages: a minute or two, once')
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    result = 'installed'
  }
  writeFileSync(stamp, now)
  return result
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status === 0) return
  console.error(`\n${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}`)
  process.exit(1)
}

/** @param {string} file @param {string[]} args */
const script = (file, args = []) => run(process.execPath, ['--import', 'tsx', join('scripts', file), ...args])

/**
 * All of it. Call it before anything that needs packages.
 * @param {{ browser?: boolean }} options `browser` also finds Chromium, for the tests
 */
export async function setup({ browser = false } = {}) {
  checkNode()
  await step('Packages', installPackages)
  const lock = 'package-lock.json'
  await step('Prisma client', async () => {
    const what = {
      inputs: ['prisma/schema.prisma', 'prisma.config.ts', lock],
      outputs: ['prisma/generated/client.ts'],
    }
    return (await onceFor('prisma', what, () => script('generate.ts'))) && 'generated'
  })
  await step('Pages', async () => {
    const what = {
      inputs: ['web/ui', 'web/client', 'web/public', 'scripts/build-assets.ts', lock],
      outputs: ['build/public'],
    }
    return (await onceFor('assets', what, () => script('build-assets.ts'))) && 'styles and scripts built'
  })
  await step('Workflows', async () => {
    return (await onceFor('workflows', WORKFLOW_INPUTS, () => script('build-workflows.ts'))) && 'bundled'
  })
  // What lies outside the checkout may vanish between two runs: looked at each time.
  script('prepare.ts', browser ? ['--browser'] : [])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setup({ browser: process.argv.includes('--browser') })
}
