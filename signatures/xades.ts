// One XAdES signature (ETSI EN 319 132-1) within a container. Every part is taken from its place under this
// ds:Signature, never looked up by Id elsewhere; that leaves signature wrapping nothing to wrap.
import type { XmlElement } from 'libxml2-wasm'
import {
  AlgorithmError,
  digestOf,
  type Hash,
  type SignatureAlgorithm,
  verifySignature,
} from './algorithms.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { same } from './cms.ts'
import { DerError } from './der.ts'
import { type Context, evaluate } from './evaluate.ts'
import { algorithmReason, type Reason, reason, type SignatureReport } from './report.ts'
import type { Evidence } from './revocation.ts'
import { checkTimestamp, type Timestamp } from './timestamp.ts'
import {
  attribute,
  base64Of,
  C14N,
  canonicalBytes,
  children,
  exactly,
  NS,
  named,
  only,
  XmlInputError,
} from './xml.ts'

export const SIGNED_PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties'
const DIGESTS: Record<string, Hash> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const PSS = 'http://www.w3.org/2007/05/xmldsig-more#'
const SIGNATURES: Record<string, SignatureAlgorithm> = {
  [`${MORE}rsa-sha256`]: 'RSA-SHA256',
  [`${MORE}rsa-sha384`]: 'RSA-SHA384',
  [`${MORE}rsa-sha512`]: 'RSA-SHA512',
  [`${MORE}ecdsa-sha256`]: 'ECDSA-SHA256',
  [`${MORE}ecdsa-sha384`]: 'ECDSA-SHA384',
  [`${MORE}ecdsa-sha512`]: 'ECDSA-SHA512',
  [`${PSS}sha256-rsa-MGF1`]: 'RSA-PSS-SHA256',
  [`${PSS}sha384-rsa-MGF1`]: 'RSA-PSS-SHA384',
  [`${PSS}sha512-rsa-MGF1`]: 'RSA-PSS-SHA512',
}
const CURVE_BITS: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }
const MAX_REFERENCES = 1000

/** Files of the container that must be covered: content by name. */
export type DataFiles = ReadonlyMap<string, () => Uint8Array>

export type Parts = {
  signedInfo: XmlElement
  value: XmlElement
  keyInfo: XmlElement | undefined
  qualifying: XmlElement
  signed: XmlElement
  unsigned: XmlElement | undefined
}

/** Verifies one ds:Signature over the files of its container. Never throws for what the file holds. */
export function verifyXades(
  el: XmlElement,
  fallbackId: string,
  files: DataFiles,
  ctx: Context,
): SignatureReport {
  const reasons: Reason[] = []
  const covered: string[] = []
  const pool: Certificate[] = []
  const evidence: { ocsp: Uint8Array[]; crls: Uint8Array[] } = { ocsp: [], crls: [] }
  const stamps: Timestamp[] = []
  let certificate: Certificate | undefined
  let algorithm: SignatureAlgorithm | undefined
  let claimed: Date | undefined
  try {
    const p = partsOf(el)
    collectValues(p, pool, evidence)
    certificate = signingCertificate(p, pool, reasons)
    reasons.push(...checkReferences(p, files, covered))
    algorithm = algorithmOf(p)
    if (certificate) reasons.push(...checkValue(p, algorithm, certificate))
    const t = only(signatureProperties(p), NS.xades, 'SigningTime')
    if (t) claimed = new Date(t.content.trim())
    for (const s of named(unsignedProperties(p), NS.xades, 'SignatureTimeStamp'))
      stamps.push(timestampOf(s, p, ctx, pool))
    if ([NS.xades, NS.xades141].some((ns) => named(unsignedProperties(p), ns, 'ArchiveTimeStamp').length > 0))
      reasons.push(reason('feature-unsupported', 'archive timestamp'))
  } catch (e) {
    reasons.push(readingProblem(e))
  }
  const failed = reasons.some((r) => r.effect === 'fail')
  return evaluate(
    {
      id: attribute(el, 'Id') ?? fallbackId,
      format: 'XAdES',
      algorithm: algorithm ?? null,
      certificate,
      pool,
      evidence: evidence as Evidence,
      timestamps: stamps,
      claimed: claimed && !Number.isNaN(claimed.getTime()) ? claimed : undefined,
      reasons,
      covers: { files: failed ? [] : covered, whole: covered.length === files.size },
    },
    ctx,
  )
}

export function readingProblem(e: unknown): Reason {
  const message = e instanceof Error ? e.message : 'unknown'
  if (e instanceof AlgorithmError) return algorithmReason(e)
  if (e instanceof XmlInputError || e instanceof DerError) return reason('signature-malformed', message)
  return reason('signature-unreadable', message)
}

