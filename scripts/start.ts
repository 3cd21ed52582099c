// Starts everything on loopback and stays until Ctrl-C: `npm start`, and after `--`: `--fresh`, `--server`, `--empty`.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RETENTION_DAYS, SEARCH_ATTRIBUTES } from '../temporal.config.ts'
import { beginning } from './demo/days.ts'
import { addressPage } from './lib/address-page.ts'
import { writeEnvironmentFile } from './lib/environment-file.ts'
import { ensureKeys } from './lib/keys.ts'
import { migrate } from './lib/migrations.ts'
import { stateDir } from './lib/paths.ts'
import { freePortFrom } from './lib/ports.ts'
import { ensureDatabase, letTimeBegin, letTimeBeMoved, startPostgres } from './lib/postgres.ts'
import { endLeftOvers, removeRunFile, runningStarter, writeRunFile } from './lib/run-file.ts'
import { neighbours, ownProcesses, type Plan, present, runSeed } from './lib/services.ts'
import { rotatedLog, Supervised } from './lib/supervisor.ts'
import { findTemporal, keepToProgram } from './lib/temporal-binaries.ts'
import { temporalPorts } from './lib/temporal-config.ts'
import { startTemporal, useExistingTemporal } from './lib/temporal-server.ts'

const began = Number(process.env.LIETA_STARTED_AT ?? Date.now())
const env = process.env
/** Without cases of a demonstration. */
const empty = process.argv.includes('--empty')
const state = stateDir()
const logs = join(state, 'logs')
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const say = (line: string) => console.log(`  ${line}`)

/** Servers in the order of their start; they are stopped the other way round. */
const servers: { name: string; pid: number; stop(): Promise<void> }[] = []
const services: Supervised[] = []
/** What goes on in the background ends with everything else. */
const background = new AbortController()
let stopping = false

function record(): void {
  if (stopping) return
  const own = services.toReversed().flatMap((s) => (s.pid ? [{ name: s.spec.name, pid: s.pid }] : []))
  writeRunFile(state, [...own, ...servers.toReversed()])
}

async function stopAll(code: number): Promise<never> {
  if (!stopping) {
    stopping = true
    background.abort()
    const from = Date.now()
    const own = new Set(['api', 'worker-cases', 'worker-documents'])
    // The API first, so that nothing new comes in; then the workers, the neighbours, Temporal, and the data last.
    await Promise.all(services.filter((s) => s.spec.name === 'api').map((s) => s.stop()))
    await Promise.all(services.filter((s) => own.has(s.spec.name)).map((s) => s.stop()))
    await Promise.all(services.map((s) => s.stop()))
    for (const server of servers.toReversed()) await server.stop()
    removeRunFile(state)
    say(`stopped in ${seconds(from)}; the data are kept`)
  }
  process.exit(code)
}

async function step<T>(
  name: string,
  work: () => Promise<T>,
  result: (value: T) => string = () => '',
): Promise<T> {
  const from = Date.now()
  const value = await work()
  say(`${name.padEnd(16)} ${seconds(from).padStart(7)}  ${result(value)}`)
  return value
}

const taken = new Set<number>()
async function port(what: string, wanted: number): Promise<number> {
  const got = await freePortFrom(wanted, taken)
  if (got !== wanted) say(`port ${wanted} (${what}) is taken, using ${got}`)
  return got
}

async function main(): Promise<void> {
  const other = runningStarter(state)
  if (other) {
    throw new Error(
      `Lieta already runs from this folder (process ${other.pid}). Stop it there, or: npm run stop`,
    )
  }
  const left = await endLeftOvers(state)
  if (left.length > 0) say(`ended what an earlier run had left: ${left.join(', ')}`)
  if (process.argv.includes('--fresh')) {
    rmSync(state, { recursive: true, force: true })
    say('started over: all data of this folder are gone')
  }
  mkdirSync(state, { recursive: true })
  const isNew = !existsSync(join(state, 'keys'))

  const database = await step('PostgreSQL', startDatabase, (d) => d.where)
  const keys = await ensureKeys(join(state, 'keys'))
  const [temporal] = await Promise.all([
    step(
      'Temporal',
      () => startCaseServer(database),
      (t) => `${t.address}, ${t.how}`,
    ),
    step(
      'Migrations',
      async () => {
        const done = await migrate(database.migratorUrl)
        await letTimeBeMoved(database.migratorUrl)
        if (!empty) await letTimeBegin(database.migratorUrl, beginning(new Date()))
        return done
      },
      (r) => `${r.applied.length} new, ${r.alreadyThere} there`,
    ),
  ])

  const plan: Plan = {
    environment: 'development',
    stateDir: state,
    ports: {
      api: await port('pages and API', Number(env.PORT ?? 3000)),
      signIn: await port('sign-in', 3001),
      mailUi: await port('mail', 3002),
      eAddress: await port('e-address', 3003),
      csc: await port('remote signing', 3004),
      smtp: await port('SMTP', 3025),
      workerCases: await port('health of worker-cases', 3011),
      workerDocuments: await port('health of worker-documents', 3012),
    },
    databaseUrls: database.databaseUrls,
    migratorUrl: database.migratorUrl,
    temporal: {
      address: temporal.address,
      namespace: env.TEMPORAL_NAMESPACE ?? 'lieta',
      taskQueuePrefix: env.TEMPORAL_TASK_QUEUE_PREFIX ?? 'lieta',
    },
    keys,
    external: {
      ...(env.SMTP_URL ? { smtpUrl: env.SMTP_URL } : {}),
      ...(env.OIDC_ISSUER ? { oidcIssuer: env.OIDC_ISSUER } : {}),
      ...(env.E_ADDRESS_URL ? { eAddressUrl: env.E_ADDRESS_URL } : {}),
      ...(env.CSC_URL ? { cscUrl: env.CSC_URL } : {}),
    },
  }
  await step(
    'Seed',
    () => runSeed(plan),
    (done) => (done ? '' : 'scripts/seed.ts is not there yet'),
  )
  writeEnvironmentFile(plan)
  const { ready, missing } = present([...neighbours(plan), ...ownProcesses(plan)])
  for (const spec of ready) services.push(new Supervised(spec, logs, { changed: record, say }))
  await Promise.all(services.map((service) => step(service.spec.name, () => service.start())))
  for (const spec of missing) say(`${spec.name}: ${spec.entry} is not there yet`)
  record()
  console.log(
    addressPage(plan, {
      logs,
      temporal: `${temporal.how}, ${temporal.address}`,
      isNew,
      seconds: (Date.now() - began) / 1000,
    }),
  )
  const { bringInBackground } = await import('./demo/in-background.ts')
  await bringInBackground(`http://127.0.0.1:${plan.ports.api}`, { say, empty, signal: background.signal })
}

