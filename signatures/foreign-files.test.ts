// Honest files: made by other producers, signed, and changed later in the ways that are lawful. None may be refused.
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { derOfBer } from './ber.ts'
import { parseCertificate, parsePem } from './certificate.ts'
import { asSequence, bits, DerError, parseDer, sequence, tlv } from './der.ts'
import { developmentCa, type IssueOptions, type Pem } from './dev-ca.ts'
import { ownSignature } from './identity.ts'
import { sealPdf } from './seal.ts'
import { localSigner } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

const dir = 'test/fixtures/signatures/foreign'
const trust = trustCertificates(parsePem(readFileSync(`${dir}/ca.pem`, 'latin1')))
const at = new Date('2026-11-25T10:00:00Z')
const report = (b: Uint8Array) => verifyPdf(b, { trust, at })
const load = (name: string): Buffer => readFileSync(`${dir}/${name}.pdf`)

describe('other producers', () => {
  test.each([
    ['pyhanko-table', 1],
    ['pyhanko-stream', 1],
    ['pyhanko-linearized', 1],
    ['pyhanko-timestamp', 1],
    ['pyhanko-two', 2],
    ['pdfbox-ber', 1],
    ['pdfbox-ber-stream', 1],
    ['pdfbox-ber-two', 2],
    ['certified-2', 1],
  ])('%s', (name, signatures) => {
    const r = report(load(name))
    expect(r.signatures.map((s) => s.verdict)).toEqual(Array(signatures).fill('TOTAL-PASSED'))
    expect(r.verdict).toBe('TOTAL-PASSED')
  })
})

describe('lawful later revisions', () => {
  test.each(['xmp', 'version', 'font', 'h', 'annots', 'dss', 'doctimestamp'])('%s', (name) => {
    const r = report(load(`later-${name}`))
    expect(r.verdict).toBe('TOTAL-PASSED')
    // Nothing of the document was added: it is still exactly what the person signed.
    expect(r.signatures[0]!.covers.whole).toBe(true)
    expect(ownSignature(r, { code: '329999-99999' }).ok).toBe(true)
  })
  test('a document timestamp proves the time of what it covers', () => {
    const r = report(load('later-doctimestamp'))
    expect(r.signatures[0]).toMatchObject({ level: 'B-T', time: { trusted: '2026-03-05T07:00:00.000Z' } })
  })
  test('a broken document timestamp is told', () => {
    const b = load('later-doctimestamp')
    // Within the token, in its last gap: the imprint no longer fits.
    const gap = b.lastIndexOf('/Contents <') + '/Contents <'.length
    const hex = b.toString('latin1', gap, gap + 12_000)
    const hash = /0420([0-9a-f]{64})/i.exec(hex)!
    b.write('00'.repeat(32), gap + hash.index + 4, 'latin1')
    expect(report(b)).toMatchObject({
      verdict: 'INDETERMINATE',
      reasons: [{ code: 'timestamp-broken' }],
    })
  })
})

describe('forms', () => {
  test.each(['certified-2-filled', 'certified-3-filled'])('%s: as the author allowed, and said', (name) => {
    const r = report(load(name))
    expect(r.verdict).toBe('TOTAL-PASSED')
    expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('form-filled')
    // What was filled in later was not signed.
    expect(r.signatures[0]!.covers.whole).toBe(false)
    expect(ownSignature(r, { code: '329999-99999' }).ok).toBe(false)
  })
  test.each(['certified-1-filled', 'signed-filled'])('%s: not allowed', (name) => {
    const r = report(load(name))
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('changed-after')
  })
})

