// Verification of untrusted files behind limits of time and memory, in worker threads that are kept warm.
import { Worker } from 'node:worker_threads'
import type { FileReport } from './report.ts'
import type { Evidence } from './revocation.ts'
import { exportTrust, type TrustStore } from './trust.ts'
import { unverified } from './verify.ts'
import type { Job } from './worker.ts'

export type VerifierOptions = {
  trust: TrustStore
  /** Threads; each takes about 60 MB. Default 1. */
  threads?: number
  /** Longest time for one file, in milliseconds. Default 10 000. */
  timeoutMs?: number
  /** Heap of a thread in MB. Default 256. */
  heapMb?: number
}
export type VerifyRequest = { name?: string; at?: Date; evidence?: Evidence }
export type Verifier = {
  /** The report; INDETERMINATE with the reason `timeout` or `unreadable` when a limit was hit. Never rejects. */
  verify(bytes: Uint8Array, request?: VerifyRequest): Promise<FileReport>
  /** Ends the threads. */
  close(): Promise<void>
}

type Waiting = { job: Job; ctx: { trust: TrustStore; at: Date }; done(r: FileReport): void }
type Thread = {
  worker: Worker
  busy: Waiting | undefined
  timer: NodeJS.Timeout | undefined
  starting: boolean
}

/** Makes a verifier. Trust is fixed for its life: make a new one when the trusted list changes. */
export function createVerifier(o: VerifierOptions): Verifier {
  const limit = o.timeoutMs ?? 10_000
  const plain = exportTrust(o.trust)
  const queue: Waiting[] = []
  const threads: Thread[] = []
  let closed = false
  let nextId = 1

  const start = (): Thread => {
    const file = new URL('./worker-boot.mjs', import.meta.url)
    const worker = new Worker(file, {
      workerData: plain,
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: o.heapMb ?? 256,
        maxYoungGenerationSizeMb: 32,
        stackSizeMb: 4,
      },
      env: {},
      stdin: false,
    })
    const t: Thread = { worker, busy: undefined, timer: undefined, starting: true }
    worker.on('message', (m: { ready?: true; id?: number; report?: FileReport; error?: string }) => {
      if (m.ready) t.starting = false
      else if (t.busy && m.id === t.busy.job.id) finish(t, m.report ?? unverified('unreadable', t.busy.ctx))
      pump()
    })
    worker.on('error', () => replace(t))
    worker.on('exit', () => replace(t))
    worker.unref()
    return t
  }
  const finish = (t: Thread, report: FileReport): void => {
    clearTimeout(t.timer)
    const w = t.busy
    t.busy = undefined
    w?.done(report)
    t.worker.unref()
  }
  /** A thread has died or must: its job ends here; a thread that cannot even start fails what waits. */
  const replace = (t: Thread, why: 'timeout' | 'unreadable' = 'unreadable'): void => {
    const i = threads.indexOf(t)
    if (i < 0) return
    threads.splice(i, 1)
    if (t.busy) finish(t, unverified(why, t.busy.ctx))
    else if (t.starting) for (const w of queue.splice(0)) w.done(unverified('unreadable', w.ctx))
    void t.worker.terminate()
    pump()
  }
  const pump = (): void => {
    while (queue.length > 0 && !closed) {
      let t = threads.find((x) => !x.busy && !x.starting)
      if (!t) {
        if (threads.length >= (o.threads ?? 1)) return
        t = start()
        t.worker.ref()
        threads.push(t)
        return
      }
      const w = queue.shift()!
      const thread = t
      thread.busy = w
      thread.worker.ref()
      thread.timer = setTimeout(() => replace(thread, 'timeout'), limit)
      thread.worker.postMessage(w.job)
    }
  }

  return {
    verify(bytes, r = {}) {
      const at = r.at ?? new Date()
      const ctx = { trust: o.trust, at }
      if (closed) return Promise.resolve(unverified('unreadable', ctx))
      const job: Job = {
        id: nextId++,
        bytes,
        at: at.toISOString(),
        ocsp: [...(r.evidence?.ocsp ?? [])],
        crls: [...(r.evidence?.crls ?? [])],
        ...(r.name === undefined ? {} : { name: r.name }),
      }
      return new Promise((done) => {
        queue.push({ job, ctx, done })
        pump()
      })
    },
    async close() {
      closed = true
      for (const w of queue.splice(0)) w.done(unverified('unreadable', w.ctx))
      await Promise.all(
        threads.splice(0).map((t) => {
          if (t.busy) finish(t, unverified('unreadable', t.busy.ctx))
          return t.worker.terminate()
        }),
      )
    },
  }
}