export function partsOf(el: XmlElement): Parts {
  const objects = named(el, NS.ds, 'Object')
  const holders = objects.flatMap((o) => named(o, NS.xades, 'QualifyingProperties'))
  if (holders.length !== 1) throw new XmlInputError('QualifyingProperties not exactly once')
  const qualifying = holders[0]!
  const target = attribute(qualifying, 'Target')
  if (target !== `#${attribute(el, 'Id')}`)
    throw new XmlInputError('QualifyingProperties belong to another signature')
  return {
    signedInfo: exactly(el, NS.ds, 'SignedInfo'),
    value: exactly(el, NS.ds, 'SignatureValue'),
    keyInfo: only(el, NS.ds, 'KeyInfo'),
    qualifying,
    signed: exactly(qualifying, NS.xades, 'SignedProperties'),
    unsigned: only(qualifying, NS.xades, 'UnsignedProperties'),
  }
}

const signatureProperties = (p: Parts): XmlElement => exactly(p.signed, NS.xades, 'SignedSignatureProperties')
const unsignedProperties = (p: Parts): XmlElement | undefined =>
  only(p.unsigned, NS.xades, 'UnsignedSignatureProperties')

export function hashOf(method: XmlElement): Hash {
  const uri = attribute(method, 'Algorithm') ?? ''
  const hash = DIGESTS[uri]
  if (!hash) throw new AlgorithmError(`hash ${uri} is not allowed`)
  return hash
}

export function algorithmOf(p: Parts): SignatureAlgorithm {
  const uri = attribute(exactly(p.signedInfo, NS.ds, 'SignatureMethod'), 'Algorithm') ?? ''
  const a = SIGNATURES[uri]
  if (!a) throw new AlgorithmError(`signature algorithm ${uri} is not allowed`)
  return a
}

export function checkValue(p: Parts, algorithm: SignatureAlgorithm, cert: Certificate): Reason[] {
  const data = canonicalBytes(p.signedInfo, exactly(p.signedInfo, NS.ds, 'CanonicalizationMethod'))
  const value = base64Of(p.value)
  // XML Signature writes r and s side by side; some tools write the DER of CMS. Lengths tell them apart.
  const size = Math.ceil(Number(CURVE_BITS[cert.publicKey.asymmetricKeyDetails?.namedCurve ?? ''] ?? 0) / 8)
  const encoding = size > 0 && value.length !== 2 * size && value[0] === 0x30 ? 'der' : 'ieee-p1363'
  const ok = verifySignature(algorithm, cert.publicKey, data, value, encoding)
  return ok ? [] : [reason('signature-wrong', 'signature value')]
}

/** Certificate of KeyInfo whose digest the signed properties name (SigningCertificateV2, or V1 with a strong hash). */
export function signingCertificate(
  p: Parts,
  pool: Certificate[],
  reasons: Reason[],
): Certificate | undefined {
  const carried: Certificate[] = []
  for (const data of named(p.keyInfo, NS.ds, 'X509Data'))
    for (const c of named(data, NS.ds, 'X509Certificate')) {
      if (carried.length >= 20) throw new XmlInputError('too many certificates')
      carried.push(parseCertificate(base64Of(c)))
    }
  pool.push(...carried)
  const props = signatureProperties(p)
  const list = only(props, NS.xades, 'SigningCertificateV2') ?? only(props, NS.xades, 'SigningCertificate')
  const first = list ? named(list, NS.xades, 'Cert')[0] : undefined
  if (!first) {
    reasons.push(reason('no-certificate-attribute'))
    return carried[0]
  }
  const digest = exactly(first, NS.xades, 'CertDigest')
  const method = exactly(digest, NS.ds, 'DigestMethod')
  if (attribute(method, 'Algorithm') === 'http://www.w3.org/2000/09/xmldsig#sha1') {
    reasons.push(reason('no-certificate-attribute', 'only by SHA-1'))
    return carried[0]
  }
  const hash = hashOf(method)
  const want = base64Of(exactly(digest, NS.ds, 'DigestValue'))
  const found = carried.find((c) => same(digestOf(hash, c.raw), want))
  if (!found && carried.length > 0) {
    reasons.push(reason('certificate-mismatch', 'SigningCertificate digest'))
    return carried[0]
  }
  return found
}

