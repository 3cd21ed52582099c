import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

// What a production start refuses, each with the name of its variable. Values never stand in what is said.

/** What is in use here, in development or in examples; whoever reads the code knows it. */
const KNOWN = /development|change-?me|lieta|example|secret|password/i

/** The key for personal data where none is given: everybody knows it. */
export const DEVELOPMENT_KEY = Buffer.from('lieta development: no secret ...').toString('base64')

export type OwnProcess = 'api' | 'worker-cases' | 'worker-documents'

/**
 * Secrets that not every process needs, and which of them do: whoever breaks into one of them finds nothing of the
 * others. `npm start` hands out no more, and a production start refuses what is not its own.
 */
export const SECRETS_OF: Readonly<Record<string, readonly OwnProcess[]>> = {
  SEAL_KEY_FILE: ['worker-documents'],
  CSC_CLIENT_SECRET: ['worker-documents'],
  SMTP_URL: ['worker-documents'],
  SESSION_SECRET: ['api', 'worker-documents'],
  PERSONAL_DATA_KEY: ['api', 'worker-documents'],
  PERSONAL_DATA_OLD_KEYS: ['api', 'worker-documents'],
  OIDC_CLIENT_SECRET: ['api'],
  MIGRATOR_DATABASE_URL: [],
}

/**
 * Everything in a configuration that would make production unsafe.
 * @param env what was given; a default is not good enough where others decide who signs people in
 * @param as the process that starts: it needs its own secrets and holds those of no other
 * @returns a sentence for each, beginning with the variable; empty when it may start
 */
export function weakSettings(config: Config, env: NodeJS.ProcessEnv, as?: OwnProcess): string[] {
  const own = (name: string): boolean => as === undefined || SECRETS_OF[name]!.includes(as)
  const forOwn = (name: string, check: () => string[]): string[] => (own(name) ? check() : [])
  return [
    ...foreign(env, as),
    ...forOwn('SESSION_SECRET', () => weakSecret('SESSION_SECRET', config.SESSION_SECRET)),
    ...forOwn('OIDC_CLIENT_SECRET', () => weakSecret('OIDC_CLIENT_SECRET', config.OIDC_CLIENT_SECRET, 16)),
    ...weakKey('PAYLOAD_KEY', config.PAYLOAD_KEY),
    ...oldKeys('PAYLOAD_OLD_KEYS', config.PAYLOAD_OLD_KEYS),
    ...forOwn('PERSONAL_DATA_KEY', () => personalKey(env.PERSONAL_DATA_KEY, config)),
    ...oldKeys('PERSONAL_DATA_OLD_KEYS', config.PERSONAL_DATA_OLD_KEYS),
    ...openAddress('PUBLIC_URL', env.PUBLIC_URL),
    ...openAddress('OIDC_ISSUER', env.OIDC_ISSUER),
    ...(config.OIDC_REDIRECT_URI ? openAddress('OIDC_REDIRECT_URI', config.OIDC_REDIRECT_URI) : []),
    ...(config.E_ADDRESS_URL ? openAddress('E_ADDRESS_URL', config.E_ADDRESS_URL) : []),
    ...(config.TSA_URL ? openTsa(config.TSA_URL) : []),
    ...developmentTools(config),
    ...signing(config, own('CSC_CLIENT_SECRET')),
    ...database('DATABASE_URL', config.DATABASE_URL),
    ...(config.MIGRATOR_DATABASE_URL ? database('MIGRATOR_DATABASE_URL', config.MIGRATOR_DATABASE_URL) : []),
    ...temporal(config),
    ...forOwn('SMTP_URL', () => mail(env.SMTP_URL)),
    ...seal(config, own('SEAL_KEY_FILE')),
    ...trust(config),
    ...limits(config),
  ]
}

