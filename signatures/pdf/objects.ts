// PDF objects and their syntax (ISO 32000-1, 7.2–7.3). Strict where leniency would let two readers see two files.

export class PdfError extends Error {
  override name = 'PdfError'
}
export class Name {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
export class Ref {
  readonly num: number
  readonly gen: number
  constructor(num: number, gen: number) {
    this.num = num
    this.gen = gen
  }
}
/** A string; `start` and `end` are the offsets of its token, delimiters included. */
export class Str {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes
    this.start = start
    this.end = end
  }
}
export type Dict = Map<string, Obj>
export class Stream {
  readonly dict: Dict
  /** Offset of the first byte of data. */
  readonly start: number
  readonly raw: Uint8Array
  constructor(dict: Dict, start: number, raw: Uint8Array) {
    this.dict = dict
    this.start = start
    this.raw = raw
  }
}
export type Obj = null | boolean | number | Name | Ref | Str | Obj[] | Dict | Stream

const WHITE = new Uint8Array(256)
for (const c of [0, 9, 10, 12, 13, 32]) WHITE[c] = 1
const DELIM = new Uint8Array(256)
for (const c of '()<>[]{}/%') DELIM[c.charCodeAt(0)] = 1
const HEX = new Int8Array(256).fill(-1)
for (let i = 0; i < 16; i++) {
  HEX[i.toString(16).charCodeAt(0)] = i
  HEX[i.toString(16).toUpperCase().charCodeAt(0)] = i
}
export const isWhite = (c: number | undefined): boolean => c !== undefined && WHITE[c] === 1
const MAX_DEPTH = 100

/** Bytes that are added one by one: a list of numbers takes ten times the memory. */
class Gathered {
  #b = new Uint8Array(64)
  #n = 0
  push(v: number): void {
    if (this.#n === this.#b.length) {
      const more = new Uint8Array(this.#n * 2)
      more.set(this.#b)
      this.#b = more
    }
    this.#b[this.#n++] = v
  }
  bytes(): Uint8Array {
    return this.#b.slice(0, this.#n)
  }
}

/** Reads objects from bytes, moving `pos`. */
export class Lexer {
  readonly b: Uint8Array
  pos: number
  readonly end: number
  constructor(b: Uint8Array, pos: number, end = b.length) {
    this.b = b
    this.pos = pos
    this.end = end
  }

  skip(): void {
    while (this.pos < this.end) {
      const c = this.b[this.pos]!
      if (WHITE[c]) this.pos++
      else if (c === 0x25)
        while (this.pos < this.end && this.b[this.pos] !== 10 && this.b[this.pos] !== 13) this.pos++
      else return
    }
  }

  /** The regular characters at the cursor, as text; moves past them. */
  word(): string {
    const from = this.pos
    while (this.pos < this.end && !WHITE[this.b[this.pos]!] && !DELIM[this.b[this.pos]!]) this.pos++
    if (this.pos - from > 256) throw new PdfError('word too long')
    let s = ''
    for (let i = from; i < this.pos; i++) s += String.fromCharCode(this.b[i]!)
    return s
  }

  /** Whether the given keyword stands at the cursor; moves past it if so. */
  keyword(k: string): boolean {
    for (let i = 0; i < k.length; i++) if (this.b[this.pos + i] !== k.charCodeAt(i)) return false
    const next = this.b[this.pos + k.length]
    if (this.pos + k.length > this.end) return false
    if (next !== undefined && this.pos + k.length < this.end && !WHITE[next] && !DELIM[next]) return false
    this.pos += k.length
    return true
  }

  int(): number {
    const w = this.word()
    if (!/^\d{1,10}$/.test(w)) throw new PdfError(`expected a number at ${this.pos}`)
    return Number(w)
  }

  object(depth = 0): Obj {
    if (depth > MAX_DEPTH) throw new PdfError('nested too deeply')
    this.skip()
    const c = this.b[this.pos]
    if (c === undefined || this.pos >= this.end) throw new PdfError('cut short')
    if (c === 0x2f) return this.#name()
    if (c === 0x28) return this.#literal()
    if (c === 0x5b) {
      this.pos++
      const out: Obj[] = []
      while (true) {
        this.skip()
        if (this.pos >= this.end) throw new PdfError('array not closed')
        if (this.b[this.pos] === 0x5d) {
          this.pos++
          return out
        }
        out.push(this.object(depth + 1))
      }
    }
    if (c === 0x3c) return this.b[this.pos + 1] === 0x3c ? this.#dict(depth) : this.#hex()
    if ((c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2d || c === 0x2e) return this.#number()
    const w = this.word()
    if (w === 'true') return true
    if (w === 'false') return false
    if (w === 'null') return null
    throw new PdfError(`unexpected ${JSON.stringify(w || String.fromCharCode(c))} at ${this.pos}`)
  }

  #number(): Obj {
    const w = this.word()
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(w)) throw new PdfError(`bad number ${w}`)
    if (/^\d{1,10}$/.test(w)) {
      // Perhaps a reference: "12 0 R".
      const back = this.pos
      this.skip()
      const g = this.pos
      while (
        this.pos < this.end &&
        this.b[this.pos]! >= 0x30 &&
        this.b[this.pos]! <= 0x39 &&
        this.pos - g < 6
      )
        this.pos++
      if (this.pos > g) {
        const gen = Number(Buffer.from(this.b.subarray(g, this.pos)).toString('latin1'))
        const before = this.pos
        this.skip()
        if (this.pos > before && this.keyword('R')) return new Ref(Number(w), gen)
      }
      this.pos = back
    }
    return Number(w)
  }

  #name(): Name {
    this.pos++
    let s = this.word()
    if (s.includes('#'))
      s = s.replace(/#([0-9A-Fa-f]{2})/g, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16)))
    return new Name(s)
  }

  #hex(): Str {
    const start = this.pos++
    const out = new Gathered()
    let half = -1
    while (true) {
      if (this.pos >= this.end) throw new PdfError('hex string not closed')
      const c = this.b[this.pos++]!
      if (c === 0x3e) break
      if (WHITE[c]) continue
      const v = HEX[c]!
      if (v < 0) throw new PdfError('bad hex string')
      if (half < 0) half = v
      else {
        out.push(half * 16 + v)
        half = -1
      }
    }
    if (half >= 0) out.push(half * 16)
    return new Str(out.bytes(), start, this.pos)
  }

