import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parsePem } from './certificate.ts'
import { developmentCa, type Pem } from './dev-ca.ts'
import { containerParts, MIMETYPE, manifest, type RawEntry, signXades, writeZip } from './testing.ts'
import { type TrustStore, trustCertificates, trustFolder } from './trust.ts'
import { unverified } from './unverified.ts'
import { verifyAsice } from './verify-asice.ts'

const FILES = [
  { name: 'Līgums.txt', data: Buffer.from('Saturs: 100 eiro') },
  { name: 'pielikums.txt', data: Buffer.from('Pielikums') },
]
const person = {
  use: 'person' as const,
  name: 'TESTS PARAUGS',
  givenName: 'TESTS',
  surname: 'PARAUGS',
  serialNumber: 'PNOLV-329999-99999',
}
let ca: ReturnType<typeof developmentCa>
let key: Pem
let other: Pem
let trust: TrustStore
let good: RawEntry[]
const at = new Date()
const codes = (b: Uint8Array): { verdict: string; codes: string[] } => {
  const r = verifyAsice(b, { trust, at })
  return {
    verdict: r.verdict,
    codes: [...r.reasons, ...r.signatures.flatMap((s) => s.reasons)].map((x) => x.code),
  }
}
const xmlOf = (list: readonly RawEntry[]): string => Buffer.from(list.at(-1)!.data).toString('utf8')
const withXmlText = (text: string | Buffer): Buffer =>
  writeZip([...good.slice(0, -1), { ...good.at(-1)!, data: Buffer.from(text as string) }])
const edit = (from: string | RegExp, to: string): Buffer => {
  const xml = xmlOf(good)
  const changed = xml.replace(from, to)
  expect(changed).not.toBe(xml)
  return withXmlText(changed)
}

beforeAll(() => {
  ca = developmentCa({ key: 'ec-p256' })
  key = ca.issue(person)
  other = ca.issue({ ...person, serialNumber: 'PNOLV-328888-88888' })
  trust = trustCertificates(parsePem(ca.pem.certPem))
  good = containerParts(FILES, key)
})

