import { readFileSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

// Runs beside the test, so that what the test itself does is not taken for a stall of the service.
const PROBE = `
const { parentPort, workerData } = require('node:worker_threads')
const http = require('node:http')
let longest = 0, failed = 0, probes = 0, all = [], stopped = false
const agent = new http.Agent({ keepAlive: true })
const once = () => new Promise((done) => {
  const from = performance.now()
  const end = (ok) => { probes++; if (!ok) failed++; const took = performance.now() - from; all.push(took); longest = Math.max(longest, took); done() }
  http.get(workerData.url, { agent }, (res) => { res.resume(); res.on('end', () => end(res.statusCode === 200)) })
    .on('error', () => end(false))
})
const loop = async () => {
  while (!stopped) { await once(); await new Promise((r) => setTimeout(r, workerData.everyMs)) }
  agent.destroy()
  all.sort((a, b) => a - b)
  parentPort.postMessage({ longest: Math.round(longest), p99: Math.round(all[Math.floor(all.length * 0.99)] ?? 0), failed, probes })
}
parentPort.on('message', () => { stopped = true })
loop().then(() => parentPort.close())
`

export interface Pulse {
  /** Longest time that one answer took (ms). */
  longest: number
  /** 99 of a hundred were quicker. */
  p99: number
  failed: number
  probes: number
}

/** Asks an address so often (ms) until it is stopped. @returns how to stop it */
export function takePulse(url: string, everyMs = 50): () => Promise<Pulse> {
  const worker = new Worker(PROBE, { eval: true, workerData: { url, everyMs } })
  worker.unref()
  return () =>
    new Promise((done, failed) => {
      worker.once('message', done)
      worker.once('error', failed)
      worker.postMessage('stop')
    })
}

/** Most memory of a process since `forgetPeak` (MB); Linux only. */
export function peakMemory(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(line?.[1]) / 1024)
}

/** From now on the peak is counted anew. @returns what the process takes now (MB) */
export function forgetPeak(pid: number): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return peakMemory(pid)
}
