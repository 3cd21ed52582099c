import { connect, type Socket } from 'node:net'

/** A body in parts that is sent by hand: as much of it, as slowly, and as long as one likes. */
export interface RawUpload {
  socket: Socket
  /** Sends more of the file. */
  send(bytes: Buffer): Promise<void>
  /** The first line of the answer, when it comes; undefined when the connection ends without one. */
  status: Promise<number | undefined>
  /** Ends the body as a browser does. */
  finish(): Promise<void>
  breakOff(): void
}

const HEAD = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
const TAIL = '\r\n--x--\r\n'

/**
 * Begins an upload to `/api/verify` as a stranger would.
 * @param announced the length that its header tells of the file; absent: none, in chunks
 */
export async function beginUpload(
  api: string,
  announced?: number,
  headers: Record<string, string> = {},
): Promise<RawUpload> {
  const { port, hostname } = new URL(api)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  // One that a test leaves open does not keep it from ending.
  socket.unref()
  await new Promise((done) => socket.once('connect', done))
  const chunked = announced === undefined
  const write = (bytes: Buffer | string): Promise<void> =>
    new Promise((done) => {
      if (socket.destroyed) return done()
      socket.once('close', done)
      socket.write(bytes, () => {
        socket.off('close', done)
        done()
      })
    })
  const part = async (bytes: Buffer | string): Promise<void> => {
    if (chunked) await write(`${Buffer.byteLength(bytes).toString(16)}\r\n`)
    await write(bytes)
    if (chunked) await write('\r\n')
  }
  const status = new Promise<number | undefined>((done) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const found = /^HTTP\/1\.1 (\d{3})/.exec(text)
      if (found) done(Number(found[1]))
    })
    socket.once('close', () => done(undefined))
  })
  const length = chunked ? undefined : announced + HEAD.length + TAIL.length
  const lines = {
    host: `${hostname}:${port}`,
    origin: api,
    'content-type': 'multipart/form-data; boundary=x',
    ...(length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(length) }),
    ...headers,
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  await write(`POST /api/verify HTTP/1.1\r\n${head.join('')}\r\n`)
  await part(HEAD)
  return {
    socket,
    status,
    send: part,
    finish: async () => {
      await part(TAIL)
      if (chunked) await write('0\r\n\r\n')
    },
    breakOff: () => socket.destroy(),
  }
}
