import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DEVELOPMENT_KEY, type OwnProcess, weakSettings } from './weak-settings.ts'

const EIDAS = 'http://eidas.europa.eu/LoA/'

const Env = z.object({
  LIETA_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: z.string().min(1),
  MIGRATOR_DATABASE_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('lieta'),
  TEMPORAL_TASK_QUEUE_PREFIX: z.string().default('lieta'),
  TEMPORAL_TLS: z.enum(['0', '1']).default('0'),
  TEMPORAL_API_KEY: z.string().optional(),
  /** Mutual TLS: this process's certificate and key, and the CA of the server when it is not a public one (PEM). */
  TEMPORAL_CLIENT_CERT_FILE: z.string().optional(),
  TEMPORAL_CLIENT_KEY_FILE: z.string().optional(),
  TEMPORAL_SERVER_CA_FILE: z.string().optional(),
  PAYLOAD_KEY: z.string().optional(),
  PAYLOAD_KEY_ID: z.string().default('1'),
  /** Retired keys, still needed to read old histories: `id:base64,id:base64`. */
  PAYLOAD_OLD_KEYS: z.string().default(''),
  /** Seals personal codes and makes their blind index; decision 21. */
  PERSONAL_DATA_KEY: z.string().default(DEVELOPMENT_KEY),
  PERSONAL_DATA_KEY_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .default('1'),
  /** Keys of before, until `npm run keys:rotate` has sealed everything anew: `id:base64,id:base64`. */
  PERSONAL_DATA_OLD_KEYS: z.string().default(''),
  SMTP_URL: z.string().default('smtp://127.0.0.1:3025'),
  MAIL_FROM: z.string().default('Izglītības kvalitātes valsts dienests <lieta@ikvd.invalid>'),
  E_ADDRESS_URL: z.string().optional(),
  OIDC_ISSUER: z.string().default('http://127.0.0.1:3001'),
  OIDC_CLIENT_ID: z.string().default('lieta'),
  OIDC_CLIENT_SECRET: z.string().default('lieta-development-secret'),
  /** What is asked of the provider; `personal_code` tells the code by which a person is found. */
  OIDC_SCOPE: z.string().default('openid profile email personal_code'),
  OIDC_REDIRECT_URI: z.string().optional(),
  PUBLIC_URL: z.string().default('http://127.0.0.1:3000'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(3000),
  HEALTH_PORT: z.coerce.number().int().default(0),
  SESSION_SECRET: z.string().default('development-session-secret-change-me'),
  SEAL_KEY_FILE: z.string().optional(),
  SEAL_CERT_FILE: z.string().optional(),
  SEAL_CHAIN_FILE: z.string().optional(),
  TSA_URL: z.string().optional(),
  /** Folder of certificates of issuing CAs and time-stamping authorities that uploads may be signed under. */
  TRUST_DIR: z.string().optional(),
  /** The EU trusted list (ETSI TS 119 612), and the folder of the certificates that may sign it. */
  TRUSTED_LIST_FILE: z.string().optional(),
  TRUSTED_LIST_OPERATORS_DIR: z.string().optional(),
  /** Threads that verify uploads; each takes about 60 MB. */
  VERIFY_THREADS: z.coerce.number().int().min(1).max(16).default(2),
  /** The same for what strangers bring to /verify, so that nobody else waits behind them. */
  VERIFY_STRANGER_THREADS: z.coerce.number().int().min(1).max(16).default(1),
  /** Where files lie while they come in and are verified; on the disk of the machine, up to 1 GB for each process. */
  UPLOAD_DIR: z.string().default(join(tmpdir(), 'lieta-uploads')),
  /** How much a draft may hold, and a person upload on one day. unverified: what real applications need is not measured. */
  DRAFT_FILES: z.coerce.number().int().positive().default(40),
  DRAFT_MB: z.coerce.number().int().positive().default(300),
  PERSON_FILES_PER_DAY: z.coerce.number().int().positive().default(300),
  PERSON_MB_PER_DAY: z.coerce.number().int().positive().default(1500),
  /**
   * An unsent draft that nobody changed for so many days goes, and its people are told so many days before. unverified: no
   * law says how long; the data protection officer must.
   */
  DRAFT_KEPT_DAYS: z.coerce.number().int().min(30).default(365),
  DRAFT_NOTICE_DAYS: z.coerce.number().int().min(7).default(30),
  /** A draft that was sent goes so many days after; what was sent stands in its case. unverified, likewise. */
  SENT_DRAFT_KEPT_DAYS: z.coerce.number().int().min(1).default(30),
  HOUSEKEEPING_SECONDS: z.coerce.number().positive().default(600),
  /** Levels of sign-in that stand for the applicant's signature, by their `acr`. */
  SIGN_IN_FOR_SIGNATURE: z.string().default(`${EIDAS}high`),
  /** Every level of sign-in that counts, the lowest first. */
  SIGN_IN_LEVELS: z.string().default(['low', 'substantial', 'high'].map((l) => EIDAS + l).join(',')),
  /** The level below which a role is not given: `role=acr,role=acr`. */
  SIGN_IN_LEVEL_OF_ROLES: z
    .string()
    .default(
      `inspector=${EIDAS}substantial,reviewer=${EIDAS}substantial,director=${EIDAS}high,supervisor=${EIDAS}high,auditor=${EIDAS}high`,
    ),
  /** A session ends when nothing was done for so long, and in any case after so many hours. */
  SESSION_IDLE_MINUTES: z.coerce.number().positive().max(720).default(30),
  SESSION_HOURS: z.coerce.number().positive().max(24).default(8),
  /** Signing and administration need a sign-in of this level that is not older. */
  STEP_UP_MINUTES: z.coerce.number().positive().max(480).default(15),
  STEP_UP_LEVEL: z.string().default(`${EIDAS}high`),
  /** Who holds the keys of the people who sign: a signing service (CSC API v2), or files (development and tests). */
  SIGNING_PROVIDER: z.enum(['csc', 'local']).default('csc'),
  SIGNERS_DIR: z.string().optional(),
  /** Issuers whose certificates of persons count (PEM); the seal's own when absent. */
  SIGNERS_CA_FILE: z.string().optional(),
  CSC_URL: z.string().optional(),
  CSC_CLIENT_ID: z.string().default('lieta'),
  CSC_CLIENT_SECRET: z.string().optional(),
  /** How long a signer may take to confirm. */
  SIGNING_PATIENCE_SECONDS: z.coerce.number().positive().max(3000).default(900),
  /** Where set-up put the bundled workflow code; absent means: bundle at start. */
  WORKFLOW_BUNDLE: z.string().optional(),
  ASSETS_DIR: z.string().default('build/public'),
  MAIL_UI_URL: z.string().optional(),
  E_ADDRESS_UI_URL: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
})

export type Config = z.infer<typeof Env>

/** Secrets that may also be given as the name of a file that holds them (`SESSION_SECRET_FILE`), as secret stores do. */
const SECRETS = [
  'DATABASE_URL',
  'MIGRATOR_DATABASE_URL',
  'PAYLOAD_KEY',
  'PAYLOAD_OLD_KEYS',
  'PERSONAL_DATA_KEY',
  'PERSONAL_DATA_OLD_KEYS',
  'SESSION_SECRET',
  'OIDC_CLIENT_SECRET',
  'CSC_CLIENT_SECRET',
  'TEMPORAL_API_KEY',
  'SMTP_URL',
] as const

/**
 * Reads the configuration of a process from its environment.
 * @param as which process it is; absent for commands, which are given all that they ask for
 * @throws Error naming each variable that is missing or wrong, and whatever makes a production start unsafe. Values
 *   do not stand in it.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, as?: OwnProcess): Config {
  const given = withFiles(env)
  const parsed = Env.safeParse(given)
  if (!parsed.success) {
    const what = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
    throw new Error(`Configuration of the process is not usable. ${what}`)
  }
  const config = parsed.data
  const wrong = wrongLevels(config)
  if (wrong.length > 0) throw new Error(`Configuration of the process is not usable. ${wrong.join('; ')}`)
  if (config.LIETA_ENV === 'production') {
    const unsafe = weakSettings(config, given, as)
    if (unsafe.length > 0) throw new Error(`A production start refuses: ${unsafe.join('; ')}`)
  }
  return config
}

/** The environment with the secrets that stand in files; a line break at the end of a file is not part of it. */
function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const out = { ...env }
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`]
    if (file === undefined) continue
    if (env[name] !== undefined)
      throw new Error(`Configuration of the process is not usable. ${name} and ${name}_FILE are both given`)
    try {
      out[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    } catch {
      throw new Error(`Configuration of the process is not usable. ${name}_FILE cannot be read`)
    }
  }
  return out
}

function wrongLevels(config: Config): string[] {
  const known = config.SIGN_IN_LEVELS.split(',')
  const ofRoles = pairs(config.SIGN_IN_LEVEL_OF_ROLES).map(([, level]) => level)
  return [
    ...(ofRoles.some((level) => !known.includes(level))
      ? ['SIGN_IN_LEVEL_OF_ROLES names a level that SIGN_IN_LEVELS does not']
      : []),
    ...(known.includes(config.STEP_UP_LEVEL) ? [] : ['STEP_UP_LEVEL is none of SIGN_IN_LEVELS']),
  ]
}

function pairs(text: string): [string, string][] {
  return text
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    })
}

/** The level of sign-in that a role demands; undefined when it demands none. */
export function requiredLevel(config: Config, role: string): string | undefined {
  return pairs(config.SIGN_IN_LEVEL_OF_ROLES).find(([name]) => name === role)?.[1]
}
export interface SealKeys {
  keyPem: string
  certificatePem: string
  chainPem: string
}

/**
 * The institution's seal key and certificates from the configured files (PEM).
 * @throws Error when the files are not configured or cannot be read.
 */
export function readSealKeys(config: Config): SealKeys {
  if (!config.SEAL_KEY_FILE || !config.SEAL_CERT_FILE)
    throw new Error('SEAL_KEY_FILE and SEAL_CERT_FILE must name the seal of the institution')
  return {
    keyPem: readFileSync(config.SEAL_KEY_FILE, 'utf8'),
    certificatePem: readFileSync(config.SEAL_CERT_FILE, 'utf8'),
    chainPem: config.SEAL_CHAIN_FILE ? readFileSync(config.SEAL_CHAIN_FILE, 'utf8') : '',
  }
}
