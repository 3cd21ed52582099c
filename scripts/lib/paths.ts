import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Where everything that a run leaves behind lives: data, keys, logs, process ids. */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  return env.LIETA_STATE ? resolve(env.LIETA_STATE) : join(ROOT, '.lieta')
}

/** Outside the checkout, so that a new clone does not build the Temporal server again. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lieta')
}
