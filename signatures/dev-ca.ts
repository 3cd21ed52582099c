// A certification authority for development and tests: its name says so, and no real trust list knows it.
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { cryptoKey, hashOfSignature, type SignatureAlgorithm, signatureIdentifier } from './algorithms.ts'
import { NAME_OIDS as AT, parsePem } from './certificate.ts'
import {
  bits,
  bool,
  context,
  contextPrimitive,
  integer,
  octets,
  oid,
  parseDer,
  printable,
  sequence,
  setOf,
  time,
  utf8,
} from './der.ts'

export type Pem = { certPem: string; keyPem: string }
/** ec-k256 is on no list of ours: for tests of what is not verified. */
export type KeyKind = 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'ec-p256' | 'ec-p384' | 'ec-p521' | 'ec-k256'
export type CertificateUse = 'person' | 'seal' | 'authentication' | 'timestamp' | 'ocsp' | 'server' | 'ca'

export type IssueOptions = {
  use: CertificateUse
  /** Common name. */
  name: string
  /** For a person: 'PNOLV-…'. */
  serialNumber?: string
  givenName?: string
  surname?: string
  organization?: string
  /** For a seal: 'NTRLV-…'. */
  organizationIdentifier?: string
  country?: string
  key?: KeyKind
  notBefore?: Date
  notAfter?: Date
  /** False leaves out the statement that the key lives in a qualified device (QcSSCD). */
  qualifiedDevice?: boolean
}

const CA_NAME = 'Lieta DEVELOPMENT CA'
const DAY = 86_400_000

function newKey(kind: KeyKind): {
  publicKey: KeyObject
  privateKey: KeyObject
  algorithm: SignatureAlgorithm
} {
  if (kind.startsWith('rsa'))
    return {
      ...generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }),
      algorithm: 'RSA-SHA256',
    }
  const curve = { 'ec-p256': 'P-256', 'ec-p384': 'P-384', 'ec-p521': 'P-521', 'ec-k256': 'secp256k1' }[
    kind as 'ec-p256'
  ]
  return { ...generateKeyPairSync('ec', { namedCurve: curve }), algorithm: 'ECDSA-SHA256' }
}

