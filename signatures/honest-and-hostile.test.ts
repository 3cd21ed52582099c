// Times, responders, codes and formats: what must be told apart so that nothing backdated passes and nobody honest fails.
import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  privateEncrypt,
  sign,
} from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { cryptoKey, digestOf, hashOid, signatureIdentifier, verifySignature } from './algorithms.ts'
import { type Certificate, parsePem, publicKeyBits } from './certificate.ts'
import { bits, context, contextPrimitive, integer, nul, octets, oid, sequence, tlv } from './der.ts'
import { type DevCa, developmentCa, type IssueOptions, type Pem } from './dev-ca.ts'
import { isPerson, ownSignature } from './identity.ts'
import type { SignerIdentity } from './report.ts'
import { revocationOf } from './revocation.ts'
import { sealPdf } from './seal.ts'
import { localSigner } from './signer.ts'
import { containerParts, MIMETYPE, makeTestPdf, manifest, signXades, writeZip } from './testing.ts'
import { type TrustStore, trustCertificates } from './trust.ts'
import { verifyAsice } from './verify-asice.ts'
import { verifyPdf } from './verify-pdf.ts'

const person: IssueOptions = {
  use: 'person',
  name: 'T P',
  givenName: 'T',
  surname: 'P',
  serialNumber: 'PNOLV-329999-99999',
  notBefore: new Date('2025-01-01'),
  notAfter: new Date('2027-01-01'),
}
const at = new Date('2026-06-10T12:00:00Z')
const minutes = (n: number): Date => new Date(at.getTime() + n * 60_000)
const DAY = 24 * 60
let ca: DevCa
let issuer: Certificate
let pem: Pem
let cert: Certificate
let trust: TrustStore

beforeAll(() => {
  ca = developmentCa({ key: 'ec-p256', notBefore: new Date('2024-01-01'), notAfter: new Date('2040-01-01') })
  issuer = parsePem(ca.pem.certPem)[0]!
  pem = ca.issue(person)
  cert = parsePem(pem.certPem)[0]!
  trust = trustCertificates([issuer])
})

