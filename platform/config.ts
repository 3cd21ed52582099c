import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Env = z.object({
  LIETA_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: z.string().min(1),
  MIGRATOR_DATABASE_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('lieta'),
  TEMPORAL_TASK_QUEUE_PREFIX: z.string().default('lieta'),
  TEMPORAL_TLS: z.enum(['0', '1']).default('0'),
  TEMPORAL_API_KEY: z.string().optional(),
  PAYLOAD_KEY: z.string().optional(),
  PAYLOAD_KEY_ID: z.string().default('1'),
  /** Retired keys, still needed to read old histories: `id:base64,id:base64`. */
  PAYLOAD_OLD_KEYS: z.string().default(''),
  SMTP_URL: z.string().default('smtp://127.0.0.1:3025'),
  MAIL_FROM: z.string().default('Izglītības kvalitātes valsts dienests <lieta@ikvd.invalid>'),
  E_ADDRESS_URL: z.string().optional(),
  OIDC_ISSUER: z.string().default('http://127.0.0.1:3001'),
  OIDC_CLIENT_ID: z.string().default('lieta'),
  OIDC_CLIENT_SECRET: z.string().default('lieta-development-secret'),
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
  /** Levels of sign-in that stand for the applicant's signature, by their `acr`. */
  SIGN_IN_FOR_SIGNATURE: z.string().default('http://eidas.europa.eu/LoA/high'),
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

/**
 * Reads the configuration of a process from its environment.
 * @throws Error naming each variable that is missing or wrong, and whatever makes a production start unsafe.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Env.safeParse(env)
  if (!parsed.success) {
    const what = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
    throw new Error(`Configuration of the process is not usable. ${what}`)
  }
  const config = parsed.data
  if (config.LIETA_ENV === 'production') {
    const unsafe: string[] = []
    if (config.SESSION_SECRET.startsWith('development')) unsafe.push('SESSION_SECRET is the development one')
    if (config.OIDC_CLIENT_SECRET === 'lieta-development-secret')
      unsafe.push('OIDC_CLIENT_SECRET is the development one')
    if (!config.PAYLOAD_KEY) unsafe.push('PAYLOAD_KEY is missing: workflow payloads would not be encrypted')
    if (!config.SEAL_KEY_FILE || !config.SEAL_CERT_FILE)
      unsafe.push('SEAL_KEY_FILE and SEAL_CERT_FILE are missing')
    if (!config.TRUST_DIR && !config.TRUSTED_LIST_FILE)
      unsafe.push('TRUST_DIR and TRUSTED_LIST_FILE are missing: no uploaded signature could be trusted')
    if (config.SIGNING_PROVIDER === 'local') unsafe.push('SIGNING_PROVIDER=local is for development')
    else if (!config.CSC_URL || !config.CSC_CLIENT_SECRET)
      unsafe.push('CSC_URL and CSC_CLIENT_SECRET are missing')
    if (unsafe.length > 0) throw new Error(`A production start refuses: ${unsafe.join('; ')}`)
  }
  return config
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
