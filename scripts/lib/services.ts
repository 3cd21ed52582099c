import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OwnProcess, SECRETS_OF } from '../../platform/weak-settings.ts'
import type { Keys } from './keys.ts'
import { ROOT } from './paths.ts'
import type { ProcessRole } from './postgres.ts'

/** Where one whole service runs: given to every one of its processes. */
export interface Plan {
  environment: 'development' | 'test'
  stateDir: string
  ports: {
    api: number
    signIn: number
    mailUi: number
    smtp: number
    eAddress: number
    csc: number
    workerCases: number
    workerDocuments: number
  }
  /** Each process signs in to the database as itself. */
  databaseUrls: Record<ProcessRole, string>
  migratorUrl: string
  temporal: { address: string; namespace: string; taskQueuePrefix: string }
  keys: Keys
  /** Neighbours that others run: their addresses, as the environment gave them. */
  external: { smtpUrl?: string; oidcIssuer?: string; eAddressUrl?: string; cscUrl?: string }
  /** Added to every process, over everything else. */
  extra?: Record<string, string>
}

export interface ServiceSpec {
  name: string
  entry: string
  env: Record<string, string>
  healthUrl: string
}

const at = (port: number) => `http://127.0.0.1:${port}`

/** Where set-up puts the bundled workflow code. */
export const WORKFLOW_BUNDLE = join(ROOT, 'build', 'workflows.js')

/**
 * The variables that our own processes read; the names are those of platform/config.ts. The database is that of the API:
 * workers get their own address, and nobody but the commands gets that of the owner.
 */
export function processEnvironment(plan: Plan): Record<string, string> {
  const { ports, keys, external } = plan
  return {
    LIETA_ENV: plan.environment,
    TZ: 'UTC',
    DATABASE_URL: plan.databaseUrls.api,
    TEMPORAL_ADDRESS: plan.temporal.address,
    TEMPORAL_NAMESPACE: plan.temporal.namespace,
    TEMPORAL_TASK_QUEUE_PREFIX: plan.temporal.taskQueuePrefix,
    PAYLOAD_KEY: keys.payloadKey,
    PAYLOAD_KEY_ID: keys.payloadKeyId,
    PERSONAL_DATA_KEY: keys.personalDataKey,
    SESSION_SECRET: keys.sessionSecret,
    SMTP_URL: external.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
    E_ADDRESS_URL: external.eAddressUrl ?? at(ports.eAddress),
    OIDC_ISSUER: external.oidcIssuer ?? at(ports.signIn),
    OIDC_CLIENT_ID: 'lieta',
    OIDC_CLIENT_SECRET: keys.oidcClientSecret,
    OIDC_REDIRECT_URI: `${at(ports.api)}/sign-in/callback`,
    SIGNING_PROVIDER: 'csc',
    SIGNERS_CA_FILE: join(keys.signers, 'ca.cert.pem'),
    CSC_URL: external.cscUrl ?? `${at(ports.csc)}/csc/v2`,
    CSC_CLIENT_ID: 'lieta',
    CSC_CLIENT_SECRET: keys.cscClientSecret,
    PUBLIC_URL: at(ports.api),
    PORT: String(ports.api),
    ...(external.smtpUrl ? {} : { MAIL_UI_URL: at(ports.mailUi) }),
    ...(external.eAddressUrl ? {} : { E_ADDRESS_UI_URL: at(ports.eAddress) }),
    ...(existsSync(WORKFLOW_BUNDLE) ? { WORKFLOW_BUNDLE } : {}),
    ...(keys.seal
      ? {
          SEAL_KEY_FILE: keys.seal.key,
          SEAL_CERT_FILE: keys.seal.certificate,
          SEAL_CHAIN_FILE: keys.seal.chain,
        }
      : {}),
    ...(keys.trust ? { TRUST_DIR: keys.trust } : {}),
    ...plan.extra,
  }
}

