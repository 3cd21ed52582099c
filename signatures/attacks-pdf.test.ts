import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { digestOf } from './algorithms.ts'
import { parsePem } from './certificate.ts'
import { signedAttributes, signedData } from './cms-build.ts'
import { developmentCa, type IssueOptions, type Pem } from './dev-ca.ts'
import { ownSignature } from './identity.ts'
import { PdfFile } from './pdf/file.ts'
import { type Dict, Name, type Obj, Ref, textString } from './pdf/objects.ts'
import { appendUpdate, type Changes, numberOf } from './pdf/update.ts'
import { embedSignature, prepareSignature } from './prepare.ts'
import { sealPdf } from './seal.ts'
import { localSigner, type Signer } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { NO_TRUST, type TrustStore, trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

const person: IssueOptions = {
  use: 'person',
  name: 'TESTS PARAUGS',
  givenName: 'TESTS',
  surname: 'PARAUGS',
  serialNumber: 'PNOLV-329999-99999',
}
const sealOf: IssueOptions = { use: 'seal', name: 'ZĪMOGS', organizationIdentifier: 'NTRLV-90001259032' }
let ca: ReturnType<typeof developmentCa>
let trust: TrustStore
let signer: Signer
let sealer: Signer
let plain: Buffer
let signed: Buffer
let twice: Buffer
const at = new Date()

const signerOf = (pem: Pem): Signer => localSigner(pem.keyPem, pem.certPem, ca.pem.certPem)
const seal = async (pdf: Uint8Array, s: Signer): Promise<Buffer> =>
  Buffer.from(await sealPdf({ pdf, signer: s, kind: 'signature', at }))
const look = (b: Uint8Array, t = trust): { verdict: string; codes: string[]; each: string[] } => {
  const r = verifyPdf(b, { trust: t, at })
  return {
    verdict: r.verdict,
    codes: [...r.reasons, ...r.signatures.flatMap((s) => s.reasons)]
      .filter((x) => x.effect !== 'note')
      .map((x) => x.code),
    each: r.signatures.map((s) => s.verdict),
  }
}
/** An incremental update of a signed file. */
const update = (b: Uint8Array, change: (f: PdfFile, c: Changes, next: number) => void): Buffer => {
  const f = new PdfFile(b)
  const c: Changes = new Map()
  change(f, c, f.size)
  return Buffer.from(appendUpdate(f, c).bytes)
}
const pageOf = (f: PdfFile, n: number): { num: number; dict: Dict } => {
  const ref = f.array(f.dict(f.root.get('Pages'))!.get('Kids'))![n] as Ref
  return { num: ref.num, dict: f.dict(ref)! }
}
const stream = (data: string): { text: string } => ({
  text: `<</Length ${data.length}>>\nstream\n${data}\nendstream`,
})
const flip = (b: Buffer, i: number): Buffer => {
  const c = Buffer.from(b)
  c[i] = c[i]! ^ 1
  return c
}
const rangeOf = (b: Buffer): number[] =>
  /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(b.toString('latin1'))!.slice(1).map(Number)

beforeAll(async () => {
  ca = developmentCa({ key: 'ec-p256' })
  trust = trustCertificates(parsePem(ca.pem.certPem))
  signer = signerOf(ca.issue(person))
  sealer = signerOf(ca.issue({ ...sealOf, key: 'rsa-2048' }))
  plain = makeTestPdf('Licencet: ne')
  signed = await seal(plain, signer)
  twice = await seal(signed, sealer)
})

describe('good files', () => {
  test('one signature, two signatures; earlier bytes untouched', () => {
    expect(look(signed)).toEqual({ verdict: 'TOTAL-PASSED', codes: [], each: ['TOTAL-PASSED'] })
    expect(look(twice)).toEqual({
      verdict: 'TOTAL-PASSED',
      codes: [],
      each: ['TOTAL-PASSED', 'TOTAL-PASSED'],
    })
    expect(signed.subarray(0, plain.length).equals(plain)).toBe(true)
    expect(twice.subarray(0, signed.length).equals(signed)).toBe(true)
  })
  test.each(['rsa-2048', 'rsa-4096', 'ec-p256', 'ec-p384', 'ec-p521'] as const)(
    'key %s',
    async (key) => {
      expect(look(await seal(plain, signerOf(ca.issue({ ...person, key })))).verdict).toBe('TOTAL-PASSED')
    },
    20_000,
  )
  test('RSA-PSS', async () => {
    const pem = ca.issue({ ...person, key: 'rsa-2048' })
    expect(
      look(await seal(plain, localSigner(pem.keyPem, pem.certPem, '', { pss: true, hash: 'SHA384' })))
        .verdict,
    ).toBe('TOTAL-PASSED')
  })
  test('a report says who, when, and how much', () => {
    const r = verifyPdf(twice, { trust, at })
    expect(r.signatures.map((s) => [s.signer!.kind, s.covers.whole, s.covers.revision])).toEqual([
      ['person', false, 2],
      ['seal', true, 3],
    ])
    expect(ownSignature(r, { code: '32999999999' }).ok).toBe(false) // the seal came after; see `file` below
    expect(ownSignature(verifyPdf(signed, { trust, at }), { code: '329999-99999' })).toMatchObject({
      ok: true,
      why: [{ en: 'The signature has no trusted timestamp' }],
    })
    expect(ownSignature(r, { code: '329999-99999', file: 'document.pdf' }).ok).toBe(true)
    expect(ownSignature(r, { code: '328888-88888' }).ok).toBe(false)
    expect(ownSignature(r, { code: '329999-99999', country: 'EE' }).ok).toBe(false)
  })
  test('a prepared field is filled, not added', async () => {
    const withField = update(plain, (f, c, next) => {
      const page = pageOf(f, 0)
      const field: Dict = new Map<string, Obj>([
        ['Type', new Name('Annot')],
        ['Subtype', new Name('Widget')],
        ['FT', new Name('Sig')],
        ['Rect', [0, 0, 0, 0]],
        ['F', 132],
        ['P', new Ref(page.num, 0)],
      ])
      for (const [i, n] of ['a', 'b'].entries()) c.set(next + i, new Map([...field, ['T', textString(n)]]))
      c.set(page.num, new Map([...page.dict, ['Annots', [new Ref(next, 0), new Ref(next + 1, 0)]]]))
      c.set(
        numberOf(f.trailer.get('Root'), 'Root'),
        new Map<string, Obj>([
          ...f.root,
          ['AcroForm', new Map<string, Obj>([['Fields', [new Ref(next, 0), new Ref(next + 1, 0)]]])],
        ]),
      )
    })
    const one = Buffer.from(await sealPdf({ pdf: withField, signer, kind: 'signature', fieldName: 'a' }))
    const two = Buffer.from(await sealPdf({ pdf: one, signer: sealer, kind: 'seal', fieldName: 'b' }))
    expect(look(two)).toEqual({ verdict: 'TOTAL-PASSED', codes: [], each: ['TOTAL-PASSED', 'TOTAL-PASSED'] })
    await expect(sealPdf({ pdf: two, signer, kind: 'signature', fieldName: 'a' })).rejects.toThrow(
      'signed already',
    )
    await expect(sealPdf({ pdf: two, signer, kind: 'signature', fieldName: 'c' })).rejects.toThrow('no field')
  })
})
describe('tampering', () => {
  test('a byte flipped in page, trailer or CMS', () => {
    const page = signed.indexOf('Pages')
    const [, b] = rangeOf(signed)
    for (const i of [page, signed.lastIndexOf('trailer') + 20, 30, b! + 400]) {
      const r = look(flip(signed, i))
      expect(r.verdict).not.toBe('TOTAL-PASSED')
    }
  })
  test('every 97th covered byte flipped: none passes', () => {
    const [, b, c] = rangeOf(signed)
    for (let i = 0; i < signed.length; i += 97) {
      // Within the gap lie the CMS and its padding: their own tests below and above.
      if (i > b! && i < c!) continue
      if (look(flip(signed, i)).verdict === 'TOTAL-PASSED')
        throw new Error(`flipping byte ${i} goes unnoticed`)
    }
  }, 60_000)
  test('something hidden in the padding of the gap', () => {
    const [, , c] = rangeOf(signed)
    expect(look(flip(signed, c! - 10)).verdict).toBe('TOTAL-FAILED')
  })
  test('bytes after the end', () => {
    expect(look(Buffer.concat([signed, Buffer.from('<script>')])).codes).toContain('bytes-after-end')
  })
  test('cut short', () => expect(look(signed.subarray(0, -20)).verdict).not.toBe('TOTAL-PASSED'))
})

describe('changes by incremental update', () => {
  const fails = (b: Buffer, each?: string[]): void => {
    const r = look(b)
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect(r.codes).toContain('changed-after')
    if (each) expect(r.each).toEqual(each)
  }
  test('page content replaced', () =>
    fails(update(signed, (f, c) => c.set((pageOf(f, 0).dict.get('Contents') as Ref).num, stream('BT ET')))))
  test('overlay: a second content stream', () =>
    fails(
      update(signed, (f, c, next) => {
        const p = pageOf(f, 0)
        c.set(next, stream('0 0 500 500 re f'))
        c.set(p.num, new Map([...p.dict, ['Contents', [p.dict.get('Contents')!, new Ref(next, 0)]]]))
      }),
    ))
  test('page removed', () =>
    fails(
      update(signed, (f, c) => {
        const num = numberOf(f.root.get('Pages'), 'Pages')
        const d = f.dict(f.root.get('Pages'))!
        c.set(num, new Map<string, Obj>([...d, ['Kids', [f.array(d.get('Kids'))![0]!]], ['Count', 1]]))
      }),
    ))
  test('page added', () =>
    fails(
      update(signed, (f, c, next) => {
        const num = numberOf(f.root.get('Pages'), 'Pages')
        const d = f.dict(f.root.get('Pages'))!
        c.set(next, new Map(pageOf(f, 0).dict))
        c.set(
          num,
          new Map<string, Obj>([
            ...d,
            ['Kids', [...f.array(d.get('Kids'))!, new Ref(next, 0)]],
            ['Count', 3],
          ]),
        )
      }),
    ))
  test.each([['Stamp'], ['FreeText'], ['Link'], ['Widget']])('annotation added: %s', (subtype) =>
    fails(
      update(signed, (f, c, next) => {
        const p = pageOf(f, 0)
        c.set(
          next,
          new Map<string, Obj>([
            ['Type', new Name('Annot')],
            ['Subtype', new Name(subtype)],
            ['Rect', [0, 0, 99, 99]],
          ]),
        )
        c.set(
          p.num,
          new Map([...p.dict, ['Annots', [...(f.array(p.dict.get('Annots')) ?? []), new Ref(next, 0)]]]),
        )
      }),
    ),
  )
  test('annotation removed', () =>
    fails(
      update(signed, (f, c) => {
        const p = pageOf(f, 0)
        c.set(p.num, new Map<string, Obj>([...p.dict, ['Annots', []]]))
      }),
    ))
  test('signature field with an action', () =>
    fails(
      update(signed, (f, c, next) => {
        const p = pageOf(f, 0)
        c.set(
          next,
          new Map<string, Obj>([
            ['Type', new Name('Annot')],
            ['Subtype', new Name('Widget')],
            ['FT', new Name('Sig')],
            ['Rect', [0, 0, 0, 0]],
            ['AA', new Map()],
          ]),
        )
        c.set(p.num, new Map([...p.dict, ['Annots', [...f.array(p.dict.get('Annots'))!, new Ref(next, 0)]]]))
      }),
    ))
  test('a visible signature field added later goes to a person', () => {
    const r = look(
      update(signed, (f, c, next) => {
        const p = pageOf(f, 0)
        c.set(
          next,
          new Map<string, Obj>([
            ['Type', new Name('Annot')],
            ['Subtype', new Name('Widget')],
            ['FT', new Name('Sig')],
            ['Rect', [0, 0, 300, 300]],
            ['AP', new Map()],
          ]),
        )
        c.set(p.num, new Map([...p.dict, ['Annots', [...f.array(p.dict.get('Annots'))!, new Ref(next, 0)]]]))
      }),
    )
    expect(r).toMatchObject({ verdict: 'INDETERMINATE', codes: ['visible-field-after'] })
  })
  test('catalog: an action on opening', () =>
    fails(
      update(signed, (f, c) =>
        c.set(
          numberOf(f.trailer.get('Root'), 'Root'),
          new Map<string, Obj>([...f.root, ['OpenAction', new Ref(1, 0)]]),
        ),
      ),
    ))
  test('catalog: other pages', () =>
    fails(
      update(signed, (f, c) =>
        c.set(
          numberOf(f.trailer.get('Root'), 'Root'),
          new Map<string, Obj>([...f.root, ['Pages', new Ref(9, 0)]]),
        ),
      ),
    ))
  test('shadow, then signed again by another: the first signature fails', async () => {
    const shadow = update(signed, (f, c) =>
      c.set((pageOf(f, 0).dict.get('Contents') as Ref).num, stream('BT ET')),
    )
    fails(await seal(shadow, sealer), ['TOTAL-FAILED', 'TOTAL-PASSED'])
  })
  test('an object that was missing when signed comes to life', async () => {
    const holed = await seal(
      update(plain, (f, c) => {
        const p = pageOf(f, 0)
        c.set(p.num, new Map([...p.dict, ['Contents', [p.dict.get('Contents')!, new Ref(900, 0)]]]))
      }),
      signer,
    )
    expect(look(holed).verdict).toBe('TOTAL-PASSED')
    fails(update(holed, (_, c) => c.set(900, stream('0 0 500 500 re f'))))
  })
  test('cross-reference entries that point into signed bytes', () => {
    const f = new PdfFile(signed)
    const a = (pageOf(f, 0).dict.get('Contents') as Ref).num
    const b = f.entry((pageOf(f, 1).dict.get('Contents') as Ref).num) as { offset: number }
    const start = signed.length
    const tail = `xref\n${a} 1\n${String(b.offset).padStart(10, '0')} 00000 n \ntrailer\n<</Size ${f.size}/Root ${(f.trailer.get('Root') as Ref).num} 0 R/Prev ${f.sections[0]!.offset}>>\nstartxref\n${start}\n%%EOF\n`
    fails(Buffer.concat([signed, Buffer.from(tail)]))
  })
  test('a chain of revisions that leaves the signed one out', () => {
    const f = new PdfFile(signed)
    const tail = `xref\n0 0\ntrailer\n<</Size ${f.size}/Root ${(f.trailer.get('Root') as Ref).num} 0 R/Prev ${f.sections[1]!.offset}>>\nstartxref\n${signed.length}\n%%EOF\n`
    expect(look(Buffer.concat([signed, Buffer.from(tail)])).verdict).toBe('TOTAL-FAILED')
  })
})

describe('the range', () => {
  const resign = (ranges: (b: Buffer, gap: number, end: number) => string): Buffer => {
    const p = prepareSignature({
      pdf: plain,
      kind: 'signature',
      certificateChain: signer.certificateChain,
      algorithm: signer.algorithm,
    })
    const b = Buffer.from(p.prepared)
    const [, gap, end] = p.byteRange
    const place = b.indexOf('/ByteRange [') + '/ByteRange '.length
    b.write(ranges(b, gap, end).padEnd(35), place, 'latin1')
    return b
  }
  test.each<[string, (b: Buffer, gap: number, end: number) => string]>([
    ['not from 0', (b, g, e) => `[1 ${g - 1} ${e} ${b.length - e}]`],
    ['gap widened before', (b, g, e) => `[0 ${g - 30} ${e} ${b.length - e}]`],
    ['gap widened behind', (b, g, e) => `[0 ${g} ${e + 3} ${b.length - e - 3}]`],
    ['beyond the file', (b, g, e) => `[0 ${g} ${e} ${b.length - e + 9}]`],
    ['not four numbers', (_, g, e) => `[0 ${g} ${e}]`],
    ['negative', (b, g, e) => `[0 ${g} ${e} -${b.length - e}]`],
  ])('%s', (_, f) => {
    const r = look(resign(f))
    expect(r.verdict).toBe('TOTAL-FAILED')
    expect(r.codes).toContain('range-wrong')
  })
  test('a signature pasted from another document', async () => {
    const other = await seal(makeTestPdf('Cits dokuments'), signer)
    const [, b, c] = rangeOf(other)
    const [, b2, c2] = rangeOf(signed)
    expect(
      look(Buffer.concat([signed.subarray(0, b2!), other.subarray(b!, c!), signed.subarray(c2!)])).codes,
    ).toContain('signature-wrong')
  })
})

describe('the certificate', () => {
  const by = async (o: IssueOptions, from = ca): Promise<ReturnType<typeof look>> => {
    const pem = from.issue(o)
    return look(
      Buffer.from(
        await sealPdf({
          pdf: plain,
          signer: localSigner(pem.keyPem, pem.certPem, from.pem.certPem),
          kind: 'signature',
        }),
      ),
    )
  }
  test('a rogue CA of the same name', async () => {
    expect(await by(person, developmentCa({ key: 'ec-p256' }))).toMatchObject({
      verdict: 'INDETERMINATE',
      codes: ['untrusted-issuer'],
    })
  })
  test('expired', async () => {
    expect(
      (await by({ ...person, notBefore: new Date('2020-01-01'), notAfter: new Date('2022-01-01') })).codes,
    ).toContain('expired-without-time')
  })
  test('authentication certificate', async () => {
    expect(await by({ ...person, use: 'authentication' })).toMatchObject({
      verdict: 'TOTAL-FAILED',
      codes: ['not-for-signing'],
    })
  })
  test('nothing trusted', () =>
    expect(look(signed, NO_TRUST)).toMatchObject({ verdict: 'INDETERMINATE', codes: ['untrusted-issuer'] }))
  test('key other than the one that the ESS attribute names', () => {
    const [mine, theirs] = [signer.certificateChain[0]!, ca.issue(person)]
    const p = prepareSignature({
      pdf: plain,
      kind: 'signature',
      certificateChain: signer.certificateChain,
      algorithm: signer.algorithm,
    })
    const [, gap, end] = p.byteRange
    const other = signerOf(theirs)
    // Attributes that name one certificate, signed by and carried with another.
    const attributes = signedAttributes(
      'ECDSA-SHA256',
      digestOf('sha256', p.prepared.subarray(0, gap), p.prepared.subarray(end)),
      mine,
    )
    return other.sign({ data: attributes, digest: p.toSign, algorithm: 'ECDSA-SHA256' }).then((signature) => {
      const cms = signedData({
        algorithm: 'ECDSA-SHA256',
        attributes,
        signature,
        certificateChain: other.certificateChain,
      })
      const b = Buffer.from(p.prepared)
      b.write(Buffer.from(cms).toString('hex'), gap + 1, 'latin1')
      expect(look(b)).toMatchObject({ verdict: 'TOTAL-FAILED', codes: ['certificate-mismatch'] })
    })
  })
})

describe('signing in two phases', () => {
  const prepare = (): ReturnType<typeof prepareSignature> =>
    prepareSignature({
      pdf: plain,
      kind: 'signature',
      certificateChain: signer.certificateChain,
      algorithm: signer.algorithm,
    })
  test('the prepared file may not change in between', async () => {
    const p = prepare()
    const signature = await signer.sign({
      data: p.signedAttributes,
      digest: p.toSign,
      algorithm: p.algorithm,
    })
    expect(look(embedSignature(p, signature)).verdict).toBe('TOTAL-PASSED')
    expect(() => embedSignature({ ...p, prepared: flip(Buffer.from(p.prepared), 100) }, signature)).toThrow(
      'has changed',
    )
    expect(() =>
      embedSignature({ ...p, signedAttributes: flip(Buffer.from(p.signedAttributes), 9) }, signature),
    ).toThrow('have changed')
  })
  test("another key's signature is refused", async () => {
    const p = prepare()
    const signature = await signerOf(ca.issue(person)).sign({
      data: p.signedAttributes,
      digest: p.toSign,
      algorithm: p.algorithm,
    })
    expect(() => embedSignature(p, signature)).toThrow('does not belong')
  })
  test('embedding twice gives the same file', async () => {
    const p = prepare()
    const signature = await signer.sign({
      data: p.signedAttributes,
      digest: p.toSign,
      algorithm: p.algorithm,
    })
    expect(Buffer.compare(embedSignature(p, signature), embedSignature(p, signature))).toBe(0)
  })
  test('key and certificate that do not belong together', () => {
    expect(() => localSigner(ca.issue(person).keyPem, ca.issue(person).certPem)).toThrow(
      'do not belong together',
    )
  })
})

describe('public samples and odd files', () => {
  test.each(['dss-hide.pdf', 'dss-removed-pages.pdf'])('%s never passes', (f) => {
    expect(look(readFileSync(`test/fixtures/signatures/invalid/${f}`)).verdict).not.toBe('TOTAL-PASSED')
  })
  test('unsigned', () => expect(look(plain)).toMatchObject({ verdict: 'TOTAL-FAILED', codes: ['unsigned'] }))
  test('not a PDF, empty, a header only', () => {
    for (const b of ['', '%PDF-1.7', 'hello', '%PDF-1.7\nstartxref\n9\n%%EOF'])
      expect(look(Buffer.from(b)).verdict).toBe('INDETERMINATE')
  })
  test('encrypted', () => {
    const b = Buffer.from(
      signed.toString('latin1').replace('/Root', '/Encrypt 1 0 R /Root').replaceAll('startxref', 'startxref'),
      'latin1',
    )
    expect(look(b).verdict).not.toBe('TOTAL-PASSED')
  })
})
