// A strict ZIP reader for signed containers. Two readers that see different files in one archive are an attack,
// so the archive must be laid out in one way only: local entries end to end from byte 0, then the central
// directory, then its end record; names, sizes and methods the same in both places.
import { crc32, inflateRawSync } from 'node:zlib'

export class ZipError extends Error {
  override name = 'ZipError'
  /** True when a limit was exceeded rather than a rule broken. */
  readonly limit: boolean
  constructor(message: string, limit = false) {
    super(message)
    this.limit = limit
  }
}
export const LIMITS = {
  bytes: 100_000_000,
  entries: 500,
  unpacked: 200_000_000,
  ratio: 100,
  ratioFrom: 1_000_000,
}

export type ZipEntry = { name: string; method: 0 | 8; size: number; data(): Uint8Array }
type Central = {
  nameBytes: Buffer
  name: string
  flags: number
  method: 0 | 8
  crc: number
  packed: number
  size: number
  offset: number
}

/** In: the archive. Out: its entries in the order in which they lie. Throws ZipError on any departure. */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  if (bytes.length > LIMITS.bytes) throw new ZipError('archive too large', true)
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endRecord(b)
  const count = b.readUInt16LE(end + 10)
  if (b.readUInt16LE(end + 4) !== 0 || b.readUInt16LE(end + 6) !== 0 || b.readUInt16LE(end + 8) !== count)
    throw new ZipError('split archive')
  if (count > LIMITS.entries) throw new ZipError('too many entries', true)
  const start = b.readUInt32LE(end + 16)
  if (start + b.readUInt32LE(end + 12) !== end)
    throw new ZipError('central directory is not where it should be')
  const list: Central[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    const { entry, next } = central(b, at, end)
    list.push(entry)
    at = next
  }
  if (at !== end) throw new ZipError('bytes between directory and end record')
  bounds(list)
  uniqueNames(list)
  return layOut(b, list, start)
}

function endRecord(b: Buffer): number {
  const found: number[] = []
  for (let i = b.length - 22; i >= 0 && i >= b.length - 22 - 65_535; i--)
    if (b.readUInt32LE(i) === 0x06054b50 && i + 22 + b.readUInt16LE(i + 20) === b.length) found.push(i)
  if (found.length === 0) throw new ZipError('no end record at the end')
  if (found.length > 1) throw new ZipError('several end records')
  return found[0]!
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function central(b: Buffer, at: number, limit: number): { entry: Central; next: number } {
  if (at + 46 > limit || b.readUInt32LE(at) !== 0x02014b50) throw new ZipError('bad central directory')
  const flags = b.readUInt16LE(at + 8)
  const method = b.readUInt16LE(at + 10)
  const nameLength = b.readUInt16LE(at + 28)
  const extraLength = b.readUInt16LE(at + 30)
  const next = at + 46 + nameLength + extraLength + b.readUInt16LE(at + 32)
  if (next > limit) throw new ZipError('bad central directory')
  // Bit 0 encryption, 5 patches, 6 strong encryption, 13 masked headers.
  if (flags & 0x2061) throw new ZipError('encrypted or patched entry')
  if (method !== 0 && method !== 8) throw new ZipError(`compression method ${method}`)
  if (b.readUInt16LE(at + 34) !== 0) throw new ZipError('split archive')
  const nameBytes = b.subarray(at + 46, at + 46 + nameLength)
  const name = nameOf(nameBytes)
  checkExtra(b.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength))
  const entry: Central = {
    nameBytes,
    name,
    flags,
    method,
    crc: b.readUInt32LE(at + 16),
    packed: b.readUInt32LE(at + 20),
    size: b.readUInt32LE(at + 24),
    offset: b.readUInt32LE(at + 42),
  }
  if (entry.packed === 0xffffffff || entry.size === 0xffffffff || entry.offset === 0xffffffff)
    throw new ZipError('ZIP64')
  if (method === 0 && entry.packed !== entry.size) throw new ZipError('stored entry with two sizes')
  return { entry, next }
}

/** Extra fields that give an entry a second name or second sizes. */
function checkExtra(x: Buffer): void {
  let i = 0
  while (i + 4 <= x.length) {
    const id = x.readUInt16LE(i)
    if (id === 0x0001) throw new ZipError('ZIP64')
    if (id === 0x7075 || id === 0x0008) throw new ZipError('entry with a second name')
    i += 4 + x.readUInt16LE(i + 2)
  }
  if (i !== x.length) throw new ZipError('bad extra field')
}

// Backslash, absolute paths, drives, replacement and direction marks (which disguise an extension).
const FORBIDDEN = /[\\\ufffd\u202a-\u202e\u2066-\u2069]|^\/|^[A-Za-z]:/u

function nameOf(bytes: Buffer): string {
  let name: string
  try {
    name = decoder.decode(bytes)
  } catch {
    throw new ZipError('name is not UTF-8')
  }
  const control = [...name].some((c) => c < ' ' || c === '\u007f')
  if (control || name === '' || name.length > 255 || FORBIDDEN.test(name))
    throw new ZipError('name is not allowed')
  if (
    name
      .replace(/\/$/, '')
      .split('/')
      .some((part) => part === '' || part === '.' || part === '..')
  )
    throw new ZipError('name leads out of the container')
  return name
}

