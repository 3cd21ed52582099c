// Is every byte what the tables say it is? A viewer that finds a table broken searches the file for objects, so a
// file may hold one document for those who read its tables and another for those who search. After a signed
// revision each byte must belong to an object that is listed, a table, a trailer or the mark of an end; then both
// ways of reading find the same. Within the signed revision, objects that no table names are told to a person.
import type { PdfFile } from './file.ts'
import { isDict, type Obj, PdfError, Ref, Stream } from './objects.ts'
import { afterBlanks, type Entry, type Fault, LIMITS, readEnd, type Section } from './xref.ts'

type Part = { start: number; end: number }
type Note = (at: number, what: string, grave?: boolean) => void

const B = '(?:[\\0\\t\\n\\f\\r ]|%[^\\r\\n]{0,80}[\\r\\n]){1,40}'
// What those who search a file look for. In strings, comments and data it stands only to be found by them.
const OBJECT = new RegExp(`\\d${B}\\d{1,10}(?:${B})?obj`)
const MARKS = new RegExp(
  `(?<![A-Za-z0-9])(?:startxref|xref|trailer|endobj|%%EOF)(?![A-Za-z0-9])|${OBJECT.source}`,
)
const ENDS = /[\r\n]endstream(?![A-Za-z0-9])/
const LATER_KEYS = new Set(
  'Size Root Info ID Prev Type W Index Filter DecodeParms Length DocChecksum'.split(' '),
)
/** Numbers that a later revision may leave out. */
const SKIPPED = 1000
const BLANKS_AT_END = 64

const text = (b: Uint8Array, p: Part): string =>
  Buffer.from(b.buffer, b.byteOffset + p.start, p.end - p.start).toString('latin1')

/**
 * What departs from a whole and unambiguous layout. In: the file, and where its first signed revision ends.
 * Faults at or after that place are grave: nothing unlisted may be appended to what was signed.
 */
export function layoutFaults(file: PdfFile, from: number): Fault[] {
  const out: Fault[] = []
  const note: Note = (at, what, grave = at >= from) => {
    if (out.length < 1000) out.push({ at, what, grave })
  }
  for (const f of file.faults) note(f.at, f.what, f.at >= from || f.grave)
  const later = file.sections.filter((s) => s.offset >= from).reverse()
  const signed = file.sections.filter((s) => s.offset < from).reverse()
  const known = new Map<number, Entry>()
  for (const s of signed) for (const [n, e] of s.entries) known.set(n, e)
  signedPart(file, signed, from, note)
  let size = Math.max(0, ...signed.map((s) => sizeOf(s)))
  let at = from
  for (const s of later) {
    at = revision(file, s, { at, size, known }, note)
    size = sizeOf(s)
    for (const [n, e] of s.entries) known.set(n, e)
  }
  const rest = file.bytes.length - at
  if (afterBlanks(file.bytes, at, file.bytes.length, false) < file.bytes.length)
    note(Math.max(at, from), 'bytes after the last revision')
  else if (rest > BLANKS_AT_END) note(Math.max(at, from), 'the end mark is not at the end')
  return out
}

const sizeOf = (s: Section): number => {
  const n = s.trailer.get('Size')
  return typeof n === 'number' ? n : 0
}

type Before = { at: number; size: number; known: ReadonlyMap<number, Entry> }

/** One revision after signing: its objects, table, trailer and end, and nothing else. Out: where it ends. */
function revision(file: PdfFile, s: Section, before: Before, note: Note): number {
  const b = file.bytes
  if (s.hybrid) note(s.offset, 'a hybrid table')
  const size = sizeOf(s)
  if (size < before.size) note(s.offset, `trailer /Size ${size} is less than before`)
  if (size > before.size + s.entries.size + SKIPPED) note(s.offset, `trailer /Size ${size} skips numbers`)
  for (const k of s.trailer.keys()) if (!LATER_KEYS.has(k)) note(s.offset, `trailer /${k}`)
  const parts: Part[] = [{ start: s.offset, end: s.end }]
  for (const [num, e] of s.entries) {
    const old = before.known.get(num)
    if (e.kind === 'free') freeEntry(s, num, e, size, note)
    else if (e.kind === 'in') {
      const position = attempt(() => file.containedIn(e.container)[e.index])
      if (position !== num) note(s.offset, `object ${num} is not at its place in the object stream`)
    } else {
      if (
        old?.kind === 'at' ? old.gen !== e.gen : e.gen !== 0 && !(old?.kind === 'free' && old.gen === e.gen)
      )
        note(s.offset, `object ${num} has another generation than before`)
      if (e.offset < before.at) note(s.offset, `object ${num} lies before its revision`)
      else if (e.offset !== s.offset) object(file, s, num, e, parts, note)
      else if (!s.stream) note(s.offset, `object ${num} stands where the table is`)
    }
  }
  if (s.stream) tableObject(file, s, note)
  parts.sort((x, y) => x.start - y.start)
  let at = before.at
  for (const p of parts) {
    if (p.start < at) note(p.start, 'objects overlap')
    else gap(b, at, p.start, note)
    at = Math.max(at, p.end)
  }
  if (at !== s.end) note(s.offset, 'objects after the table')
  const mark = afterBlanks(b, at, b.length, true)
  gap(b, at, mark, note)
  const end = readEnd(b, mark)
  if (!end) note(mark, 'no exact startxref and %%EOF after the trailer')
  else if (end.offset !== s.offset) note(mark, 'startxref does not name the table before it')
  return end?.end ?? mark
}

