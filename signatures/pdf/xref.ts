// Cross-reference tables and streams (ISO 32000-1, 7.5.4 and 7.5.8). Viewers make up for a table that they find
// broken by searching the file for objects, and then show what no table names. So every departure from the format
// is kept as a fault, with the offset at which it stands: whoever judges a signature decides what it means.
import { type Dict, isDict, isWhite, Lexer, nameOf, type Obj, PdfError, Stream } from './objects.ts'

export const LIMITS = {
  bytes: 50_000_000,
  revisions: 64,
  objects: 200_000,
  /** Highest object number; viewers refuse a table that promises more than 8,388,607 objects. */
  number: 1_000_000,
  stream: 64_000_000,
  /** Objects and references looked at in all walks together. */
  steps: 2_000_000,
}

export type Entry =
  | { kind: 'free'; next: number; gen: number }
  | { kind: 'at'; offset: number; gen: number }
  | { kind: 'in'; container: number; index: number }
export type Section = {
  offset: number
  /** Right after the trailer's dictionary, or after the stream's endobj. */
  end: number
  entries: Map<number, Entry>
  trailer: Dict
  stream: boolean
  /** Filled from /XRefStm as well: the table is one for old readers, with a stream for new ones. */
  hybrid: boolean
}
/** A departure from the format. `grave`: two readers may see two files. */
export type Fault = { at: number; what: string; grave: boolean }
export type Note = (at: number, what: string, grave?: boolean) => void
/** An object at an offset, with its data decoded when it is a stream. */
export type XrefStream = { object: Obj; end: number; data(s: Stream): Uint8Array }

const digit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39
const eol = (b: Uint8Array, at: number): number =>
  b[at] === 13 ? (b[at + 1] === 10 ? 2 : 1) : b[at] === 10 ? 1 : 0

/** A row of exactly 20 bytes: ten digits, blank, five digits, blank, n or f, and an end of line of two bytes. */
function exactRow(b: Uint8Array, p: number): boolean {
  for (let i = 0; i < 10; i++) if (!digit(b[p + i])) return false
  for (let i = 11; i < 16; i++) if (!digit(b[p + i])) return false
  if (b[p + 10] !== 32 || b[p + 16] !== 32 || (b[p + 17] !== 0x6e && b[p + 17] !== 0x66)) return false
  const [x, y] = [b[p + 18], b[p + 19]]
  return (x === 32 && (y === 13 || y === 10)) || (x === 13 && y === 10)
}
const numberAt = (b: Uint8Array, from: number, n: number): number => {
  let v = 0
  for (let i = 0; i < n; i++) v = v * 10 + b[from + i]! - 0x30
  return v
}

/** The line end after "xref" or after a subsection's head; blanks before it are common and harmless. */
function line(b: Uint8Array, from: number): number | undefined {
  let p = from
  while (b[p] === 32) p++
  const n = eol(b, p)
  return n === 0 ? undefined : p + n
}

/** Reads a classic table at the keyword `xref`. Throws PdfError when nothing can be made of it. */
export function readTable(b: Uint8Array, offset: number, note: Note): Section {
  const entries = new Map<number, Entry>()
  const lx = new Lexer(b, offset)
  if (!lx.keyword('xref')) throw new PdfError('no cross-reference section')
  const start = line(b, lx.pos)
  if (start === undefined) note(offset, 'cross-reference table: something beside the keyword', true)
  else lx.pos = start
  let rows = 0
  while (true) {
    const before = lx.pos
    lx.skip()
    const headAt = lx.pos
    if (headAt !== before) note(before, 'cross-reference table: bytes between its parts')
    if (lx.keyword('trailer')) break
    const head = /^(\d{1,10}) (\d{1,10}) ?(?:\r\n|\r|\n)/.exec(
      Buffer.from(b.subarray(lx.pos, lx.pos + 26)).toString('latin1'),
    )
    const first = lx.int()
    lx.skip()
    const n = lx.int()
    rows += n
    if (rows > LIMITS.objects) throw new PdfError('too many objects')
    if (head) lx.pos = headAt + head[0].length
    else note(before, 'cross-reference table: head of a subsection', true)
    for (let i = 0; i < n; i++) {
      let at: number
      let gen: number
      let free: boolean
      if (exactRow(b, lx.pos)) {
        at = numberAt(b, lx.pos, 10)
        gen = numberAt(b, lx.pos + 11, 5)
        free = b[lx.pos + 17] === 0x66
        lx.pos += 20
      } else {
        note(lx.pos, 'cross-reference table: a row is not 20 bytes', true)
        lx.skip()
        at = lx.int()
        lx.skip()
        gen = lx.int()
        lx.skip()
        free = lx.keyword('f')
        if (!free && !lx.keyword('n')) throw new PdfError('bad cross-reference entry')
      }
      if (entries.has(first + i)) note(offset, `object ${first + i} twice in one table`, true)
      entries.set(first + i, free ? { kind: 'free', next: at, gen } : { kind: 'at', offset: at, gen })
    }
  }
  const trailer = lx.object()
  if (!isDict(trailer)) throw new PdfError('bad trailer')
  checkSize(entries, trailer, offset, note)
  return { offset, end: lx.pos, entries, trailer, stream: false, hybrid: false }
}

