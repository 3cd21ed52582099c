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
import {
  afterBlanks,
  type Entry,
  type Fault,
  LIMITS,
  type Note,
  readEnd,
  readStream,
  readTable,
  type Section,
} from './xref.ts'

/** What revisions of one file share: an object or table is read once, however many revisions hold it. */
type Shared = {
  objects: Map<number, Located>
  sections: Map<number, { section: Section; faults: Fault[] }>
  steps: number
}
type Located = { num: number; gen: number; object: Obj; end: number }
type Container = {
  nums: number[]
  lexer: Lexer
  first: number
  offsets: number[]
  index: Map<number, number>
}

/** Opens bytes as a PDF. Throws PdfError when it is not one, is encrypted, or exceeds a limit. */
export class PdfFile {
  readonly bytes: Uint8Array
  /** Newest first. */
  readonly sections: readonly Section[]
  /** Offset right after the last %%EOF. */
  readonly end: number
  /** Departures of its tables from the format. */
  readonly faults: Fault[] = []
  #entries = new Map<number, Entry>()
  #objects = new Map<number, Obj>()
  #containers = new Map<number, Container>()
  #loading = new Set<number>()
  #shared: Shared

  /** @param of the same file with later revisions: what it has read is not read again */
  constructor(bytes: Uint8Array, of?: PdfFile) {
    this.bytes = bytes
    this.#shared = of ? of.#shared : { objects: new Map(), sections: new Map(), steps: 0 }
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
    if (readEnd(bytes, tailFrom + sx)?.end !== this.end)
      this.#note(tailFrom + sx, 'startxref and %%EOF are not on lines of their own', true)
    this.sections = this.#chain(Number(m[1]))
    for (const s of this.sections)
      for (const [n, e] of s.entries) if (!this.#entries.has(n)) this.#entries.set(n, e)
    if (this.trailer.has('Encrypt')) throw new PdfError('encrypted')
  }

  readonly #note: Note = (at, what, grave = false) => {
    if (this.faults.length < 1000) this.faults.push({ at, what, grave })
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
    const known = this.#shared.sections.get(offset)
    if (known && known.section.end <= this.bytes.length) {
      for (const f of known.faults) this.#note(f.at, f.what, f.grave)
      return known.section
    }
    const from = this.faults.length
    const section = this.#readSection(offset)
    if (this.faults.length < 1000)
      this.#shared.sections.set(offset, { section, faults: this.faults.slice(from) })
    return section
  }

  #readSection(offset: number): Section {
    if (offset < 0 || offset >= this.bytes.length) throw new PdfError('cross-reference beyond the file')
    const lx = new Lexer(this.bytes, offset)
    lx.skip()
    if (lx.pos !== offset) this.#note(offset, 'startxref or /Prev does not point at its table', true)
    if (!lx.keyword('xref')) return this.#xrefStream(offset)
    const s = readTable(this.bytes, lx.pos - 4, this.#note)
    s.offset = offset
    const hybrid = s.trailer.get('XRefStm')
    if (hybrid === undefined) return s
    if (typeof hybrid !== 'number') throw new PdfError('bad /XRefStm')
    for (const [n, e] of this.#xrefStream(hybrid).entries) {
      const other = s.entries.get(n)
      if (!other || other.kind === 'free') s.entries.set(n, e)
      else if (other.kind !== e.kind || (e.kind === 'at' && other.kind === 'at' && e.offset !== other.offset))
        this.#note(offset, `object ${n} stands at two places: in the table and in /XRefStm`, true)
    }
    return { ...s, hybrid: true }
  }

  #xrefStream(offset: number): Section {
    const { object, end } = this.at(offset, undefined)
    return readStream(offset, { object, end, data: (x) => this.data(x) }, this.#note)
  }

