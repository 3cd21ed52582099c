// Asks a timestamp authority (RFC 3161 over HTTP) for a token. The only place in this room that uses the network.
import { randomBytes } from 'node:crypto'
import { digestOf, type Hash, hashIdentifier } from './algorithms.ts'
import { asInt, asSequence, bool, integer, octets, parseDer, sequence } from './der.ts'

export class TimestampError extends Error {
  override name = 'TimestampError'
}
const MAX_ANSWER = 64_000

/** In: TSA address, data to be stamped (for a signature timestamp: the signature value). Out: the token (DER). */
export async function requestTimestamp(
  url: string,
  data: Uint8Array,
  hash: Hash,
  timeoutMs = 15_000,
): Promise<Uint8Array> {
  const nonce = randomBytes(8)
  const query = sequence(
    integer(1),
    sequence(hashIdentifier(hash), octets(digestOf(hash, data))),
    integer(nonce),
    bool(true),
  )
  let answer: Uint8Array
  try {
    const r = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(query),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    if (!r.ok) throw new TimestampError(`timestamp authority answers ${r.status}`)
    answer = new Uint8Array(await r.arrayBuffer())
  } catch (e) {
    if (e instanceof TimestampError) throw e
    throw new TimestampError(`timestamp authority cannot be reached: ${(e as Error).message}`)
  }
  if (answer.length > MAX_ANSWER) throw new TimestampError('timestamp answer too long')
  const [status, token] = asSequence(parseDer(answer))
  const code = asInt(asSequence(status)[0])
  if (code > 1 || !token) throw new TimestampError(`timestamp refused, status ${code}`)
  checkAnswer(token.raw, digestOf(hash, data), integer(nonce))
  return token.raw
}

/** The token must stamp what was asked for: compare imprint and nonce before it goes into a document. */
function checkAnswer(token: Uint8Array, digest: Uint8Array, nonce: Uint8Array): void {
  const b = Buffer.from(token)
  if (b.indexOf(digest) < 0 || b.indexOf(nonce) < 0)
    throw new TimestampError('timestamp is for something else')
}
