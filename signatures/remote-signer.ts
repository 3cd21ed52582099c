// A signer at a remote signing service that speaks the CSC API v2 (Cloud Signature Consortium): the key never
// leaves the service; we send a digest and get a signature value.
import { hashOfSignature, hashOid, type SignatureAlgorithm, signatureIdentifier } from './algorithms.ts'
import { parseCertificate } from './certificate.ts'
import { asOid, asSequence, integer, parseDer, sequence } from './der.ts'
import type { Signer } from './signer.ts'

export type RemoteSignerOptions = {
  /** Base address, e.g. https://signing.example/csc/v2 */
  url: string
  /** Access token for each call. */
  token: () => Promise<string>
  credentialId: string
  /** Obtains signature activation data (SAD) for a digest: PIN, mobile confirmation. Left out when not needed. */
  authorise?: (digest: Uint8Array) => Promise<string>
  hash?: 'SHA256' | 'SHA384' | 'SHA512'
  /** Longest wait for one answer, and pause between questions when the service works asynchronously; ms. */
  timeoutMs?: number
  pollMs?: number
  /** Longest time in all for an asynchronous signature, ms. */
  patienceMs?: number
}

export class RemoteSigningError extends Error {
  override name = 'RemoteSigningError'
}

/** Reads the credential's certificates and gives a signer for it. Throws RemoteSigningError. */
export async function remoteSigner(o: RemoteSignerOptions): Promise<Signer> {
  const info = await call(o, 'credentials/info', { credentialID: o.credentialId, certificates: 'chain' })
  const list = (info.cert as { certificates?: unknown } | undefined)?.certificates
  if (!Array.isArray(list) || list.length === 0)
    throw new RemoteSigningError('the credential has no certificate')
  const certificateChain = list.map((c) => new Uint8Array(Buffer.from(String(c), 'base64')))
  const ec = parseCertificate(certificateChain[0]!).publicKey.asymmetricKeyType === 'ec'
  const algorithm = `${ec ? 'ECDSA' : 'RSA'}-${o.hash ?? 'SHA256'}` as SignatureAlgorithm
  return {
    certificateChain,
    algorithm,
    async sign({ digest }) {
      const sad = o.authorise ? await o.authorise(digest) : undefined
      const first = await call(o, 'signatures/signHash', {
        credentialID: o.credentialId,
        hashes: [Buffer.from(digest).toString('base64')],
        hashAlgorithmOID: hashOid(hashOfSignature(algorithm)),
        signAlgo: asOid(asSequence(parseDer(signatureIdentifier(algorithm)))[0]),
        ...(sad === undefined ? {} : { SAD: sad }),
      })
      const signatures = Array.isArray(first.signatures) ? first.signatures : await poll(o, first.responseID)
      if (signatures.length !== 1) throw new RemoteSigningError('not exactly one signature came back')
      const value = Buffer.from(String(signatures[0]), 'base64')
      return ec ? derSignature(value) : value
    },
  }
}

async function poll(o: RemoteSignerOptions, id: unknown): Promise<unknown[]> {
  if (typeof id !== 'string')
    throw new RemoteSigningError('neither a signature nor a promise of one came back')
  const end = Date.now() + (o.patienceMs ?? 300_000)
  while (Date.now() < end) {
    await new Promise((r) => setTimeout(r, o.pollMs ?? 2000))
    const answer = await call(o, 'signatures/signPolling', { responseID: id }, true)
    if (Array.isArray(answer.signatures)) return answer.signatures
  }
  throw new RemoteSigningError('the signer did not confirm in time')
}

async function call(
  o: RemoteSignerOptions,
  path: string,
  body: unknown,
  mayWait = false,
): Promise<Record<string, unknown>> {
  let r: Response
  try {
    r = await fetch(`${o.url.replace(/\/$/, '')}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await o.token()}` },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(o.timeoutMs ?? 15_000),
    })
  } catch (e) {
    throw new RemoteSigningError(`signing service cannot be reached: ${(e as Error).message}`)
  }
  const text = await r.text()
  if (mayWait && (r.status === 202 || text.includes('not_ready'))) return {}
  if (!r.ok) throw new RemoteSigningError(`signing service answers ${r.status} to ${path}`)
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new RemoteSigningError(`signing service answers ${path} with something else than JSON`)
  }
}

/** Services return ECDSA values either as DER or as r and s side by side; CMS wants DER. */
function derSignature(v: Uint8Array): Uint8Array {
  try {
    if (asSequence(parseDer(v)).length === 2) return v
  } catch {
    // Not DER: r and s side by side.
  }
  if (v.length % 2 !== 0) throw new RemoteSigningError('signature value of odd length')
  return sequence(integer(v.subarray(0, v.length / 2)), integer(v.subarray(v.length / 2)))
}
