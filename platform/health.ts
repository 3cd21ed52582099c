import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { INSTANCE } from './instance.ts'
import { listening } from './listen.ts'
import { faultOf } from './log.ts'

/** The metrics of this process. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

/**
 * The small server that every worker carries: `/health` (alive), `/ready` (able to work), `/metrics`. Loopback only.
 * @throws Error when the port is taken
 * @param ready throws with the reason when the process cannot work
 */
export function serveHealth(port: number, ready: () => Promise<void>): Promise<Server> {
  const server = createServer(async (req, res) => {
    res.setHeader(INSTANCE.header, INSTANCE.name)
    if (req.url === '/health') return res.end('ok')
    if (req.url === '/metrics') {
      res.setHeader('content-type', metrics.contentType)
      return res.end(await metrics.metrics())
    }
    if (req.url === '/ready') {
      try {
        await ready()
        return res.end('ready')
      } catch (e) {
        res.statusCode = 503
        return res.end(faultOf(e).fault)
      }
    }
    res.statusCode = 404
    res.end()
  })
  return listening(server, port, '127.0.0.1')
}
