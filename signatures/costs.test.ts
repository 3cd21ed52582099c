// What a stranger's file can cost: work is counted, not time, except where the machine itself would be the counter.
import { afterEach, expect, jest, test } from '@jest/globals'
import { parsePem } from './certificate.ts'
import { cluesOf } from './clues.ts'
import { manyInOne } from './costly.ts'
import { developmentCa } from './dev-ca.ts'
import { PdfFile } from './pdf/file.ts'
import { Lexer } from './pdf/objects.ts'
import { LIMITS } from './pdf/xref.ts'
import { sealPdf } from './seal.ts'
import { localSigner } from './signer.ts'
import { MIMETYPE, makeTestPdf, writeZip } from './testing.ts'
import { NO_TRUST, trustCertificates } from './trust.ts'
import { verifyAsice } from './verify-asice.ts'
import { verifyPdf } from './verify-pdf.ts'

const at = new Date('2026-11-25T10:00:00Z')
const ctx = { trust: NO_TRUST, at }
afterEach(() => {
  jest.restoreAllMocks()
})

test('objects of one stream are found by number, not by searching it', () => {
  const search = jest.spyOn(Array.prototype, 'indexOf')
  const read = jest.spyOn(Lexer.prototype, 'object')
  const cost = (n: number): number => {
    read.mockClear()
    const r = verifyPdf(manyInOne(n), ctx)
    expect(r.signatures).toHaveLength(1)
    return read.mock.calls.length
  }
  const [small, large] = [cost(1000), cost(4000)]
  expect(large / small).toBeLessThan(4.5)
  expect(search.mock.calls.length).toBeLessThan(1000)
})

test('199,000 objects in one stream', () => {
  const cost = (objects: number): number => {
    const bytes = manyInOne(objects)
    const from = performance.now()
    verifyPdf(bytes, ctx)
    return performance.now() - from
  }
  // Compared in one run, since machines are busy: eight times as many cost some eight times as much, and not sixty-four.
  const few = Math.min(cost(25_000), cost(25_000))
  expect(cost(199_000) / few).toBeLessThan(32)
}, 120_000)

test('fifty signatures are read as one file: each object and table once, all walks within one budget', async () => {
  const ca = developmentCa({ key: 'ec-p256' })
  const pem = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  })
  const signer = localSigner(pem.keyPem, pem.certPem, ca.pem.certPem)
  const trust = trustCertificates(parsePem(ca.pem.certPem))
  const read = jest.spyOn(Lexer.prototype, 'object')
  const walked = jest.spyOn(PdfFile.prototype, 'spend')
  let pdf: Uint8Array = makeTestPdf()
  const cost = (): [number, number] => {
    read.mockClear()
    walked.mockClear()
    expect(verifyPdf(pdf, { trust, at: new Date() }).verdict).toBe('TOTAL-PASSED')
    return [read.mock.calls.length, walked.mock.calls.length]
  }
  const costs: [number, number][] = []
  for (let i = 1; i <= 50; i++) {
    pdf = await sealPdf({ pdf, signer, kind: 'signature', at })
    if (i === 25 || i === 50) costs.push(cost())
  }
  const [half, whole] = costs as [[number, number], [number, number]]
  // Twice the signatures: twice the objects to read. Lists of fields and annotations grow with each revision.
  expect(whole[0] / half[0]).toBeLessThan(4.2)
  expect(whole[1]).toBeLessThan(LIMITS.steps / 50)
}, 60_000)

test('walking stops at its budget', () => {
  const f = new PdfFile(makeTestPdf())
  f.spend(LIMITS.steps)
  expect(() => f.spend(1)).toThrow('too many')
  // Another revision of the same file has no budget of its own.
  expect(() => new PdfFile(makeTestPdf(), f).spend(1)).toThrow('too many')
})

test('199 entries of zeros are refused before one is unpacked', () => {
  const zeros = Buffer.alloc(1_000_000)
  const bytes = writeZip([
    MIMETYPE,
    ...Array.from({ length: 199 }, (_, i) => ({ name: `f${i}`, data: zeros, method: 8 as const })),
  ])
  const r = verifyAsice(bytes, ctx)
  expect(r).toMatchObject({ verdict: 'INDETERMINATE', files: [], reasons: [{ code: 'too-large' }] })
})

test('a file of nothing but ranges and links: counted, not searched to the end', () => {
  const bytes = Buffer.alloc(49_000_000, '/ByteRange[0 1 2 3]/verify/AAAA ')
  bytes.write('%PDF-1.7\n')
  const found = jest.spyOn(Buffer.prototype, 'indexOf')
  const clues = cluesOf(bytes, '/verify/', ctx)
  expect(clues.revisions.length).toBeLessThanOrEqual(64)
  expect(clues.marked.length).toBeLessThanOrEqual(20)
  expect(found.mock.calls.length).toBeLessThan(200)
})

test('the revisions of a file are found from both ends, so that nothing appended hides the first', () => {
  const head = '%PDF-1.7\n/ByteRange[0 10 20 30]\n'
  const bytes = Buffer.from(`${head}${'/ByteRange[9] '.repeat(5000)}/ByteRange[0 10 20 40]`)
  expect(cluesOf(bytes, '', ctx).revisions).toHaveLength(2)
})
