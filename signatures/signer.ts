// Who holds a key: a local file (development), a smart card, an HSM, a remote service. All look like this.
import { createPrivateKey, sign } from 'node:crypto'
import {
  checkKey,
  cryptoKey,
  hashOfSignature,
  type SignatureAlgorithm,
  verifySignature,
} from './algorithms.ts'
import { parsePem } from './certificate.ts'

/** What is to be signed, both as data and as its digest: some providers hash themselves, some only sign digests. */
export type ToSign = { data: Uint8Array; digest: Uint8Array; algorithm: SignatureAlgorithm }

export interface Signer {
  /** DER certificates, the signer's first, then its issuers. */
  readonly certificateChain: readonly Uint8Array[]
  readonly algorithm: SignatureAlgorithm
  /** Signature value; ECDSA as DER (r, s). May take minutes. */
  sign(what: ToSign): Promise<Uint8Array>
}

/**
 * A signer whose key is in a file. In: PEM of private key (PKCS#8), certificate and issuers. Throws when key and
 * certificate do not belong together, or the key is too weak. PSS: use RSA-PSS instead of PKCS#1 v1.5.
 */
export function localSigner(
  keyPem: string,
  certPem: string,
  chainPem = '',
  options: { pss?: boolean; hash?: 'SHA256' | 'SHA384' | 'SHA512' } = {},
): Signer {
  const key = createPrivateKey(keyPem)
  const [cert] = parsePem(certPem)
  const chain = chainPem.trim() === '' ? [] : parsePem(chainPem)
  checkKey(cert!.publicKey)
  const rsa = key.asymmetricKeyType === 'rsa'
  const algorithm =
    `${rsa ? (options.pss ? 'RSA-PSS' : 'RSA') : 'ECDSA'}-${options.hash ?? 'SHA256'}` as SignatureAlgorithm
  const probe = Buffer.from('lieta')
  const made = sign(hashOfSignature(algorithm), probe, cryptoKey(algorithm, key, 'der'))
  if (!verifyProbe(algorithm, cert!.publicKey, probe, made))
    throw new Error('private key and certificate do not belong together')
  return {
    certificateChain: [cert!.raw, ...chain.map((c) => c.raw)],
    algorithm,
    sign: async ({ data }) => sign(hashOfSignature(algorithm), data, cryptoKey(algorithm, key, 'der')),
  }
}

function verifyProbe(...a: Parameters<typeof verifySignature>): boolean {
  try {
    return verifySignature(...a)
  } catch {
    return false
  }
}
