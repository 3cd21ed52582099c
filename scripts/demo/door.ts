import { setTimeout as sleep } from 'node:timers/promises'
import { Http, type Reply, signIn } from '../lib/http.ts'

/** Signing a decision asks for a sign-in that is not old. */
const FRESH_MS = 8 * 60_000
const PATIENCE_MS = 90_000
const RESTART_MS = 20_000

/** A process that is just being started again is waited for: what was not heard was not done. */
const patient: typeof fetch = async (...asked) => {
  for (const end = Date.now() + RESTART_MS; ; await sleep(500)) {
    try {
      return await fetch(...asked)
    } catch (e) {
      const { cause } = e as { cause?: { code?: string } }
      if (cause?.code !== 'ECONNREFUSED' || Date.now() > end) throw e
    }
  }
}

/** What the service tells of a case, as far as it is looked at here. */
export interface CaseFile {
  state: { stage: string; revision: number; receivedAt: string }
  /** How many versions of the application there are. */
  versions: number
  tasks: { taskId: string; state: string; role: string }[]
  documents: { kind: string; channel: string | null }[]
  timeline: { type: string; data: Record<string, unknown> }[]
  actions: { act: string; possible: boolean }[]
}

/** The service as people meet it: by HTTP, signed in as one of the sample people. */
export class Door {
  readonly #api: string
  readonly #visitor: Http
  readonly #signal: AbortSignal
  readonly #sessions = new Map<string, { since: number; http: Promise<Http> }>()

  constructor(api: string, signal: AbortSignal) {
    this.#api = api
    this.#visitor = new Http(api, patient)
    this.#signal = signal
  }

  /** The person's session; signed in anew when it is no longer fresh. */
  as(person: string): Promise<Http> {
    const known = this.#sessions.get(person)
    if (known && Date.now() - known.since < FRESH_MS) return known.http
    const http = signIn(this.#api, person, '/sign-in', patient)
    this.#sessions.set(person, { since: Date.now(), http })
    return http
  }

  /**
   * Asks again until the probe finds something.
   * @throws Error when it does not within a minute and a half, or when all is being stopped
   */
  async until<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(150)) {
      this.#signal.throwIfAborted()
      const found = await probe()
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    }
  }

  /** @throws Error with the answer when it is another status than one of these */
  async ask<T>(
    person: string,
    method: 'get' | 'post',
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<T> {
    const http = await this.as(person)
    const headers = key ? { 'idempotency-key': key } : {}
    return json<T>(method === 'get' ? await http.get(path) : await http.post(path, body, { headers }))
  }

  case(person: string, caseId: string): Promise<CaseFile> {
    return this.ask<CaseFile>(person, 'get', `/api/cases/${caseId}`)
  }

  /** All pages of a list. */
  async list<T>(person: string, path: string, of: string): Promise<T[]> {
    const all: T[] = []
    for (let after = ''; ; ) {
      const page = await this.ask<Record<string, unknown>>(person, 'get', `${path}${after}`)
      all.push(...(page[of] as T[]))
      if (!page.next) return all
      after = `?after=${encodeURIComponent(page.next as string)}`
    }
  }

  /** Business time now, and whether every case has been told of its last move. */
  async clock(): Promise<{ now: Date; told: boolean }> {
    const { now, total, done } = json<{ now: string; total: number; done: number }>(
      await this.#visitor.get('/api/dev/clock'),
    )
    return { now: new Date(now), told: total === done }
  }

  /** Moves business time. @returns false when the service does not let it be moved there */
  async moveClock(to: Date): Promise<boolean> {
    const reply = await this.#visitor.post('/api/dev/clock', { to: to.toISOString() })
    if (reply.status === 422) return false
    json(reply)
    await this.until('every case to be told the time', async () => (await this.clock()).told || undefined)
    return true
  }
}

/** @throws Error that tells what was asked and answered, when it was not taken */
export function json<T>(reply: Reply): T {
  if (reply.status >= 200 && reply.status < 300)
    return (reply.status === 204 ? undefined : reply.json<T>()) as T
  const { pathname } = new URL(reply.url)
  throw new Error(`${pathname} answered ${reply.status}: ${reply.text.slice(0, 400)}`)
}
