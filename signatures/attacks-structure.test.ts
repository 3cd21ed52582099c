// Attacks on how a PDF is read: a viewer that finds a table broken searches the file for objects and shows what it
// finds. Each file here was signed, then something was appended that our tables would not show and a search would.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { parsePem } from './certificate.ts'
import { developmentCa } from './dev-ca.ts'
import { PdfFile } from './pdf/file.ts'
import { canonical, type Dict, Name, type Obj, Ref } from './pdf/objects.ts'
import { appendUpdate, type Changes } from './pdf/update.ts'
import { sealPdf } from './seal.ts'
import { localSigner, type Signer } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { type TrustStore, trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

let trust: TrustStore
let signer: Signer
let signed: Buffer
let file: PdfFile
const at = new Date('2026-03-05T10:00:00Z')

const look = (b: Uint8Array): { verdict: string; codes: string[] } => {
  const r = verifyPdf(b, { trust, at })
  return {
    verdict: r.verdict,
    codes: [...r.reasons, ...r.signatures.flatMap((s) => s.reasons)]
      .filter((x) => x.effect !== 'note')
      .map((x) => x.code),
  }
}
const seal = async (pdf: Uint8Array): Promise<Buffer> =>
  Buffer.from(await sealPdf({ pdf, signer, kind: 'signature', at }))
/** Fails, and says that the structure is why. */
const refused = (b: Uint8Array): void => {
  expect(look(b)).toMatchObject({
    verdict: 'TOTAL-FAILED',
    codes: expect.arrayContaining(['structure-wrong']),
  })
}

beforeAll(async () => {
  const ca = developmentCa({ key: 'ec-p256', notBefore: new Date('2025-01-01') })
  trust = trustCertificates(parsePem(ca.pem.certPem))
  const pem = ca.issue({
    use: 'person',
    name: 'TESTS PARAUGS',
    givenName: 'TESTS',
    surname: 'PARAUGS',
    serialNumber: 'PNOLV-329999-99999',
    notBefore: new Date('2025-01-01'),
    notAfter: new Date('2028-01-01'),
  })
  signer = localSigner(pem.keyPem, pem.certPem, ca.pem.certPem)
  signed = await seal(makeTestPdf('Licencet: ne'))
  file = new PdfFile(signed)
})

const OTHER = 'BT /F 12 Tf 72 700 Td (Licencet: ja) Tj ET'
const contentNumber = (): number => {
  const page = file.dict(file.array(file.dict(file.root.get('Pages'))!.get('Kids'))![0])!
  return (page.get('Contents') as Ref).num
}
const hidden = (): string =>
  `${contentNumber()} 0 obj\n<</Length ${OTHER.length}>>\nstream\n${OTHER}\nendstream\nendobj\n`
const root = (): string => `/Root ${(file.trailer.get('Root') as Ref).num} 0 R`
const row = (offset: number, gen = 0, kind = 'n'): string =>
  `${String(offset).padStart(10, '0')} ${String(gen).padStart(5, '0')} ${kind} \n`

type Shape = {
  /** Stands before the table; offsets are counted from the end of the signed bytes. */
  body?: string
  table?: (base: number) => string
  trailer?: string
  comment?: string
  end?: (xref: number) => string
}
/** Appends a revision, right or wrong, to the signed file. */
function append(s: Shape): Buffer {
  const body = s.body ?? ''
  const xref = signed.length + body.length
  const table = s.table?.(signed.length) ?? `0 1\n${row(0, 65_535, 'f')}`
  const trailer = s.trailer ?? `/Size ${file.size} ${root()} /Prev ${file.sections[0]!.offset}`
  const end = s.end?.(xref) ?? `startxref\n${xref}\n%%EOF\n`
  return Buffer.concat([
    signed,
    Buffer.from(`${body}xref\n${table}trailer\n<<${trailer}>>\n${s.comment ?? ''}${end}`, 'latin1'),
  ])
}
const trailerOf = (size: number, more = ''): string =>
  `/Size ${size} ${root()} /Prev ${file.sections[0]!.offset}${more}`

describe('what stays good', () => {
  test('the signed file, and an exact revision that changes nothing', () => {
    expect(look(signed).verdict).toBe('TOTAL-PASSED')
    expect(look(append({})).verdict).toBe('TOTAL-PASSED')
  })
  test('the comment with which some tools sign their revision', () =>
    expect(look(append({ comment: '%iText-7.2.5\n' })).verdict).toBe('TOTAL-PASSED'))
  test('a second signature', async () => expect(look(await seal(signed)).verdict).toBe('TOTAL-PASSED'))
  test('blanks at the end, as some programs leave them', () =>
    expect(look(Buffer.concat([signed, Buffer.from('\r\n\r\n')])).verdict).toBe('TOTAL-PASSED'))
})

describe('a table that makes a viewer search the file', () => {
  test.each<[string, () => Buffer]>([
    [
      'a free entry with a huge number',
      () => append({ body: hidden(), table: () => `90000000 1\n${row(0, 65_535, 'f')}` }),
    ],
    [
      'the same, without anything hidden',
      () => append({ table: () => `90000000 1\n${row(0, 65_535, 'f')}` }),
    ],
    [
      'the same with a /Size that fits',
      () =>
        append({
          body: hidden(),
          table: () => `90000000 1\n${row(0, 65_535, 'f')}`,
          trailer: trailerOf(90_000_001),
        }),
    ],
    ['no /Size', () => append({ trailer: `${root()} /Prev ${file.sections[0]!.offset}` })],
    ['a /Size below the numbers used', () => append({ trailer: trailerOf(3) })],
    ['a /Size that skips thousands', () => append({ trailer: trailerOf(900_000) })],
    ['rows of 19 bytes', () => append({ table: () => '0 1\n0000000000 65535 f\n' })],
    ['rows of 21 bytes', () => append({ table: () => '0 1\n0000000000 65535 f \r\n' })],
    ['a row with tabs', () => append({ table: () => '0 1\n0000000000\t65535 f \n' })],
    ['a comment in the table', () => append({ table: () => `%x\n0 1\n${row(0, 65_535, 'f')}` })],
    ['a comment beside its numbers', () => append({ table: () => `0 1 %x\n${row(0, 65_535, 'f')}` })],
    [
      'a number twice',
      () => append({ table: () => `0 1\n${row(0, 65_535, 'f')}0 1\n${row(0, 65_535, 'f')}` }),
    ],
    [
      'the head of the free list with another generation',
      () => append({ table: () => `0 1\n${row(0, 0, 'f')}` }),
    ],
    [
      'a free entry that leads beyond the table',
      () =>
        append({ table: () => `${file.size} 1\n${row(99_999, 0, 'f')}`, trailer: trailerOf(file.size + 1) }),
    ],
    [
      'an entry where no object is',
      () =>
        append({
          body: hidden(),
          table: (n) => `${file.size} 1\n${row(n + 3)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'an entry with offset 0',
      () => append({ table: () => `${file.size} 1\n${row(0)}`, trailer: trailerOf(file.size + 1) }),
    ],
    [
      'an entry with another generation than its object',
      () =>
        append({
          body: `${file.size} 0 obj\nnull\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n, 1)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'a new object of a later generation',
      () =>
        append({
          body: `${file.size} 7 obj\nnull\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n, 7)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'a hybrid table',
      () => append({ trailer: trailerOf(file.size, ` /XRefStm ${file.sections[0]!.offset}`) }),
    ],
    ['an unknown key in the trailer', () => append({ trailer: trailerOf(file.size, ' /Foo 1') })],
    ['startxref that points beside the table', () => append({ end: (x) => `startxref\n${x - 1}\n%%EOF\n` })],
    ['startxref with a comment', () => append({ end: (x) => `startxref %\n${x}\n%%EOF\n` })],
    ['startxref on one line', () => append({ end: (x) => `startxref ${x} %%EOF\n` })],
    ['no end mark on a line of its own', () => append({ end: (x) => `startxref\n${x}%%EOF\n` })],
    ['something before startxref', () => append({ end: (x) => `null startxref\n${x}\n%%EOF\n` })],
    ['two end marks', () => append({ end: (x) => `startxref\n${x}\n%%EOF\nstartxref\n${x}\n%%EOF\n` })],
    [
      'an end mark far from the end',
      () => append({ end: (x) => `startxref\n${x}\n%%EOF\n${' '.repeat(1500)}` }),
    ],
  ])('%s', (_, build) => {
    const r = look(build())
    expect(r.verdict).not.toBe('TOTAL-PASSED')
    // What cannot be opened at all has no signatures to judge.
    if (!r.codes.includes('unreadable')) expect(r.verdict).toBe('TOTAL-FAILED')
  })
})

describe('bytes that belong to nothing', () => {
  test.each<[string, () => Buffer]>([
    ['an object that no table lists', () => append({ body: hidden() })],
    ['the same in a comment', () => append({ body: `%${hidden().replaceAll('\n', '\r')}\n` })],
    ['one more trailer', () => append({ body: `trailer\n<</Root 1 0 R>>\n` })],
    [
      'an object within the comment before startxref',
      () => append({ comment: `% ${contentNumber()} 0 obj null endobj\n` }),
    ],
    [
      'an object within a string of a listed one',
      () =>
        append({
          body: `${file.size} 0 obj\n(\n${contentNumber()} 0 obj\n<<>>)\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'an object within the data of a listed stream',
      () => {
        const inner = hidden()
        return append({
          body: `${file.size} 0 obj\n<</Length ${inner.length}>>\nstream\n${inner}\nendstream\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        })
      },
    ],
    [
      'an object with comments between its numbers, in a string',
      () =>
        append({
          body: `${file.size} 0 obj\n(${contentNumber()}%\n0%\nobj)\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'words between endstream and endobj',
      () =>
        append({
          body: `${file.size} 0 obj\n<</Length 1>>\nstream\nx\nendstream 1 endobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'bytes between the data and endstream',
      () =>
        append({
          body: `${file.size} 0 obj\n<</Length 1>>\nstream\nx  %x\nendstream\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'an object with leading zeros',
      () =>
        append({
          body: `0${file.size} 0 obj\nnull\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'an object before which a comment stands at its offset',
      () =>
        append({
          body: `%x\n${file.size} 0 obj\nnull\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'a reference with another generation',
      () =>
        append({
          body: `${file.size} 0 obj\n[1 3 R]\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
    ],
    [
      'two objects in one',
      () =>
        append({
          body: `${file.size} 0 obj\nnull\nendobj\n${file.size + 1} 0 obj\nnull\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 2),
        }),
    ],
  ])('%s', (_, build) => refused(build()))

  test('a listed new catalog or page that nothing refers to', () => {
    for (const type of ['Catalog', 'Pages', 'Page']) {
      const r = look(
        append({
          body: `${file.size} 0 obj\n<</Type/${type}>>\nendobj\n`,
          table: (n) => `${file.size} 1\n${row(n)}`,
          trailer: trailerOf(file.size + 1),
        }),
      )
      expect(r).toMatchObject({ verdict: 'TOTAL-FAILED', codes: ['changed-after'] })
    }
  })
  test('a broken revision between two signatures fails the first one', async () => {
    const twice = await seal(append({ body: hidden() }))
    const r = verifyPdf(twice, { trust, at })
    expect(r.signatures.map((s) => s.verdict)).toEqual(['TOTAL-FAILED', 'TOTAL-PASSED'])
    expect(r.verdict).toBe('TOTAL-FAILED')
  })
  test('signed with an object hidden already: somebody must look', async () => {
    const plain = makeTestPdf('Licencet: ne')
    const cut = plain.lastIndexOf('xref\n0 ')
    const planted = Buffer.from(
      plain
        .toString('latin1')
        .replace('xref\n0 ', `${hidden()}xref\n0 `)
        .replace(/startxref\n\d+/, `startxref\n${cut + hidden().length}`),
      'latin1',
    )
    expect(look(await seal(planted))).toEqual({ verdict: 'INDETERMINATE', codes: ['structure-wrong'] })
  })
})

describe('cross-reference streams', () => {
  const stream = (o: {
    w?: string
    index: string
    rows: number[][]
    size: number
    extra?: string
  }): Buffer => {
    const num = o.size - 1
    const data = Buffer.concat(
      o.rows.map(([t, a, b]) => {
        const r = Buffer.alloc(7)
        r[0] = t!
        r.writeUInt32BE(a!, 1)
        r.writeUInt16BE(b!, 5)
        return r
      }),
    )
    const head = `${num} 0 obj\n<</Type/XRef/W${o.w ?? '[1 4 2]'}/Index${o.index}/Size ${o.size} ${root()}/Prev ${file.sections[0]!.offset}/Length ${data.length}${o.extra ?? ''}>>\nstream\n`
    return Buffer.concat([
      signed,
      Buffer.from(head, 'latin1'),
      data,
      Buffer.from(`\nendstream\nendobj\nstartxref\n${signed.length}\n%%EOF\n`, 'latin1'),
    ])
  }
  const self = (): number[] => [1, signed.length, 0]
  const n = (): number => file.size
  test('an exact one is good', () =>
    expect(look(stream({ index: `[${n()} 1]`, rows: [self()], size: n() + 1 })).verdict).toBe('TOTAL-PASSED'))
  test.each<[string, () => Buffer]>([
    ['more data than entries', () => stream({ index: `[${n()} 1]`, rows: [self(), self()], size: n() + 1 })],
    ['a number twice', () => stream({ index: `[${n()} 1 ${n()} 1]`, rows: [self(), self()], size: n() + 1 })],
    [
      'an entry of an unknown type',
      () => stream({ index: `[${n()} 2]`, rows: [[9, 1, 0], self()], size: n() + 2 }),
    ],
    ['a number beyond /Size', () => stream({ index: `[${n() + 9} 1]`, rows: [self()], size: n() + 1 })],
  ])('%s', (_, build) => refused(build()))
})

test('a name that is spelled like the value that takes its place is another value', () => {
  // /X /A#205#200#20R, signed; then /X /A 5 0 R: read aloud, both sound the same.
  expect(canonical(new Name('A 5 0 R'))).not.toBe(`${canonical(new Name('A'))} ${canonical(new Ref(5, 0))}`)
  const key = new Map<string, Obj>([['A 5', 0]])
  expect(canonical(key)).not.toBe(canonical(new Map<string, Obj>([['A', new Ref(5, 0)]])))
})

describe('annotations that call themselves signature fields', () => {
  const withField = (
    change: Record<string, Obj>,
    more: (c: Changes, next: number) => void = () => {},
  ): Buffer => {
    const c: Changes = new Map()
    const pageRef = file.array(file.dict(file.root.get('Pages'))!.get('Kids'))![0] as Ref
    const page = file.dict(pageRef)!
    const field: Dict = new Map<string, Obj>([
      ['Type', new Name('Annot')],
      ['Subtype', new Name('Widget')],
      ['FT', new Name('Sig')],
      ['Rect', [0, 0, 0, 0]],
      ['F', 132],
    ])
    for (const [k, v] of Object.entries(change)) v === null ? field.delete(k) : field.set(k, v)
    c.set(file.size, field)
    c.set(
      pageRef.num,
      new Map([...page, ['Annots', [...file.array(page.get('Annots'))!, new Ref(file.size, 0)]]]),
    )
    more(c, file.size + 1)
    return Buffer.from(appendUpdate(file, c).bytes)
  }
  const rect = [50, 600, 500, 750]
  test('an invisible field is good', () => expect(look(withField({})).verdict).toBe('TOTAL-PASSED'))
  test('a hidden one of any size too', () =>
    expect(look(withField({ Rect: rect, F: 2 })).verdict).toBe('TOTAL-PASSED'))
  test.each<[string, Record<string, Obj>]>([
    ['of the kind Stamp', { Subtype: new Name('Stamp'), Rect: rect }],
    ['of the kind FreeText', { Subtype: new Name('FreeText'), Rect: rect }],
    ['of the kind Square, without a size', { Subtype: new Name('Square') }],
    ['without a kind', { Subtype: null, Rect: rect }],
    ['of another type', { Type: new Name('XObject'), Rect: rect }],
    [
      'with a part that is a stamp',
      {
        Kids: [
          new Map<string, Obj>([
            ['Subtype', new Name('Stamp')],
            ['Rect', rect],
          ]),
        ],
      },
    ],
    ['with an action', { A: new Map() }],
  ])('%s fails', (_, change) =>
    expect(look(withField(change))).toMatchObject({ verdict: 'TOTAL-FAILED', codes: ['changed-after'] }),
  )
  const colour = new Map<string, Obj>([['BG', [1, 1, 1]]])
  test.each<[string, Record<string, Obj>]>([
    ['a rectangle without an appearance', { Rect: rect }],
    ['a background', { Rect: rect, MK: colour }],
    ['a background on a point', { MK: colour }],
    ['a border on a point', { Border: [0, 0, 500] }],
    ['a border style', { BS: new Map<string, Obj>([['W', 500]]) }],
    ['a line', { Rect: [0, 0, 0, 800] }],
    ['a rectangle of three numbers', { Rect: [0, 0, 0] }],
    [
      'a part with a rectangle',
      {
        Kids: [
          new Map<string, Obj>([
            ['Subtype', new Name('Widget')],
            ['Rect', rect],
          ]),
        ],
      },
    ],
  ])('%s goes to a person', (_, change) =>
    expect(look(withField(change))).toMatchObject({
      verdict: 'INDETERMINATE',
      codes: ['visible-field-after'],
    }),
  )
  test('an appearance on a point, with a content', () => {
    const drawn = (content: string): string =>
      look(
        withField({ AP: new Map<string, Obj>([['N', new Ref(file.size + 1, 0)]]) }, (c, next) =>
          c.set(next, {
            text: `<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length ${content.length}>>\nstream\n${content}\nendstream`,
          }),
        ),
      ).verdict
    expect(drawn('q Q')).toBe('TOTAL-PASSED')
    expect(drawn('0 0 500 500 re f')).toBe('INDETERMINATE')
  })
})