function freeEntry(
  s: Section,
  num: number,
  e: { next: number; gen: number },
  size: number,
  note: Note,
): void {
  if (num === 0 ? e.gen !== 65_535 : e.gen > 65_535)
    note(s.offset, `free entry ${num} has a wrong generation`)
  if (e.next >= Math.max(size, 1)) note(s.offset, `free entry ${num} leads beyond /Size`)
}

function object(
  file: PdfFile,
  s: Section,
  num: number,
  e: { offset: number; gen: number },
  parts: Part[],
  note: Note,
): void {
  try {
    const found = file.at(e.offset, { num, gen: e.gen })
    parts.push({ start: e.offset, end: found.end })
    exactObject(file, e.offset, found, note)
    references(file, found.object, e.offset, note)
    if (found.object instanceof Stream) container(file, s, num, found.object, note)
  } catch (err) {
    note(e.offset, err instanceof PdfError ? err.message : `object ${num} cannot be read`)
  }
}

function tableObject(file: PdfFile, s: Section, note: Note): void {
  try {
    exactObject(file, s.offset, file.at(s.offset, undefined), note)
  } catch (err) {
    note(s.offset, (err as Error).message)
  }
}

/** Written in the one way that all readers take alike, and without anything that another reader could find in it. */
function exactObject(
  file: PdfFile,
  start: number,
  found: { num: number; gen: number; object: Obj; end: number },
  note: Note,
): void {
  const b = file.bytes
  const { num, gen, object, end } = found
  const head = `${num} ${gen} obj`
  if (text(b, { start, end: start + head.length }) !== head) note(start, `object ${num} has an odd head`)
  if (num >= LIMITS.number) note(start, `object number ${num}`)
  const inside = { start: start + head.length, end: end - 'endobj'.length }
  if (MARKS.test(text(b, inside))) note(start, `object ${num} holds marks of another object`)
  if (!(object instanceof Stream)) return
  const dataEnd = object.start + object.raw.length
  const opened = text(b, { start: Math.max(start, object.start - 8), end: object.start })
  if (!/stream\r?\n$/.test(opened)) note(start, `object ${num}: the line of "stream"`)
  if (!/^(?:\r\n|\r|\n)?endstream\s*endobj$/.test(text(b, { start: dataEnd, end })))
    note(start, `object ${num}: the end of the stream`)
  if (ENDS.test(text(b, { start: object.start, end: dataEnd })))
    note(start, `object ${num}: the stream ends twice`)
}

/** An object stream of a later revision holds exactly what its table lists in it. */
function container(file: PdfFile, s: Section, num: number, o: Stream, note: Note): void {
  const type = o.dict.get('Type')
  if (!type || typeof type !== 'object' || !('name' in type) || type.name !== 'ObjStm') return
  for (const n of file.containedIn(num)) {
    const e = s.entries.get(n)
    if (e?.kind !== 'in' || e.container !== num)
      note(s.offset, `object ${n} lies in an object stream and no table says so`)
    else references(file, file.get(n), s.offset, note)
  }
}

/** A reference names a generation; readers differ on what happens when it is another one. */
function references(file: PdfFile, o: Obj, at: number, note: Note): void {
  const stack: Obj[] = [o]
  while (stack.length > 0) {
    const v = stack.pop()!
    if (v instanceof Ref) {
      const e = file.entry(v.num)
      if (e && e.kind !== 'free' && v.gen !== (e.kind === 'at' ? e.gen : 0))
        note(at, `reference to object ${v.num} with another generation`)
    } else if (v instanceof Stream) stack.push(v.dict)
    else if (Array.isArray(v)) for (const x of v) stack.push(x)
    else if (isDict(v)) for (const x of v.values()) stack.push(x)
  }
}

/** Between two parts only blanks may stand, and comments such as signing tools leave, without any mark. */
function gap(b: Uint8Array, start: number, end: number, note: Note): void {
  if (afterBlanks(b, start, end, true) < end) note(start, 'bytes that belong to nothing')
  else if (
    MARKS.test(text(b, { start, end })) ||
    (end - start > 400 && /[^\s\0]/.test(text(b, { start, end })))
  )
    note(start, 'a comment that holds more than a comment')
}

/** Within the signed bytes: objects that cannot be read, and such as no table names. */
function signedPart(file: PdfFile, signed: readonly Section[], from: number, note: Note): void {
  const parts: Part[] = []
  for (const s of signed) {
    parts.push({ start: s.offset, end: s.end })
    for (const [num, e] of s.entries) {
      if (e.kind !== 'at' || e.offset === 0 || e.offset === s.offset) continue
      try {
        const found = file.at(e.offset, { num, gen: e.gen })
        parts.push({ start: e.offset, end: found.end })
        references(file, found.object, e.offset, note)
      } catch {
        note(e.offset, `object ${num} is not where the table says`)
      }
    }
  }
  parts.sort((x, y) => x.start - y.start)
  let at = 0
  const open = (end: number): void => {
    if (end > at && OBJECT.test(text(file.bytes, { start: at, end })))
      note(at, 'an object that no table names, within the signed bytes')
  }
  for (const p of parts) {
    open(Math.min(p.start, from))
    at = Math.max(at, p.end)
  }
  open(from)
}

function attempt<T>(f: () => T): T | undefined {
  try {
    return f()
  } catch {
    return undefined
  }
}
