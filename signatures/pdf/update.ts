// Writes an incremental update: new and changed objects after the old bytes, which stay as they are.
import { createHash } from 'node:crypto'
import type { PdfFile } from './file.ts'
import { type Dict, Name, type Obj, PdfError, Ref, Str, write } from './objects.ts'

/** Objects of an update, by number; text is written as it stands (used for signature values). */
export type Changes = Map<number, Obj | { text: string }>

/**
 * In: the file and its changes. Out: all bytes, and where each changed object starts.
 * The new section has the form (table or stream) of the one before, as the standard demands.
 */
export function appendUpdate(
  file: PdfFile,
  changes: Changes,
): { bytes: Uint8Array; offsets: Map<number, number> } {
  const old = file.bytes
  const parts: Uint8Array[] = [old]
  let at = old.length
  const put = (s: string): void => {
    const b = Buffer.from(s, 'latin1')
    parts.push(b)
    at += b.length
  }
  const last = old.at(-1)
  if (last !== 10 && last !== 13) put('\n')
  const offsets = new Map<number, number>()
  const nums = [...changes.keys()].sort((a, b) => a - b)
  for (const n of nums) {
    const c = changes.get(n)!
    offsets.set(n, at)
    const body = c !== null && typeof c === 'object' && 'text' in c ? c.text : write(c as Obj)
    put(`${n} 0 obj\n${body}\nendobj\n`)
  }
  const previous = file.sections[0]!
  const xref = at
  const useStream = previous.stream
  const all = useStream ? [...nums, Math.max(file.size, (nums.at(-1) ?? 0) + 1)] : nums
  if (useStream) offsets.set(all.at(-1)!, at)
  const trailer: Dict = new Map()
  trailer.set('Size', Math.max(file.size, (all.at(-1) ?? 0) + 1))
  for (const k of ['Root', 'Info']) {
    const v = file.trailer.get(k)
    if (v !== undefined) trailer.set(k, v)
  }
  const id = file.array(file.trailer.get('ID'))
  const hash = createHash('sha256').update(old)
  for (const p of parts.slice(1)) hash.update(p)
  const fresh = new Str(hash.digest().subarray(0, 16), 0, 0)
  trailer.set('ID', [id?.[0] ?? fresh, fresh])
  trailer.set('Prev', previous.offset)
  if (useStream) {
    trailer.set('Type', new Name('XRef'))
    trailer.set('W', [1, 4, 2])
    trailer.set(
      'Index',
      all.flatMap((n) => [n, 1]),
    )
    const data = Buffer.concat(
      all.map((n) => {
        const b = Buffer.alloc(7)
        b[0] = 1
        b.writeUInt32BE(offsets.get(n)!, 1)
        return b
      }),
    )
    trailer.set('Length', data.length)
    put(`${all.at(-1)} 0 obj\n${write(trailer)}\nstream\n`)
    parts.push(data)
    at += data.length
    put('\nendstream\nendobj\n')
  } else {
    put('xref\n')
    for (let i = 0; i < nums.length; ) {
      let n = 1
      while (nums[i + n] === nums[i]! + n) n++
      put(`${nums[i]} ${n}\n`)
      for (let k = 0; k < n; k++) put(`${String(offsets.get(nums[i + k]!)).padStart(10, '0')} 00000 n \n`)
      i += n
    }
    put(`trailer\n${write(trailer)}\n`)
  }
  put(`startxref\n${xref}\n%%EOF\n`)
  if (at > 4_000_000_000) throw new PdfError('file too large')
  return { bytes: Buffer.concat(parts), offsets }
}

/** Number of the object that a reference names; throws when the value is not a reference. */
export function numberOf(o: Obj | undefined, what: string): number {
  if (!(o instanceof Ref)) throw new PdfError(`${what} is not a reference`)
  return o.num
}
