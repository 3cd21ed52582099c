// Which algorithms count. An allow-list: what is not named here is refused, whatever OpenSSL could do.
import { constants, createHash, type KeyObject, publicDecrypt, verify } from 'node:crypto'
import { asInt, asOid, asSequence, type Der, isContext, nul, octets, oid, sequence } from './der.ts'

export type Hash = 'sha256' | 'sha384' | 'sha512'
/** How a signer signs. ECDSA signatures are DER-encoded (r, s). */
export type SignatureAlgorithm =
  | 'RSA-SHA256'
  | 'RSA-SHA384'
  | 'RSA-SHA512'
  | 'RSA-PSS-SHA256'
  | 'RSA-PSS-SHA384'
  | 'RSA-PSS-SHA512'
  | 'ECDSA-SHA256'
  | 'ECDSA-SHA384'
  | 'ECDSA-SHA512'

export class AlgorithmError extends Error {
  override name = 'AlgorithmError'
  /** Not known to be weak, only not verified here: nothing can be said, which is not the same as refused. */
  readonly unsupported: boolean
  constructor(message: string, unsupported = false) {
    super(message)
    this.unsupported = unsupported
  }
}

const HASH_OIDS: Record<string, Hash> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const OID_OF_HASH: Record<Hash, string> = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
}
/** MD2, MD5, SHA-1 and SHA-224 with RSA or ECDSA, and DSA: known and not accepted. */
const WEAK_SIGNATURES = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.113549.1.1.14',
  '1.2.840.10045.4.1',
  '1.2.840.10045.4.3.1',
  '1.2.840.10040.4.3',
])
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
const SIGNATURE_OIDS: Record<string, { family: 'RSA' | 'ECDSA'; hash: Hash }> = {
  '1.2.840.113549.1.1.11': { family: 'RSA', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { family: 'RSA', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { family: 'RSA', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { family: 'ECDSA', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { family: 'ECDSA', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { family: 'ECDSA', hash: 'sha512' },
}

export const digestOf = (hash: Hash, ...data: readonly Uint8Array[]): Uint8Array => {
  const h = createHash(hash)
  for (const d of data) h.update(d)
  return h.digest()
}

/** Hash named by an AlgorithmIdentifier; throws AlgorithmError when it is not allowed (SHA-1, MD5 …). */
export function hashOfIdentifier(id: Der | undefined): Hash {
  const o = asOid(asSequence(id)[0])
  const hash = HASH_OIDS[o]
  if (!hash) throw new AlgorithmError(`hash ${o} is not allowed`)
  return hash
}
/** Digest of `data` by the OID of the hash; throws when it is not allowed. */
export function hashOfOid(o: string): Hash {
  const hash = HASH_OIDS[o]
  if (!hash) throw new AlgorithmError(`hash ${o} is not allowed`)
  return hash
}
export const hashIdentifier = (hash: Hash): Uint8Array => sequence(oid(OID_OF_HASH[hash]))
export const hashOid = (hash: Hash): string => OID_OF_HASH[hash]

/**
 * Signature algorithm named by an AlgorithmIdentifier. `digest` is the hash named beside it in CMS, needed where
 * the identifier names only the key family. Throws AlgorithmError when it is not allowed.
 */
export function signatureOfIdentifier(id: Der | undefined, digest?: Hash): SignatureAlgorithm {
  const [o, params] = asSequence(id)
  const name = asOid(o)
  const plain = SIGNATURE_OIDS[name]
  if (plain) return `${plain.family}-${plain.hash.toUpperCase()}` as SignatureAlgorithm
  if (name === RSA_ENCRYPTION && digest) return `RSA-${digest.toUpperCase()}` as SignatureAlgorithm
  if (name === RSA_PSS) {
    const fields = asSequence(params)
    const hash = hashOfIdentifier(fields.find((f) => isContext(f, 0))?.kids[0])
    const mgf = asSequence(fields.find((f) => isContext(f, 1))?.kids[0])
    if (asOid(mgf[0]) !== '1.2.840.113549.1.1.8' || hashOfIdentifier(mgf[1]) !== hash)
      throw new AlgorithmError('PSS mask function differs from the hash')
    const salt = fields.find((f) => isContext(f, 2))?.kids[0]
    if (!salt || asInt(salt) !== digestOf(hash).length)
      throw new AlgorithmError('PSS salt length is not allowed')
    return `RSA-PSS-${hash.toUpperCase()}` as SignatureAlgorithm
  }
  throw new AlgorithmError(`signature algorithm ${name} is not allowed`, !WEAK_SIGNATURES.has(name))
}

/** AlgorithmIdentifier for a signature algorithm. */
export function signatureIdentifier(a: SignatureAlgorithm): Uint8Array {
  const hash = hashOfSignature(a)
  if (a.startsWith('RSA-PSS')) {
    const h = sequence(oid(OID_OF_HASH[hash]), nul())
    return sequence(
      oid(RSA_PSS),
      sequence(
        Buffer.from([0xa0, h.length, ...h]),
        wrap(1, sequence(oid('1.2.840.113549.1.1.8'), h)),
        wrap(2, Buffer.from([2, 1, digestOf(hash).length])),
      ),
    )
  }
  const found = Object.entries(SIGNATURE_OIDS).find(([, v]) => v.hash === hash && a.startsWith(v.family))!
  return a.startsWith('RSA') ? sequence(oid(found[0]), nul()) : sequence(oid(found[0]))
}
const wrap = (n: number, body: Uint8Array): Uint8Array => Buffer.from([0xa0 | n, body.length, ...body])

export const hashOfSignature = (a: SignatureAlgorithm): Hash =>
  a.slice(a.lastIndexOf('-') + 1).toLowerCase() as Hash

const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1'])
const WEAK_CURVES = /^(?:secp|sect|prime|brainpoolP|c2pnb)(?:1\d\d)/

/** Throws AlgorithmError unless the key is strong enough: RSA of 2048 bits or more, or a NIST curve of 256 or more. */
export function checkKey(key: KeyObject): void {
  const d = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') {
    if ((d?.modulusLength ?? 0) < 2048)
      throw new AlgorithmError(`RSA key of ${d?.modulusLength} bits is too short`)
    if ((d?.modulusLength ?? 0) > 16_384) throw new AlgorithmError('RSA key is too long')
    if ((d?.publicExponent ?? 0n) < 3n || (d?.publicExponent ?? 0n) >= 1n << 64n)
      throw new AlgorithmError('RSA exponent is not allowed')
    return
  }
  if (key.asymmetricKeyType === 'ec') {
    if (!CURVES.has(d?.namedCurve ?? ''))
      throw new AlgorithmError(
        `curve ${d?.namedCurve} is not verified`,
        !WEAK_CURVES.test(d?.namedCurve ?? ''),
      )
    return
  }
  throw new AlgorithmError(`key type ${key.asymmetricKeyType} is not verified`, true)
}

/** Options for node's sign and verify. */
export const cryptoKey = <K extends KeyObject>(
  a: SignatureAlgorithm,
  key: K,
  ecEncoding: 'der' | 'ieee-p1363',
) =>
  a.startsWith('RSA-PSS')
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: digestOf(hashOfSignature(a)).length }
    : a.startsWith('RSA')
      ? { key, padding: constants.RSA_PKCS1_PADDING }
      : { key, dsaEncoding: ecEncoding }

/** Whether a signature over `data` is right. Throws AlgorithmError when key and algorithm do not belong together. */
export function verifySignature(
  a: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
  ecEncoding: 'der' | 'ieee-p1363' = 'der',
): boolean {
  checkKey(key)
  const ec = key.asymmetricKeyType === 'ec'
  if (ec !== a.startsWith('ECDSA'))
    throw new AlgorithmError(`${a} does not fit a key of type ${key.asymmetricKeyType}`)
  if (key.asymmetricKeyType === 'rsa-pss' && !a.startsWith('RSA-PSS'))
    throw new AlgorithmError(`${a} does not fit a PSS key`)
  if (verify(hashOfSignature(a), data, cryptoKey(a, key, ecEncoding), signature)) return true
  return a.startsWith('RSA-SHA') && withoutNull(hashOfSignature(a), key, data, signature)
}

/**
 * PKCS #1 v1.5 with a DigestInfo whose parameters are left out instead of NULL; a verifier takes both (RFC 8017,
 * appendix A.2.4). Compared as a whole, so nothing can hide in it.
 */
function withoutNull(hash: Hash, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const want = sequence(sequence(oid(OID_OF_HASH[hash])), octets(digestOf(hash, data)))
  try {
    const found = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature)
    return Buffer.compare(found, want) === 0
  } catch {
    return false
  }
}
