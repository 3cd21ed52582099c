import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NativeConnection, Worker } from '@temporalio/worker'
import { businessClock } from '../platform/business-clock.ts'
import { dataConverter } from '../platform/codec.ts'
import { readConfig } from '../platform/config.ts'
import { assertDatabase, openDatabase, openPool } from '../platform/database.ts'
import { serveHealth } from '../platform/health.ts'
import { connectionLost, createLog, endOnFault } from '../platform/log.ts'
import { connectTemporal } from '../platform/temporal.ts'
import { installTemporalLog } from '../platform/temporal-log.ts'
import { connectionOptions, taskQueues, WORKER } from '../temporal.config.ts'
import { caseActivities } from './case-head.ts'
import { entryActivities } from './entries.ts'
import { countFolding } from './fold-counts.ts'
import { housekeeping } from './housekeeping.ts'
import { lawChangeActivities } from './law-change.ts'
import { ledgerActivities } from './record.ts'
import { OutboxRelay } from './relay.ts'
import { RetentionJob } from './retention.ts'

// The process that runs the cases: workflow code, the short writes to the ledger, and the relay of the outbox.
const config = readConfig(process.env, 'worker-cases')
const log = createLog('worker-cases', config.LOG_LEVEL)
endOnFault(log)
installTemporalLog(log)
const db = openDatabase(config.DATABASE_URL, 6)
const pool = openPool(config.DATABASE_URL, 20, connectionLost(log))
await assertDatabase(db, { role: 'lieta_cases', env: config.LIETA_ENV })
const connection = await NativeConnection.connect(connectionOptions(config))
const { client, close } = await connectTemporal(config)
const worker = await Worker.create({
  connection,
  namespace: config.TEMPORAL_NAMESPACE,
  taskQueue: taskQueues(config).cases,
  ...(config.WORKFLOW_BUNDLE && existsSync(config.WORKFLOW_BUNDLE)
    ? { workflowBundle: { codePath: config.WORKFLOW_BUNDLE } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/all.ts', import.meta.url)) }),
  activities: {
    ...ledgerActivities(pool, log),
    ...caseActivities(pool),
    ...entryActivities(pool),
    ...lawChangeActivities({ db, pool, client, log }),
  },
  dataConverter: dataConverter(config),
  ...WORKER,
})
const relay = new OutboxRelay({ db, client, config, log })
await relay.start()
const retention = new RetentionJob({ pool, clock: businessClock(db, config.LIETA_ENV), log })
retention.start()
const house = housekeeping({ pool, clock: businessClock(db, config.LIETA_ENV), config, log })
house.start()
const folding = countFolding({ pool, log })
folding.start()
const health = await serveHealth(config.HEALTH_PORT, async () => {
  await assertDatabase(db)
  if (worker.getState() !== 'RUNNING') throw new Error(`worker is ${worker.getState()}`)
})
log.info('worker for cases runs')
try {
  await worker.run()
} finally {
  await retention.stop()
  await house.stop()
  await folding.stop()
  await relay.stop()
  health.close()
  await close()
  await connection.close()
  await pool.end()
  await db.$disconnect()
}
