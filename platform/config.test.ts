import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { developmentCa } from '../signatures/dev-ca.ts'
import { readConfig, requiredLevel } from './config.ts'
import { DEVELOPMENT_KEY, type OwnProcess, SECRETS_OF } from './weak-settings.ts'

// A production start refuses each weak setting by its name; what it says holds no value.

let folder: string
let strong: NodeJS.ProcessEnv
const KEY = createHash('sha256').update('a key of this test').digest('base64')
const RANDOM = 'Zx4v9Q7mT2pLwK8rJ3nYcB6hD5gFsA1e'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lieta-config-'))
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  strong = {
    LIETA_ENV: 'production',
    DATABASE_URL: `postgresql://lieta_api:${RANDOM}@db.ikvd.invalid/lieta?sslmode=verify-full`,
    TEMPORAL_TLS: '1',
    TEMPORAL_API_KEY: RANDOM,
    PAYLOAD_KEY: KEY,
    PERSONAL_DATA_KEY: createHash('sha256').update('another key of this test').digest('base64'),
    SESSION_SECRET: RANDOM,
    OIDC_ISSUER: 'https://login.invalid',
    OIDC_CLIENT_SECRET: RANDOM,
    PUBLIC_URL: 'https://lieta.invalid',
    SMTP_URL: 'smtps://mail.invalid',
    SEAL_KEY_FILE: file('seal.key', 'x'),
    SEAL_CERT_FILE: 'test/fixtures/signatures/trust/demo-eparaksts-root-ca.pem',
    TRUSTED_LIST_FILE: file('list.xml', '<a/>'),
    TRUSTED_LIST_OPERATORS_DIR: folder,
    CSC_URL: 'https://sign.invalid/csc/v2',
    CSC_CLIENT_SECRET: RANDOM,
  }
  file('dev.pem', developmentCa().pem.certPem)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const refusalOf = (change: NodeJS.ProcessEnv, as?: OwnProcess): string => {
  const env = { ...strong, ...change }
  for (const [name, value] of Object.entries(change)) if (value === undefined) delete env[name]
  try {
    readConfig(env, as)
    return ''
  } catch (e) {
    return (e as Error).message
  }
}

test('strong settings start', () => expect(refusalOf({})).toBe(''))

describe('refused by name', () => {
  test.each<[string, string, string | undefined]>([
    ['SESSION_SECRET', 'missing', undefined],
    ['SESSION_SECRET', 'one letter', 'x'],
    ['SESSION_SECRET', 'of development', 'development-session-secret-change-me'],
    ['SESSION_SECRET', 'the same letter', 'a'.repeat(64)],
    ['SESSION_SECRET', 'of an example', `change-me-${RANDOM}`],
    ['PAYLOAD_KEY', 'missing', undefined],
    ['PAYLOAD_KEY', 'all zero', Buffer.alloc(32).toString('base64')],
    ['PAYLOAD_KEY', 'all the same', Buffer.alloc(32, 7).toString('base64')],
    ['PAYLOAD_KEY', 'short', Buffer.from('0123456789abcdef').toString('base64')],
    ['PAYLOAD_KEY', 'no base64', 'ä'.repeat(44)],
    ['PAYLOAD_OLD_KEYS', 'all zero', `0:${Buffer.alloc(32).toString('base64')}`],
    ['PERSONAL_DATA_KEY', 'missing', undefined],
    ['PERSONAL_DATA_KEY', 'all zero', Buffer.alloc(32).toString('base64')],
    ['PERSONAL_DATA_KEY', 'of development', DEVELOPMENT_KEY],
    ['PERSONAL_DATA_KEY', 'the key of payloads', KEY],
    ['PERSONAL_DATA_KEY', 'short', Buffer.from('0123456789abcdef').toString('base64')],
    ['PERSONAL_DATA_OLD_KEYS', 'all zero', `0:${Buffer.alloc(32).toString('base64')}`],
    ['OIDC_ISSUER', 'missing: strangers on the host would sign people in', undefined],
    ['OIDC_ISSUER', 'http', 'http://login.invalid'],
    ['OIDC_ISSUER', 'this machine', 'https://127.0.0.1:3001'],
    ['OIDC_ISSUER', 'no address', 'login'],
    ['OIDC_CLIENT_SECRET', 'of development', 'lieta-development-secret'],
    ['OIDC_CLIENT_SECRET', 'missing', undefined],
    ['OIDC_REDIRECT_URI', 'http', 'http://lieta.invalid/sign-in/callback'],
    ['PUBLIC_URL', 'missing', undefined],
    ['PUBLIC_URL', 'http', 'http://lieta.invalid'],
    ['PUBLIC_URL', 'this machine', 'https://localhost'],
    ['DATABASE_URL', 'without TLS', `postgresql://a:${RANDOM}@db.invalid/lieta`],
    ['DATABASE_URL', 'TLS with anyone', `postgresql://a:${RANDOM}@db.invalid/lieta?sslmode=require`],
    ['DATABASE_URL', 'TLS without looking', `postgresql://a:${RANDOM}@db.invalid/lieta?sslmode=no-verify`],
    ['DATABASE_URL', 'no password', 'postgresql://a@db.invalid/lieta?sslmode=verify-full'],
    ['DATABASE_URL', 'a superuser', `postgresql://postgres:${RANDOM}@db.invalid/lieta?sslmode=verify-full`],
    ['MIGRATOR_DATABASE_URL', 'without TLS', `postgresql://m:${RANDOM}@db.invalid/lieta`],
    ['TEMPORAL_TLS', 'off', '0'],
    ['TEMPORAL_API_KEY', 'no authorization', undefined],
    ['SMTP_URL', 'missing', undefined],
    ['SMTP_URL', 'without TLS', 'smtp://mail.invalid'],
    ['SMTP_URL', 'TLS without looking', 'smtps://mail.invalid?tls.rejectUnauthorized=false'],
    ['E_ADDRESS_URL', 'http', 'http://e-address.invalid'],
    ['CSC_URL', 'missing', undefined],
    ['CSC_URL', 'http', 'http://sign.invalid'],
    ['CSC_CLIENT_SECRET', 'missing', undefined],
    ['SIGNING_PROVIDER', 'of development', 'local'],
    ['SEAL_KEY_FILE', 'missing', undefined],
    ['SEAL_CERT_FILE', 'of development', 'dev.pem'],
    ['SIGNERS_CA_FILE', 'of development', 'dev.pem'],
    ['TRUST_DIR', 'of development', '.'],
    ['TRUST_DIR', 'not there', 'nothing-here'],
    ['TRUSTED_LIST_FILE', 'no trust at all', undefined],
    ['TRUSTED_LIST_OPERATORS_DIR', 'missing', undefined],
    ['MAIL_UI_URL', 'of development', 'http://127.0.0.1:8025'],
    ['E_ADDRESS_UI_URL', 'of development', 'http://127.0.0.1:8026'],
    ['TSA_URL', 'no address', 'tsa'],
    ['SESSION_IDLE_MINUTES', 'too long', '61'],
    ['SESSION_HOURS', 'too long', '13'],
    ['STEP_UP_MINUTES', 'too long', '61'],
    ['LOG_LEVEL', 'tells too much', 'debug'],
  ])('%s: %s', (name, _what, value) => {
    const file = /_(FILE|DIR)$/.test(name) && value !== undefined
    const said = refusalOf({ [name]: file ? join(folder, value) : value })
    expect(said).toContain(name)
    // Names and reasons only: a start that failed stands in logs.
    if (value && value.length > 8 && !file) expect(said).not.toContain(value)
    expect(said).not.toContain(RANDOM)
    expect(said).not.toContain(KEY)
  })

  test('all at once, each by its name', () => {
    const said = refusalOf({ SESSION_SECRET: 'x', OIDC_ISSUER: undefined, PUBLIC_URL: 'http://a.invalid' })
    for (const name of ['SESSION_SECRET', 'OIDC_ISSUER', 'PUBLIC_URL']) expect(said).toContain(name)
  })

  test('levels of sign-in that nobody gives', () => {
    expect(refusalOf({ STEP_UP_LEVEL: 'urn:other' })).toContain('STEP_UP_LEVEL')
    expect(refusalOf({ SIGN_IN_LEVEL_OF_ROLES: 'director=urn:other' })).toContain('SIGN_IN_LEVEL_OF_ROLES')
  })
})

