import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, type UnprivilegedUser, unprivilegedUser } from './postgres-binaries.ts'
import { describe, endProcess, isAlive, waitForExit } from './processes.ts'

/** The role that owns the schema; the superuser never leaves this machine's state folder. */
export const MIGRATOR = 'lieta_migrator'
/** The group of our processes: nobody signs in as it, and what it may, each of them may. */
export const GROUP = 'lieta_app'
/** Our processes as the database knows them; what each may do stands in the migrations. */
export const PROCESSES = { api: 'lieta_api', cases: 'lieta_cases', documents: 'lieta_documents' } as const
export type ProcessRole = keyof typeof PROCESSES
/** Temporal's own role: it owns its two databases and sees nothing of ours. */
export const TEMPORAL = 'lieta_temporal'

export interface Passwords {
  postgres: string
  temporal: string
  migrator: string
  api: string
  cases: string
  documents: string
}

export interface Postgres {
  readonly port: number
  readonly pid: number
  readonly passwords: Passwords
  /** Connection string of the superuser. */
  adminUrl(database?: string): string
  migratorUrl(database: string): string
  processUrl(role: ProcessRole, database: string): string
  temporalUrl(database: string): string
  /** Fast shutdown: clients are cut off, what was committed is on disk. */
  stop(): Promise<void>
  /** For tests: ends the server as a power cut would. */
  kill9(): Promise<void>
}

export interface PostgresOptions {
  /** Folder of this cluster: `data/` and the passwords. */
  directory: string
  port: number
  /** Tests need no fsync: their data die with the run. */
  throwAway?: boolean
  /** Where the server's own messages go. */
  logFile?: string
  maxConnections?: number
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, making the cluster and the roles the first time.
 * A server that an ended run left on the same data is stopped first; a stale `postmaster.pid` is removed.
 * @throws Error with the last lines of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const directory = options.directory
  const data = join(directory, 'data')
  const logFile = options.logFile ?? join(directory, 'postgres.log')
  mkdirSync(directory, { recursive: true })
  const user = unprivilegedUser(directory)
  const binaries = findBinaries()
  const passwords = readPasswords(directory)

  if (existsSync(join(data, 'PG_VERSION'))) await clearLeftOver(data)
  else initialise(binaries.initdb, directory, data, passwords.postgres, user)

  // Its own process group: Ctrl-C in the terminal must reach the API before the database under it.
  const log = openSync(logFile, 'a')
  const [command, args] = user.wrap(binaries.postgres, ['-D', data, ...serverFlags(options)])
  const child = spawn(command, args, {
    ...user.ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
  })
  closeSync(log)
  const pid = child.pid
  if (!pid) throw new Error('PostgreSQL could not be started: the system gave no process')
  child.unref()

  const adminUrl = (database = 'postgres') => url('postgres', passwords.postgres, options.port, database)
  await untilAccepting(adminUrl(), pid, logFile)
  await ensureRoles(adminUrl(), passwords)
  return {
    port: options.port,
    pid,
    passwords,
    adminUrl,
    migratorUrl: (database) => url(MIGRATOR, passwords.migrator, options.port, database),
    processUrl: (role, database) => url(PROCESSES[role], passwords[role], options.port, database),
    temporalUrl: (database) => url(TEMPORAL, passwords.temporal, options.port, database),
    stop: () => endProcess(pid, 'SIGINT', 15_000),
    kill9: async () => {
      process.kill(pid, 'SIGKILL')
      await waitForExit(pid, 5_000)
    },
  }
}

/**
 * Creates the application's database when it is missing: sorted as Latvian sorts (ICU), owned by the migrator.
 * @returns true when it was created now
 */
export async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  if (await databaseExists(adminUrl, name)) return false
  return withClient(adminUrl, async (client) => {
    const id = client.escapeIdentifier(name)
    await client.query(
      `CREATE DATABASE ${id} OWNER ${MIGRATOR} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'lv'`,
    )
    await client.query(`REVOKE ALL ON DATABASE ${id} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${id} TO ${GROUP}`)
    return true
  })
}

/**
 * Lets the API move business time: in development and tests only. No migration grants it, so that in production the
 * database refuses it whatever the application believes.
 */
export async function letTimeBeMoved(migratorUrl: string): Promise<void> {
  await withClient(migratorUrl, async (client) => {
    await client.query(`GRANT UPDATE ON business_clock TO ${PROCESSES.api}`)
  })
}

/**
 * Lets business time begin in the past, for a demonstration that ends today: only while nothing has been recorded, since from
 * then on it goes forward only.
 */
export async function letTimeBegin(migratorUrl: string, at: Date): Promise<void> {
  await withClient(migratorUrl, async (client) => {
    await client.query(
      `UPDATE business_clock SET offset_ms = $1 WHERE offset_ms = 0
        AND NOT EXISTS (SELECT FROM ledger_event) AND NOT EXISTS (SELECT FROM audit_event)`,
      [at.getTime() - Date.now()],
    )
  })
}

