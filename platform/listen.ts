import type { Server } from 'node:http'

/**
 * Makes a server listen, and is done when it does.
 * @throws Error of the system (`EADDRINUSE`, `EACCES`) when it cannot: nobody may take it for listening then
 */
export function listening(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      done(server)
    })
  })
}
