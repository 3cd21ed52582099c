// Runs verification in a thread of its own: a hostile file can cost this thread its life, not the service its.
import { parentPort, workerData } from 'node:worker_threads'
import { importTrust, type PlainTrust } from './trust.ts'
import { verifyFile } from './verify.ts'

export type Job = {
  id: number
  bytes: Uint8Array
  name?: string
  at: string
  ocsp: Uint8Array[]
  crls: Uint8Array[]
}

// Verification has no network of its own; whatever is needed comes with the job.
Reflect.deleteProperty(globalThis, 'fetch')
Reflect.deleteProperty(globalThis, 'WebSocket')

const trust = importTrust(workerData as PlainTrust)
parentPort?.postMessage({ ready: true })
parentPort?.on('message', (job: Job) => {
  const ctx = { trust, at: new Date(job.at), evidence: { ocsp: job.ocsp, crls: job.crls } }
  try {
    parentPort?.postMessage({ id: job.id, report: verifyFile(job.bytes, ctx, job.name) })
  } catch (e) {
    parentPort?.postMessage({ id: job.id, error: e instanceof Error ? e.message : 'unknown' })
  }
})
