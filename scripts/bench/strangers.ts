import { manyInOne } from '../../signatures/costly.ts'
import { waitFor } from '../../test/harness/environment.ts'
import { forgetPeak, type Pulse, peakMemory, takePulse } from '../../test/harness/pulse.ts'
import { beginUpload } from '../../test/harness/raw-upload.ts'
import { type Stack, startStack } from '../../test/harness/stack.ts'
import * as s from '../../test/scenarios/steps.ts'
import type { Http } from '../lib/http.ts'

// What strangers cost everybody else: the attacks that were once tried on the service, each from its own address, while
// /health is asked every 20 ms from beside. Stated for each: the longest answer of /health, the most memory above what
// was taken before, and how long afterwards a person's file is verified again.

const MB = 1024 * 1024

interface Cost extends Pulse {
  attack: string
  memoryMb: number
  /** From the end of the attack to the answer about an ordinary file of another stranger. */
  verifyAgainMs: number
  /** Of a signed-in person, sent while the attack went on. */
  ownFileMs: number
}

let from = 0

/** The attacks; each ends when its last answer is there or refused. */
function attacks(api: string, address: () => Record<string, string>): Record<string, () => Promise<unknown>> {
  const file = (bytes: Buffer): Promise<unknown> => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(bytes)]), 'a.pdf')
    return fetch(`${api}/api/verify`, { method: 'POST', body, headers: { origin: api, ...address() } }).then(
      (r) => r.text(),
    )
  }
  const ranges = Buffer.alloc(49_000_000, '/ByteRange[')
  ranges.write('%PDF-1.7\n')
  const many = manyInOne(199_000)
  const piece = Buffer.alloc(MB, 'x')
  return {
    'nothing (to compare)': () => new Promise((done) => setTimeout(done, 3_000)),
    'four uploads broken off at 40 MB': async () => {
      const some = await Promise.all([0, 1, 2, 3].map(() => beginUpload(api, 49 * MB, address())))
      await Promise.all(
        some.map(async (one) => {
          for (let n = 0; n < 40; n++) await one.send(piece)
        }),
      )
      for (const one of some) one.breakOff()
    },
    'eight slow uploads, until they are cut off': async () => {
      const slow = await Promise.all(Array.from({ length: 8 }, () => beginUpload(api, MB, address())))
      const drip = setInterval(() => {
        for (const one of slow) void one.send(Buffer.from('x'))
      }, 500)
      await Promise.all(slow.map((one) => one.status))
      clearInterval(drip)
    },
    '49 MB of /ByteRange[, three at once': () => Promise.all([0, 1, 2].map(() => file(ranges))),
    [`${(many.length / MB).toFixed(1)} MB with 199,000 objects in a stream, three at once`]: () =>
      Promise.all([0, 1, 2].map(() => file(many))),
    '450 MB in one request': async () => {
      const one = await beginUpload(api, undefined, address())
      let answered = false
      void one.status.then(() => {
        answered = true
      })
      for (let n = 0; n < 450 && !answered; n++) await one.send(piece)
      await one.status
      one.breakOff()
    },
  }
}

async function measure(stack: Stack, own: Http, attack: string, run: () => Promise<unknown>): Promise<Cost> {
  const { pid } = stack.processes.get('api')!
  const draft = (await own.post('/api/drafts', { form: 'licensing', data: s.answers() })).json<{
    id: string
  }>().id
  const before = forgetPeak(pid)
  const stop = takePulse(`${stack.urls.api}/health`, 20)
  const going = run()
  await new Promise((done) => setTimeout(done, 200))
  const began = Date.now()
  await s.attach(own, draft, 'lessonPlan')
  const ownFileMs = Date.now() - began
  await going
  const ended = Date.now()
  await waitFor(
    async () => {
      const body = new FormData()
      body.append('file', new Blob([new Uint8Array(s.PDF)]), 'a.pdf')
      from += 1
      const headers = { origin: stack.urls.api, 'x-forwarded-for': `192.0.2.${from}` }
      return (await fetch(`${stack.urls.api}/api/verify`, { method: 'POST', body, headers })).ok || undefined
    },
    { timeoutMs: 60_000, everyMs: 50, what: 'a place at /verify' },
  )
  const verifyAgainMs = Date.now() - ended
  return { attack, ...(await stop()), memoryMb: peakMemory(pid) - before, verifyAgainMs, ownFileMs }
}

/** The API as a process of its own, nothing else of ours beside it but the sign-in. */
export async function benchStrangers(): Promise<Cost[]> {
  const stack = await startStack({ label: 'bench-strangers', only: ['sign-in', 'api'] })
  try {
    const own = await stack.signIn('baiba-kalnina')
    const address = (): Record<string, string> => {
      from += 1
      return { 'x-forwarded-for': `192.0.2.${from}` }
    }
    const costs: Cost[] = []
    for (const [name, run] of Object.entries(attacks(stack.urls.api, address))) {
      costs.push(await measure(stack, own, name, run))
      console.log(JSON.stringify(costs.at(-1)))
    }
    return costs
  } finally {
    await stack.stop()
  }
}