/** The neighbours that are not someone else's, in the order in which they are started. */
export function neighbours(plan: Plan): ServiceSpec[] {
  const { ports, keys, external } = plan
  const store = (name: string) => join(plan.stateDir, name)
  const common = { TZ: 'UTC', LIETA_ENV: plan.environment, ...plan.extra }
  const list: ServiceSpec[] = []
  if (!external.smtpUrl) {
    const env = {
      ...common,
      PORT: String(ports.mailUi),
      SMTP_PORT: String(ports.smtp),
      STORE_DIR: store('mail'),
    }
    list.push({ name: 'mail', entry: 'neighbours/mail.ts', env, healthUrl: `${at(ports.mailUi)}/health` })
  }
  if (!external.oidcIssuer) {
    const env = {
      ...common,
      PORT: String(ports.signIn),
      STORE_DIR: store('sign-in'),
      OIDC_ISSUER: at(ports.signIn),
      OIDC_CLIENT_ID: 'lieta',
      OIDC_CLIENT_SECRET: keys.oidcClientSecret,
      OIDC_REDIRECT_URI: plan.extra?.OIDC_REDIRECT_URI ?? `${at(ports.api)}/sign-in/callback`,
      OIDC_POST_LOGOUT_URI: `${plan.extra?.PUBLIC_URL ?? at(ports.api)}/`,
    }
    list.push({
      name: 'sign-in',
      entry: 'neighbours/sign-in.ts',
      env,
      healthUrl: `${at(ports.signIn)}/health`,
    })
  }
  if (!external.eAddressUrl) {
    const env = { ...common, PORT: String(ports.eAddress), STORE_DIR: store('e-address') }
    list.push({
      name: 'e-address',
      entry: 'neighbours/e-address.ts',
      env,
      healthUrl: `${at(ports.eAddress)}/health`,
    })
  }
  if (!external.cscUrl) {
    const env = {
      ...common,
      PORT: String(ports.csc),
      STORE_DIR: store('csc'),
      SIGNERS_DIR: keys.signers,
      CSC_CLIENT_ID: 'lieta',
      CSC_CLIENT_SECRET: keys.cscClientSecret,
    }
    list.push({ name: 'csc', entry: 'neighbours/csc.ts', env, healthUrl: `${at(ports.csc)}/health` })
  }
  return list
}

/** Our own processes, in the order in which they are started. */
export function ownProcesses(plan: Plan): ServiceSpec[] {
  const all = processEnvironment(plan)
  /** Of the secrets only its own: as a production start demands it. */
  const envOf = (as: OwnProcess): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => SECRETS_OF[name]?.includes(as) ?? true))
  const { workerCases, workerDocuments, api } = plan.ports
  return [
    {
      name: 'worker-cases',
      entry: 'activities/worker-cases.ts',
      env: {
        ...envOf('worker-cases'),
        DATABASE_URL: plan.databaseUrls.cases,
        HEALTH_PORT: String(workerCases),
        NODE_OPTIONS: '--require=./platform/workflow-threads.cjs',
      },
      healthUrl: `${at(workerCases)}/health`,
    },
    {
      name: 'worker-documents',
      entry: 'activities/worker-documents.ts',
      // Renders all day in a bounded memory; measured in docs/render-cli.md.
      env: {
        ...envOf('worker-documents'),
        DATABASE_URL: plan.databaseUrls.documents,
        HEALTH_PORT: String(workerDocuments),
        NODE_OPTIONS: '--max-semi-space-size=4 --max-old-space-size=256',
      },
      healthUrl: `${at(workerDocuments)}/health`,
    },
    { name: 'api', entry: 'api/main.ts', env: envOf('api'), healthUrl: `${at(api)}/health` },
  ]
}

/** Splits what can be started from what is not written yet. */
export function present(specs: ServiceSpec[]): { ready: ServiceSpec[]; missing: ServiceSpec[] } {
  const isThere = (spec: ServiceSpec) => existsSync(join(ROOT, spec.entry))
  return { ready: specs.filter(isThere), missing: specs.filter((spec) => !isThere(spec)) }
}

/** Fills the database with synthetic people and institutions; false when there is no seed yet. */
export async function runSeed(plan: Plan): Promise<boolean> {
  const file = join(ROOT, 'scripts', 'seed.ts')
  if (!existsSync(file)) return false
  const { seed } = (await import(file)) as { seed(environment: NodeJS.ProcessEnv): Promise<unknown> }
  await seed({ ...processEnvironment(plan), MIGRATOR_DATABASE_URL: plan.migratorUrl })
  return true
}
