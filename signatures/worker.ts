// Runs verification in a thread of its own: a hostile file can cost this thread its life, not the service its.
import { parentPort, workerData } from 'node:worker_threads'
import { cluesOf } from './clues.ts'
import type { Context } from './evaluate.ts'
import type { FileReport } from './report.ts'
import { importTrust, type PlainTrust } from './trust.ts'
import { unverified } from './unverified.ts'
import { verifyPdf } from './verify-pdf.ts'

export type Job = {
  id: number
  bytes: Uint8Array
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
async function verify(job: Job, ctx: Context): Promise<FileReport> {
  const [a, b] = job.bytes
  if (a === 0x25 && b === 0x50) return verifyPdf(job.bytes, ctx, job.name)
  if (a !== 0x50 || b !== 0x4b) return unverified('not-supported', ctx)
  const { verifyAsice } = await import('./verify-asice.ts')
  return verifyAsice(job.bytes, ctx)
}

parentPort?.on('message', async (job: Job) => {
  const ctx = { trust, at: new Date(job.at), evidence: { ocsp: job.ocsp, crls: job.crls } }
  try {
    const report = await verify(job, ctx)
    const clues = job.marker === undefined ? undefined : cluesOf(job.bytes, job.marker, ctx)
    parentPort?.postMessage({ id: job.id, report, clues })
  } catch (e) {
    parentPort?.postMessage({ id: job.id, error: e instanceof Error ? e.message : 'unknown' })
  }
})
