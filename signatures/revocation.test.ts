import { createHash, createPrivateKey, sign } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { signatureIdentifier } from './algorithms.ts'
import { type Certificate, parsePem, publicKeyBits } from './certificate.ts'
import { bits, context, contextPrimitive, integer, nul, octets, oid, sequence, time, tlv } from './der.ts'
import { developmentCa, type Pem } from './dev-ca.ts'
import { revocationOf } from './revocation.ts'
import { sealPdf } from './seal.ts'
import { localSigner } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

let ca: ReturnType<typeof developmentCa>
let issuer: Certificate
let person: Pem
let cert: Certificate
let responder: Pem
const now = new Date()
const earlier = new Date(now.getTime() - 86_400_000)
const general = (d: Date): Uint8Array =>
  tlv(24, Buffer.from(`${d.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const sha1 = (b: Uint8Array): Buffer => createHash('sha1').update(b).digest()
const serialOf = (c: Certificate): Uint8Array => integer(Buffer.from(c.serial, 'hex'))

type Status = 'good' | 'unknown' | { revoked: Date }
/** A basic OCSP answer about a certificate. */
function ocsp(
  about: Certificate,
  status: Status,
  o: { by?: Pem; at?: Date; carry?: boolean; of?: Certificate } = {},
): Uint8Array {
  const by = o.by ?? responder
  const signer = parsePem(by.certPem)[0]!
  const of = o.of ?? issuer
  const id = sequence(
    sequence(oid('1.3.14.3.2.26'), nul()),
    octets(sha1(of.subject)),
    octets(sha1(publicKeyBits(of))),
    serialOf(about),
  )
  const state =
    status === 'good'
      ? contextPrimitive(0, Buffer.alloc(0))
      : status === 'unknown'
        ? contextPrimitive(2, Buffer.alloc(0))
        : context(1, general(status.revoked))
  const produced = general(o.at ?? now)
  const data = sequence(context(1, signer.subject), produced, sequence(sequence(id, state, produced)))
  const value = sign('sha256', data, createPrivateKey(by.keyPem))
  const carried = o.carry === false ? [] : [context(0, sequence(signer.raw))]
  return sequence(data, signatureIdentifier('ECDSA-SHA256'), bits(value), ...carried)
}
function crl(
  revoked: { serial: Uint8Array; at: Date }[],
  by: Pem = ca.pem,
  extra: Uint8Array[] = [],
): Uint8Array {
  const name = parsePem(by.certPem)[0]!.subject
  const list = revoked.length > 0 ? [sequence(...revoked.map((r) => sequence(r.serial, time(r.at))))] : []
  const tbs = sequence(
    integer(1),
    signatureIdentifier('ECDSA-SHA256'),
    name,
    time(now),
    time(new Date(now.getTime() + 1e9)),
    ...list,
    ...extra,
  )
  return sequence(
    tbs,
    signatureIdentifier('ECDSA-SHA256'),
    bits(sign('sha256', tbs, createPrivateKey(by.keyPem))),
  )
}

beforeAll(() => {
  ca = developmentCa({ key: 'ec-p256' })
  issuer = parsePem(ca.pem.certPem)[0]!
  person = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  })
  cert = parsePem(person.certPem)[0]!
  responder = ca.issue({ use: 'ocsp', name: 'RESPONDER' })
})
const status = (o: Uint8Array[], c: Uint8Array[] = [], from = earlier): string =>
  revocationOf(cert, issuer, { ocsp: o, crls: c }, { trusted: from, at: now }).status

describe('OCSP', () => {
  test('good, revoked, unknown', () => {
    expect(status([ocsp(cert, 'good')])).toBe('good')
    expect(status([ocsp(cert, { revoked: earlier })])).toBe('revoked')
    expect(status([ocsp(cert, 'unknown')])).toBe('unknown')
    expect(status([])).toBe('unknown')
  })
  test('revoked beats good, in either order', () => {
    const two = [ocsp(cert, 'good'), ocsp(cert, { revoked: earlier })]
    expect(status(two)).toBe('revoked')
    expect(status(two.reverse())).toBe('revoked')
  })
  test('an answer from before the signature proves nothing good', () => {
    expect(status([ocsp(cert, 'good', { at: earlier })], [], now)).toBe('unknown')
  })
  test('signed by the issuer itself', () => {
    expect(status([ocsp(cert, 'good', { by: ca.pem, carry: false })])).toBe('good')
  })
  test('about another certificate, by a stranger, by somebody not named for it, cut short', () => {
    const other = parsePem(
      ca.issue({ use: 'seal', name: 'Z', organizationIdentifier: 'NTRLV-1' }).certPem,
    )[0]!
    expect(status([ocsp(other, 'good')])).toBe('unknown')
    const rogue = developmentCa({ key: 'ec-p256' })
    expect(status([ocsp(cert, 'good', { by: rogue.issue({ use: 'ocsp', name: 'RESPONDER' }) })])).toBe(
      'unknown',
    )
    expect(status([ocsp(cert, 'good', { by: person })])).toBe('unknown')
    expect(status([ocsp(cert, 'good').subarray(0, -9)])).toBe('unknown')
    const flipped = Buffer.from(ocsp(cert, 'good'))
    flipped[flipped.length - 700] = flipped[flipped.length - 700]! ^ 1
    expect(status([flipped])).toBe('unknown')
  })
})

describe('CRL', () => {
  test('listed, not listed, forged, with a scope that we do not understand', () => {
    expect(status([], [crl([])])).toBe('good')
    expect(status([], [crl([{ serial: serialOf(cert), at: earlier }])])).toBe('revoked')
    expect(status([], [crl([], developmentCa({ key: 'ec-p256' }).pem)])).toBe('unknown')
    const delta = context(
      0,
      sequence(sequence(oid('2.5.29.27'), tlv(1, Buffer.from([255])), octets(integer(1)))),
    )
    expect(status([], [crl([], ca.pem, [delta])])).toBe('unknown')
  })
})

test('in the verdict: revoked without trusted time is indeterminate, never passed', async () => {
  const pdf = await sealPdf({
    pdf: makeTestPdf(),
    signer: localSigner(person.keyPem, person.certPem),
    kind: 'signature',
  })
  const trust = trustCertificates([issuer])
  const look = (o: Uint8Array[]) =>
    verifyPdf(pdf, { trust, at: now, evidence: { ocsp: o, crls: [] } }).signatures[0]!
  expect(look([ocsp(cert, 'good')])).toMatchObject({ verdict: 'TOTAL-PASSED', revocation: 'good' })
  const r = look([ocsp(cert, { revoked: earlier })])
  expect(r).toMatchObject({ verdict: 'INDETERMINATE', revocation: 'revoked' })
  expect(r.reasons.map((x) => x.code)).toContain('revoked-without-time')
})