describe('CMS in BER', () => {
  /** Every constructed element with an open length, every octet string in pieces of 100. */
  const open = (der: Uint8Array): Uint8Array => {
    const walk = (d: ReturnType<typeof parseDer>, top: number): Uint8Array => {
      // Certificates and signed attributes are DER wherever they stand: signatures are over their bytes.
      if (top === 0) return d.raw
      if (d.cls === 0 && d.tag === 4) {
        const pieces: Uint8Array[] = []
        for (let i = 0; i < d.body.length; i += 100) pieces.push(tlv(4, d.body.subarray(i, i + 100)))
        return Buffer.concat([Buffer.from([0x24, 0x80]), ...pieces, Buffer.alloc(2)])
      }
      if (!d.constructed) return d.raw
      return Buffer.concat([
        Buffer.from([d.raw[0]!, 0x80]),
        ...d.kids.map((k) => walk(k, top - 1)),
        Buffer.alloc(2),
      ])
    }
    return walk(parseDer(der), 5)
  }
  test('a signature with its timestamp, every length open and strings in pieces', () => {
    const b = load('pyhanko-timestamp')
    const gap = b.lastIndexOf('/Contents <') + '/Contents <'.length
    const end = b.indexOf('>', gap)
    const der = derOfBer(Buffer.from(b.toString('latin1', gap, end), 'hex'))
    const ber = open(der)
    expect(ber.length).toBeGreaterThan(der.length)
    expect(Buffer.compare(derOfBer(ber), der)).toBe(0)
    b.write(
      Buffer.from(ber)
        .toString('hex')
        .padEnd(end - gap, '0'),
      gap,
      'latin1',
    )
    expect(report(b)).toMatchObject({
      verdict: 'TOTAL-PASSED',
      signatures: [{ level: 'B-T', time: { trusted: '2026-03-05T07:00:00.000Z' } }],
    })
  })
  test('what is no BER is refused', () => {
    for (const hex of [
      '',
      '30',
      '3080',
      '308004',
      '30800400',
      '0480',
      '3002',
      '2480020100',
      '308005000000ff',
      '3f0100',
    ])
      expect(() => derOfBer(Buffer.from(hex, 'hex'))).toThrow(DerError)
    expect(() => derOfBer(Buffer.from('3080'.repeat(50), 'hex'))).toThrow('nested too deeply')
  })
})

describe('algorithms that are not verified', () => {
  const person: IssueOptions = {
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
    key: 'rsa-2048',
  }
  const codes = async (pem: Pem, ca: Pem): Promise<{ verdict: string; codes: string[] }> => {
    const pdf = await sealPdf({
      pdf: makeTestPdf(),
      signer: localSigner(pem.keyPem, pem.certPem),
      kind: 'signature',
    })
    const r = verifyPdf(pdf, { trust: trustCertificates(parsePem(ca.certPem)), at: new Date() })
    return {
      verdict: r.verdict,
      codes: r.signatures.flatMap((s) => s.reasons).flatMap((x) => (x.effect === 'note' ? [] : x.code)),
    }
  }
  const toPem = (der: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

  test('a certificate that a true CA signed with SHA-1 is not called forged', async () => {
    const ca = developmentCa({ key: 'rsa-2048' })
    const pem = ca.issue(person)
    const [tbs] = asSequence(parseDer(parsePem(pem.certPem)[0]!.raw))
    // sha256WithRSAEncryption becomes sha1WithRSAEncryption, inside and outside.
    const algorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex')
    const weak = Buffer.from('300d06092a864886f70d0101050500', 'hex')
    const inside = Buffer.from(tbs!.raw)
    weak.copy(inside, inside.indexOf(algorithm))
    const value = sign('sha1', inside, createPrivateKey(ca.pem.keyPem))
    const certPem = toPem(sequence(inside, weak, bits(value)))
    expect(parseCertificate(parsePem(certPem)[0]!.raw).displayName).toBe('T P')
    expect(await codes({ ...pem, certPem }, ca.pem)).toEqual({
      verdict: 'INDETERMINATE',
      codes: ['issuer-unverified'],
    })
  })
  test('nor one by a CA on a curve that is not on our list', async () => {
    const ca = developmentCa({ key: 'ec-k256' })
    expect(await codes(ca.issue(person), ca.pem)).toEqual({
      verdict: 'INDETERMINATE',
      codes: ['issuer-unverified'],
    })
  })
  test('but one that bears a wrong signature is', async () => {
    const ca = developmentCa({ key: 'rsa-2048' })
    const pem = ca.issue(person)
    const raw = Buffer.from(parsePem(pem.certPem)[0]!.raw)
    raw[raw.length - 9] = raw[raw.length - 9]! ^ 1
    expect((await codes({ ...pem, certPem: toPem(raw) }, ca.pem)).codes).toEqual(['issuer-forged'])
  })
  test.each([['ca'], ['timestamp'], ['ocsp']] as const)(
    'a certificate for %s signs no documents',
    async (use) => {
      const ca = developmentCa({ key: 'rsa-2048' })
      expect((await codes(ca.issue({ ...person, use }), ca.pem)).codes).toContain('not-for-signing')
    },
  )
})
