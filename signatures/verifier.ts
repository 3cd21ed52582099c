// Verification of untrusted files behind limits of time and memory, in worker threads that are kept warm.
import { Worker } from 'node:worker_threads'
import type { Clues } from './clues.ts'
import type { FileReport } from './report.ts'
import type { Evidence } from './revocation.ts'
import { exportTrust, type TrustStore } from './trust.ts'
import { unverified } from './unverified.ts'
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
  verify(source: Source, request?: VerifyRequest): Promise<FileReport>
  /** The same with what the file gives away of where it comes from; without it when a limit was hit. */
  examine(source: Source, marker: string | undefined, request?: VerifyRequest): Promise<Examined>
  /** Ends the threads. */
  close(): Promise<void>
}
/** The file itself, or the path where it lies; then the thread reads it, and whoever asks never holds it. */
export type Source = Uint8Array | { path: string }
export type Examined = {
  report: FileReport
  clues?: Clues
  /** A PDF in which no signature can be, whether or not the rest of it could be read. */
  unsignable?: boolean
}

type Waiting = {
  job: Job
  ctx: { trust: TrustStore; at: Date }
  unsignable?: boolean
  done(r: Examined): void
}
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
    worker.on(
      'message',
      (m: {
        ready?: true
        id?: number
        unsignable?: boolean
        report?: FileReport
        clues?: Clues
        error?: string
      }) => {
        if (m.ready) t.starting = false
        else if (t.busy && m.id === t.busy.job.id && m.unsignable !== undefined)
          t.busy.unsignable = m.unsignable
        else if (t.busy && m.id === t.busy.job.id)
          finish(t, {
            report: m.report ?? unverified('unreadable', t.busy.ctx),
            ...(m.clues ? { clues: m.clues } : {}),
          })
        pump()
      },
    )
    worker.on('error', () => replace(t))
    worker.on('exit', () => replace(t))
    worker.unref()
    return t
  }
  const finish = (t: Thread, found: Examined): void => {
    clearTimeout(t.timer)
    const w = t.busy
    t.busy = undefined
    w?.done(w.unsignable === undefined ? found : { ...found, unsignable: w.unsignable })
    t.worker.unref()
  }
  /** A thread has died or must: its job ends here; a thread that cannot even start fails what waits. */
  const replace = (t: Thread, why: 'timeout' | 'unreadable' = 'unreadable'): void => {
    const i = threads.indexOf(t)
    if (i < 0) return
    threads.splice(i, 1)
    const { busy } = t
    // What lies on disk may be taken away once it is answered, so the thread ends first.
    if (busy) void t.worker.terminate().then(() => finish(t, { report: unverified(why, busy.ctx) }))
    else if (t.starting) for (const w of queue.splice(0)) w.done({ report: unverified('unreadable', w.ctx) })
    void t.worker.terminate()
    pump()
  }
  /** What is neither an archive nor a PDF is answered here: a thread would take a second to say so. */
  const known = (b: Uint8Array): boolean =>
    (b[0] === 0x50 && b[1] === 0x4b) || (b[0] === 0x25 && b[1] === 0x50)
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

  const ask = (source: Source, r: VerifyRequest, marker?: string): Promise<Examined> => {
    const at = r.at ?? new Date()
    const ctx = { trust: o.trust, at }
    if (closed) return Promise.resolve({ report: unverified('unreadable', ctx) })
    if (source instanceof Uint8Array && marker === undefined && !known(source))
      return Promise.resolve({ report: unverified('not-supported', ctx) })
    const job: Job = {
      id: nextId++,
      source: source instanceof Uint8Array ? source : source.path,
      at: at.toISOString(),
      ocsp: [...(r.evidence?.ocsp ?? [])],
      crls: [...(r.evidence?.crls ?? [])],
      ...(r.name === undefined ? {} : { name: r.name }),
      ...(marker === undefined ? {} : { marker }),
    }
    return new Promise((done) => {
      queue.push({ job, ctx, done })
      pump()
    })
  }

  return {
    verify: async (source, r = {}) => (await ask(source, r)).report,
    examine: (source, marker, r = {}) => ask(source, r, marker),
    async close() {
      closed = true
      for (const w of queue.splice(0)) w.done({ report: unverified('unreadable', w.ctx) })
      await Promise.all(
        threads.splice(0).map((t) => {
          if (t.busy) finish(t, { report: unverified('unreadable', t.busy.ctx) })
          return t.worker.terminate()
        }),
      )
    },
  }
}
