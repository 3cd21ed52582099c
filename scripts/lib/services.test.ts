import { describe, expect, test } from '@jest/globals'
import { SECRETS_OF } from '../../platform/weak-settings.ts'
import type { Keys } from './keys.ts'
import { ownProcesses, type Plan } from './services.ts'

// What `npm start` and the tests hand to each process: its own secrets and nobody else's.

const keys = {
  payloadKey: 'payload',
  payloadKeyId: '1',
  personalDataKey: 'personal',
  sessionSecret: 'session',
  oidcClientSecret: 'oidc',
  cscClientSecret: 'csc-secret',
  signers: '/signers',
  seal: { key: '/seal.key', certificate: '/seal.cert', chain: '/ca' },
} as unknown as Keys

const plan: Plan = {
  environment: 'test',
  stateDir: '/state',
  ports: { api: 1, signIn: 2, mailUi: 3, smtp: 4, eAddress: 5, csc: 6, workerCases: 7, workerDocuments: 8 },
  databaseUrls: { api: 'a', cases: 'c', documents: 'd' },
  migratorUrl: 'owner',
  temporal: { address: 'x', namespace: 'x', taskQueuePrefix: 'x' },
  keys,
  external: {},
}

const VALUES: Record<string, string> = {
  SEAL_KEY_FILE: '/seal.key',
  CSC_CLIENT_SECRET: 'csc-secret',
  SMTP_URL: 'smtp://127.0.0.1:4',
  SESSION_SECRET: 'session',
  PERSONAL_DATA_KEY: 'personal',
  OIDC_CLIENT_SECRET: 'oidc',
}

describe.each(ownProcesses(plan).map((spec) => [spec.name, spec.env] as const))('%s', (name, env) => {
  test.each(Object.entries(SECRETS_OF))('%s', (secret, needs) => {
    const own = (needs as string[]).includes(name)
    expect(env[secret]).toBe(own ? VALUES[secret] : undefined)
    // Under no other name either, such as one that somebody adds.
    if (!own && VALUES[secret]) expect(Object.values(env)).not.toContain(VALUES[secret])
  })

  test('the database as itself, and what everybody needs', () => {
    expect(env.DATABASE_URL).toBe({ api: 'a', 'worker-cases': 'c', 'worker-documents': 'd' }[name])
    expect([env.PAYLOAD_KEY, env.SEAL_CERT_FILE]).toEqual(['payload', '/seal.cert'])
    expect(Object.values(env)).not.toContain('owner')
  })
})