const toPem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}/g, '$&\n')
    .replace(/\n$/, '')}\n-----END ${label}-----\n`

function nameOf(o: IssueOptions): Uint8Array {
  const rdn = (type: string, value: Uint8Array): Uint8Array => setOf(sequence(oid(type), value))
  const parts = [rdn(AT.country, printable(o.country ?? 'LV'))]
  if (o.organization) parts.push(rdn(AT.organization, utf8(o.organization)))
  if (o.organizationIdentifier) parts.push(rdn(AT.organizationIdentifier, utf8(o.organizationIdentifier)))
  parts.push(rdn(AT.cn, utf8(o.name)))
  if (o.surname) parts.push(rdn(AT.surname, utf8(o.surname)))
  if (o.givenName) parts.push(rdn(AT.givenName, utf8(o.givenName)))
  if (o.serialNumber) parts.push(rdn(AT.serialNumber, printable(o.serialNumber)))
  return sequence(...parts)
}

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  critical ? sequence(oid(id), bool(true), octets(value)) : sequence(oid(id), octets(value))
const spkiBits = (spki: Uint8Array): Uint8Array => parseDer(spki).kids[1]!.body.subarray(1)
const keyId = (spki: Uint8Array): Uint8Array => createHash('sha1').update(spkiBits(spki)).digest()

function usageBits(use: CertificateUse): Uint8Array {
  // nonRepudiation alone marks a certificate for signing; the authentication one has digitalSignature instead.
  if (use === 'ca') return bits(Buffer.from([0x06]), 1)
  if (use === 'person' || use === 'seal') return bits(Buffer.from([0x40]), 6)
  return bits(Buffer.from([0x80]), 7)
}

function extensions(o: IssueOptions, spki: Uint8Array, issuerKeyId: Uint8Array): Uint8Array {
  const list = [
    extension('2.5.29.14', false, octets(keyId(spki))),
    extension('2.5.29.35', false, sequence(contextPrimitive(0, issuerKeyId))),
    extension('2.5.29.15', true, usageBits(o.use)),
  ]
  if (o.use === 'ca') list.push(extension('2.5.29.19', true, sequence(bool(true), integer(0))))
  if (o.use === 'timestamp') list.push(extension('2.5.29.37', true, sequence(oid('1.3.6.1.5.5.7.3.8'))))
  if (o.use === 'ocsp') list.push(extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.9'))))
  // A server of this machine: tests speak TLS with it.
  if (o.use === 'server') {
    list.push(extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))))
    list.push(extension('2.5.29.17', false, sequence(contextPrimitive(7, Buffer.from([127, 0, 0, 1])))))
  }
  if (o.use === 'authentication') list.push(extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.2'))))
  if (o.use === 'person' || o.use === 'seal') {
    const type = o.use === 'person' ? '0.4.0.1862.1.6.1' : '0.4.0.1862.1.6.2'
    const statements = [sequence(oid('0.4.0.1862.1.1')), sequence(oid('0.4.0.1862.1.6'), sequence(oid(type)))]
    if (o.qualifiedDevice !== false) statements.push(sequence(oid('0.4.0.1862.1.4')))
    list.push(extension('1.3.6.1.5.5.7.1.3', false, sequence(...statements)))
  }
  return sequence(...list)
}

/** A development CA that issues certificates; `pem` holds its own certificate and private key. */
export type DevCa = { pem: Pem; issue(o: IssueOptions): Pem }

function certificate(
  o: IssueOptions,
  spki: Uint8Array,
  issuer: { name: Uint8Array; keyId: Uint8Array; key: KeyObject; algorithm: SignatureAlgorithm },
): string {
  const from = o.notBefore ?? new Date(Date.now() - DAY)
  const to = o.notAfter ?? new Date(Date.now() + 3 * 365 * DAY)
  const algorithm = signatureIdentifier(issuer.algorithm)
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const tbs = sequence(
    context(0, integer(2)),
    integer(serial),
    algorithm,
    issuer.name,
    sequence(time(from), time(to)),
    nameOf(o),
    spki,
    context(3, extensions(o, spki, issuer.keyId)),
  )
  const signature = sign(
    hashOfSignature(issuer.algorithm),
    tbs,
    cryptoKey(issuer.algorithm, issuer.key, 'der'),
  )
  return toPem('CERTIFICATE', sequence(tbs, algorithm, bits(signature)))
}

/**
 * Makes a development CA. Its certificates are never valid in production:
 * no trusted list holds it.
 */
export function developmentCa(
  o: { name?: string; key?: KeyKind; notBefore?: Date; notAfter?: Date } = {},
): DevCa {
  const key = newKey(o.key ?? 'rsa-2048')
  const spki = key.publicKey.export({ type: 'spki', format: 'der' })
  const self: IssueOptions = {
    use: 'ca',
    name: o.name ?? CA_NAME,
    organization: 'Lieta development (not for production)',
    notBefore: o.notBefore ?? new Date(Date.now() - 2 * 365 * DAY),
    notAfter: o.notAfter ?? new Date(Date.now() + 20 * 365 * DAY),
  }
  const issuer = { name: nameOf(self), keyId: keyId(spki), key: key.privateKey, algorithm: key.algorithm }
  const pem = {
    certPem: certificate(self, spki, issuer),
    keyPem: key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
  return { pem, issue: issuing(issuer) }
}

/** The same development CA in another process, from its certificate and key. */
export function reopenCa(pem: Pem): DevCa {
  const [own] = parsePem(pem.certPem)
  const key = createPrivateKey(pem.keyPem)
  const spki = own!.publicKey.export({ type: 'spki', format: 'der' })
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'RSA-SHA256' : 'ECDSA-SHA256'
  return { pem, issue: issuing({ name: own!.subject, keyId: keyId(spki), key, algorithm }) }
}

function issuing(issuer: Parameters<typeof certificate>[2]): DevCa['issue'] {
  return (i) => {
    const k = newKey(i.key ?? 'ec-p256')
    return {
      certPem: certificate(i, k.publicKey.export({ type: 'spki', format: 'der' }), issuer),
      keyPem: k.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    }
  }
}

/** All that set-up needs: a CA, the institution's test seal and one person's test signing certificate (PEM). */
export function developmentKeys(): { ca: Pem; seal: Pem; person: Pem } {
  const ca = developmentCa()
  // Wide validity: in development the service may be told that it is another day.
  const valid = {
    notBefore: new Date(Date.now() - 365 * DAY),
    notAfter: new Date(Date.now() + 10 * 365 * DAY),
  }
  return {
    ca: ca.pem,
    seal: ca.issue({
      use: 'seal',
      name: 'IKVD IZSTRĀDES ZĪMOGS (TEST)',
      organization: 'Izglītības kvalitātes valsts dienests (TEST)',
      organizationIdentifier: 'NTRLV-90001259032',
      key: 'rsa-3072',
      ...valid,
    }),
    person: ca.issue({
      use: 'person',
      name: 'MARTA PARAUGNIECE (TEST)',
      givenName: 'MARTA',
      surname: 'PARAUGNIECE',
      serialNumber: 'PNOLV-329999-99999',
      key: 'ec-p384',
      ...valid,
    }),
  }
}
