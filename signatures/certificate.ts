// Certificates: what matters for a signature. Node's X509Certificate gives the key and checks signatures; the
// fields that decide who signed and whether it is qualified are read from the DER here.
import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { AlgorithmError, signatureOfIdentifier, verifySignature } from './algorithms.ts'
import {
  asBits,
  asBoolean,
  asInt,
  asIntHex,
  asOctets,
  asOid,
  asSequence,
  asSet,
  asText,
  asTime,
  type Der,
  DerError,
  isContext,
  isUniversal,
  parseDer,
} from './der.ts'

export type Certificate = {
  raw: Uint8Array
  /** Name as DER, for exact comparison. */
  subject: Uint8Array
  issuer: Uint8Array
  /** Name attributes by OID, first value of each. */
  subjectAttributes: Readonly<Record<string, string>>
  serial: string
  notBefore: Date
  notAfter: Date
  publicKey: KeyObject
  /** Bit 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign, 6 cRLSign; undefined when absent. */
  keyUsage: ReadonlySet<number> | undefined
  extendedKeyUsage: readonly string[]
  isCa: boolean
  pathLength: number | undefined
  subjectKeyId: string | undefined
  authorityKeyId: string | undefined
  /** QcStatements: OIDs present, and the QcType values. */
  qcStatements: readonly string[]
  qcTypes: readonly string[]
  policies: readonly string[]
  /** Critical extensions that we do not understand: the certificate must then not be trusted. */
  unknownCritical: readonly string[]
  /** Whether it says where revocation can be checked (OCSP address or CRL distribution point). */
  revocationPointers: boolean
  /** Common name, or organisation, for people to read. */
  displayName: string
  /** The same of the issuer. */
  issuerName: string
}

const AT = {
  cn: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  givenName: '2.5.4.42',
  organizationIdentifier: '2.5.4.97',
} as const
export const NAME_OIDS = AT
const UNDERSTOOD = new Set([
  '2.5.29.15',
  '2.5.29.19',
  '2.5.29.37',
  '2.5.29.32',
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.17',
])

function bitSet(d: Der): Set<number> {
  const out = new Set<number>()
  asBits(d).forEach((o, i) => {
    for (let b = 0; b < 8; b++) if (o & (128 >> b)) out.add(i * 8 + b)
  })
  return out
}

// The same few issuers and timestamp authorities come with every file; parsing and checking them again and again
// would be most of the work. Keyed by the whole certificate's hash, so nothing can stand in for another.
const known = new Map<string, Certificate>()
const KNOWN_LIMIT = 500

/** Reads a certificate (DER). Throws DerError when it is malformed. Equal certificates give the same object. */
export function parseCertificate(der: Uint8Array): Certificate {
  const key = createHash('sha256').update(der).digest('base64')
  let c = known.get(key)
  if (!c) {
    c = readCertificate(Uint8Array.from(der))
    if (known.size >= KNOWN_LIMIT) known.clear()
    known.set(key, c)
  }
  return c
}

function readCertificate(der: Uint8Array): Certificate {
  const root = asSequence(parseDer(der))
  const tbs = [...asSequence(root[0])]
  if (isContext(tbs[0], 0)) tbs.shift()
  const [serial, , issuer, validity, subject, , ...rest] = tbs
  if (!subject || !issuer) throw new DerError('expected a certificate')
  const [from, to] = asSequence(validity)
  const names = attributesOf(subject)
  const issuerNames = attributesOf(issuer)
  const c: { -readonly [K in keyof Certificate]: Certificate[K] } = {
    raw: der,
    subject: subject.raw,
    issuer: issuer.raw,
    subjectAttributes: names,
    serial: asIntHex(serial),
    notBefore: asTime(from),
    notAfter: asTime(to),
    publicKey: publicKeyOf(der),
    keyUsage: undefined,
    extendedKeyUsage: [],
    isCa: false,
    pathLength: undefined,
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    qcStatements: [],
    qcTypes: [],
    policies: [],
    unknownCritical: [],
    revocationPointers: false,
    displayName: names[AT.cn] ?? names[AT.organization] ?? '(no name)',
    issuerName: issuerNames[AT.cn] ?? issuerNames[AT.organization] ?? '(no name)',
  }
  const seen = new Set<string>()
  for (const ext of asSequence(rest.find((r) => isContext(r, 3))?.kids[0] ?? EMPTY)) {
    const parts = asSequence(ext)
    const id = asOid(parts[0])
    if (seen.has(id)) throw new DerError(`extension ${id} twice`)
    seen.add(id)
    const critical = isUniversal(parts[1], 1) && asBoolean(parts[1])
    const value = asOctets(parts.at(-1))
    if (critical && !UNDERSTOOD.has(id)) c.unknownCritical = [...c.unknownCritical, id]
    extension(c, id, value)
  }
  return c
}
function attributesOf(name: Der): Record<string, string> {
  const out: Record<string, string> = {}
  for (const rdn of asSequence(name))
    for (const atv of asSet(rdn)) {
      const [type, value] = asSequence(atv)
      out[asOid(type)] ??= asText(value)
    }
  return out
}
const EMPTY = parseDer(Buffer.from([0x30, 0]))

