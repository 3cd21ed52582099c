import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './paths.ts'

export interface Keys {
  sessionSecret: string
  oidcClientSecret: string
  payloadKey: string
  payloadKeyId: string
  seal?: { key: string; certificate: string; chain: string }
  /** Folder of the CAs under which uploads may be signed: here the development CA alone. */
  trust?: string
}

/** The keys of a development or test run, made once and kept in `directory`; never fit for production. */
export async function ensureKeys(directory: string): Promise<Keys> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, 'secrets.json')
  if (!existsSync(file)) {
    const secrets = {
      sessionSecret: randomBytes(32).toString('base64url'),
      oidcClientSecret: randomBytes(24).toString('base64url'),
      payloadKey: randomBytes(32).toString('base64'),
      payloadKeyId: `dev-${randomBytes(3).toString('hex')}`,
    }
    writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 })
  }
  const secrets = JSON.parse(readFileSync(file, 'utf8')) as Keys
  const seal = {
    key: join(directory, 'seal.key.pem'),
    certificate: join(directory, 'seal.cert.pem'),
    chain: join(directory, 'seal.chain.pem'),
  }
  if (!existsSync(seal.chain)) await makeSeal(directory, seal)
  const trust = join(directory, 'trust')
  if (!existsSync(trust)) {
    mkdirSync(trust, { mode: 0o700 })
    copyFileSync(seal.chain, join(trust, 'development-ca.pem'))
  }
  return { ...secrets, seal, trust }
}

type PemPair = { certPem: string; keyPem: string }

async function makeSeal(directory: string, seal: NonNullable<Keys['seal']>): Promise<void> {
  // By address, so that set-up does not load the signature code when the seal is already there.
  const address = pathToFileURL(join(ROOT, 'signatures', 'dev-ca.ts')).href
  const { developmentKeys } = (await import(address)) as {
    developmentKeys(): { ca: PemPair; seal: PemPair; person: PemPair }
  }
  const made = developmentKeys()
  const write = (file: string, pem: string) => writeFileSync(file, pem, { mode: 0o600 })
  write(join(directory, 'ca.key.pem'), made.ca.keyPem)
  write(join(directory, 'ca.cert.pem'), made.ca.certPem)
  write(join(directory, 'person.key.pem'), made.person.keyPem)
  write(join(directory, 'person.cert.pem'), made.person.certPem)
  write(seal.key, made.seal.keyPem)
  write(seal.certificate, made.seal.certPem)
  write(seal.chain, made.ca.certPem) // last: it says that all are there
}
