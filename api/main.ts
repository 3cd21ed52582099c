import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Spool } from '../cases/spool.ts'
import { openVerification } from '../cases/verification/service.ts'
import { businessClock } from '../platform/business-clock.ts'
import { readConfig } from '../platform/config.ts'
import { assertDatabase, openDatabase, openPool } from '../platform/database.ts'
import { listening } from '../platform/listen.ts'
import { connectionLost, createLog, endOnFault } from '../platform/log.ts'
import { connectTemporal } from '../platform/temporal.ts'
import { createApp } from './app.ts'
import { rawRefusal } from './raw-refusal.ts'

// The process that speaks HTTP: API and pages. Stateless; sessions and everything else are in PostgreSQL.
const config = readConfig(process.env, 'api')
const log = createLog('api', config.LOG_LEVEL)
endOnFault(log)
const db = openDatabase(config.DATABASE_URL, 20)
await assertDatabase(db, { role: 'lieta_api', env: config.LIETA_ENV })
const clock = businessClock(db, config.LIETA_ENV)
await clock.now()
const pool = openPool(config.DATABASE_URL, 12, connectionLost(log))
// So many write their files into the database at once, the others wait; nobody else waits behind them.
const filePool = openPool(config.DATABASE_URL, 4, connectionLost(log))
const { client, close } = await connectTemporal(config)
const verification = openVerification(config, log)
const spool = new Spool(config.UPLOAD_DIR)
const deps = { db, pool, filePool, temporal: client, clock, config, log, verification, spool }
// Not by Express: it calls back with an error as it does without one.
const server = createServer(createApp(deps))

// A line that stands still is ended by who uses it (a proxy keeps one for a minute): were it ended here, a request that is just
// being sent would be lost with it.
server.keepAliveTimeout = 75_000

// What Node cannot read as HTTP is refused in our words as well.
server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket) => {
  if (!socket.writable) return socket.destroy()
  socket.end(rawRefusal(error.code, error.rawPacket?.toString('latin1', 0, 200) ?? '', randomUUID()))
})

await listening(server, config.PORT, config.HOST)
log.info({ port: config.PORT }, 'api listens')

const stop = (): void => {
  log.info('api stops')
  server.close(async () => {
    await verification.close()
    spool.close()
    await close()
    await Promise.all([pool.end(), filePool.end()])
    await db.$disconnect()
    process.exit(0)
  })
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), 10_000).unref()
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
