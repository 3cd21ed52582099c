// Remembers what a set-up step was made from, so that a warm start skips it. Plain JavaScript: set-up runs before
// anything is installed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const FOLDER = join(ROOT, 'node_modules', '.cache', 'lieta')

/** Everything that workflow code may reach, types included: bundling once too often costs 3 s, a stale bundle a day. */
export const WORKFLOW_INPUTS = {
  inputs: [
    ...[
      'workflows',
      'law',
      'procedures',
      'ledger',
      'forms',
      'registers',
      'platform',
      'activities',
      'documents',
    ],
    ...['cases', 'temporal.config.ts', 'scripts/build-workflows.ts', 'package-lock.json'],
  ],
  outputs: ['build/workflows.js'],
}

/**
 * Runs `work` unless it was run on the same inputs before and its outputs are still there.
 * @param {string} name
 * @param {{ inputs: string[], outputs: string[] }} what files and folders, from the root; inputs that are missing count as empty
 * @param {() => Promise<void> | void} work
 * @returns {Promise<boolean>} true when it ran
 */
export async function onceFor(name, { inputs, outputs }, work) {
  const file = join(FOLDER, `${name}.stamp`)
  const now = hashOf(inputs)
  const same = existsSync(file) && readFileSync(file, 'utf8') === now
  if (same && outputs.every((output) => existsSync(join(ROOT, output)))) return false
  await work()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, now)
  return true
}

/** @param {string[]} inputs */
export function hashOf(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) add(hash, input)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function add(hash, path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) add(hash, join(path, name))
    return
  }
  if (/\.test\.tsx?$/.test(path)) return
  hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
}
