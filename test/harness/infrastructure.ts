// The servers of one test run, in a process of their own: a real PostgreSQL and a real Temporal server.
// It prints one line of JSON when they are ready, and takes everything down when its standard input closes,
// so that nothing stays behind when the test run itself is killed.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorkflows } from '../../scripts/build-workflows.ts'
import { migrate } from '../../scripts/lib/migrations.ts'
import { anyPorts } from '../../scripts/lib/ports.ts'
import { ensureDatabase, letTimeBeMoved, startPostgres } from '../../scripts/lib/postgres.ts'
import { onceFor, WORKFLOW_INPUTS } from '../../scripts/lib/stamp.mjs'
import { findTemporal } from '../../scripts/lib/temporal-binaries.ts'
import { TEMPORAL_PORT_COUNT, temporalPorts } from '../../scripts/lib/temporal-config.ts'
import { startTemporal } from '../../scripts/lib/temporal-server.ts'
import { SEARCH_ATTRIBUTES } from '../../temporal.config.ts'
import { type Infrastructure, TEMPLATE_DATABASE } from './infrastructure-info.ts'

const started = Date.now()
const directory = mkdtempSync(join(tmpdir(), 'lieta-test-'))
chmodSync(directory, 0o755) // PostgreSQL runs as another user when we are root
const cleanUp: (() => Promise<void>)[] = []
let ending = false

async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  for (const step of cleanUp.reverse()) await step().catch(() => {})
  rmSync(directory, { recursive: true, force: true })
  process.exit(code)
}

process.stdin.resume()
process.stdin.on('end', () => end(0))
process.on('SIGTERM', () => end(0))
process.on('SIGINT', () => {}) // Ctrl-C ends the run; our input closes with it

try {
  const [postgresPort = 0, ...rest] = await anyPorts(1 + TEMPORAL_PORT_COUNT)
  const postgres = await startPostgres({
    directory: join(directory, 'postgres'),
    port: postgresPort,
    throwAway: true,
    maxConnections: 300,
  })
  cleanUp.push(postgres.stop)
  const program = await findTemporal((line) => console.error(line))
  const namespace = 'lieta'
  const [temporal] = await Promise.all([
    startTemporal({
      program,
      directory: join(directory, 'temporal'),
      ports: temporalPorts(rest),
      postgres: { adminUrl: postgres.adminUrl(), ownerUrl: postgres.temporalUrl('temporal') },
      namespace,
      searchAttributes: SEARCH_ATTRIBUTES,
    }),
    // A test run that was started without set-up must not meet yesterday's workflow code.
    onceFor('workflows', WORKFLOW_INPUTS, buildWorkflows),
    ensureDatabase(postgres.adminUrl(), TEMPLATE_DATABASE)
      .then(() => migrate(postgres.migratorUrl(TEMPLATE_DATABASE)))
      .then(() => letTimeBeMoved(postgres.migratorUrl(TEMPLATE_DATABASE))),
  ])
  cleanUp.push(temporal.kill9)
  const info: Infrastructure = {
    directory,
    postgres: { port: postgres.port, pid: postgres.pid, passwords: postgres.passwords },
    temporal: { address: temporal.address, pid: temporal.pid, namespace, how: program.how },
    startedInMs: Date.now() - started,
  }
  process.stdout.write(`${JSON.stringify(info)}\n`)
} catch (error) {
  console.error((error as Error).message)
  await end(1)
}