test.each([
  ['exclusive', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  ['1.1', 'http://www.w3.org/2006/12/xml-c14n11'],
  ['1.0', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
])('a good container passes, canonicalisation %s', (_, c14n) => {
  const r = verifyAsice(writeZip(containerParts(FILES, key, c14n)), { trust, at })
  expect(r.verdict).toBe('TOTAL-PASSED')
  expect(r.signatures[0]!.signer).toMatchObject({
    kind: 'person',
    scheme: 'PNO',
    country: 'LV',
    code: '329999-99999',
  })
  expect(r.signatures[0]!.covers).toEqual({ files: ['Līgums.txt', 'pielikums.txt'], whole: true })
})
test('without trust it is indeterminate, not failed', () => {
  const r = verifyAsice(writeZip(good), { trust: { version: 'none', anchors: [] }, at })
  expect(r.verdict).toBe('INDETERMINATE')
  expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('untrusted-issuer')
})
test.each(['rsa-2048', 'ec-p384', 'ec-p521'] as const)('keys: %s', (k) => {
  expect(codes(writeZip(containerParts(FILES, ca.issue({ ...person, key: k })))).verdict).toBe('TOTAL-PASSED')
})

describe('files', () => {
  const files = (change: (list: RawEntry[]) => RawEntry[]): Buffer => writeZip(change([...good]))
  test.each<[string, (l: RawEntry[]) => RawEntry[], string]>([
    [
      'tampered',
      (l) => l.map((e, i) => (i === 1 ? { ...e, data: Buffer.from('Saturs: 900 eiro') } : e)),
      'file-changed',
    ],
    ['removed', (l) => l.filter((_, i) => i !== 2), 'file-missing'],
    [
      'removed, also from the manifest',
      (l) => [...l.slice(0, 2), manifest(['Līgums.txt']), l.at(-1)!],
      'file-missing',
    ],
    ['renamed', (l) => l.map((e, i) => (i === 2 ? { ...e, name: 'cits.txt' } : e)), 'file-missing'],
    [
      'added',
      (l) => [...l.slice(0, 3), { name: 'x.txt', data: Buffer.from('x') }, ...l.slice(3)],
      'manifest-mismatch',
    ],
    [
      'added, also to the manifest',
      (l) => [
        ...l.slice(0, 3),
        { name: 'x.txt', data: Buffer.from('x') },
        manifest(['Līgums.txt', 'pielikums.txt', 'x.txt']),
        l.at(-1)!,
      ],
      'file-not-covered',
    ],
    [
      'added, no manifest',
      (l) => [...l.slice(0, 3), { name: 'x.txt', data: Buffer.from('x') }, l.at(-1)!],
      'file-not-covered',
    ],
    [
      'extra file in META-INF',
      (l) => [...l, { name: 'META-INF/note.txt', data: Buffer.from('x') }],
      'container-malformed',
    ],
    ['no signature', (l) => l.slice(0, -1), 'unsigned'],
  ])('%s', (_, change, code) => {
    const r = codes(files(change))
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect(r.codes).toContain(code)
  })
})

describe('the signature file', () => {
  test('signed properties changed', () => {
    expect(codes(edit('2026-03-05T07:00:00Z', '2025-03-05T07:00:00Z')).codes).toContain(
      'signed-properties-changed',
    )
  })
  test('reference to the signed properties left out', () => {
    const r = codes(edit(/<ds:Reference Type=.*?<\/ds:Reference>/, ''))
    expect(r.verdict).toBe('TOTAL-FAILED')
  })
  test('digest replaced: SignedInfo no longer fits the value', () => {
    expect(codes(edit(/<ds:DigestValue>.{4}/, '<ds:DigestValue>AAAA')).verdict).toBe('TOTAL-FAILED')
  })
  test('certificate swapped', () => {
    const cert = Buffer.from(parsePem(other.certPem)[0]!.raw).toString('base64')
    const r = codes(
      edit(
        /<ds:X509Certificate>.*?<\/ds:X509Certificate>/,
        `<ds:X509Certificate>${cert}</ds:X509Certificate>`,
      ),
    )
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect(r.codes).toContain('certificate-mismatch')
  })
  test('HMAC with the public key as secret', () => {
    const r = codes(edit('xmldsig-more#ecdsa-sha256', 'xmldsig-more#hmac-sha256'))
    expect(r.codes).toContain('algorithm-refused')
  })
  test('SHA-1', () => {
    expect(
      codes(edit('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1')).codes,
    ).toContain('algorithm-refused')
  })
  test.each<[string, (x: string) => string]>([
    [
      'wrapping: the true properties moved away, false ones in their place',
      (x) => {
        const props = /<xades:SignedProperties.*<\/xades:SignedProperties>/.exec(x)![0]
        const fake = props.replace('SP1', 'SP2').replace('2026-03-05', '2020-01-01')
        return x.replace(props, fake).replace('</ds:Object>', `</ds:Object><ds:Object>${props}</ds:Object>`)
      },
    ],
    [
      'wrapping: two elements with one Id',
      (x) => {
        const props = /<xades:SignedProperties.*<\/xades:SignedProperties>/.exec(x)![0]
        return x.replace('</ds:Object>', `</ds:Object><ds:Object>${props}</ds:Object>`)
      },
    ],
    [
      'wrapping: a second QualifyingProperties',
      (x) => {
        const q = /<xades:QualifyingProperties.*<\/xades:QualifyingProperties>/.exec(x)![0]
        return x.replace('</ds:Object>', `</ds:Object><ds:Object>${q.replace('SP1', 'SP2')}</ds:Object>`)
      },
    ],
    ['wrapping: SignedInfo twice', (x) => x.replace(/(<ds:SignedInfo>.*<\/ds:SignedInfo>)/, '$1$1')],
    [
      'wrapping: the signature under a foreign element',
      (x) =>
        x.replace('<ds:Signature ', '<w><ds:Signature ').replace('</ds:Signature>', '</ds:Signature></w>'),
    ],
    [
      'transform on a file',
      (x) =>
        x.replace(
          '<ds:DigestMethod',
          '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></ds:Transforms><ds:DigestMethod',
        ),
    ],
    ['reference to the network', (x) => x.replace(/URI="pielikums\.txt"/, 'URI="https://example.test/x"')],
    [
      'external entity',
      (x) =>
        x
          .replace('?>', '?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>')
          .replace('2026-03-05T07:00:00Z', '&e;'),
    ],
    [
      'entity bomb',
      (x) =>
        x
          .replace(
            '?>',
            `?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
              .split('')
              .map((c, i) => `<!ENTITY ${c} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
              .join('')}]>`,
          )
          .replace('2026-03-05T07:00:00Z', '&j;'),
    ],
    [
      'deep XML',
      (x) =>
        x.replace(
          '<xades:SignedProperties',
          `${'<d>'.repeat(5000)}${'</d>'.repeat(5000)}<xades:SignedProperties`,
        ),
    ],
    ['not XML', () => '<a><b></a>'],
    ['empty', () => ''],
  ])('%s', (_, change) => {
    const xml = xmlOf(good)
    const changed = change(xml)
    expect(changed).not.toBe(xml)
    expect(codes(withXmlText(changed)).verdict).toBe('TOTAL-FAILED')
  })
  test('a DTD hidden by UTF-16', () => {
    const xml = xmlOf(good)
      .replace('encoding="UTF-8"', 'encoding="UTF-16"')
      .replace('?>', '?><!DOCTYPE a [<!ENTITY e "x">]>')
    const r = codes(withXmlText(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])))
    expect(r.verdict).toBe('TOTAL-FAILED')
  })
  test('a signature over other files, pasted', () => {
    const pasted = signXades([{ name: 'Līgums.txt', data: Buffer.from('cits') }], key)
    expect(codes(withXmlText(pasted)).verdict).toBe('TOTAL-FAILED')
  })
})

describe('the certificate', () => {
  const signedBy = (pem: Pem): { verdict: string; codes: string[] } =>
    codes(writeZip(containerParts(FILES, pem)))
  test('authentication certificate', () => {
    const r = signedBy(ca.issue({ ...person, use: 'authentication' }))
    expect(r).toMatchObject({ verdict: 'TOTAL-FAILED' })
    expect(r.codes).toContain('not-for-signing')
  })
  test('expired', () => {
    const r = signedBy(
      ca.issue({ ...person, notBefore: new Date('2020-01-01'), notAfter: new Date('2022-01-01') }),
    )
    expect(r.verdict).toBe('INDETERMINATE')
    expect(r.codes).toContain('expired-without-time')
  })
  test('not yet valid', () => {
    expect(signedBy(ca.issue({ ...person, notBefore: new Date(Date.now() + 1e9) })).codes).toContain(
      'not-yet-valid',
    )
  })
  test('a rogue CA of the same name', () => {
    const r = signedBy(developmentCa({ key: 'ec-p256' }).issue(person))
    expect(r.verdict).not.toBe('TOTAL-PASSED')
    expect(r.codes).toContain('untrusted-issuer')
  })
  test('a seal is not a person', () => {
    const seal = ca.issue({ use: 'seal', name: 'ZĪMOGS', organizationIdentifier: 'NTRLV-90001259032' })
    const r = verifyAsice(writeZip(containerParts(FILES, seal)), { trust, at })
    expect(r.signatures[0]!.signer!.kind).toBe('seal')
  })
})

describe('the archive', () => {
  const f = (name: string): RawEntry => ({ name, data: Buffer.from('x') })
  test.each<[string, () => Buffer]>([
    [
      'wrong mimetype',
      () => writeZip([{ ...MIMETYPE, data: Buffer.from('application/zip') }, ...good.slice(1)]),
    ],
    ['compressed mimetype', () => writeZip([{ ...MIMETYPE, method: 8 }, ...good.slice(1)])],
    ['late mimetype', () => writeZip([...good.slice(1), MIMETYPE])],
    ['no mimetype', () => writeZip(good.slice(1))],
    ['a name twice', () => writeZip([...good, good[1]!])],
    ['a name twice by case', () => writeZip([...good, f('PIELIKUMS.txt')])],
    ['a name twice by Unicode form', () => writeZip([...good, f('Līgums.txt'.normalize('NFD'))])],
    ['traversal', () => writeZip([...good, f('../x')])],
    ['absolute', () => writeZip([...good, f('/etc/x')])],
    ['backslash', () => writeZip([...good, f('a\\b')])],
    ['drive', () => writeZip([...good, f('C:x')])],
    ['direction mark', () => writeZip([...good, f('a\u202etxt.exe')])],
    ['name not UTF-8', () => writeZip([...good, { ...f('x'), name: Buffer.from([0x80, 0x81]) }])],
    ['bytes before', () => writeZip(good, { before: Buffer.from('#!/bin/sh\n') })],
    ['bytes before, offsets shifted', () => writeZip(good, { before: Buffer.from('12345678') })],
    ['bytes after', () => writeZip(good, { after: Buffer.from('x') })],
    [
      'local name unlike central',
      () => writeZip(good.map((e, i) => (i === 1 ? { ...e, localName: 'Līgumi.txt' } : e))),
    ],
    ['local size unlike central', () => writeZip(good.map((e, i) => (i === 1 ? { ...e, localSize: 1 } : e)))],
    [
      'size understated',
      () => writeZip(good.map((e, i) => (i === 1 ? { ...e, localSize: 3, centralSize: 3 } : e))),
    ],
    ['offsets wrong', () => writeZip(good, { shift: 1 })],
    [
      'second name in an extra field',
      () => writeZip(good.map((e, i) => (i === 1 ? { ...e, extra: Buffer.from([0x75, 0x70, 1, 0, 1]) } : e))),
    ],
    ['cut short', () => writeZip(good).subarray(0, -30)],
    [
      'overlap',
      () => {
        const z = writeZip(good)
        const end = z.length - 22
        // The second entry of the directory is made to start where the first does.
        z.writeUInt32LE(0, z.readUInt32LE(end + 16) + 46 + 'mimetype'.length + 42)
        return z
      },
    ],
  ])('%s', (_, make) => expect(codes(make()).verdict).toBe('TOTAL-FAILED'))

  test('zip bomb: refused by its ratio, before it is unpacked', () => {
    const before = process.memoryUsage().rss
    const r = codes(writeZip([...good, { name: 'bomb', data: Buffer.alloc(60_000_000), method: 8 }]))
    expect(r.codes).toEqual(['too-large'])
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000)
  })
  test('too many entries', () => {
    expect(codes(writeZip([...good, ...Array.from({ length: 501 }, (_, i) => f(`f${i}`))])).codes).toEqual([
      'too-large',
    ])
  })
})

describe('public samples', () => {
  const dir = 'test/fixtures/signatures'
  const check = (f: string, t: TrustStore) =>
    verifyAsice(readFileSync(`${dir}/${f}`), { trust: t, at: new Date('2026-11-22') })
  test('two signers, long term: passed with its anchors, indeterminate without', () => {
    const r = check('valid/demo-lv-two-signers-lt.edoc', trustFolder(`${dir}/trust`))
    expect(r.verdict).toBe('TOTAL-PASSED')
    expect(r.signatures.map((s) => [s.level, s.revocation, s.time.trusted])).toEqual([
      ['B-LT', 'good', '2026-02-26T12:00:25.000Z'],
      ['B-LT', 'good', '2026-02-26T12:02:16.000Z'],
    ])
    expect(check('valid/demo-lv-two-signers-lt.edoc', { version: 'none', anchors: [] }).verdict).toBe(
      'INDETERMINATE',
    )
  })
  test('one signer with an unknown CA: intact, indeterminate', () => {
    const r = check('valid/demo-lv-one-signer-t.asice', trustFolder(`${dir}/trust`))
    expect(r.verdict).toBe('INDETERMINATE')
    expect(r.signatures[0]!.covers).toEqual({ files: ['test2.txt'], whole: true })
  })
  test.each([
    ['2-mimetypes.asice', 'container-malformed'],
    ['TS_broken_TS.asice', 'algorithm-refused'],
    ['datafile-name-in-signature-contains-path-separator.asice', 'file-missing'],
    ['filename_mismatch_second_signature.asice', 'container-malformed'],
    ['manifest_validation_error.asice', 'container-malformed'],
    ['missing_mimetype_file.asice', 'container-malformed'],
    ['multiple_signed_properties.asice', 'container-malformed'],
    ['signature_does_not_cover_datafile.asice', 'file-missing'],
    ['zip-bomb.asice', 'container-malformed'],
  ])('%s is refused: %s', (f, code) => {
    const r = check(`invalid/${f}`, trustFolder(`${dir}/trust`))
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect([...r.reasons, ...r.signatures.flatMap((s) => s.reasons)].map((x) => x.code)).toContain(code)
  })
})

test('a report that could not be made is indeterminate', () => {
  expect(unverified('timeout', { trust, at }).verdict).toBe('INDETERMINATE')
})