/** Secrets of other processes. */
function foreign(env: NodeJS.ProcessEnv, as: OwnProcess | undefined): string[] {
  if (as === undefined) return []
  return Object.entries(SECRETS_OF)
    .filter(([name, needs]) => env[name] !== undefined && !needs.includes(as))
    .map(
      ([name, needs]) =>
        `${name} is not for ${as}${needs.length > 0 ? `, only for ${needs.join(', ')}` : ''}`,
    )
}

function weakSecret(name: string, value: string | undefined, least = 32): string[] {
  if (!value) return [`${name} is missing`]
  if (value.length < least) return [`${name} is shorter than ${least} characters`]
  if (KNOWN.test(value)) return [`${name} is one that others know (of development or of an example)`]
  if (new Set(value).size < 8) return [`${name} is no random value`]
  return []
}

function weakKey(name: string, value: string | undefined): string[] {
  if (!value) return [`${name} is missing: workflow payloads would not be encrypted`]
  const key = Buffer.from(value, 'base64')
  if (key.length !== 32 || key.toString('base64').replace(/=+$/, '') !== value.trim().replace(/=+$/, ''))
    return [`${name} is not 32 bytes in base64`]
  // Of 32 random bytes fewer than 16 different ones do not happen.
  return new Set(key).size < 16 ? [`${name} is no random value`] : []
}

function personalKey(value: string | undefined, config: Config): string[] {
  const name = 'PERSONAL_DATA_KEY'
  if (!value) return [`${name} is missing: personal codes would be sealed with a key that everybody knows`]
  if (value === DEVELOPMENT_KEY) return [`${name} is one that others know (of development)`]
  if (value === config.PAYLOAD_KEY) return [`${name} is PAYLOAD_KEY as well: each has one of its own`]
  return weakKey(name, value)
}

function oldKeys(name: string, value: string): string[] {
  return value
    .split(',')
    .filter(Boolean)
    .flatMap((pair) => weakKey(name, pair.slice(pair.indexOf(':') + 1)))
}

function addressOf(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined
}

/** This machine: whatever listens there first answers. */
function isLoopback(host: string): boolean {
  return /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/i.test(host)
}

function openAddress(name: string, value: string | undefined): string[] {
  if (!value) return [`${name} is missing`]
  const url = addressOf(value)
  if (!url) return [`${name} is no address`]
  if (url.protocol !== 'https:') return [`${name} is not https`]
  if (url.username || url.password) return [`${name} holds a password`]
  return isLoopback(url.hostname) ? [`${name} is on this machine: whoever else runs here could answer`] : []
}

/** Tokens of time-stamping authorities are signed, and many speak plain http; but an address it must be. */
function openTsa(value: string): string[] {
  const url = addressOf(value)
  return url && /^https?:$/.test(url.protocol) ? [] : ['TSA_URL is no address']
}

function developmentTools(config: Config): string[] {
  return (['MAIL_UI_URL', 'E_ADDRESS_UI_URL'] as const)
    .filter((name) => config[name])
    .map((name) => `${name} is for development`)
}

function signing(config: Config, signs: boolean): string[] {
  if (config.SIGNING_PROVIDER === 'local') return ['SIGNING_PROVIDER=local is for development']
  if (!signs) return []
  return [
    ...openAddress('CSC_URL', config.CSC_URL),
    ...weakSecret('CSC_CLIENT_SECRET', config.CSC_CLIENT_SECRET, 16),
  ]
}

function database(name: string, value: string): string[] {
  const url = addressOf(value)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) return [`${name} is no address of PostgreSQL`]
  const found: string[] = []
  if (!url.password && !url.searchParams.has('sslcert')) found.push(`${name} has no password`)
  // Only these look at the certificate; `require` encrypts to whoever answers.
  const mode = url.searchParams.get('sslmode') ?? ''
  if (mode !== 'verify-full' && mode !== 'verify-ca' && !url.searchParams.get('host')?.startsWith('/'))
    found.push(
      `${name} has no sslmode=verify-full: the database would be spoken to without TLS, or by anyone`,
    )
  if (url.username === 'postgres') found.push(`${name} is a superuser's`)
  return found
}

