import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { HttpError, readJson, sendJson } from './serve.ts'

const Wanted = z.object({
  failNext: z.number().int().min(0).default(0),
  delayMs: z.number().int().min(0).max(60_000).default(0),
  /** Say that it will never be done. */
  refuseNext: z.number().int().min(0).default(0),
  /** Do the work, then fail to answer: the caller must find out by repeating. */
  loseNextAnswers: z.number().int().min(0).default(0),
})

/** Faults on demand, for tests only: off unless LIETA_FAULTS=1. */
export class Faults {
  #state = { failNext: 0, refuseNext: 0, delayMs: 0, loseNextAnswers: 0 }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (process.env.LIETA_FAULTS !== '1') throw new HttpError(404, 'faults are off')
    const wanted = Wanted.safeParse(await readJson(req))
    if (!wanted.success)
      throw new HttpError(400, wanted.error.issues.map((issue) => issue.message).join('; '))
    this.#state = wanted.data
    sendJson(res, 200, this.#state)
  }

  /** Waits if that was asked for; true when this call is to fail. */
  async strikes(): Promise<boolean> {
    if (this.#state.delayMs > 0) await sleep(this.#state.delayMs)
    if (this.#state.failNext === 0) return false
    this.#state.failNext--
    return true
  }

  /** True when this call is to be refused for good. */
  refuses(): boolean {
    if (this.#state.refuseNext === 0) return false
    this.#state.refuseNext--
    return true
  }

  /** True when the answer to this call is to be lost. */
  losesAnswer(): boolean {
    if (this.#state.loseNextAnswers === 0) return false
    this.#state.loseNextAnswers--
    return true
  }
}
