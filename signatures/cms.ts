// Reads CMS SignedData and checks its one signature. What counts as signed is decided by the caller.
import { timingSafeEqual } from 'node:crypto'
import {
  AlgorithmError,
  digestOf,
  type Hash,
  hashOfIdentifier,
  hashOfOid,
  type SignatureAlgorithm,
  signatureOfIdentifier,
  verifySignature,
} from './algorithms.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import {
  asIntHex,
  asOctets,
  asOid,
  asSequence,
  asSet,
  type Der,
  DerError,
  isContext,
  isUniversal,
  kid,
} from './der.ts'
import { algorithmReason, type Reason, reason } from './report.ts'

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const
const MAX_CERTIFICATES = 40

export type SignedData = {
  contentType: string
  /** Encapsulated content, when not detached. */
  content: Uint8Array | undefined
  certificates: Certificate[]
  crls: Uint8Array[]
  hash: Hash
  algorithm: SignatureAlgorithm
  /** Signed attributes as a DER SET. */
  signedAttributes: Uint8Array
  attributes: ReadonlyMap<string, Der>
  unsigned: ReadonlyMap<string, readonly Der[]>
  signature: Uint8Array
  sid: { issuer: Uint8Array; serial: string } | { keyId: string }
}

/** Reads ContentInfo { SignedData } with exactly one SignerInfo. Throws DerError or AlgorithmError. */
export function readSignedData(info: Der): SignedData {
  const [type, wrapped] = asSequence(info)
  if (asOid(type) !== OID.signedData || !isContext(wrapped, 0)) throw new DerError('expected SignedData')
  const fields = [...asSequence(kid(wrapped, 0))]
  const [, digests, encap] = fields
  asSet(digests)
  const [contentType, contentWrap] = asSequence(encap)
  const certificates: Certificate[] = []
  const crls: Uint8Array[] = []
  for (const f of fields.slice(3, -1)) {
    if (isContext(f, 0))
      for (const c of f.kids) {
        if (certificates.length >= MAX_CERTIFICATES) throw new DerError('too many certificates')
        if (isUniversal(c, 16)) certificates.push(parseCertificate(c.raw))
      }
    else if (isContext(f, 1)) for (const c of f.kids) if (isUniversal(c, 16)) crls.push(c.raw)
  }
  const signers = asSet(fields.at(-1))
  if (signers.length !== 1) throw new DerError('expected exactly one SignerInfo')
  return {
    ...readSigner(signers[0]!),
    contentType: asOid(contentType),
    content: contentOf(contentWrap),
    certificates,
    crls,
  }
}

function contentOf(wrap: Der | undefined): Uint8Array | undefined {
  return isContext(wrap, 0) ? asOctets(wrap.kids[0]) : undefined
}

function readSigner(info: Der): Omit<SignedData, 'contentType' | 'content' | 'certificates' | 'crls'> {
  const [, sid, digest, attrs, algorithm, signature, unsignedAttrs] = asSequence(info)
  if (!isContext(attrs, 0)) throw new DerError('no signed attributes')
  const hash = hashOfIdentifier(digest)
  const attributes = new Map<string, Der>()
  for (const a of attrs.kids) {
    const [type, values] = asSequence(a)
    const id = asOid(type)
    const list = asSet(values)
    if (attributes.has(id) || list.length !== 1) throw new DerError(`signed attribute ${id} not exactly once`)
    attributes.set(id, list[0]!)
  }
  const unsigned = new Map<string, readonly Der[]>()
  if (isContext(unsignedAttrs, 1))
    for (const a of unsignedAttrs.kids) {
      const [type, values] = asSequence(a)
      const id = asOid(type)
      unsigned.set(id, [...(unsigned.get(id) ?? []), ...asSet(values)])
    }
  const set = Buffer.from(attrs.raw)
  set[0] = 0x31
  return {
    hash,
    algorithm: signatureOfIdentifier(algorithm, hash),
    signedAttributes: set,
    attributes,
    unsigned,
    signature: asOctets(signature),
    sid: isContext(sid, 0)
      ? { keyId: Buffer.from(sid.body).toString('hex') }
      : { issuer: asSequence(sid)[0]!.raw, serial: asIntHex(asSequence(sid)[1]) },
  }
}

/** The certificate that the SignerInfo names, among those carried or given. */
export function signerCertificate(
  sd: SignedData,
  extra: readonly Certificate[] = [],
): Certificate | undefined {
  const { sid } = sd
  return [...sd.certificates, ...extra].find((c) =>
    'keyId' in sid
      ? c.subjectKeyId === sid.keyId
      : c.serial === sid.serial && Buffer.compare(c.issuer, sid.issuer) === 0,
  )
}

/**
 * Checks message digest, content type, the ESS attribute against the certificate, and the signature value.
 * In: digest of the content (by the SignerInfo's hash). Out: reasons; empty when all is right.
 */
export function checkSigner(sd: SignedData, cert: Certificate, content: readonly Uint8Array[]): Reason[] {
  const out: Reason[] = []
  const type = sd.attributes.get(OID.contentType)
  if (!type || asOid(type) !== sd.contentType)
    out.push(reason('signature-malformed', 'content-type attribute'))
  const md = sd.attributes.get(OID.messageDigest)
  if (!md || !same(asOctets(md), digestOf(sd.hash, ...content)))
    out.push(reason('signature-wrong', 'message digest'))
  out.push(...checkEss(sd, cert))
  try {
    if (!verifySignature(sd.algorithm, cert.publicKey, sd.signedAttributes, sd.signature))
      out.push(reason('signature-wrong', 'signature value'))
  } catch (e) {
    if (e instanceof AlgorithmError) out.push(algorithmReason(e))
    else out.push(reason('signature-malformed', 'signature value'))
  }
  return out
}

function checkEss(sd: SignedData, cert: Certificate): Reason[] {
  const v2 = sd.attributes.get(OID.signingCertificateV2)
  if (!v2)
    // Version 1 uses SHA-1, which binds nothing today.
    return [
      reason(
        'no-certificate-attribute',
        sd.attributes.has(OID.signingCertificate) ? 'only version 1 (SHA-1)' : undefined,
      ),
    ]
  const fields = asSequence(asSequence(asSequence(v2)[0])[0])
  const algorithm = isUniversal(fields[0], 16) ? fields[0] : undefined
  const hash = algorithm ? hashOfOid(asOid(asSequence(algorithm)[0])) : 'sha256'
  const value = asOctets(fields[algorithm ? 1 : 0])
  if (!same(value, digestOf(hash, cert.raw))) return [reason('certificate-mismatch', 'ESS certificate hash')]
  const issuerSerial = fields[algorithm ? 2 : 1]
  if (issuerSerial && asIntHex(asSequence(issuerSerial)[1]) !== cert.serial)
    return [reason('certificate-mismatch', 'ESS serial number')]
  return []
}

/** Time claimed in the signed attributes, if any (PAdES forbids it; plain CMS has it). */
export const hasSigningTime = (sd: SignedData): boolean => sd.attributes.has(OID.signingTime)

export const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)