  #literal(): Str {
    const start = this.pos++
    const out = new Gathered()
    let open = 1
    while (true) {
      if (this.pos >= this.end) throw new PdfError('string not closed')
      let c = this.b[this.pos++]!
      if (c === 0x28) open++
      else if (c === 0x29) {
        if (--open === 0) return new Str(out.bytes(), start, this.pos)
      } else if (c === 0x5c) {
        c = this.b[this.pos++] ?? 0
        const at = 'nrtbf'.indexOf(String.fromCharCode(c))
        if (at >= 0) c = [10, 13, 9, 8, 12][at]!
        else if (c >= 0x30 && c <= 0x37) {
          let v = c - 0x30
          for (let n = 0; n < 2 && this.b[this.pos]! >= 0x30 && this.b[this.pos]! <= 0x37; n++)
            v = v * 8 + this.b[this.pos++]! - 0x30
          c = v & 255
        } else if (c === 13) {
          if (this.b[this.pos] === 10) this.pos++
          continue
        } else if (c === 10) continue
      }
      out.push(c)
    }
  }

  #dict(depth: number): Dict {
    this.pos += 2
    const d: Dict = new Map()
    while (true) {
      this.skip()
      if (this.pos >= this.end) throw new PdfError('dictionary not closed')
      if (this.b[this.pos] === 0x3e && this.b[this.pos + 1] === 0x3e) {
        this.pos += 2
        return d
      }
      if (this.b[this.pos] !== 0x2f) throw new PdfError(`expected a key at ${this.pos}`)
      const key = this.#name().name
      // Readers differ on which of two equal keys counts, so neither may.
      if (d.has(key)) throw new PdfError(`key /${key} twice`)
      d.set(key, this.object(depth + 1))
    }
  }
}

const canonicalName = (n: string): string =>
  PLAIN_NAME.test(n) ? `/${n}` : `/#${Buffer.from(n, 'latin1').toString('hex')}#`
/** One text for each value, for comparison; streams by dictionary and data. */
export function canonical(o: Obj): string {
  if (o === null || typeof o === 'boolean' || typeof o === 'number') return String(o)
  // A name may hold anything, also what looks like the next value: then it is told by its octets.
  if (o instanceof Name) return canonicalName(o.name)
  if (o instanceof Ref) return `${o.num} ${o.gen} R`
  if (o instanceof Str) return `(${Buffer.from(o.bytes).toString('hex')})`
  if (Array.isArray(o)) return `[${o.map(canonical).join(' ')}]`
  if (o instanceof Stream) return `${canonical(o.dict)}stream ${Buffer.from(o.raw).toString('base64')}`
  return `<<${[...o.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${canonicalName(k)} ${canonical(v)}`)
    .join('')}>>`
}

const PLAIN_NAME = /^[A-Za-z0-9_.+:*-]+$/
/** Writes a value in PDF syntax. */
export function write(o: Obj): string {
  if (o === null || typeof o === 'boolean') return String(o)
  if (typeof o === 'number') return Number.isInteger(o) ? String(o) : o.toFixed(5).replace(/0+$/, '')
  if (o instanceof Name)
    return PLAIN_NAME.test(o.name)
      ? `/${o.name}`
      : `/${[...o.name].map((c) => (PLAIN_NAME.test(c) ? c : `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('')}`
  if (o instanceof Ref) return `${o.num} ${o.gen} R`
  if (o instanceof Str) return `<${Buffer.from(o.bytes).toString('hex')}>`
  if (Array.isArray(o)) return `[${o.map(write).join(' ')}]`
  if (o instanceof Stream) throw new PdfError('streams are written with their data')
  return `<<${[...o.entries()].map(([k, v]) => `${write(new Name(k))} ${write(v)}`).join(' ')}>>`
}

/** A text string: ASCII as it is, anything else as UTF-16BE with its mark. */
export function textString(s: string): Str {
  const ascii = /^[\x20-\x7e]*$/.test(s)
  const bytes = ascii ? Buffer.from(s, 'latin1') : Buffer.from(`\ufeff${s}`, 'utf16le').swap16()
  return new Str(bytes, 0, 0)
}
/** Text of a text string (UTF-16BE, UTF-8 with mark, else Latin-1 as near enough to PDFDocEncoding). */
export function textOf(o: Obj | undefined): string | undefined {
  if (!(o instanceof Str)) return undefined
  const b = Buffer.from(o.bytes)
  if (b[0] === 0xfe && b[1] === 0xff) return new TextDecoder('utf-16be').decode(b.subarray(2))
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return b.subarray(3).toString('utf8')
  return b.toString('latin1')
}
export const isDict = (o: Obj | undefined): o is Dict => o instanceof Map
export const nameOf = (o: Obj | undefined): string | undefined => (o instanceof Name ? o.name : undefined)