describe('secrets from files', () => {
  test('the file counts without the line break at its end', () => {
    writeFileSync(join(folder, 'secret'), `${RANDOM}\n`)
    const { SESSION_SECRET: _, ...env } = strong
    expect(readConfig({ ...env, SESSION_SECRET_FILE: join(folder, 'secret') }).SESSION_SECRET).toBe(RANDOM)
  })

  test('one that is weak, missing, or given twice is refused by its name', () => {
    writeFileSync(join(folder, 'weak'), 'x')
    const file = { SESSION_SECRET: undefined, SESSION_SECRET_FILE: join(folder, 'weak') }
    expect(refusalOf(file)).toContain('SESSION_SECRET')
    expect(refusalOf({ ...file, SESSION_SECRET_FILE: join(folder, 'gone') })).toContain('SESSION_SECRET_FILE')
    expect(refusalOf({ SESSION_SECRET_FILE: join(folder, 'weak') })).toContain('both')
  })
})

test('which level a role demands', () => {
  const config = readConfig(strong)
  expect(requiredLevel(config, 'director')).toMatch(/high$/)
  expect(requiredLevel(config, 'inspector')).toMatch(/substantial$/)
  expect(requiredLevel(config, 'applicant')).toBeUndefined()
})

describe('each process holds its own secrets and no other’s', () => {
  const ALL: OwnProcess[] = ['api', 'worker-cases', 'worker-documents']
  const without = (as: OwnProcess): NodeJS.ProcessEnv =>
    Object.fromEntries(
      Object.entries(SECRETS_OF).flatMap(([name, needs]) => (needs.includes(as) ? [] : [[name, undefined]])),
    )

  test.each(ALL)('%s starts with its own', (as) => expect(refusalOf(without(as), as)).toBe(''))

  test.each(
    ALL.flatMap((as) =>
      Object.entries(SECRETS_OF)
        .filter(([name]) => !name.endsWith('_OLD_KEYS'))
        .map(([name, needs]) => [as, name, needs] as const),
    ),
  )('%s and %s', (as, name, needs) => {
    const own = needs.includes(as)
    const value = strong[name] ?? `postgresql://lieta:${RANDOM}@db.invalid/lieta?sslmode=verify-full`
    const said = refusalOf({ ...without(as), [name]: own ? undefined : value }, as)
    // Missing where it is needed, there where it is not: both are said, the value is not.
    expect(said).toContain(name)
    if (!own) expect(said).toContain(`is not for ${as}`)
    expect(said).not.toContain(RANDOM)
  })

  test('also when it comes from a file', () => {
    const file = join(folder, 'secret-of-another')
    writeFileSync(file, RANDOM)
    const env = { ...without('worker-cases'), OIDC_CLIENT_SECRET_FILE: file }
    expect(refusalOf(env, 'worker-cases')).toContain('OIDC_CLIENT_SECRET is not for worker-cases')
  })
})
