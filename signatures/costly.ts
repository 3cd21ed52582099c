// Files that are made to cost: for tests, and for what measures them.
import { deflateSync } from 'node:zlib'

/** A PDF with n objects in one object stream, each referring to the next. */
export function manyInOne(n: number): Buffer {
  const heads: string[] = []
  let length = 0
  const bodies = Array.from({ length: n }, (_, i) => {
    const body = `[${11 + i} 0 R] `
    heads.push(`${10 + i} ${length} `)
    length += body.length
    return body
  })
  const head = heads.join('')
  const data = deflateSync(Buffer.from(head + bodies.join(''), 'latin1'))
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  let end = 9
  const put = (...b: (string | Buffer)[]): number => {
    const from = end
    for (const x of b) {
      const bytes = Buffer.from(x as string, 'latin1')
      parts.push(bytes)
      end += bytes.length
    }
    return from
  }
  const offsets = [
    put('1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>/X 10 0 R>>\nendobj\n'),
    put('2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n'),
    put('3 0 obj\n<</FT/Sig/T(a)/V 4 0 R>>\nendobj\n'),
    put('4 0 obj\n<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>\nendobj\n'),
    put(
      `5 0 obj\n<</Type/ObjStm/N ${n}/First ${head.length}/Filter/FlateDecode/Length ${data.length}>>\nstream\n`,
      data,
      '\nendstream\nendobj\n',
    ),
  ]
  const rows = Buffer.alloc((n + 6) * 7)
  const row = (i: number, type: number, a: number, b: number): void => {
    rows[i * 7] = type
    rows.writeUInt32BE(a, i * 7 + 1)
    rows.writeUInt16BE(b & 65_535, i * 7 + 5)
  }
  for (const [i, o] of [...offsets, end].entries()) row(i, 1, o, 0)
  for (let i = 0; i < n; i++) row(6 + i, 2, 5, i)
  const packed = deflateSync(rows)
  const xref = put(
    `6 0 obj\n<</Type/XRef/W[1 4 2]/Index[1 6 10 ${n}]/Size ${10 + n}/Root 1 0 R/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`,
    packed,
    '\nendstream\nendobj\n',
  )
  put(`startxref\n${xref}\n%%EOF\n`)
  return Buffer.concat(parts)
}
