import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from './config.ts'

// Personal codes are kept encrypted, with a blind index by which they are found (decision 21).

/** Keys for personal data: the current one seals, all of them open and find. */
export interface PersonalKeys {
  current: string
  keys: Map<string, { seal: Buffer; index: Buffer }>
}

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * The keys from the configuration. In development a key that everybody knows stands in; production refuses to start
 * without one of its own (platform/weak-settings.ts).
 * @throws Error naming the variable when a key is not 32 bytes in base64
 */
export function personalKeys(
  config: Pick<Config, 'PERSONAL_DATA_KEY' | 'PERSONAL_DATA_KEY_ID' | 'PERSONAL_DATA_OLD_KEYS'>,
): PersonalKeys {
  const keys = new Map([[config.PERSONAL_DATA_KEY_ID, derive('PERSONAL_DATA_KEY', config.PERSONAL_DATA_KEY)]])
  for (const old of config.PERSONAL_DATA_OLD_KEYS.split(',').filter(Boolean)) {
    const at = old.indexOf(':')
    keys.set(old.slice(0, at), derive('PERSONAL_DATA_OLD_KEYS', old.slice(at + 1)))
  }
  return { current: config.PERSONAL_DATA_KEY_ID, keys }
}

/** One key for sealing and one for the index: what is learned of the one tells nothing of the other. */
function derive(name: string, base64: string): { seal: Buffer; index: Buffer } {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32) throw new Error(`${name} must be 32 bytes in base64`)
  const part = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, 'lieta', use, 32))
  return { seal: part('personal data: seal'), index: part('personal data: blind index') }
}

/**
 * Seals a value for one place (AES-256-GCM): `v1.<key>.<iv, tag and text>`.
 * @param place where it is kept, for instance `person/<id>`: elsewhere it cannot be opened
 */
export function sealValue(keys: PersonalKeys, plain: string, place: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys.keys.get(keys.current)!.seal, iv).setAAD(
    Buffer.from(`${VERSION}.${keys.current}.${place}`),
  )
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  const body = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  return `${VERSION}.${keys.current}.${body}`
}

/** @throws Error when it was not sealed by one of the keys for this place; the message holds nothing of it */
export function openValue(keys: PersonalKeys, sealed: string, place: string): string {
  const [version, id = '', body = ''] = sealed.split('.')
  const key = keys.keys.get(id)
  if (version !== VERSION || !key) throw new Error('personal data is sealed with a key that is not here')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key.seal, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(`${VERSION}.${id}.${place}`))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  )
}

/** The key by which a value was sealed. */
export function keyOfSealed(sealed: string): string {
  return sealed.split('.')[1] ?? ''
}

/** A personal code in the one form in which it is compared: its digits. */
function digits(code: string): string {
  return code.replace(/\D/g, '')
}

/** Under which a personal code is found: HMAC-SHA-256 of its digits, under the current key. */
export function codeIndex(keys: PersonalKeys, code: string): string {
  return indexUnder(keys, keys.current, code)
}

/** The same under every key: rows that were not sealed anew yet are found as well. */
export function codeIndexes(keys: PersonalKeys, code: string): string[] {
  return [...keys.keys.keys()].map((id) => indexUnder(keys, id, code))
}

function indexUnder(keys: PersonalKeys, id: string, code: string): string {
  return createHmac('sha256', keys.keys.get(id)!.index).update(digits(code)).digest('base64url')
}
