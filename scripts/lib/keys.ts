import { createHmac, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './paths.ts'
import { SAMPLE_PEOPLE } from './sample-people.ts'

export interface Keys {
  sessionSecret: string
  oidcClientSecret: string
  payloadKey: string
  payloadKeyId: string
  personalDataKey: string
  seal?: { key: string; certificate: string; chain: string }
  /** Folder of the CAs under which uploads may be signed: here the development CA alone. */
  trust?: string
  /** Folder with the signing keys of sample people, and the certificate of who issued theirs. */
  signers: string
  cscClientSecret: string
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
  const secrets = JSON.parse(readFileSync(file, 'utf8')) as Pick<
    Keys,
    'sessionSecret' | 'oidcClientSecret' | 'payloadKey' | 'payloadKeyId'
  >
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
  const signers = join(directory, 'signers')
  if (!existsSync(join(signers, 'ca.cert.pem'))) await makeSigners(directory, signers)
  // Derived, so that keys of an earlier version of this set-up go on serving.
  const cscClientSecret = createHmac('sha256', secrets.oidcClientSecret).update('csc').digest('base64url')
  const personalDataKey = createHmac('sha256', secrets.payloadKey).update('personal data').digest('base64')
  return { ...secrets, personalDataKey, seal, trust, signers, cscClientSecret }
}

type PemPair = { certPem: string; keyPem: string }
type DevCa = { issue(o: Record<string, unknown>): PemPair }
type DevCaRoom = {
  developmentKeys(): { ca: PemPair; seal: PemPair; person: PemPair }
  reopenCa(ca: PemPair): DevCa
}

/** By address, so that set-up does not load the signature code when the keys are already there. */
async function devCa(): Promise<DevCaRoom> {
  return (await import(pathToFileURL(join(ROOT, 'signatures', 'dev-ca.ts')).href)) as DevCaRoom
}

const YEAR = 365 * 86_400_000
const write = (file: string, pem: string): void => writeFileSync(file, pem, { mode: 0o600 })

/** Signing keys of those sample people who sign, or may be asked to sign in the director's stead. */
async function makeSigners(directory: string, signers: string): Promise<void> {
  mkdirSync(signers, { recursive: true, mode: 0o700 })
  const ca = {
    keyPem: readFileSync(join(directory, 'ca.key.pem'), 'utf8'),
    certPem: readFileSync(join(directory, 'ca.cert.pem'), 'utf8'),
  }
  const { issue } = (await devCa()).reopenCa(ca)
  for (const person of SAMPLE_PEOPLE) {
    if (!['director', 'supervisor', 'reviewer'].includes(person.role)) continue
    const made = issue({
      use: 'person',
      name: `${person.givenName} ${person.familyName} (TEST)`,
      givenName: person.givenName,
      surname: person.familyName,
      serialNumber: `PNOLV-${person.personalCode}`,
      key: 'rsa-2048',
      notBefore: new Date(Date.now() - YEAR),
      notAfter: new Date(Date.now() + 10 * YEAR),
    })
    write(join(signers, `${person.id}.key.pem`), made.keyPem)
    write(join(signers, `${person.id}.cert.pem`), made.certPem)
  }
  write(join(signers, 'ca.cert.pem'), ca.certPem) // last: it says that all are there
}

async function makeSeal(directory: string, seal: NonNullable<Keys['seal']>): Promise<void> {
  const made = (await devCa()).developmentKeys()
  write(join(directory, 'ca.key.pem'), made.ca.keyPem)
  write(join(directory, 'ca.cert.pem'), made.ca.certPem)
  write(join(directory, 'person.key.pem'), made.person.keyPem)
  write(join(directory, 'person.cert.pem'), made.person.certPem)
  write(seal.key, made.seal.keyPem)
  write(seal.certificate, made.seal.certPem)
  write(seal.chain, made.ca.certPem) // last: it says that all are there
}
