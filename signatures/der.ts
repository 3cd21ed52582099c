// DER, read strictly and written. Certificates, CMS, timestamps and OCSP answers are all read with this, so
// that one place decides what is well-formed: definite lengths only, nothing left over, bounded depth and size.

export class DerError extends Error {
  override name = 'DerError'
}

/** A parsed element; offsets point into the buffer that was parsed. */
export type Der = {
  /** 0 universal, 1 application, 2 context, 3 private. */
  cls: number
  constructed: boolean
  tag: number
  /** Whole element, header included. */
  raw: Uint8Array
  /** Content octets. */
  body: Uint8Array
  /** Children of a constructed element. */
  kids: readonly Der[]
}

const MAX_DEPTH = 40
const MAX_NODES = 200_000

/** Parses exactly one element that fills `bytes`. Throws DerError on anything else. */
export function parseDer(bytes: Uint8Array): Der {
  const state = { nodes: 0 }
  const { node, end } = element(bytes, 0, bytes.length, 0, state)
  if (end !== bytes.length) throw new DerError('bytes after the end')
  return node
}

/** Parses one element at the start of `bytes` and ignores zero padding after it (PDF /Contents). */
export function parseDerPadded(bytes: Uint8Array): Der {
  const { node, end } = element(bytes, 0, bytes.length, 0, { nodes: 0 })
  for (let i = end; i < bytes.length; i++) if (bytes[i] !== 0) throw new DerError('bytes after the end')
  return node
}

function element(
  b: Uint8Array,
  start: number,
  limit: number,
  depth: number,
  state: { nodes: number },
): { node: Der; end: number } {
  if (depth > MAX_DEPTH) throw new DerError('nested too deeply')
  if (++state.nodes > MAX_NODES) throw new DerError('too many elements')
  if (start + 2 > limit) throw new DerError('cut short')
  let i = start
  const first = b[i++]!
  let tag = first & 31
  if (tag === 31) {
    tag = 0
    let n = 0
    while (true) {
      if (i >= limit || ++n > 4) throw new DerError('bad tag')
      const o = b[i++]!
      tag = tag * 128 + (o & 127)
      if ((o & 128) === 0) break
    }
  }
  if (i >= limit) throw new DerError('cut short')
  let length = b[i++]!
  if (length === 128) throw new DerError('indefinite length')
  if (length > 128) {
    const n = length & 127
    if (n > 4 || i + n > limit) throw new DerError('bad length')
    length = 0
    for (let k = 0; k < n; k++) length = length * 256 + b[i++]!
  }
  const end = i + length
  if (end > limit) throw new DerError('length beyond the end')
  const constructed = (first & 32) !== 0
  const kids: Der[] = []
  if (constructed) {
    let at = i
    while (at < end) {
      const k = element(b, at, end, depth + 1, state)
      kids.push(k.node)
      at = k.end
    }
  }
  return {
    node: { cls: first >> 6, constructed, tag, raw: b.subarray(start, end), body: b.subarray(i, end), kids },
    end,
  }
}

const fail = (what: string): never => {
  throw new DerError(`expected ${what}`)
}

/** The child at an index, or DerError. */
export const kid = (d: Der, i: number): Der => d.kids[i] ?? fail(`element ${i}`)
export const isUniversal = (d: Der | undefined, tag: number): d is Der & { cls: 0 } =>
  d?.cls === 0 && d.tag === tag
export const isContext = (d: Der | undefined, tag: number): d is Der & { cls: 2 } =>
  d?.cls === 2 && d.tag === tag
export const asSequence = (d: Der | undefined): readonly Der[] =>
  isUniversal(d, 16) && d.constructed ? d.kids : fail('SEQUENCE')
export const asSet = (d: Der | undefined): readonly Der[] =>
  isUniversal(d, 17) && d.constructed ? d.kids : fail('SET')

/** OBJECT IDENTIFIER in dotted form. */
export function asOid(d: Der | undefined): string {
  if (!isUniversal(d, 6) || d.body.length === 0) return fail('OBJECT IDENTIFIER')
  const parts: number[] = []
  let v = 0
  for (const o of d.body) {
    v = v * 128 + (o & 127)
    if (v > Number.MAX_SAFE_INTEGER / 256) throw new DerError('OID arc too large')
    if ((o & 128) === 0) {
      if (parts.length === 0) {
        const a = Math.min(2, Math.floor(v / 40))
        parts.push(a, v - 40 * a)
      } else parts.push(v)
      v = 0
    }
  }
  return parts.join('.')
}

/** INTEGER as upper-case hex without sign octet (serial numbers), for comparison. */
export function asIntHex(d: Der | undefined): string {
  if (!isUniversal(d, 2) || d.body.length === 0) return fail('INTEGER')
  return Buffer.from(d.body).toString('hex').toUpperCase()
}
/** Small non-negative INTEGER. */
export function asInt(d: Der | undefined): number {
  if (!isUniversal(d, 2) || d.body.length === 0 || d.body.length > 6) return fail('small INTEGER')
  let v = d.body[0]! & 128 ? -1 : 0
  for (const o of d.body) v = v * 256 + o
  return v
}
export const asOctets = (d: Der | undefined): Uint8Array =>
  isUniversal(d, 4) && !d.constructed ? d.body : fail('OCTET STRING')
