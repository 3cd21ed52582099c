import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { anyPort } from './ports.ts'
import { Supervised } from './supervisor.ts'

const mail = (folder: string, port: number, smtp: number): Supervised =>
  new Supervised(
    {
      name: 'mail',
      entry: 'neighbours/mail.ts',
      env: { PORT: String(port), SMTP_PORT: String(smtp), STORE_DIR: join(folder, 'mail') },
      healthUrl: `http://127.0.0.1:${port}/health`,
    },
    folder,
    { changed: () => {}, say: () => {} },
  )

test('who answers must be the process that was started: a stranger on its port is not taken for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lieta-supervisor-'))
  // Answers as ours would, on the port of ours; and holds the other port, so that ours is told at once.
  const stranger = createServer((_req, res) => res.end('ok'))
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
  const smtp = createSocket()
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done))
  const portOf = (server: { address(): AddressInfo | string | null }) =>
    (server.address() as AddressInfo).port
  const beside = mail(folder, portOf(stranger), portOf(smtp))
  try {
    await expect(beside.start()).rejects.toThrow(/mail fell over at the start/)
    const own = mail(folder, await anyPort(), await anyPort())
    await own.start()
    await own.stop()
  } finally {
    await beside.stop()
    stranger.close()
    smtp.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