const general = (d: Date): Uint8Array =>
  tlv(24, Buffer.from(`${d.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const sha1 = (b: Uint8Array): Buffer => createHash('sha1').update(b).digest()
function ocsp(o: { from: Date; until?: Date; by?: Pem; revoked?: Date }): Uint8Array {
  const by = o.by ?? ca.pem
  const id = sequence(
    sequence(oid('1.3.14.3.2.26'), nul()),
    octets(sha1(issuer.subject)),
    octets(sha1(publicKeyBits(issuer))),
    integer(Buffer.from(cert.serial, 'hex')),
  )
  const status = o.revoked ? context(1, general(o.revoked)) : contextPrimitive(0, Buffer.alloc(0))
  const next = o.until ? [context(0, general(o.until))] : []
  const own = parsePem(by.certPem)[0]!
  const data = sequence(
    context(1, own.subject),
    general(o.from),
    sequence(sequence(id, status, general(o.from), ...next)),
  )
  return sequence(
    data,
    signatureIdentifier('ECDSA-SHA256'),
    bits(sign('sha256', data, createPrivateKey(by.keyPem))),
    context(0, sequence(own.raw)),
  )
}

describe('revocation evidence speaks of a moment', () => {
  const status = (o: Parameters<typeof ocsp>[0], m: { trusted?: Date; at: Date } = { at }): string =>
    revocationOf(cert, issuer, { ocsp: [ocsp(o)], crls: [] }, m).status

  test('without trusted time: fresh for now, whatever time is claimed', () => {
    expect(status({ from: minutes(-60), until: minutes(60) })).toBe('good')
    expect(status({ from: minutes(-10) })).toBe('good')
    // The key was revoked since; the thief shows an answer of last week and claims to have signed then.
    expect(status({ from: minutes(-7 * DAY), until: minutes(-6 * DAY) })).toBe('unknown')
    expect(status({ from: minutes(-7 * DAY), until: minutes(7 * DAY) })).toBe('unknown')
    expect(status({ from: minutes(-60) })).toBe('unknown')
    expect(status({ from: minutes(60), until: minutes(90) })).toBe('unknown')
    expect(status({ from: minutes(-60), until: minutes(-90) })).toBe('unknown')
  })
  test('with trusted time: made after it, or just before and still good then', () => {
    const trusted = minutes(-30 * DAY)
    const m = { trusted, at }
    expect(status({ from: minutes(-29 * DAY), until: minutes(-28 * DAY) }, m)).toBe('good')
    expect(status({ from: minutes(-30 * DAY - 5), until: minutes(-29 * DAY) }, m)).toBe('good')
    expect(status({ from: minutes(-30 * DAY - 5), until: minutes(-30 * DAY - 1) }, m)).toBe('unknown')
    expect(status({ from: minutes(-31 * DAY), until: minutes(-29 * DAY) }, m)).toBe('unknown')
  })
  test('after the certificate has run out: good says nothing, revoked counts', () => {
    const later = new Date('2027-03-01T00:00:00Z')
    const from = new Date('2027-02-01T00:00:00Z')
    const m = { trusted: new Date('2026-12-01T00:00:00Z'), at: later }
    expect(status({ from, until: new Date('2027-04-01T00:00:00Z') }, m)).toBe('unknown')
    expect(status({ from, revoked: new Date('2026-11-01T00:00:00Z') }, m)).toBe('revoked')
  })
  test('a revoked key, backdated: never passed', async () => {
    const signedAt = minutes(-7 * DAY)
    const pdf = await sealPdf({
      pdf: makeTestPdf(),
      signer: localSigner(pem.keyPem, pem.certPem),
      kind: 'signature',
      at: signedAt,
    })
    const old = ocsp({ from: minutes(-7 * DAY + 1), until: minutes(-6 * DAY) })
    const r = verifyPdf(pdf, { trust, at, evidence: { ocsp: [old], crls: [] } }).signatures[0]!
    expect(r.time.claimed).toBe(signedAt.toISOString())
    expect(r.revocation).not.toBe('good')
  })
  test('a responder that a trusted list names for the provider; not one of another provider, nor any other', () => {
    // Under a CA of its own, as some providers do.
    const other = developmentCa({ key: 'ec-p256', notBefore: new Date('2024-01-01') })
    const responder = other.issue({ ...person, use: 'ocsp', name: 'RESPONDER', key: 'ec-p256' })
    const answer = ocsp({ from: minutes(-10), by: responder })
    const listed = parsePem(responder.certPem)
    expect(revocationOf(cert, issuer, { ocsp: [answer], crls: [] }, { at }, listed).status).toBe('good')
    expect(revocationOf(cert, issuer, { ocsp: [answer], crls: [] }, { at }).status).toBe('unknown')
    const stranger = parsePem(other.issue({ ...person, use: 'ocsp', name: 'X' }).certPem)
    expect(revocationOf(cert, issuer, { ocsp: [answer], crls: [] }, { at }, stranger).status).toBe('unknown')
    const anchors = (provider: string): TrustStore => ({
      version: 'test',
      anchors: [
        { certificate: issuer, services: new Set(['signatures']), qualified: true, provider: 'LV-0' },
        { certificate: listed[0]!, services: new Set(['revocation']), qualified: true, provider },
      ],
    })
    const verdict = async (provider: string): Promise<string> => {
      const pdf = await sealPdf({
        pdf: makeTestPdf(),
        signer: localSigner(pem.keyPem, pem.certPem),
        kind: 'signature',
      })
      return verifyPdf(pdf, { trust: anchors(provider), at, evidence: { ocsp: [answer], crls: [] } })
        .signatures[0]!.revocation
    }
    return Promise.all([verdict('LV-0'), verdict('LV-1')]).then((found) =>
      expect(found).toEqual(['good', 'not-offered']),
    )
  })
})

describe('who is meant', () => {
  const who = (scheme: string, country: string, code: string): SignerIdentity => ({
    kind: 'person',
    scheme,
    country,
    code,
    name: 'T P',
  })
  test('each scheme of each country exactly; hyphens only in numbers of Latvia', () => {
    expect(isPerson(who('PNO', 'LV', '329999-99999'), '32999999999')).toBe(true)
    expect(isPerson(who('PNO', 'LV', '32999999999'), '329999-99999')).toBe(true)
    for (const code of [
      '329999-99999X',
      '329999-99999 1',
      'X329999-99999',
      '3299-9999999',
      '32999999999a',
      '329999--99999',
    ])
      expect(isPerson(who('PNO', 'LV', '329999-99999'), code)).toBe(false)
    expect(isPerson(who('PNO', 'LV', '329999-99999A'), '329999-99999')).toBe(false)
    expect(isPerson(who('PNO', 'EE', '38001085718'), '38001085718', 'EE')).toBe(true)
    expect(isPerson(who('PNO', 'EE', '38001085718'), '380010-85718', 'EE')).toBe(false)
    expect(isPerson(who('IDC', 'DE', 'L01X00T47'), 'l01x00t47', 'DE', 'IDC')).toBe(true)
    expect(isPerson(who('IDC', 'DE', 'L01X00T47'), 'L01X00T4', 'DE', 'IDC')).toBe(false)
    expect(isPerson(who('PAS', 'LV', '32999999999'), '32999999999')).toBe(false)
    expect(isPerson(who('TIN', 'LT', '123'), '123', 'LT', 'TIN')).toBe(true)
    expect(isPerson({ ...who('PNO', 'LV', '329999-99999'), kind: 'seal' }, '329999-99999')).toBe(false)
  })
  test('no code at all is nobody', () => {
    const r = verifyPdf(makeTestPdf(), { trust, at })
    expect(ownSignature(r, { code: '' })).toMatchObject({
      ok: false,
      why: [{ en: expect.stringContaining('not known') }],
    })
  })
})

describe('encodings that honest tools write', () => {
  const files = [{ name: 'a.txt', data: Buffer.from('a') }]
  test('ECDSA in XML as DER', () => {
    const xml = signXades(files, pem)
    const value = /<ds:SignatureValue Id="SV1">([^<]+)</.exec(xml)![1]!
    const raw = Buffer.from(value, 'base64')
    const der = sequence(integer(raw.subarray(0, 32)), integer(raw.subarray(32)))
    const container = (v: Uint8Array): Buffer =>
      writeZip([
        MIMETYPE,
        ...files,
        manifest(['a.txt']),
        {
          name: 'META-INF/signatures0.xml',
          data: Buffer.from(xml.replace(value, Buffer.from(v).toString('base64'))),
        },
      ])
    expect(verifyAsice(container(raw), { trust, at }).verdict).toBe('TOTAL-PASSED')
    expect(verifyAsice(container(der), { trust, at }).verdict).toBe('TOTAL-PASSED')
    der[der.length - 1] = der[der.length - 1]! ^ 1
    expect(verifyAsice(container(der), { trust, at }).verdict).toBe('TOTAL-FAILED')
  })
  test('DigestInfo without NULL, and nothing else than that', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const data = Buffer.from('text')
    const digest = digestOf('sha256', data)
    const raw = (info: Uint8Array): Buffer =>
      privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, info)
    const without = sequence(sequence(oid(hashOid('sha256'))), octets(digest))
    expect(verifySignature('RSA-SHA256', publicKey, data, raw(without))).toBe(true)
    expect(
      verifySignature(
        'RSA-SHA256',
        publicKey,
        data,
        sign('sha256', data, cryptoKey('RSA-SHA256', privateKey, 'der')),
      ),
    ).toBe(true)
    for (const wrong of [
      sequence(sequence(oid(hashOid('sha512'))), octets(digest)),
      sequence(sequence(oid(hashOid('sha256')), octets(Buffer.alloc(9))), octets(digest)),
      Buffer.concat([without, Buffer.alloc(4)]),
      digest,
    ])
      expect(verifySignature('RSA-SHA256', publicKey, data, raw(wrong))).toBe(false)
    expect(verifySignature('RSA-SHA256', publicKey, Buffer.from('texT'), raw(without))).toBe(false)
  })
})

describe('what is not supported is said, and not called forged', () => {
  const look = (b: Uint8Array) => {
    const r = verifyAsice(b, { trust, at })
    return { verdict: r.verdict, codes: r.reasons.map((x) => x.code) }
  }
  const files = [{ name: 'a.txt', data: Buffer.from('a') }]
  const unsupported = { verdict: 'INDETERMINATE', codes: ['feature-unsupported'] }
  test('ASiC-S', () =>
    expect(
      look(
        writeZip([
          { name: 'mimetype', data: Buffer.from('application/vnd.etsi.asic-s+zip') },
          ...files,
          { name: 'META-INF/signatures.xml', data: Buffer.from(signXades(files, pem)) },
        ]),
      ),
    ).toEqual(unsupported))
  test.each([
    'META-INF/signature.p7s',
    'META-INF/signatures001.p7s',
    'META-INF/ASiCManifest001.xml',
    'META-INF/timestamp001.tst',
  ])('%s', (name) => {
    expect(look(writeZip([MIMETYPE, ...files, { name, data: Buffer.from('x') }]))).toEqual(unsupported)
    // Beside a good signature as well: what it says has not been verified.
    expect(look(writeZip([...containerParts(files, pem), { name, data: Buffer.from('x') }]))).toEqual(
      unsupported,
    )
  })
  test('any other file in META-INF still fails', () =>
    expect(
      look(writeZip([...containerParts(files, pem), { name: 'META-INF/x.bin', data: Buffer.from('x') }]))
        .verdict,
    ).toBe('TOTAL-FAILED'))
  test('more than fifty signatures', () => {
    const one = Buffer.from(signXades(files, pem))
    const many = Array.from({ length: 51 }, (_, i) => ({ name: `META-INF/signatures${i}.xml`, data: one }))
    expect(look(writeZip([MIMETYPE, ...files, manifest(['a.txt']), ...many]))).toEqual(unsupported)
  })
  test('an archive timestamp', () => {
    const xml = signXades(files, pem).replace(
      '</xades:SignedProperties>',
      '</xades:SignedProperties><xades:UnsignedProperties><xades:UnsignedSignatureProperties><x:ArchiveTimeStamp xmlns:x="http://uri.etsi.org/01903/v1.4.1#"/></xades:UnsignedSignatureProperties></xades:UnsignedProperties>',
    )
    const r = verifyAsice(
      writeZip([
        MIMETYPE,
        ...files,
        manifest(['a.txt']),
        { name: 'META-INF/signatures0.xml', data: Buffer.from(xml) },
      ]),
      { trust, at },
    )
    expect(r.verdict).toBe('INDETERMINATE')
    expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('feature-unsupported')
  })
  test.each([
    ['JavaScript', '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'],
    ['Launch', '/OpenAction<</S/Launch/F(a.exe)>>'],
    ['XFA', '/Foo<</XFA[]>>'],
    ['content at an address', '/Foo<</FS/URL/F(http://x/)>>'],
  ])('signed %s is told, not refused', async (kind, entry) => {
    const plain = makeTestPdf().toString('latin1')
    const cut = plain.indexOf('/Type/Catalog') + '/Type/Catalog'.length
    const moved = plain.slice(0, cut) + entry + plain.slice(cut)
    // Offsets of what follows move by the length of the entry.
    const shifted = moved
      .replace(/^(\d{10}) 00000 n $/gm, (row, n: string) =>
        Number(n) < cut ? row : `${String(Number(n) + entry.length).padStart(10, '0')} 00000 n `,
      )
      .replace(/startxref\n(\d+)/, (_, n: string) => `startxref\n${Number(n) + entry.length}`)
    const pdf = await sealPdf({
      pdf: Buffer.from(shifted, 'latin1'),
      signer: localSigner(pem.keyPem, pem.certPem),
      kind: 'signature',
      at,
    })
    expect(verifyPdf(pdf, { trust, at })).toMatchObject({
      verdict: 'TOTAL-PASSED',
      reasons: [{ code: 'active-content', effect: 'note', detail: expect.stringContaining(kind) }],
    })
  })
})
