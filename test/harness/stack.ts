import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Http, signIn } from '../../scripts/lib/http.ts'
import { ensureKeys } from '../../scripts/lib/keys.ts'
import { anyPorts } from '../../scripts/lib/ports.ts'
import {
  neighbours,
  ownProcesses,
  type Plan,
  present,
  runSeed,
  type ServiceSpec,
} from '../../scripts/lib/services.ts'
import { createDatabase, type TestDatabase, uniqueTaskQueuePrefix } from './environment.ts'
import { infrastructure } from './infrastructure-info.ts'
import { startProcess, type TestProcess } from './processes.ts'

export type ProcessName =
  | 'mail'
  | 'sign-in'
  | 'e-address'
  | 'csc'
  | 'worker-cases'
  | 'worker-documents'
  | 'api'

export interface StackOptions {
  label?: string
  /** Only these processes; all when left out. */
  only?: ProcessName[]
  /** Added to every process. */
  env?: Record<string, string>
  seed?: boolean
  /** Another way to the database for our processes than the direct one. */
  databaseThrough?: (url: string) => string
  /** Another Temporal server than that of the test run. */
  temporalAddress?: string
}

export interface Stack {
  database: TestDatabase
  plan: Plan
  /** The environment that one of the processes gets: for starting it again by hand, or for code run in the test. */
  environmentOf(name: ProcessName): Record<string, string>
  urls: { api: string; mail: string; signIn: string; eAddress: string; csc: string }
  processes: Map<ProcessName, TestProcess>
  /** A visitor who has not signed in. */
  visitor(): Http
  signIn(personId: string): Promise<Http>
  /** `kill -9`; the process is gone when this returns. */
  kill(name: ProcessName): Promise<void>
  /** Starts a process (again) and waits until it is healthy. */
  start(name: ProcessName): Promise<TestProcess>
  stop(): Promise<void>
}

/**
 * Starts a whole service for one test file: a database of its own, the neighbours, the workers and the API as real
 * processes on free ports, on the PostgreSQL and Temporal servers of the test run. Faults may be asked of the neighbours.
 * @throws Error with the output of the process that did not come up; nothing is left running then
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const label = options.label ?? 'stack'
  const stateDir = mkdtempSync(join(tmpdir(), `lieta-${label}-`))
  chmodSync(stateDir, 0o755)
  const [database, keys, ports] = await Promise.all([
    createDatabase(label),
    ensureKeys(join(stateDir, 'keys')),
    anyPorts(8),
  ])
  const [api = 0, signInPort = 0, mailUi = 0, smtp = 0, eAddress = 0, csc = 0, ...workers] = ports
  const [workerCases = 0, workerDocuments = 0] = workers
  const { temporal } = infrastructure()
  const through = options.databaseThrough ?? ((url: string) => url)
  const plan: Plan = {
    environment: 'test',
    stateDir,
    ports: { api, signIn: signInPort, mailUi, smtp, eAddress, csc, workerCases, workerDocuments },
    databaseUrls: {
      api: through(database.urls.api),
      cases: through(database.urls.cases),
      documents: through(database.urls.documents),
    },
    migratorUrl: database.migratorUrl,
    temporal: {
      address: options.temporalAddress ?? temporal.address,
      namespace: temporal.namespace,
      taskQueuePrefix: uniqueTaskQueuePrefix(label),
    },
    keys,
    external: {},
    // People of long scenarios sign in once; test/api/sessions.test.ts tries what happens when that is too long ago.
    extra: { LIETA_FAULTS: '1', LIETA_STATE: stateDir, STEP_UP_MINUTES: '240', ...options.env },
  }
  const specs = [...neighbours(plan), ...ownProcesses(plan)]
  const wanted = specs.filter((spec) => !options.only || options.only.includes(spec.name as ProcessName))
  const processes = new Map<ProcessName, TestProcess>()
  const specOf = (name: ProcessName): ServiceSpec => {
    const spec = specs.find((candidate) => candidate.name === name)
    if (!spec) throw new Error(`the stack has no process "${name}"`)
    return spec
  }
  const start = async (name: ProcessName): Promise<TestProcess> => {
    const spec = specOf(name)
    const started = await startProcess(spec.entry, spec.env, {
      healthUrl: spec.healthUrl,
      timeoutMs: 150_000,
    })
    processes.set(name, started)
    return started
  }
  const stop = async (): Promise<void> => {
    // The API first, so that nothing new comes in.
    await processes.get('api')?.stop()
    await Promise.all([...processes.values()].map((one) => one.stop()))
    await database.drop()
    rmSync(stateDir, { recursive: true, force: true })
  }
  try {
    if (options.seed !== false) await runSeed(plan)
    // All settle before a failure is told, so that `stop` finds every process that came up.
    const results = await Promise.allSettled(
      present(wanted).ready.map((spec) => start(spec.name as ProcessName)),
    )
    for (const result of results) if (result.status === 'rejected') throw result.reason
  } catch (error) {
    await stop()
    throw error
  }
  const at = (port: number) => `http://127.0.0.1:${port}`
  return {
    database,
    plan,
    environmentOf: (name) => specOf(name).env,
    urls: { api: at(api), mail: at(mailUi), signIn: at(signInPort), eAddress: at(eAddress), csc: at(csc) },
    processes,
    visitor: () => new Http(at(api)),
    signIn: (personId) => signIn(at(api), personId),
    kill: async (name) => processes.get(name)?.kill9(),
    start,
    stop,
  }
}
