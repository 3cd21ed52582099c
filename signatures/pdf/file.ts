// A PDF file as its revisions: cross-reference sections from newest to oldest, objects read on demand.
import { inflateSync } from 'node:zlib'
import {
  type Dict,
  isDict,
  isWhite,
  Lexer,
  Name,
  nameOf,
  type Obj,
  PdfError,
  Ref,
  Stream,
} from './objects.ts'

export const LIMITS = {
  bytes: 50_000_000,
  revisions: 64,
  objects: 200_000,
  stream: 64_000_000,
}

export type Entry =
  | { kind: 'free' }
  | { kind: 'at'; offset: number; gen: number }
  | { kind: 'in'; container: number; index: number }
export type Section = { offset: number; entries: Map<number, Entry>; trailer: Dict; stream: boolean }

/** Opens bytes as a PDF. Throws PdfError when it is not one, is encrypted, or exceeds a limit. */
export class PdfFile {
  readonly bytes: Uint8Array
  /** Newest first. */
  readonly sections: readonly Section[]
  /** Offset right after the last %%EOF. */
  readonly end: number
  #objects = new Map<number, Obj>()
  #containers = new Map<number, { nums: number[]; lexer: Lexer; first: number; offsets: number[] }>()
  #loading = new Set<number>()

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    if (bytes.length > LIMITS.bytes) throw new PdfError('file too large')
    if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-')
      throw new PdfError('does not start with %PDF-')
    const tailFrom = Math.max(0, bytes.length - 2048)
    const tail = Buffer.from(bytes.subarray(tailFrom)).toString('latin1')
    const eof = tail.lastIndexOf('%%EOF')
    const sx = tail.lastIndexOf('startxref', eof)
    if (eof < 0 || sx < 0) throw new PdfError('no end of file mark')
    const m = /^startxref\s+(\d{1,10})\s+$/.exec(tail.slice(sx, eof))
    if (!m) throw new PdfError('bad startxref')
    this.end = tailFrom + eof + 5
    this.sections = this.#chain(Number(m[1]))
    if (this.trailer.has('Encrypt')) throw new PdfError('encrypted')
  }

  get trailer(): Dict {
    return this.sections[0]!.trailer
  }
  /** The catalog. */
  get root(): Dict {
    const r = this.resolve(this.trailer.get('Root'))
    if (!isDict(r) || nameOf(r.get('Type')) !== 'Catalog') throw new PdfError('no catalog')
    return r
  }
  /** Highest object number in use, plus one. */
  get size(): number {
    let max = 0
    for (const s of this.sections) for (const n of s.entries.keys()) if (n > max) max = n
    return max + 1
  }

  #chain(start: number): Section[] {
    const out: Section[] = []
    const seen = new Set<number>()
    let count = 0
    let at: number | undefined = start
    while (at !== undefined) {
      if (seen.has(at)) throw new PdfError('cross-reference sections form a circle')
      if (out.length >= LIMITS.revisions) throw new PdfError('too many revisions')
      seen.add(at)
      const s = this.#section(at)
      count += s.entries.size
      if (count > LIMITS.objects) throw new PdfError('too many objects')
      out.push(s)
      const prev = s.trailer.get('Prev')
      if (prev !== undefined && typeof prev !== 'number') throw new PdfError('bad /Prev')
      at = prev
    }
    return out
  }

  #section(offset: number): Section {
    if (offset < 0 || offset >= this.bytes.length) throw new PdfError('cross-reference beyond the file')
    const lx = new Lexer(this.bytes, offset)
    lx.skip()
    if (!lx.keyword('xref')) return this.#xrefStream(offset)
    const entries = new Map<number, Entry>()
    while (true) {
      lx.skip()
      if (lx.keyword('trailer')) break
      const first = lx.int()
      lx.skip()
      const n = lx.int()
      if (n > LIMITS.objects) throw new PdfError('too many objects')
      for (let i = 0; i < n; i++) {
        lx.skip()
        const a = lx.int()
        lx.skip()
        const gen = lx.int()
        lx.skip()
        const free = lx.keyword('f')
        if (!free && !lx.keyword('n')) throw new PdfError('bad cross-reference entry')
        entries.set(first + i, free ? { kind: 'free' } : { kind: 'at', offset: a, gen })
      }
    }
    const trailer = lx.object()
    if (!isDict(trailer)) throw new PdfError('bad trailer')
    const hybrid = trailer.get('XRefStm')
    if (typeof hybrid === 'number')
      for (const [n, e] of this.#xrefStream(hybrid).entries)
        if (!entries.has(n) || entries.get(n)!.kind === 'free') entries.set(n, e)
    return { offset, entries, trailer, stream: false }
  }

  #xrefStream(offset: number): Section {
    const { object } = this.#at(offset, undefined)
    if (!(object instanceof Stream) || nameOf(object.dict.get('Type')) !== 'XRef')
      throw new PdfError('no cross-reference section')
    const d = object.dict
    const w = d.get('W')
    if (!Array.isArray(w) || w.length !== 3 || !w.every((x) => typeof x === 'number' && x >= 0 && x <= 8))
      throw new PdfError('bad /W')
    const [w0, w1, w2] = w as [number, number, number]
    const size = d.get('Size')
    const index = d.get('Index') ?? [0, size ?? 0]
    if (!Array.isArray(index) || index.length % 2 !== 0) throw new PdfError('bad /Index')
    const data = this.data(object)
    const entries = new Map<number, Entry>()
    let p = 0
    const num = (n: number): number => {
      let v = 0
      for (let i = 0; i < n; i++) v = v * 256 + (data[p++] ?? 0)
      return v
    }
    for (let k = 0; k < index.length; k += 2) {
      const first = index[k]
      const n = index[k + 1]
      if (typeof first !== 'number' || typeof n !== 'number' || n > LIMITS.objects)
        throw new PdfError('bad /Index')
      for (let i = 0; i < n; i++) {
        if (p + w0 + w1 + w2 > data.length) throw new PdfError('cross-reference stream cut short')
        const type = w0 === 0 ? 1 : num(w0)
        const a = num(w1)
        const b = num(w2)
        entries.set(
          first + i,
          type === 1
            ? { kind: 'at', offset: a, gen: b }
            : type === 2
              ? { kind: 'in', container: a, index: b }
              : { kind: 'free' },
        )
      }
    }
    return { offset, entries, trailer: d, stream: true }
  }

  /** The object that starts at an offset, with the number that must stand there. */
  #at(
    offset: number,
    expect: { num: number; gen: number } | undefined,
  ): { num: number; gen: number; object: Obj } {
    const lx = new Lexer(this.bytes, offset)
    lx.skip()
    const num = lx.int()
    lx.skip()
    const gen = lx.int()
    lx.skip()
    if (!lx.keyword('obj')) throw new PdfError(`no object at ${offset}`)
    if (expect && (num !== expect.num || gen !== expect.gen))
      throw new PdfError(`object ${num} stands where ${expect.num} should`)
    const value = lx.object()
    lx.skip()
    if (isDict(value) && this.#isStream(lx)) {
      const length = this.resolve(value.get('Length'))
      if (typeof length !== 'number' || length < 0 || length > LIMITS.stream)
        throw new PdfError('bad stream length')
      const start = lx.pos
      const after = new Lexer(this.bytes, start + length)
      if (start + length > this.bytes.length) throw new PdfError('stream cut short')
      after.skip()
      if (!after.keyword('endstream')) throw new PdfError('stream length is wrong')
      return { num, gen, object: new Stream(value, start, this.bytes.subarray(start, start + length)) }
    }
    if (!lx.keyword('endobj')) throw new PdfError(`object ${num} not closed`)
    return { num, gen, object: value }
  }

  #isStream(lx: Lexer): boolean {
    if (!lx.keyword('stream')) return false
    if (this.bytes[lx.pos] === 13) lx.pos++
    if (this.bytes[lx.pos] === 10) lx.pos++
    return true
  }

  /** Where an object stands in the newest section that names it. */
  entry(num: number): Entry | undefined {
    for (const s of this.sections) {
      const e = s.entries.get(num)
      if (e) return e
    }
    return undefined
  }

  /** An object by number; null when it is free or absent, as the standard says. */
  get(num: number): Obj {
    const known = this.#objects.get(num)
    if (known !== undefined) return known
    const e = this.entry(num)
    if (!e || e.kind === 'free') return null
    if (this.#loading.has(num)) throw new PdfError('object refers to itself')
    this.#loading.add(num)
    try {
      const o =
        e.kind === 'at' ? this.#at(e.offset, { num, gen: e.gen }).object : this.#contained(num, e.container)
      this.#objects.set(num, o)
      return o
    } finally {
      this.#loading.delete(num)
    }
  }

  #contained(num: number, container: number): Obj {
    let c = this.#containers.get(container)
    if (!c) {
      const s = this.get(container)
      if (!(s instanceof Stream) || nameOf(s.dict.get('Type')) !== 'ObjStm')
        throw new PdfError('bad object stream')
      const n = this.resolve(s.dict.get('N'))
      const first = this.resolve(s.dict.get('First'))
      if (typeof n !== 'number' || typeof first !== 'number' || n > LIMITS.objects)
        throw new PdfError('bad object stream')
      const lexer = new Lexer(this.data(s), 0)
      const nums: number[] = []
      const offsets: number[] = []
      for (let i = 0; i < n; i++) {
        lexer.skip()
        nums.push(lexer.int())
        lexer.skip()
        offsets.push(lexer.int())
      }
      c = { nums, lexer, first, offsets }
      this.#containers.set(container, c)
    }
    const i = c.nums.indexOf(num)
    if (i < 0) throw new PdfError(`object ${num} is not in its stream`)
    c.lexer.pos = c.first + c.offsets[i]!
    return c.lexer.object()
  }

  /** Follows references to a value. */
  resolve(o: Obj | undefined): Obj {
    let v: Obj = o ?? null
    for (let n = 0; v instanceof Ref; n++) {
      if (n > 32) throw new PdfError('endless reference')
      v = this.get(v.num)
    }
    return v
  }
  dict(o: Obj | undefined): Dict | undefined {
    const v = this.resolve(o)
    return isDict(v) ? v : v instanceof Stream ? v.dict : undefined
  }
  array(o: Obj | undefined): Obj[] | undefined {
    const v = this.resolve(o)
    return Array.isArray(v) ? v : undefined
  }

  /** Decoded data of a stream; only FlateDecode with PNG predictors, else PdfError. */
  data(s: Stream): Uint8Array {
    const filters = this.resolve(s.dict.get('Filter'))
    const list = filters === null ? [] : Array.isArray(filters) ? filters : [filters]
    if (list.length === 0) return s.raw
    if (list.length > 1 || !(list[0] instanceof Name) || list[0].name !== 'FlateDecode')
      throw new PdfError('filter not supported')
    const parms = this.resolve(s.dict.get('DecodeParms'))
    let out: Uint8Array
    try {
      out = inflateSync(s.raw, { maxOutputLength: LIMITS.stream })
    } catch {
      throw new PdfError('stream does not inflate')
    }
    const p = Array.isArray(parms) ? this.resolve(parms[0]) : parms
    return isDict(p) ? unpredict(out, p) : out
  }

  /** Bytes after the end mark other than line ends and blanks. */
  trailingBytes(): number {
    let n = 0
    for (let i = this.end; i < this.bytes.length; i++) if (!isWhite(this.bytes[i])) n++
    return n
  }
}

