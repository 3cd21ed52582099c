// What a file gives away of where it comes from, besides its signatures. Found in the thread that verifies, since a
// hostile file can make any search long; each search is one pass or counted.
import { createHash } from 'node:crypto'
import type { Context } from './evaluate.ts'
import { PdfFile } from './pdf/file.ts'
import { Stream } from './pdf/objects.ts'
import type { FileReport } from './report.ts'
import { verifyPdf } from './verify-pdf.ts'
import { readZip } from './zip.ts'

export type Clues = {
  sha256: string
  /** Hashes of what the signatures of a PDF ended with, each before later revisions; oldest first. */
  revisions: string[]
  /** Metadata (XMP) of the file as its first signature found it; later revisions may bring others. */
  metadata?: string
  /** What follows the marker that was asked for, up to 40 characters, at its first places. */
  marked: string[]
  /** PDFs within a container, each with its own report. */
  inside: { sha256: string; report: FileReport; marked: string[] }[]
}

const MOST = { ranges: 200, revisions: 64, marks: 20, inside: 5, metadata: 65_536 }
const RANGE = Buffer.from('/ByteRange')

/** In: the file, and the text before which something is looked for. Never throws for what the file holds. */
export function cluesOf(bytes: Uint8Array, marker: string, ctx: Context): Clues {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const pdf = b.subarray(0, 5).toString('latin1') === '%PDF-'
  const ends = pdf ? signedEnds(b) : []
  return {
    sha256: sha256(b),
    revisions: revisionsOf(b, ends),
    marked: markedIn(b, marker),
    ...(pdf ? metadataOf(b, ends) : {}),
    inside: b[0] === 0x50 && b[1] === 0x4b ? insideOf(b, marker, ctx) : [],
  }
}

const sha256 = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex')

/** Where signatures end, the first one first. One pass over the file, however many ranges a hostile one claims to have. */
function signedEnds(b: Buffer): number[] {
  const ends = new Set<number>()
  const read = (at: number): void => {
    const m =
      /^\/ByteRange\s{0,20}\[\s{0,20}0\s{1,20}\d{1,10}\s{1,20}(\d{1,10})\s{1,20}(\d{1,10})\s{0,40}\]/.exec(
        b.toString('latin1', at, at + 160),
      )
    const end = m ? Number(m[1]) + Number(m[2]) : 0
    if (end > 0 && end <= b.length) ends.add(end)
  }
  // From both ends: what a stranger appends cannot hide the first signatures, nor what was put before the last ones.
  let at = b.indexOf(RANGE)
  for (let n = 0; at >= 0 && n < MOST.ranges / 2; n++) {
    read(at)
    at = b.indexOf(RANGE, at + 1)
  }
  const forward = at
  at = forward < 0 ? -1 : b.lastIndexOf(RANGE)
  for (let n = 0; at >= forward && at >= 0 && n < MOST.ranges / 2; n++) {
    read(at)
    at = at === 0 ? -1 : b.lastIndexOf(RANGE, at - 1)
  }
  return [...ends].sort((x, y) => x - y)
}

function revisionsOf(b: Buffer, ends: number[]): string[] {
  const running = createHash('sha256')
  let done = 0
  return ends
    .filter((end) => end < b.length)
    .slice(0, MOST.revisions)
    .map((end) => {
      running.update(b.subarray(done, end))
      done = end
      return running.copy().digest('hex')
    })
}

function metadataOf(b: Buffer, ends: number[]): { metadata?: string } {
  const first = ends[0]
  if (first === undefined) return {}
  try {
    const file = new PdfFile(b.subarray(0, first))
    const stream = file.resolve(file.root.get('Metadata'))
    const data = stream instanceof Stream ? file.data(stream) : new Uint8Array()
    return data.length === 0 || data.length > MOST.metadata
      ? {}
      : { metadata: Buffer.from(data).toString('utf8') }
  } catch {
    // What cannot be read says nothing of itself.
    return {}
  }
}

function markedIn(b: Buffer, marker: string): string[] {
  const out = new Set<string>()
  let at = marker === '' ? -1 : b.indexOf(marker)
  for (let n = 0; at >= 0 && n < MOST.marks; n++) {
    out.add(b.toString('latin1', at + marker.length, at + marker.length + 40))
    at = b.indexOf(marker, at + marker.length)
  }
  return [...out]
}

function insideOf(b: Buffer, marker: string, ctx: Context): Clues['inside'] {
  const out: Clues['inside'] = []
  try {
    for (const e of readZip(b)) {
      if (out.length >= MOST.inside || e.name.startsWith('META-INF/') || e.size > 50_000_000) continue
      const data = Buffer.from(e.data())
      if (data.subarray(0, 5).toString('latin1') !== '%PDF-') continue
      out.push({ sha256: sha256(data), report: verifyPdf(data, ctx, e.name), marked: markedIn(data, marker) })
    }
  } catch {
    // A container that cannot be read holds nothing that could be vouched for; its own report says why.
  }
  return out
}
