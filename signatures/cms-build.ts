// CMS SignedData as CAdES/PAdES wants it (ETSI EN 319 122-1, 319 142-1): detached, one SignerInfo,
// ESS signing-certificate-v2, and no signing-time, which PAdES forbids.
import {
  digestOf,
  hashIdentifier,
  hashOfSignature,
  type SignatureAlgorithm,
  signatureIdentifier,
} from './algorithms.ts'
import {
  asSequence,
  context,
  integer,
  isContext,
  octets,
  oid,
  parseDer,
  sequence,
  setOf,
  tlv,
} from './der.ts'

const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14'

/** Serial and issuer of a certificate, as DER elements. */
function issuerAndSerial(cert: Uint8Array): { issuer: Uint8Array; serial: Uint8Array } {
  const tbs = [...asSequence(asSequence(parseDer(cert))[0])]
  if (isContext(tbs[0], 0)) tbs.shift()
  return { serial: tbs[0]!.raw, issuer: tbs[2]!.raw }
}

/**
 * Signed attributes over a message digest: the DER SET that gets signed.
 * In: digest of the covered bytes by the algorithm's hash, signer's certificate (DER).
 */
export function signedAttributes(
  algorithm: SignatureAlgorithm,
  messageDigest: Uint8Array,
  cert: Uint8Array,
): Uint8Array {
  const hash = hashOfSignature(algorithm)
  const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value))
  const { issuer, serial } = issuerAndSerial(cert)
  // hashAlgorithm is DEFAULT sha256 and must be left out then (DER).
  const id = [octets(digestOf(hash, cert)), sequence(sequence(context(4, issuer)), serial)]
  const ess = sequence(sequence(sequence(...(hash === 'sha256' ? [] : [hashIdentifier(hash)]), ...id)))
  return setOf(
    attribute(CONTENT_TYPE, oid(DATA)),
    attribute(MESSAGE_DIGEST, octets(messageDigest)),
    attribute(SIGNING_CERTIFICATE_V2, ess),
  )
}

/** The finished CMS. In: attributes as signed, signature value, certificates, and a timestamp token if any. */
export function signedData(o: {
  algorithm: SignatureAlgorithm
  attributes: Uint8Array
  signature: Uint8Array
  certificateChain: readonly Uint8Array[]
  timestamp?: Uint8Array
}): Uint8Array {
  const hash = hashIdentifier(hashOfSignature(o.algorithm))
  const { issuer, serial } = issuerAndSerial(o.certificateChain[0]!)
  const implicitSet = Buffer.from(o.attributes)
  implicitSet[0] = 0xa0
  const unsigned = o.timestamp ? [tlv(0xa1, sequence(oid(SIGNATURE_TIMESTAMP), setOf(o.timestamp)))] : []
  const signer = sequence(
    integer(1),
    sequence(issuer, serial),
    hash,
    implicitSet,
    signatureIdentifier(o.algorithm),
    octets(o.signature),
    ...unsigned,
  )
  const certificates = [...o.certificateChain].sort((a, b) => Buffer.compare(a, b))
  const body = sequence(
    integer(1),
    setOf(hash),
    sequence(oid(DATA)),
    tlv(0xa0, ...certificates),
    setOf(signer),
  )
  return sequence(oid(SIGNED_DATA), context(0, body))
}
