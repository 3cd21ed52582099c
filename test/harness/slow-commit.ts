import net from 'node:net'

export interface CommitProxy {
  port: number
  /**
   * The next transaction that mentions `text` is committed, and its answer is kept back; `then` is called when it
   * stands in the database.
   */
  keepBack(text: string, then: () => Promise<void>): void
  stop(): Promise<void>
}

/**
 * Stands between our processes and PostgreSQL, and can lose the answer to one commit: the moment in which the
 * database knows what nobody else knows yet.
 */
export async function startCommitProxy(postgresPort: number): Promise<CommitProxy> {
  let wanted: { text: string; then: () => Promise<void> } | undefined
  const sockets = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const database = net.connect(postgresPort, '127.0.0.1')
    let mentioned = false
    let silent: (() => Promise<void>) | undefined
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        database.destroy()
      })
    }
    client.on('data', (chunk) => {
      const said = chunk.toString('latin1')
      if (wanted && said.includes(wanted.text)) mentioned = true
      if (wanted && mentioned && said.includes('COMMIT')) {
        silent = wanted.then
        wanted = undefined
      }
      database.write(chunk)
    })
    database.on('data', (chunk) => {
      if (!silent) client.write(chunk)
      else if (chunk.toString('latin1').includes('COMMIT')) void silent()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    keepBack: (text, then) => {
      wanted = { text, then }
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
