import { expect, test } from '@jest/globals'
import { identityIn } from '../cases/verification/identity.ts'
import { renderDocument, TEMPLATES } from '../documents/render.ts'
import { cluesOf } from '../signatures/clues.ts'
import { developmentKeys } from '../signatures/dev-ca.ts'
import { PdfFile } from '../signatures/pdf/file.ts'
import { appendUpdate, numberOf } from '../signatures/pdf/update.ts'
import { sealPdf } from '../signatures/seal.ts'
import { localSigner } from '../signatures/signer.ts'
import { NO_TRUST } from '../signatures/trust.ts'

// What a document says of itself stands under the seal, and is read from there alone.

const { seal, ca } = developmentKeys()
const signer = localSigner(seal.keyPem, seal.certPem, ca.certPem)
const IDENTITY = {
  kind: 'receipt',
  number: 'L-2026/00001 & <"x">',
  date: '2026-03-05',
  caseNumber: 'L-2026/00001',
}

const said = (bytes: Uint8Array) =>
  identityIn(cluesOf(bytes, '/verify/', { trust: NO_TRUST, at: new Date() }).metadata)

test('what was issued is read back from the sealed bytes, and from no others', async () => {
  const pdf = await renderDocument('receipt', TEMPLATES.receipt.example, IDENTITY)
  const sealed = await sealPdf({ pdf, signer, kind: 'seal' })
  expect(said(sealed)).toEqual(IDENTITY)
  expect(said(pdf)).toBeUndefined()
  const without = await renderDocument('receipt', TEMPLATES.receipt.example, { ...IDENTITY, number: null })
  expect(said(await sealPdf({ pdf: without, signer, kind: 'seal' }))).toEqual({ ...IDENTITY, number: null })
  const draft = await renderDocument('receipt', TEMPLATES.receipt.example)
  expect(said(await sealPdf({ pdf: draft, signer, kind: 'seal' }))).toBeUndefined()
})

test('metadata that came after the seal says nothing', async () => {
  const pdf = await renderDocument('receipt', TEMPLATES.receipt.example, IDENTITY)
  const sealed = await sealPdf({ pdf, signer, kind: 'seal' })
  const file = new PdfFile(sealed)
  const xmp = Buffer.from(pdf)
    .toString('latin1')
    .match(/<\?xpacket begin[\s\S]*<\?xpacket end[^>]*>/)![0]
  const other = xmp.replace('<lieta:kind>receipt</lieta:kind>', '<lieta:kind>decision</lieta:kind>')
  expect(other).not.toBe(xmp)
  const text = `<</Type/Metadata/Subtype/XML/Length ${other.length}>>\nstream\n${other}\nendstream`
  const { bytes } = appendUpdate(
    file,
    new Map([[numberOf(file.root.get('Metadata'), '/Metadata'), { text }]]),
  )
  expect(Buffer.from(bytes).toString('latin1')).toContain('<lieta:kind>decision</lieta:kind>')
  expect(said(bytes)).toEqual(IDENTITY)
})

test('a property said twice, or missing, says nothing', () => {
  const xmp = (inner: string): string => `xmlns:lieta="urn:lieta:document:1#" ${inner}`
  const all = '<lieta:kind>a</lieta:kind><lieta:date>d</lieta:date><lieta:caseNumber>c</lieta:caseNumber>'
  expect(identityIn(xmp(all))).toEqual({ kind: 'a', number: null, date: 'd', caseNumber: 'c' })
  expect(identityIn(xmp(`${all}<lieta:kind>b</lieta:kind>`))).toBeUndefined()
  expect(
    identityIn(xmp(`${all}<lieta:number>1</lieta:number><lieta:number>2</lieta:number>`)),
  ).toBeUndefined()
  expect(identityIn(xmp('<lieta:kind>a</lieta:kind>'))).toBeUndefined()
  expect(identityIn(all)).toBeUndefined()
  expect(identityIn(undefined)).toBeUndefined()
})