function checkReferences(p: Parts, files: DataFiles, covered: string[]): Reason[] {
  const out: Reason[] = []
  const references = named(p.signedInfo, NS.ds, 'Reference')
  if (references.length > MAX_REFERENCES) throw new XmlInputError('too many references')
  let properties = 0
  for (const r of references) {
    const uri = attribute(r, 'URI')
    if (uri === undefined) throw new XmlInputError('reference without URI')
    const hash = hashOf(exactly(r, NS.ds, 'DigestMethod'))
    const want = base64Of(exactly(r, NS.ds, 'DigestValue'))
    if (attribute(r, 'Type') === SIGNED_PROPERTIES) {
      properties++
      if (uri !== `#${attribute(p.signed, 'Id')}`)
        throw new XmlInputError('reference to other signed properties')
      if (!same(digestOf(hash, canonicalBytes(p.signed, transformOf(r))), want))
        out.push(reason('signed-properties-changed'))
      continue
    }
    if (uri.startsWith('#')) {
      // Some tools also sign KeyInfo; nothing else inside the signature file may be referred to.
      if (!p.keyInfo || uri !== `#${attribute(p.keyInfo, 'Id')}`)
        throw new XmlInputError('reference to an unknown part')
      if (!same(digestOf(hash, canonicalBytes(p.keyInfo, transformOf(r))), want))
        out.push(reason('signature-wrong', 'KeyInfo'))
      continue
    }
    if (only(r, NS.ds, 'Transforms')) throw new XmlInputError('transform on a file')
    const name = decodeUri(uri)
    const file = files.get(name)
    if (!file) out.push(reason('file-missing', name))
    else if (!same(digestOf(hash, file()), want)) out.push(reason('file-changed', name))
    else if (covered.includes(name)) throw new XmlInputError('a file referred to twice')
    else covered.push(name)
  }
  if (properties !== 1)
    out.push(reason('signature-malformed', 'signed properties not referred to exactly once'))
  const missing = [...files.keys()].filter((n) => !covered.includes(n))
  if (missing.length > 0 && !out.some((r) => r.code === 'file-changed' || r.code === 'file-missing'))
    out.push(reason('file-not-covered', missing.slice(0, 5).join(', ')))
  return out
}

/** The one canonicalisation that a reference names as its transform, if any. */
export function transformOf(r: XmlElement): XmlElement | undefined {
  const list = only(r, NS.ds, 'Transforms')
  if (!list) return undefined
  const transforms = children(list)
  if (transforms.length !== 1 || !((attribute(transforms[0]!, 'Algorithm') ?? '') in C14N))
    throw new XmlInputError('transform is not allowed')
  return transforms[0]
}

function decodeUri(uri: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('/') || uri.includes('?'))
    throw new XmlInputError('reference leads out of the container')
  try {
    return decodeURIComponent(uri)
  } catch {
    throw new XmlInputError('bad URI')
  }
}

function timestampOf(el: XmlElement, p: Parts, ctx: Context, pool: readonly Certificate[]): Timestamp {
  try {
    const data = canonicalBytes(p.value, only(el, NS.ds, 'CanonicalizationMethod'))
    const tokens = named(el, NS.xades, 'EncapsulatedTimeStamp')
    if (tokens.length !== 1) return { state: 'broken', why: 'not exactly one token' }
    return checkTimestamp(base64Of(tokens[0]!), [data], ctx.trust, pool)
  } catch (e) {
    return { state: 'broken', why: (e as Error).message }
  }
}

/** Certificates and revocation answers of the unsigned properties; what cannot be read is left out. */
function collectValues(
  p: Parts,
  pool: Certificate[],
  evidence: { ocsp: Uint8Array[]; crls: Uint8Array[] },
): void {
  const root = unsignedProperties(p)
  if (!root) return
  const holders = [root, ...named(root, NS.xades141, 'TimeStampValidationData')]
  let budget = 200
  const each = (list: readonly XmlElement[], use: (der: Uint8Array) => void): void => {
    for (const x of list) {
      if (--budget < 0) throw new XmlInputError('too many embedded values')
      try {
        use(base64Of(x))
      } catch {
        // Evidence that cannot be read proves nothing; the verdict shows what is then missing.
      }
    }
  }
  for (const h of holders) {
    for (const v of named(h, NS.xades, 'CertificateValues'))
      each(named(v, NS.xades, 'EncapsulatedX509Certificate'), (d) => pool.push(parseCertificate(d)))
    for (const v of named(h, NS.xades, 'RevocationValues')) {
      each(
        named(v, NS.xades, 'OCSPValues').flatMap((o) => named(o, NS.xades, 'EncapsulatedOCSPValue')),
        (d) => evidence.ocsp.push(d),
      )
      each(
        named(v, NS.xades, 'CRLValues').flatMap((o) => named(o, NS.xades, 'EncapsulatedCRLValue')),
        (d) => evidence.crls.push(d),
      )
    }
  }
}
