import { createServer } from 'node:net'

/** Whether nothing listens on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)))
  })
}

/** A port that the system hands out. */
export function anyPort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => done(port))
    })
  })
}

/**
 * Several free ports in a row below 32768, from a random place on: Temporal's membership table keeps ports in a
 * smallint, and the system hands out higher ones.
 */
export async function anyPorts(count: number): Promise<number[]> {
  const taken = new Set<number>()
  let next = 10_000 + Math.floor(Math.random() * 20_000)
  while (taken.size < count) next = (await freePortFrom(next, taken)) + 1
  return [...taken]
}

/** The wanted port, or the next free one that is not among `taken`; the answer is added to `taken`. */
export async function freePortFrom(wanted: number, taken: Set<number> = new Set()): Promise<number> {
  for (let port = wanted; port < wanted + 200; port++) {
    // Browsers and fetch refuse to speak to 10080 (WHATWG, bad ports).
    if (port !== 10_080 && !taken.has(port) && (await isFree(port))) {
      taken.add(port)
      return port
    }
  }
  throw new Error(`no free port between ${wanted} and ${wanted + 199}`)
}