function unpredict(data: Uint8Array, p: Dict): Uint8Array {
  const predictor = p.get('Predictor') ?? 1
  if (predictor === 1) return data
  const colors = p.get('Colors') ?? 1
  const bpc = p.get('BitsPerComponent') ?? 8
  const columns = p.get('Columns') ?? 1
  if (
    typeof predictor !== 'number' ||
    predictor < 10 ||
    colors !== 1 ||
    bpc !== 8 ||
    typeof columns !== 'number' ||
    columns < 1
  )
    throw new PdfError('predictor not supported')
  const row = columns + 1
  const rows = Math.floor(data.length / row)
  const out = new Uint8Array(rows * columns)
  for (let r = 0; r < rows; r++) {
    const type = data[r * row]!
    for (let c = 0; c < columns; c++) {
      const x = data[r * row + 1 + c]!
      const left = c > 0 ? out[r * columns + c - 1]! : 0
      const up = r > 0 ? out[(r - 1) * columns + c]! : 0
      const corner = r > 0 && c > 0 ? out[(r - 1) * columns + c - 1]! : 0
      let add = 0
      if (type === 1) add = left
      else if (type === 2) add = up
      else if (type === 3) add = (left + up) >> 1
      else if (type === 4) {
        const pa = Math.abs(up - corner)
        const pb = Math.abs(left - corner)
        const pc = Math.abs(left + up - 2 * corner)
        add = pa <= pb && pa <= pc ? left : pb <= pc ? up : corner
      } else if (type !== 0) throw new PdfError('bad predictor row')
      out[r * columns + c] = (x + add) & 255
    }
  }
  return out
}
