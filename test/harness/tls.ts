import http from 'node:http'
import https from 'node:https'
import { developmentCa } from '../../signatures/dev-ca.ts'

/** TLS in front of a server of ours, as the proxy of production stands there, with a certificate made for this run. */
export interface TlsFront {
  url: string
  /** As the platform's `fetch`, for somebody who trusts the certificate; http addresses go as ever. */
  fetch: typeof fetch
  stop(): Promise<void>
}

/**
 * @param port where it listens, on this machine
 * @param behind the port of the server behind it
 */
export async function tlsInFront(port: number, behind: number): Promise<TlsFront> {
  const ca = developmentCa({ key: 'ec-p256' })
  const own = ca.issue({ use: 'server', name: '127.0.0.1' })
  const server = https.createServer({ cert: own.certPem, key: own.keyPem }, (req, res) => {
    const headers = {
      ...req.headers,
      'x-forwarded-proto': 'https',
      'x-forwarded-for': req.socket.remoteAddress ?? '',
    }
    const to = { host: '127.0.0.1', port: behind, path: req.url, method: req.method, headers }
    const onward = http.request(to, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(res)
    })
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `https://127.0.0.1:${port}`,
    fetch: (input, init) => {
      const url = new URL(String(input))
      return url.protocol === 'https:' ? ask(url, ca.pem.certPem, init) : fetch(url, init)
    },
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

async function ask(url: URL, ca: string, init: RequestInit = {}): Promise<Response> {
  // The platform writes the body, whatever kind it is, and its content type.
  const asked = new Request(url, init)
  const headers = Object.fromEntries(asked.headers)
  if (init.headers) Object.assign(headers, init.headers)
  const body = Buffer.from(await asked.arrayBuffer())
  return new Promise((done, failed) => {
    const request = https.request(url, { ca, method: asked.method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', failed)
      answer.on('end', () => {
        const got = new Headers()
        for (let n = 0; n < answer.rawHeaders.length; n += 2)
          got.append(answer.rawHeaders[n]!, answer.rawHeaders[n + 1]!)
        const status = answer.statusCode ?? 502
        const none = status === 204 || status === 304
        done(new Response(none ? null : new Uint8Array(Buffer.concat(parts)), { status, headers: got }))
      })
    })
    request.on('error', failed)
    request.end(body)
  })
}
