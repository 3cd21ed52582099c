// RFC 3161 tokens: read, checked against what they stamp, and their issuer against the trust store.
import { digestOf, hashOfIdentifier } from './algorithms.ts'
import { derOfBer } from './ber.ts'
import type { Certificate } from './certificate.ts'
import { checkSigner, readSignedData, same, signerCertificate } from './cms.ts'
import { asOctets, asSequence, asTime, DerError, parseDer } from './der.ts'
import { findPath, type TrustStore } from './trust.ts'

const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

export type Timestamp =
  | {
      state: 'trusted' | 'untrusted'
      time: Date
      authority: string
      certificates: Certificate[]
      certificate: Certificate
    }
  | { state: 'broken'; why: string }

/**
 * Checks a token over the given data. 'untrusted': intact, but its issuer leads to no anchor.
 * `pool`: certificates that may complete the path.
 */
export function checkTimestamp(
  token: Uint8Array,
  data: readonly Uint8Array[],
  trust: TrustStore,
  pool: readonly Certificate[],
): Timestamp {
  try {
    const sd = readSignedData(parseDer(derOfBer(token)))
    if (sd.contentType !== TST_INFO || !sd.content) return { state: 'broken', why: 'not a timestamp token' }
    const info = asSequence(parseDer(sd.content))
    const [algorithm, imprint] = asSequence(info[2])
    if (!same(asOctets(imprint), digestOf(hashOfIdentifier(algorithm), ...data)))
      return { state: 'broken', why: 'stamps something else' }
    const time = asTime(info[4])
    const cert = signerCertificate(sd, pool)
    if (!cert) return { state: 'broken', why: 'certificate of the timestamp authority is missing' }
    // Version 1 of the ESS attribute is what most authorities still write; the signer's identity is bound by sid.
    const wrong = checkSigner(sd, cert, [sd.content]).filter((r) => r.code !== 'no-certificate-attribute')
    if (wrong.length > 0) return { state: 'broken', why: wrong[0]!.detail ?? wrong[0]!.code }
    if (cert.extendedKeyUsage.length !== 1 || cert.extendedKeyUsage[0] !== TIME_STAMPING)
      return { state: 'broken', why: 'certificate is not for timestamps' }
    if (time < cert.notBefore || time > cert.notAfter)
      return { state: 'broken', why: 'certificate out of date at its own time' }
    const path = findPath(cert, [...sd.certificates, ...pool], trust, 'timestamps', time)
    const known = path.ok && cert.unknownCritical.length === 0
    return {
      state: known ? 'trusted' : 'untrusted',
      time,
      authority: cert.displayName,
      certificates: sd.certificates,
      certificate: cert,
    }
  } catch (e) {
    if (e instanceof DerError || e instanceof Error) return { state: 'broken', why: e.message }
    throw e
  }
}