function temporal(config: Config): string[] {
  const found: string[] = []
  if (config.TEMPORAL_TLS !== '1') found.push('TEMPORAL_TLS is off: Temporal would be spoken to without TLS')
  if (!config.TEMPORAL_API_KEY && !(config.TEMPORAL_CLIENT_CERT_FILE && config.TEMPORAL_CLIENT_KEY_FILE))
    found.push(
      'TEMPORAL_API_KEY or TEMPORAL_CLIENT_CERT_FILE with TEMPORAL_CLIENT_KEY_FILE is missing: whoever reaches Temporal could give orders',
    )
  return found
}

function mail(value: string | undefined): string[] {
  if (!value) return ['SMTP_URL is missing']
  const url = addressOf(value)
  if (!url || !/^smtps?:$/.test(url.protocol)) return ['SMTP_URL is no address of a mail server']
  const tls = url.protocol === 'smtps:' || url.searchParams.get('requireTLS') === 'true'
  const found = tls ? [] : ['SMTP_URL is without TLS: use smtps:// or requireTLS=true']
  if (url.searchParams.get('tls.rejectUnauthorized') === 'false')
    found.push('SMTP_URL does not look at the certificate')
  return found
}

/** Everybody knows by the certificate what is sealed; only one process seals. */
function seal(config: Config, seals: boolean): string[] {
  if ((seals && !config.SEAL_KEY_FILE) || !config.SEAL_CERT_FILE)
    return [seals ? 'SEAL_KEY_FILE and SEAL_CERT_FILE are missing' : 'SEAL_CERT_FILE is missing']
  const found = ownMade('SEAL_CERT_FILE', config.SEAL_CERT_FILE)
  return [...found, ...(config.SIGNERS_CA_FILE ? ownMade('SIGNERS_CA_FILE', config.SIGNERS_CA_FILE) : [])]
}

function trust(config: Config): string[] {
  if (!config.TRUST_DIR && !config.TRUSTED_LIST_FILE)
    return ['TRUST_DIR and TRUSTED_LIST_FILE are missing: no uploaded signature could be trusted']
  const found: string[] = []
  if (config.TRUSTED_LIST_FILE && !config.TRUSTED_LIST_OPERATORS_DIR)
    found.push('TRUSTED_LIST_OPERATORS_DIR is missing: nobody could say who signed the trusted list')
  if (!config.TRUST_DIR) return found
  let files: string[]
  try {
    files = readdirSync(config.TRUST_DIR)
  } catch {
    return [...found, 'TRUST_DIR cannot be read']
  }
  return [...found, ...files.flatMap((file) => ownMade('TRUST_DIR', join(config.TRUST_DIR ?? '', file)))]
}

/** Certificates that set-up made for development say so in their names. */
function ownMade(name: string, file: string): string[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return [`${name} cannot be read`]
  }
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  try {
    const certificates = (blocks ?? [bytes]).map((block) => new X509Certificate(block))
    const made = certificates.some((c) =>
      /development|izstrād|\btest\b|paraug/i.test(`${c.subject}\n${c.issuer}`),
    )
    return made ? [`${name} holds a certificate of development or of a test`] : []
  } catch {
    // What else lies in a folder of certificates is told by whoever reads it.
    return []
  }
}

function limits(config: Config): string[] {
  const found: string[] = []
  if (config.SESSION_IDLE_MINUTES > 60) found.push('SESSION_IDLE_MINUTES is over 60')
  if (config.SESSION_HOURS > 12) found.push('SESSION_HOURS is over 12')
  if (config.STEP_UP_MINUTES > 60) found.push('STEP_UP_MINUTES is over 60')
  if (/^(trace|debug)$/.test(config.LOG_LEVEL)) found.push('LOG_LEVEL tells too much for production')
  return found
}