export async function databaseExists(adminUrl: string, name: string): Promise<boolean> {
  return withClient(adminUrl, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    return found.rowCount === 1
  })
}

/** Creates one of Temporal's databases anew: byte order, as its keys want no Latvian sorting. */
export async function createTemporalDatabase(adminUrl: string, name: string, owner: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const [id, role] = [client.escapeIdentifier(name), client.escapeIdentifier(owner)]
    await client.query(`DROP DATABASE IF EXISTS ${id} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${id} OWNER ${role} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`)
    await client.query(`REVOKE ALL ON DATABASE ${id} FROM PUBLIC`)
  })
}

export async function renameDatabase(adminUrl: string, from: string, to: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query(
      `ALTER DATABASE ${client.escapeIdentifier(from)} RENAME TO ${client.escapeIdentifier(to)}`,
    )
  })
}

/** Runs `work` on one connection, and closes it whatever happens. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString, options: '-c TimeZone=UTC' })
  client.on('error', () => {}) // a server that is stopped under us shows in the query, not as an unhandled event
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

function url(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}

function serverFlags(options: PostgresOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 200),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No statement texts and values in the log: they hold personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    shared_buffers: '128MB',
    ...(options.throwAway ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function readPasswords(directory: string): Passwords {
  const file = join(directory, 'passwords.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Passwords>) : {}
  const passwords = {} as Passwords
  for (const role of ['postgres', 'temporal', 'migrator', 'api', 'cases', 'documents'] as const)
    passwords[role] = kept[role] ?? randomBytes(18).toString('hex')
  const text = `${JSON.stringify(passwords)}\n`
  // A cluster of an earlier version lacks some of them.
  if (`${JSON.stringify(kept)}\n` !== text) writeFileSync(file, text, { mode: 0o600 })
  return passwords
}

function initialise(
  initdb: string,
  directory: string,
  data: string,
  password: string,
  user: UnprivilegedUser,
): void {
  // An initdb that was cut short leaves a folder without PG_VERSION.
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  const passwordFile = join(directory, 'initdb-password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user.owner) {
    chownSync(data, user.owner.uid, user.owner.gid)
    chownSync(passwordFile, user.owner.uid, user.owner.gid)
  }
  const flags = ['--auth=scram-sha-256', '--username=postgres', '--encoding=UTF8', '--locale=C']
  const [command, args] = user.wrap(initdb, [
    `--pgdata=${data}`,
    `--pwfile=${passwordFile}`,
    '--no-sync',
    ...flags,
  ])
  try {
    execFileSync(command, args, {
      ...user.ids,
      cwd: '/',
      stdio: 'pipe',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    })
  } catch (error) {
    const output = String((error as { stderr?: Buffer }).stderr ?? error)
    throw new Error(`PostgreSQL could not make its data folder. ${output.trim()}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Stops a server that still runs on these data, and removes the pid file of one that was killed. */
async function clearLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (pid > 1 && isAlive(pid) && describe(pid)?.command.includes(data))
    await endProcess(pid, 'SIGINT', 15_000)
  rmSync(file, { force: true })
}

async function untilAccepting(adminUrl: string, pid: number, logFile: string): Promise<void> {
  const end = Date.now() + 60_000
  for (;;) {
    try {
      return await withClient(adminUrl, async (client) => {
        await client.query('SELECT 1')
      })
    } catch (error) {
      if (isAlive(pid) && Date.now() < end) {
        await sleep(40)
        continue
      }
      const tail = existsSync(logFile)
        ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n  ')
        : ''
      throw new Error(`PostgreSQL did not start: ${(error as Error).message}\n  ${tail}`)
    }
  }
}

async function ensureRoles(adminUrl: string, passwords: Passwords): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const processes = (Object.keys(PROCESSES) as ProcessRole[]).map(
      (p) => [PROCESSES[p], passwords[p]] as const,
    )
    const logins = [[MIGRATOR, passwords.migrator], [TEMPORAL, passwords.temporal], ...processes] as const
    const makeRole = async (role: string, how: string): Promise<void> => {
      const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
      await client.query(
        `${found.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} NOSUPERUSER NOCREATEDB NOCREATEROLE ${how}`,
      )
    }
    await makeRole(GROUP, 'NOLOGIN PASSWORD NULL')
    for (const [role, password] of logins) {
      await makeRole(role, `LOGIN PASSWORD '${password}'`)
      await client.query(`ALTER ROLE ${role} SET TimeZone = 'UTC'`)
    }
    for (const [role] of processes) await client.query(`GRANT ${GROUP} TO ${role}`)
  })
}
