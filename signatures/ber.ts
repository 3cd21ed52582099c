// CMS may be written in BER (RFC 5652, section 2): lengths left open, strings in pieces. It is brought into DER once,
// before anything is read, so that one strict reader stays. What is written in DER already keeps its bytes, for
// hashes and signatures are over them.
import { DerError, tlv } from './der.ts'

const MAX_DEPTH = 40
const MAX_NODES = 200_000
const OCTETS = 4
const CONSTRUCTED = 32

type Piece = { der: Uint8Array; body: Uint8Array; changed: boolean; end: number }

/** One BER element as DER; zero bytes after it are ignored (PDF /Contents). Throws DerError. */
export function derOfBer(b: Uint8Array): Uint8Array {
  const p = element(b, 0, b.length, 0, { nodes: 0 })
  for (let i = p.end; i < b.length; i++) if (b[i] !== 0) throw new DerError('bytes after the end')
  return p.der
}

function element(
  b: Uint8Array,
  start: number,
  limit: number,
  depth: number,
  state: { nodes: number },
): Piece {
  if (depth > MAX_DEPTH) throw new DerError('nested too deeply')
  if (++state.nodes > MAX_NODES) throw new DerError('too many elements')
  if (start + 2 > limit) throw new DerError('cut short')
  const tag = b[start]!
  // Long tags occur nowhere in CMS; the strict reader says what is wrong with them.
  if ((tag & 31) === 31) throw new DerError('bad tag')
  let i = start + 1
  let length = b[i++]!
  const open = length === 128
  if (length > 128) {
    const n = length & 127
    if (n > 4 || i + n > limit) throw new DerError('bad length')
    length = 0
    for (let k = 0; k < n; k++) length = length * 256 + b[i++]!
  }
  const constructed = (tag & CONSTRUCTED) !== 0
  if (open && !constructed) throw new DerError('open length of a primitive element')
  const stop = open ? limit : i + length
  if (stop > limit) throw new DerError('length beyond the end')
  if (!constructed)
    return { der: b.subarray(start, stop), body: b.subarray(i, stop), changed: false, end: stop }
  const kids: Piece[] = []
  let at = i
  while (true) {
    if (!open && at === stop) break
    if (open && b[at] === 0 && b[at + 1] === 0 && at + 2 <= limit) {
      at += 2
      break
    }
    const k = element(b, at, stop, depth + 1, state)
    kids.push(k)
    at = k.end
  }
  if (tag === (OCTETS | CONSTRUCTED)) {
    const body = Buffer.concat(kids.map((k) => (k.der[0] === OCTETS ? k.body : badPiece())))
    return { der: tlv(OCTETS, body), body, changed: true, end: at }
  }
  if (!open && !kids.some((k) => k.changed))
    return { der: b.subarray(start, at), body: b.subarray(i, at), changed: false, end: at }
  const body = Buffer.concat(kids.map((k) => k.der))
  return { der: tlv(tag, body), body, changed: true, end: at }
}

function badPiece(): never {
  throw new DerError('a string in pieces that are no strings')
}