function publicKeyOf(der: Uint8Array): KeyObject {
  try {
    return new X509Certificate(der).publicKey
  } catch (e) {
    throw new DerError(`certificate not readable: ${(e as Error).message}`)
  }
}

function extension(
  c: { -readonly [K in keyof Certificate]: Certificate[K] },
  id: string,
  value: Uint8Array,
): void {
  switch (id) {
    case '2.5.29.15':
      c.keyUsage = bitSet(parseDer(value))
      return
    case '2.5.29.19': {
      const f = asSequence(parseDer(value))
      c.isCa = isUniversal(f[0], 1) && asBoolean(f[0])
      const len = f.find((x) => isUniversal(x, 2))
      if (len) c.pathLength = asInt(len)
      return
    }
    case '2.5.29.37':
      c.extendedKeyUsage = asSequence(parseDer(value)).map(asOid)
      return
    case '2.5.29.14':
      c.subjectKeyId = Buffer.from(asOctets(parseDer(value))).toString('hex')
      return
    case '2.5.29.35': {
      const k = asSequence(parseDer(value)).find((x) => isContext(x, 0))
      if (k) c.authorityKeyId = Buffer.from(k.body).toString('hex')
      return
    }
    case '2.5.29.32':
      c.policies = asSequence(parseDer(value)).map((p) => asOid(asSequence(p)[0]))
      return
    case '2.5.29.31':
      c.revocationPointers = true
      return
    case '1.3.6.1.5.5.7.1.1':
      if (asSequence(parseDer(value)).some((d) => asOid(asSequence(d)[0]) === '1.3.6.1.5.5.7.48.1'))
        c.revocationPointers = true
      return
    case '1.3.6.1.5.5.7.1.3':
      for (const st of asSequence(parseDer(value))) {
        const [type, info] = asSequence(st)
        c.qcStatements = [...c.qcStatements, asOid(type)]
        if (asOid(type) === '0.4.0.1862.1.6') c.qcTypes = asSequence(info).map(asOid)
      }
      return
  }
}

/** 'unverified' with the reason: an algorithm that is not verified here, SHA-1 or another curve. */
type Link = 'yes' | 'no' | { unverified: string }
const links = new WeakMap<Certificate, WeakMap<Certificate, Link>>()

/** Whether `child` names `issuer` as its issuer and bears its signature. Never throws. */
export const issuedBy = (child: Certificate, issuer: Certificate): boolean => linkTo(child, issuer) === 'yes'

/** The same, telling a wrong signature from one whose algorithm is not verified here. Never throws. */
export function linkTo(child: Certificate, issuer: Certificate): Link {
  if (Buffer.compare(child.issuer, issuer.subject) !== 0) return 'no'
  if (child.authorityKeyId && issuer.subjectKeyId && child.authorityKeyId !== issuer.subjectKeyId) return 'no'
  const of = links.get(child) ?? new WeakMap<Certificate, Link>()
  links.set(child, of)
  let answer = of.get(issuer)
  if (answer === undefined) {
    answer = signedBy(child, issuer)
    of.set(issuer, answer)
  }
  return answer
}

function signedBy(child: Certificate, issuer: Certificate): Link {
  try {
    const [tbs, algorithm, signature] = asSequence(parseDer(child.raw))
    const inner = asSequence(tbs).find((x) => isUniversal(x, 16))
    if (!inner || !algorithm || Buffer.compare(inner.raw, algorithm.raw) !== 0) return 'no'
    const a = signatureOfIdentifier(algorithm)
    return verifySignature(a, issuer.publicKey, tbs!.raw, asBits(signature)) ? 'yes' : 'no'
  } catch (e) {
    return e instanceof AlgorithmError ? { unverified: e.message } : 'no'
  }
}

/** SubjectPublicKeyInfo bytes (for OCSP key hashes). */
export function publicKeyBits(c: Certificate): Uint8Array {
  const tbs = [...asSequence(asSequence(parseDer(c.raw))[0])]
  if (isContext(tbs[0], 0)) tbs.shift()
  return asBits(asSequence(tbs[5])[1])
}

/** All certificates of a PEM text, in order. Throws when there is none. */
export function parsePem(pem: string): Certificate[] {
  const out = [
    ...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
  ].map((m) => parseCertificate(Buffer.from(m[1]!, 'base64')))
  if (out.length === 0) throw new DerError('no certificate in the PEM text')
  return out
}