/** BIT STRING with no unused bits. */
export const asBits = (d: Der | undefined): Uint8Array =>
  isUniversal(d, 3) && !d.constructed && d.body.length > 0 ? d.body.subarray(1) : fail('BIT STRING')
export const asBoolean = (d: Der | undefined): boolean =>
  isUniversal(d, 1) && d.body.length === 1 ? d.body[0] !== 0 : fail('BOOLEAN')

/** Any of the string types of X.520 attributes. */
export function asText(d: Der | undefined): string {
  if (d?.cls !== 0 || d.constructed) return fail('string')
  const b = Buffer.from(d.body)
  switch (d.tag) {
    case 12:
      return b.toString('utf8')
    case 30:
      return new TextDecoder('utf-16be').decode(b)
    case 18:
    case 19:
    case 20:
    case 22:
    case 26:
      return b.toString('latin1')
    default:
      return fail('string')
  }
}

/** UTCTime or GeneralizedTime (Z only; fractions of a second are kept). */
export function asTime(d: Der | undefined): Date {
  const s =
    d?.cls === 0 && (d.tag === 23 || d.tag === 24) ? Buffer.from(d.body).toString('latin1') : fail('time')
  const m =
    d!.tag === 23
      ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(s)
      : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{1,6}))?Z$/.exec(s)
  if (!m) throw new DerError(`bad time ${s}`)
  let year = Number(m[1])
  if (d!.tag === 23) year += year < 50 ? 2000 : 1900
  const ms = m[7] ? Math.floor(Number(`0.${m[7]}`) * 1000) : 0
  const t = Date.UTC(year, Number(m[2]) - 1, Number(m[3]), Number(m[4]), Number(m[5]), Number(m[6]), ms)
  return new Date(t)
}

// Writing -----------------------------------------------------------------------------------------------

/** An element with its header. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((n, x) => n + x.length, 0)
  const head: number[] = [tag]
  if (length < 128) head.push(length)
  else {
    const octets: number[] = []
    for (let n = length; n > 0; n = Math.floor(n / 256)) octets.unshift(n % 256)
    head.push(128 | octets.length, ...octets)
  }
  return Buffer.concat([Buffer.from(head), ...parts])
}
export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...parts)
/** SET OF, in DER order. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(0x31, ...[...parts].sort((a, b) => Buffer.compare(a, b)))
export const octets = (b: Uint8Array): Uint8Array => tlv(4, b)
export const bits = (b: Uint8Array, unused = 0): Uint8Array => tlv(3, Buffer.from([unused]), b)
export const nul = (): Uint8Array => tlv(5)
export const bool = (v: boolean): Uint8Array => tlv(1, Buffer.from([v ? 255 : 0]))
export const utf8 = (s: string): Uint8Array => tlv(12, Buffer.from(s, 'utf8'))
export const printable = (s: string): Uint8Array => tlv(19, Buffer.from(s, 'latin1'))
/** Context tag, constructed (explicit or implicit constructed). */
export const context = (n: number, ...parts: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | n, ...parts)
/** Context tag, primitive (implicit). */
export const contextPrimitive = (n: number, body: Uint8Array): Uint8Array => tlv(0x80 | n, body)
/** Non-negative INTEGER from a number or big-endian octets. */
export function integer(v: number | Uint8Array): Uint8Array {
  let b: Uint8Array
  if (typeof v === 'number') {
    const o: number[] = []
    do {
      o.unshift(v % 256)
      v = Math.floor(v / 256)
    } while (v > 0)
    b = Buffer.from(o)
  } else b = v
  let i = 0
  while (i < b.length - 1 && b[i] === 0) i++
  b = b.subarray(i)
  return b[0]! & 128 ? tlv(2, Buffer.from([0]), b) : tlv(2, b)
}
export function oid(dotted: string): Uint8Array {
  const p = dotted.split('.').map(Number)
  const out: number[] = []
  const push = (v: number): void => {
    const o = [v % 128]
    for (let n = Math.floor(v / 128); n > 0; n = Math.floor(n / 128)) o.unshift((n % 128) | 128)
    out.push(...o)
  }
  push(p[0]! * 40 + p[1]!)
  for (const v of p.slice(2)) push(v)
  return tlv(6, Buffer.from(out))
}
/** UTCTime before 2050, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(d: Date): Uint8Array {
  const s = `${d.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return d.getUTCFullYear() < 2050
    ? tlv(23, Buffer.from(s.slice(2), 'latin1'))
    : tlv(24, Buffer.from(s, 'latin1'))
}
