// A signature over any bytes, kept beside them (CAdES B-B, B-T with a time-stamping authority; ETSI EN 319 122-1).
import { digestOf, hashOfSignature } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import { checkSigner, readSignedData, signerCertificate } from './cms.ts'
import { signedAttributes, signedData } from './cms-build.ts'
import { parseDer } from './der.ts'
import type { Signer } from './signer.ts'
import { checkTimestamp } from './timestamp.ts'
import { requestTimestamp } from './timestamp-request.ts'
import { findPath, type TrustStore } from './trust.ts'

const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14'

/** In: bytes and who signs; address of a time-stamping authority, if any. Out: the CMS (DER). @throws TimestampError */
export async function signDetached(o: {
  content: Uint8Array
  signer: Signer
  tsa?: string
}): Promise<Uint8Array> {
  const { algorithm, certificateChain } = o.signer
  const hash = hashOfSignature(algorithm)
  const attributes = signedAttributes(algorithm, digestOf(hash, o.content), certificateChain[0]!)
  const digest = digestOf(hash, attributes)
  const signature = await o.signer.sign({ data: attributes, digest, algorithm })
  const timestamp = o.tsa ? await requestTimestamp(o.tsa, signature, hash) : undefined
  return signedData({
    algorithm,
    attributes,
    signature,
    certificateChain,
    ...(timestamp ? { timestamp } : {}),
  })
}

export type DetachedSignature =
  /** `time`: of a timestamp of a trusted authority; absent when there is none. */
  { holds: true; certificate: Certificate; time?: Date } | { holds: false; why: string }

/**
 * Whether a detached signature is over these bytes, by a certificate that leads to the trust. That it has run out since
 * takes nothing from what it signed: `at` is when it is said to have been made. Never throws for what the CMS holds.
 */
export function verifyDetached(
  content: Uint8Array,
  cms: Uint8Array,
  trust: TrustStore,
  at: Date,
): DetachedSignature {
  try {
    const sd = readSignedData(parseDer(cms))
    const certificate = signerCertificate(sd)
    if (sd.content) return { holds: false, why: 'it is not detached' }
    if (!certificate) return { holds: false, why: 'its certificate is missing' }
    const [wrong] = checkSigner(sd, certificate, [content])
    if (wrong) return { holds: false, why: wrong.detail ?? wrong.code }
    const stamps = (sd.unsigned.get(SIGNATURE_TIMESTAMP) ?? []).map((token) =>
      checkTimestamp(token.raw, [sd.signature], trust, sd.certificates),
    )
    const broken = stamps.find((s) => s.state === 'broken')
    if (broken) return { holds: false, why: `its timestamp: ${broken.why}` }
    const time = stamps.flatMap((s) => (s.state === 'trusted' ? [s.time] : []))[0]
    const when = time ?? at
    if (when < certificate.notBefore || when > certificate.notAfter)
      return { holds: false, why: 'its certificate was not valid then' }
    if (!findPath(certificate, sd.certificates, trust, 'seals', when).ok)
      return { holds: false, why: 'its certificate leads to nobody who is trusted' }
    return { holds: true, certificate, ...(time ? { time } : {}) }
  } catch (e) {
    return { holds: false, why: e instanceof Error ? e.message : 'it cannot be read' }
  }
}
