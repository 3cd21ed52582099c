// Runs verification in a thread of its own: a hostile file can cost this thread its life, not the service its.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { cluesOf } from './clues.ts'
import type { Context } from './evaluate.ts'
import type { FileReport } from './report.ts'
import { importTrust, type PlainTrust } from './trust.ts'
import { unverified } from './unverified.ts'
import { verifyPdf } from './verify-pdf.ts'

export type Job = {
  id: number
  /** The file itself, or where it lies: what lies on disk is read here and never by whoever asks. */
  source: Uint8Array | string
  name?: string
  at: string
  ocsp: Uint8Array[]
  crls: Uint8Array[]
  /** Asks for clues as well, with what stands behind this text. */
  marker?: string
}

// Verification has no network of its own; whatever is needed comes with the job.
Reflect.deleteProperty(globalThis, 'fetch')
Reflect.deleteProperty(globalThis, 'WebSocket')

const trust = importTrust(workerData as PlainTrust)
parentPort?.postMessage({ ready: true })
/** As `verifyFile`, but the reader of XML is loaded only when a container comes: it is most of what a thread weighs. */
async function verify(bytes: Uint8Array, name: string | undefined, ctx: Context): Promise<FileReport> {
  const [a, b] = bytes
  if (a === 0x25 && b === 0x50) return verifyPdf(bytes, ctx, name)
  if (a !== 0x50 || b !== 0x4b) return unverified('not-supported', ctx)
  const { verifyAsice } = await import('./verify-asice.ts')
  return verifyAsice(bytes, ctx)
}

/** The hole that a signature leaves in the bytes of a PDF is always named by /ByteRange. */
const unsignable = (b: Uint8Array): boolean =>
  b[0] === 0x25 && b[1] === 0x50 && !Buffer.from(b.buffer, b.byteOffset, b.length).includes('/ByteRange')

parentPort?.on('message', async (job: Job) => {
  const ctx = { trust, at: new Date(job.at), evidence: { ocsp: job.ocsp, crls: job.crls } }
  try {
    const bytes = typeof job.source === 'string' ? readFileSync(job.source) : job.source
    // Told before anything can end this thread.
    parentPort?.postMessage({ id: job.id, unsignable: unsignable(bytes) })
    const report = await verify(bytes, job.name, ctx)
    const clues = job.marker === undefined ? undefined : cluesOf(bytes, job.marker, ctx)
    parentPort?.postMessage({ id: job.id, report, clues })
  } catch (e) {
    parentPort?.postMessage({ id: job.id, error: e instanceof Error ? e.message : 'unknown' })
  }
})
