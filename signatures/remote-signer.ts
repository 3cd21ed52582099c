// A remote signing service that speaks the CSC API v2 (Cloud Signature Consortium): the key never leaves the service;
// we send a digest and get a signature value, at once or later. What waits is asked for by the name that the service
// gave it, so that nothing is signed twice.
import { hashOfSignature, hashOid, type SignatureAlgorithm, signatureIdentifier } from './algorithms.ts'
import { parseCertificate } from './certificate.ts'
import { asOid, asSequence, integer, parseDer, sequence } from './der.ts'

export type RemoteServiceOptions = {
  /** Base address, e.g. https://signing.example/csc/v2 */
  url: string
  /** What this service is known as there (OAuth 2.0 client credentials). */
  clientId: string
  clientSecret: string
  /** Longest wait for one answer, ms. */
  timeoutMs?: number
}

export type RemoteCredential = {
  id: string
  /** DER, the signer's first. */
  certificateChain: readonly Uint8Array[]
  algorithm: SignatureAlgorithm
}

export type RemoteAnswer =
  | { state: 'signed'; signature: Uint8Array }
  /** The person has not confirmed yet; ask again under this name. */
  | { state: 'waiting'; operation: string }
  /** The person said no, or the service lets this credential sign no more. */
  | { state: 'refused' }
  /** The service has forgotten the operation. */
  | { state: 'expired' }

export type RemoteService = {
  /** The credentials of a person, by the name that the service knows the person under. */
  credentials(userId: string): Promise<RemoteCredential[]>
  /**
   * Asks for a signature over a digest.
   * @param reference the same for every try: a service that has seen it answers with the same operation
   */
  begin(o: {
    credential: string
    algorithm: SignatureAlgorithm
    digest: Uint8Array
    reference: string
  }): Promise<RemoteAnswer>
  /** Asks what became of an operation. */
  poll(operation: string, algorithm: SignatureAlgorithm): Promise<RemoteAnswer>
}

/** The service is away or does not speak the protocol; asking again later may help. */
export class RemoteSigningError extends Error {
  override name = 'RemoteSigningError'
}

/** Error codes by which a service says that the signer or the credential does not consent (CSC API v2, 10.1). */
const REFUSALS = new Set([
  'access_denied',
  'user_cancelled',
  'invalid_pin',
  'invalid_otp',
  'credential_locked',
])
const WAIT_SECONDS = 3600

/** A client of the service. Its calls throw RemoteSigningError. */
export function remoteService(o: RemoteServiceOptions): RemoteService {
  const post = caller(o)
  return {
    async credentials(userId) {
      const list = await post('credentials/list', { userID: userId })
      if (!Array.isArray(list.credentialIDs)) throw new RemoteSigningError('no list of credentials came back')
      const found = await Promise.all(list.credentialIDs.map((id) => credential(post, String(id))))
      return found.filter((c) => c !== undefined)
    },
    async begin({ credential: credentialID, algorithm, digest, reference }) {
      const what = {
        credentialID,
        hashes: [Buffer.from(digest).toString('base64')],
        hashAlgorithmOID: hashOid(hashOfSignature(algorithm)),
        clientData: reference,
      }
      const leave = await post('credentials/authorize', { ...what, numSignatures: 1 })
      if (isRefusal(leave)) return { state: 'refused' }
      if (typeof leave.SAD !== 'string') throw new RemoteSigningError('no activation data came back')
      const answer = await post('signatures/signHash', {
        ...what,
        SAD: leave.SAD,
        operationMode: 'A',
        validity_period: WAIT_SECONDS,
        signAlgo: asOid(asSequence(parseDer(signatureIdentifier(algorithm)))[0]),
      })
      if (typeof answer.responseID === 'string') return { state: 'waiting', operation: answer.responseID }
      return read(answer, algorithm)
    },
    async poll(operation, algorithm) {
      const answer = await post('signatures/signPolling', { responseID: operation })
      if (answer.status === 202) return { state: 'waiting', operation }
      return read(answer, algorithm)
    },
  }
}

type Answer = Record<string, unknown> & { status: number }
type Post = (path: string, body: unknown) => Promise<Answer>

async function credential(post: Post, id: string): Promise<RemoteCredential | undefined> {
  const info = await post('credentials/info', { credentialID: id, certificates: 'chain' })
  const list = (info.cert as { certificates?: unknown } | undefined)?.certificates
  if (!Array.isArray(list) || list.length === 0) return undefined
  const certificateChain = list.map((c) => new Uint8Array(Buffer.from(String(c), 'base64')))
  const ec = parseCertificate(certificateChain[0]!).publicKey.asymmetricKeyType === 'ec'
  return { id, certificateChain, algorithm: ec ? 'ECDSA-SHA256' : 'RSA-SHA256' }
}

function isRefusal(answer: Answer): boolean {
  return typeof answer.error === 'string' && REFUSALS.has(answer.error)
}

function read(answer: Answer, algorithm: SignatureAlgorithm): RemoteAnswer {
  if (isRefusal(answer)) return { state: 'refused' }
  if (answer.error !== undefined) return { state: 'expired' }
  const { signatures } = answer
  if (!Array.isArray(signatures) || signatures.length !== 1)
    throw new RemoteSigningError('not exactly one signature came back')
  const value = Buffer.from(String(signatures[0]), 'base64')
  return { state: 'signed', signature: algorithm.startsWith('ECDSA') ? derSignature(value) : value }
}

function caller(o: RemoteServiceOptions): Post {
  const base = o.url.replace(/\/$/, '')
  let token: { value: string; until: number } | undefined
  async function send(path: string, init: RequestInit): Promise<Answer> {
    let r: Response
    let text: string
    try {
      r = await fetch(`${base}/${path}`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(o.timeoutMs ?? 15_000),
        ...init,
      })
      text = await r.text()
    } catch (e) {
      throw new RemoteSigningError(`signing service cannot be reached: ${(e as Error).message}`)
    }
    let said: Record<string, unknown> = {}
    try {
      said = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    } catch {
      throw new RemoteSigningError(`signing service answers ${path} with something else than JSON`)
    }
    if (r.status >= 500 || (!r.ok && typeof said.error !== 'string'))
      throw new RemoteSigningError(`signing service answers ${r.status} to ${path}`)
    return { ...said, status: r.status }
  }
  async function access(): Promise<string> {
    if (token && Date.now() < token.until) return token.value
    const form = { grant_type: 'client_credentials', client_id: o.clientId, client_secret: o.clientSecret }
    const given = await send('oauth2/token', { body: new URLSearchParams(form) })
    if (typeof given.access_token !== 'string')
      throw new RemoteSigningError(`signing service gives no access: ${String(given.error)}`)
    const seconds = typeof given.expires_in === 'number' ? given.expires_in : 60
    token = { value: given.access_token, until: Date.now() + (seconds - 30) * 1000 }
    return token.value
  }
  return async (path, body) => {
    const answer = await send(path, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await access()}` },
      body: JSON.stringify(body),
    })
    if (answer.status === 401) {
      token = undefined
      throw new RemoteSigningError(`signing service does not accept our access for ${path}`)
    }
    return answer
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