interface DatabaseUrls {
  where: string
  databaseUrls: Plan['databaseUrls']
  migratorUrl: string
  temporalAdminUrl: string
  temporalOwnerUrl: string
}

async function startDatabase(): Promise<DatabaseUrls> {
  if (env.DATABASE_URL) {
    const migratorUrl = env.MIGRATOR_DATABASE_URL ?? env.DATABASE_URL
    const temporalUrl = env.TEMPORAL_DATABASE_URL ?? migratorUrl
    const urls = { temporalAdminUrl: temporalUrl, temporalOwnerUrl: temporalUrl }
    // The API's; the workers' may be given apart, and should be.
    const databaseUrls = {
      api: env.DATABASE_URL,
      cases: env.CASES_DATABASE_URL ?? env.DATABASE_URL,
      documents: env.DOCUMENTS_DATABASE_URL ?? env.DATABASE_URL,
    }
    return { where: 'as DATABASE_URL says', databaseUrls, migratorUrl, ...urls }
  }
  const postgres = await startPostgres({
    directory: join(state, 'postgres'),
    port: await port('PostgreSQL', 3432),
    logFile: rotatedLog(logs, 'postgres'),
  })
  servers.push({ name: 'postgres', pid: postgres.pid, stop: postgres.stop })
  record()
  await ensureDatabase(postgres.adminUrl(), 'lieta')
  return {
    where: `127.0.0.1:${postgres.port}`,
    databaseUrls: {
      api: postgres.processUrl('api', 'lieta'),
      cases: postgres.processUrl('cases', 'lieta'),
      documents: postgres.processUrl('documents', 'lieta'),
    },
    migratorUrl: postgres.migratorUrl('lieta'),
    temporalAdminUrl: postgres.adminUrl(),
    temporalOwnerUrl: postgres.temporalUrl('temporal'),
  }
}

async function startCaseServer(database: DatabaseUrls): Promise<{ address: string; how: string }> {
  const namespace = env.TEMPORAL_NAMESPACE ?? 'lieta'
  if (env.TEMPORAL_ADDRESS) {
    await useExistingTemporal(env.TEMPORAL_ADDRESS, namespace, SEARCH_ATTRIBUTES, RETENTION_DAYS)
    return { address: env.TEMPORAL_ADDRESS, how: 'as TEMPORAL_ADDRESS says' }
  }
  const program = await findTemporal(say)
  keepToProgram(join(state, 'temporal'), program)
  const numbers: number[] = []
  numbers.push(await port('Temporal', 3233))
  while (numbers.length < 9) numbers.push(await freePortFrom(3234, taken))
  const temporal = await startTemporal({
    program,
    directory: join(state, 'temporal'),
    ports: temporalPorts(numbers),
    postgres: { adminUrl: database.temporalAdminUrl, ownerUrl: database.temporalOwnerUrl },
    namespace,
    retentionDays: RETENTION_DAYS,
    searchAttributes: SEARCH_ATTRIBUTES,
    logFile: rotatedLog(logs, 'temporal'),
  })
  servers.push({ name: 'temporal', pid: temporal.pid, stop: temporal.stop })
  record()
  return { address: temporal.address, how: program.how }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) console.log('\n  stopping …')
    void stopAll(0)
  })
}
main().catch(async (error: unknown) => {
  if (stopping) return
  console.error(`\n${(error as Error).message}`)
  if (servers.length + services.length > 0) await stopAll(1)
  process.exit(1)
})
