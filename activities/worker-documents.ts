import { setPriority } from 'node:os'
import { NativeConnection, Worker } from '@temporalio/worker'
import { dataConverter } from '../platform/codec.ts'
import { readConfig, readSealKeys } from '../platform/config.ts'
import { assertDatabase, openDatabase } from '../platform/database.ts'
import { serveHealth } from '../platform/health.ts'
import { createLog } from '../platform/log.ts'
import { installTemporalLog } from '../platform/temporal-log.ts'
import { connectionOptions, taskQueues } from '../temporal.config.ts'
import type { OutsideActivities } from '../workflows/types.ts'
import { deliver } from './deliver.ts'
import { alive } from './heartbeat.ts'
import { issueDocument } from './issue.ts'
import { openPress } from './press.ts'

// The process that makes, seals and sends documents: on a queue of its own, so that rendering never delays a clock.
// Where cores are few, acts of people go before pages of paper.
setPriority(10)
const config = readConfig()
const log = createLog('worker-documents', config.LOG_LEVEL)
installTemporalLog(log)
const db = openDatabase(config.DATABASE_URL, 6)
await assertDatabase(db)
const press = openPress(config, readSealKeys(config))
const connection = await NativeConnection.connect(connectionOptions(config))
const activities: OutsideActivities = {
  issueDocument: alive(issueDocument({ db, config, log, press })),
  deliver: alive(deliver({ db, config, log })),
}
const worker = await Worker.create({
  connection,
  namespace: config.TEMPORAL_NAMESPACE,
  taskQueue: taskQueues(config).documents,
  activities,
  dataConverter: dataConverter(config),
  shutdownGraceTime: '10 seconds',
  // Memory-bounded: a few documents at a time, whatever waits.
  maxConcurrentActivityTaskExecutions: 4,
})
const health = await serveHealth(config.HEALTH_PORT, async () => {
  await assertDatabase(db)
  if (worker.getState() !== 'RUNNING') throw new Error(`worker is ${worker.getState()}`)
})
log.info('worker for documents runs')
try {
  await worker.run()
} finally {
  health.close()
  await connection.close()
  await db.$disconnect()
}