function bounds(list: readonly Central[]): void {
  let total = 0
  let packed = 0
  for (const e of list) {
    total += e.size
    packed += e.packed
    if (e.size > LIMITS.ratioFrom && e.size > e.packed * LIMITS.ratio)
      throw new ZipError('compressed beyond measure', true)
  }
  // Many entries, each just below the measure of one, come to as much.
  if (total > 10 * LIMITS.ratioFrom && total > packed * LIMITS.ratio)
    throw new ZipError('compressed beyond measure', true)
  if (total > LIMITS.unpacked) throw new ZipError('unpacks to too much', true)
}

function uniqueNames(list: readonly Central[]): void {
  const seen = new Set<string>()
  for (const e of list) {
    const key = e.name.normalize('NFKC').toLowerCase().replace(/\/$/, '')
    if (seen.has(key)) throw new ZipError('a name twice')
    seen.add(key)
  }
}

function layOut(b: Buffer, list: readonly Central[], directory: number): ZipEntry[] {
  const sorted = [...list].sort((x, y) => x.offset - y.offset)
  let at = 0
  const out: ZipEntry[] = []
  for (const e of sorted) {
    if (e.offset !== at)
      throw new ZipError(at === 0 ? 'bytes before the archive' : 'gap or overlap between entries')
    const dataStart = localHeader(b, e, directory)
    const dataEnd = dataStart + e.packed
    if (dataEnd > directory) throw new ZipError('entry runs into the directory')
    at = dataEnd + descriptor(b, e, dataEnd, directory, sorted)
    out.push({
      name: e.name,
      method: e.method,
      size: e.size,
      data: once(() => unpack(b.subarray(dataStart, dataEnd), e)),
    })
  }
  if (at !== directory) throw new ZipError('gap before the directory')
  return out
}

function localHeader(b: Buffer, e: Central, limit: number): number {
  const o = e.offset
  if (o + 30 > limit || b.readUInt32LE(o) !== 0x04034b50)
    throw new ZipError('no entry where the directory says')
  const nameLength = b.readUInt16LE(o + 26)
  const extraLength = b.readUInt16LE(o + 28)
  const start = o + 30 + nameLength + extraLength
  if (start > limit) throw new ZipError('entry runs into the directory')
  if (Buffer.compare(b.subarray(o + 30, o + 30 + nameLength), e.nameBytes) !== 0)
    throw new ZipError('local name differs from the directory')
  if (b.readUInt16LE(o + 6) !== e.flags || b.readUInt16LE(o + 8) !== e.method)
    throw new ZipError('local header differs from the directory')
  checkExtra(b.subarray(o + 30 + nameLength, start))
  const sizes = [b.readUInt32LE(o + 14), b.readUInt32LE(o + 18), b.readUInt32LE(o + 22)]
  const want = [e.crc, e.packed, e.size]
  const deferred = (e.flags & 8) !== 0
  if (!sizes.every((v, i) => v === want[i] || (deferred && v === 0)))
    throw new ZipError('local header differs from the directory')
  return start
}

/** Length of the data descriptor after an entry's data: none, or 12 or 16 bytes that repeat the directory. */
function descriptor(b: Buffer, e: Central, at: number, directory: number, all: readonly Central[]): number {
  if ((e.flags & 8) === 0) return 0
  const next = all.find((x) => x.offset > e.offset)?.offset ?? directory
  const length = next - at
  if (length !== 12 && length !== 16) throw new ZipError('bad data descriptor')
  if (length === 16 && b.readUInt32LE(at) !== 0x08074b50) throw new ZipError('bad data descriptor')
  const p = at + length - 12
  if (b.readUInt32LE(p) !== e.crc || b.readUInt32LE(p + 4) !== e.packed || b.readUInt32LE(p + 8) !== e.size)
    throw new ZipError('data descriptor differs from the directory')
  return length
}

function unpack(packed: Buffer, e: Central): Uint8Array {
  let data: Uint8Array = packed
  if (e.method === 8) {
    try {
      const r = inflateRawSync(packed, { maxOutputLength: Math.max(1, e.size), info: true }) as unknown as {
        buffer: Buffer
        engine: { bytesWritten: number }
      }
      if (r.engine.bytesWritten !== packed.length) throw new Error('bytes after the compressed data')
      data = r.buffer
    } catch (err) {
      throw new ZipError(`entry does not unpack: ${(err as Error).message}`)
    }
  }
  if (data.length !== e.size) throw new ZipError('entry has another size than it says')
  if (crc32(data) !== e.crc) throw new ZipError('entry has another checksum than it says')
  return data
}

function once<T>(f: () => T): () => T {
  let v: { value: T } | undefined
  return () => {
    v ??= { value: f() }
    return v.value
  }
}