  /**
   * The object that starts at an offset, with the number that must stand there, and where it ends.
   * Throws PdfError for anything else.
   */
  at(offset: number, expect: { num: number; gen: number } | undefined): Located {
    let found = this.#shared.objects.get(offset)
    if (!found || found.end > this.bytes.length) {
      const read = this.#readAt(offset)
      found = read.located
      if (!read.ownLength) this.#shared.objects.set(offset, found)
    }
    if (expect && (found.num !== expect.num || found.gen !== expect.gen))
      throw new PdfError(`object ${found.num} ${found.gen} stands where ${expect.num} ${expect.gen} should`)
    return found
  }

  #readAt(offset: number): { located: Located; ownLength: boolean } {
    const lx = new Lexer(this.bytes, offset)
    lx.skip()
    const num = lx.int()
    lx.skip()
    const gen = lx.int()
    lx.skip()
    if (!lx.keyword('obj')) throw new PdfError(`no object at ${offset}`)
    const value = lx.object()
    lx.skip()
    if (!isDict(value) || !this.#isStream(lx)) {
      if (!lx.keyword('endobj')) throw new PdfError(`object ${num} not closed`)
      return { located: { num, gen, object: value, end: lx.pos }, ownLength: false }
    }
    const length = this.resolve(value.get('Length'))
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > LIMITS.stream)
      throw new PdfError('bad stream length')
    const start = lx.pos
    if (start + length > this.bytes.length) throw new PdfError('stream cut short')
    const after = new Lexer(this.bytes, afterBlanks(this.bytes, start + length, this.bytes.length, false))
    if (!after.keyword('endstream')) throw new PdfError('stream length is wrong')
    after.skip()
    if (!after.keyword('endobj')) throw new PdfError(`object ${num} not closed`)
    const object = new Stream(value, start, this.bytes.subarray(start, start + length))
    // A length that stands elsewhere may be another one in another revision.
    return { located: { num, gen, object, end: after.pos }, ownLength: value.get('Length') instanceof Ref }
  }

  #isStream(lx: Lexer): boolean {
    if (!lx.keyword('stream')) return false
    if (this.bytes[lx.pos] === 13) lx.pos++
    if (this.bytes[lx.pos] === 10) lx.pos++
    return true
  }

  /**
   * Counts the steps of whoever walks over the objects, over all revisions of the file together: fifty signatures
   * may not make fifty times the work of one. Throws PdfError at the limit.
   */
  spend(steps: number): void {
    this.#shared.steps += steps
    if (this.#shared.steps > LIMITS.steps) throw new PdfError('too many objects')
  }

  /** Where an object stands in the newest section that names it. */
  entry(num: number): Entry | undefined {
    return this.#entries.get(num)
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
        e.kind === 'at' ? this.at(e.offset, { num, gen: e.gen }).object : this.#contained(num, e.container)
      this.#objects.set(num, o)
      return o
    } finally {
      this.#loading.delete(num)
    }
  }

  /** Numbers of the objects in an object stream, in its order. Throws PdfError when it is none. */
  containedIn(container: number): readonly number[] {
    return this.#container(container).nums
  }

  #container(container: number): Container {
    let c = this.#containers.get(container)
    if (c) return c
    const s = this.get(container)
    if (!(s instanceof Stream) || nameOf(s.dict.get('Type')) !== 'ObjStm')
      throw new PdfError('bad object stream')
    const n = this.resolve(s.dict.get('N'))
    const first = this.resolve(s.dict.get('First'))
    if (typeof n !== 'number' || typeof first !== 'number' || n > LIMITS.objects)
      throw new PdfError('bad object stream')
    const lexer = new Lexer(this.data(s), 0)
    c = { nums: [], lexer, first, offsets: [], index: new Map() }
    for (let i = 0; i < n; i++) {
      lexer.skip()
      const num = lexer.int()
      lexer.skip()
      c.nums.push(num)
      c.offsets.push(lexer.int())
      if (c.index.has(num)) throw new PdfError(`object ${num} twice in one object stream`)
      c.index.set(num, i)
    }
    this.#containers.set(container, c)
    return c
  }

  #contained(num: number, container: number): Obj {
    const c = this.#container(container)
    const i = c.index.get(num)
    if (i === undefined) throw new PdfError(`object ${num} is not in its stream`)
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
