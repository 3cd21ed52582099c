import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTemporalDatabase, databaseExists, renameDatabase, withClient } from './postgres.ts'
import { endProcess, isAlive, waitForExit } from './processes.ts'
import type { TemporalProgram } from './temporal-binaries.ts'
import { dynamicConfig, type SqlConnection, serverConfig, type TemporalPorts } from './temporal-config.ts'
import { prepareNamespace, type SearchAttributes } from './temporal-namespace.ts'

const run = promisify(execFile)

// A graceful end takes it 14 s of fixed waits for other hosts, of which there are none. Every step that it has
// acknowledged is committed in PostgreSQL, so it may be cut off.
const STOP_PATIENCE_MS = 1_000

export interface TemporalServer {
  readonly address: string
  readonly pid: number
  /** Asks the server to end, and cuts it off soon after. */
  stop(): Promise<void>
  /** For tests: ends the server as a power cut would. */
  kill9(): Promise<void>
}

export interface TemporalOptions {
  program: TemporalProgram
  /** Folder of its configuration, log and (CLI only) data. */
  directory: string
  ports: TemporalPorts
  /** Where the production server keeps its state; the CLI keeps its own file. */
  postgres?: {
    /** Connection string of a role that may create databases. */
    adminUrl: string
    /** Connection string of the role that owns Temporal's databases. */
    ownerUrl: string
    database?: string
    visibilityDatabase?: string
  }
  namespace: string
  retentionDays?: number
  searchAttributes?: SearchAttributes
  logFile?: string
}

/**
 * Starts a Temporal server on 127.0.0.1 and waits until it is healthy and its namespace is ready.
 * State of an earlier start is kept and its schema upgraded.
 * @throws Error with the last lines of its log when it does not come up
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  mkdirSync(options.directory, { recursive: true })
  const [command, args] =
    options.program.kind === 'server'
      ? await prepareServer(options, options.program.server, options.program.sql)
      : cliCommand(options, options.program.cli)
  const logFile = options.logFile ?? join(options.directory, 'temporal.log')
  const log = openSync(logFile, 'a')
  // Its own process group: Ctrl-C in the terminal must reach the workers before the server under them.
  const child = spawn(command, args, {
    cwd: options.directory,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, TZ: 'UTC' },
  })
  closeSync(log)
  const pid = child.pid
  if (!pid) throw new Error('The Temporal server could not be started: the system gave no process')
  child.unref()
  const address = `127.0.0.1:${options.ports.frontend}`
  try {
    await prepareNamespace(
      {
        address,
        namespace: options.namespace,
        retentionDays: options.retentionDays ?? 30,
        searchAttributes: options.searchAttributes ?? {},
      },
      () => isAlive(pid),
    )
  } catch (error) {
    await endProcess(pid, 'SIGKILL')
    throw new Error(
      `The Temporal server did not come up: ${(error as Error).message}\n  ${lastMessage(logFile)}`,
    )
  }
  return {
    address,
    pid,
    stop: () => endProcess(pid, 'SIGTERM', STOP_PATIENCE_MS),
    kill9: async () => {
      process.kill(pid, 'SIGKILL')
      await waitForExit(pid, 5_000)
    },
  }
}

/** What the server complained about last; its stack traces stay in the file. */
function lastMessage(logFile: string): string {
  const line = existsSync(logFile) ? (readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? '') : ''
  try {
    const { msg, error } = JSON.parse(line) as { msg?: string; error?: string }
    return [msg, error].filter(Boolean).join(': ')
  } catch {
    return line.slice(0, 300)
  }
}

async function prepareServer(
  options: TemporalOptions,
  server: string,
  sql: string,
): Promise<[string, string[]]> {
  const { postgres, directory, ports } = options
  if (!postgres) throw new Error('The production Temporal server needs a PostgreSQL to keep its state in')
  const owner = new URL(postgres.ownerUrl)
  const connection: SqlConnection = {
    host: owner.hostname,
    port: Number(owner.port || 5432),
    user: decodeURIComponent(owner.username),
    password: decodeURIComponent(owner.password),
    database: postgres.database ?? 'temporal',
    visibilityDatabase: postgres.visibilityDatabase ?? 'temporal_visibility',
  }
  await Promise.all([
    installSchema(sql, postgres.adminUrl, connection, connection.database, 'postgresql/v12/temporal'),
    installSchema(
      sql,
      postgres.adminUrl,
      connection,
      connection.visibilityDatabase,
      'postgresql/v12/visibility',
    ),
  ])
  const dynamicFile = join(directory, 'dynamic.yaml')
  const configFile = join(directory, 'temporal.yaml')
  writeFileSync(dynamicFile, dynamicConfig())
  writeFileSync(configFile, serverConfig(connection, ports, dynamicFile), { mode: 0o600 })
  return [server, ['--config-file', configFile, '--allow-no-auth', 'start']]
}

/**
 * Makes a database with the newest schema, or upgrades the one that is there. The schema tool works without
 * transactions, so a new database gets its name only when it is complete: a start that is cut short leaves no half.
 */
async function installSchema(
  tool: string,
  adminUrl: string,
  connection: SqlConnection,
  database: string,
  schema: string,
): Promise<void> {
  const update = ['update-schema', '--schema-name', schema]
  if (await databaseExists(adminUrl, database)) return schemaTool(tool, connection, database, update)
  const unfinished = `${database}_unfinished`
  await createTemporalDatabase(adminUrl, unfinished, connection.user)
  await schemaTool(tool, connection, unfinished, ['setup-schema', '-v', '0.0'])
  await schemaTool(tool, connection, unfinished, update)
  // The tool looks its version up under the name that the database had when it was made.
  const unfinishedUrl = Object.assign(new URL(adminUrl), { pathname: `/${unfinished}` }).href
  await withClient(unfinishedUrl, (client) =>
    client.query('UPDATE schema_version SET db_name = $1', [database]),
  )
  await renameDatabase(adminUrl, unfinished, database)
}

async function schemaTool(
  tool: string,
  { host, port, user, password }: SqlConnection,
  database: string,
  args: string[],
): Promise<void> {
  const common = ['--plugin', 'postgres12', '--ep', host, '-p', String(port), '-u', user, '--db', database]
  try {
    await run(tool, [...common, ...args], { env: { ...process.env, SQL_PASSWORD: password } })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    const last = `${stdout}\n${stderr}`.trim().split('\n').at(-1)
    throw new Error(`Temporal's schema tool failed on ${database}: ${last}`)
  }
}

function cliCommand(options: TemporalOptions, cli: string): [string, string[]] {
  const { ports } = options
  const flags = ['--ip', '127.0.0.1', '--port', String(ports.frontend), '--http-port', String(ports.http)]
  const data = ['--db-filename', join(options.directory, 'temporal.db'), '--headless', '--log-level', 'warn']
  return [cli, ['server', 'start-dev', ...flags, ...data]]
}

/** Waits until a server that others run answers, and makes the namespace where it may be made. */
export async function useExistingTemporal(
  address: string,
  namespace: string,
  searchAttributes: SearchAttributes,
  retentionDays = 30,
): Promise<void> {
  const end = Date.now() + 30_000
  await prepareNamespace({ address, namespace, retentionDays, searchAttributes }, () => Date.now() < end)
}