/** Reads the rows of a cross-reference stream. Throws PdfError when it is none. */
export function readStream(offset: number, x: XrefStream, note: Note): Section {
  const { object } = x
  if (!(object instanceof Stream) || nameOf(object.dict.get('Type')) !== 'XRef')
    throw new PdfError('no cross-reference section')
  const d = object.dict
  const w = d.get('W')
  const whole = (v: unknown): v is number => typeof v === 'number' && Number.isInteger(v) && v >= 0
  if (!Array.isArray(w) || w.length !== 3 || !w.every((v) => whole(v) && v <= 8)) throw new PdfError('bad /W')
  const [w0, w1, w2] = w as [number, number, number]
  const size = d.get('Size')
  const index = d.get('Index') ?? [0, size ?? 0]
  if (!Array.isArray(index) || index.length % 2 !== 0 || !index.every(whole)) throw new PdfError('bad /Index')
  const data = x.data(object)
  const entries = new Map<number, Entry>()
  let p = 0
  let rows = 0
  const num = (n: number): number => {
    let v = 0
    for (let i = 0; i < n; i++) v = v * 256 + (data[p++] ?? 0)
    return v
  }
  for (let k = 0; k < index.length; k += 2) {
    const first = index[k] as number
    const n = index[k + 1] as number
    rows += n
    if (rows > LIMITS.objects) throw new PdfError('too many objects')
    for (let i = 0; i < n; i++) {
      if (p + w0 + w1 + w2 > data.length) throw new PdfError('cross-reference stream cut short')
      const type = w0 === 0 ? 1 : num(w0)
      const a = num(w1)
      const b = num(w2)
      if (type > 2) note(offset, `cross-reference stream: entry of type ${type}`, true)
      if (entries.has(first + i)) note(offset, `object ${first + i} twice in one table`, true)
      entries.set(
        first + i,
        type === 1
          ? { kind: 'at', offset: a, gen: b }
          : type === 2
            ? { kind: 'in', container: a, index: b }
            : { kind: 'free', next: a, gen: b },
      )
    }
  }
  if (p !== data.length) note(offset, 'cross-reference stream: more data than entries', true)
  checkSize(entries, d, offset, note)
  return { offset, end: x.end, entries, trailer: d, stream: true, hybrid: false }
}

/** /Size is one above every number; a viewer drops what lies beyond it, or rebuilds the table. */
function checkSize(entries: ReadonlyMap<number, Entry>, trailer: Dict, offset: number, note: Note): void {
  const size = trailer.get('Size')
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) {
    note(offset, 'trailer without /Size', true)
    return
  }
  if (size > LIMITS.number) note(offset, `trailer /Size ${size}`, true)
  for (const n of entries.keys())
    if (n >= size) {
      note(offset, `object ${n} lies beyond /Size ${size}`, true)
      return
    }
}

/** Position after blanks; and after comments of printable characters, when allowed. */
export function afterBlanks(b: Uint8Array, from: number, to: number, comments: boolean): number {
  let p = from
  while (p < to) {
    if (isWhite(b[p])) p++
    else if (comments && b[p] === 0x25) {
      while (p < to && b[p] !== 10 && b[p] !== 13) p++
    } else break
  }
  return p
}

/** Reads "startxref", an offset and "%%EOF" at a position, each on a line of its own. Out: offset and where it ends. */
export function readEnd(b: Uint8Array, at: number): { offset: number; end: number } | undefined {
  const m = /^startxref ?(?:\r\n|\r|\n)(\d{1,10}) ?(?:\r\n|\r|\n)%%EOF/.exec(
    Buffer.from(b.subarray(at, at + 40)).toString('latin1'),
  )
  return m ? { offset: Number(m[1]), end: at + m[0].length } : undefined
}
