import { setPriority } from 'node:os'
import { NativeConnection, Worker } from '@temporalio/worker'
import { businessClock } from '../platform/business-clock.ts'
import { dataConverter } from '../platform/codec.ts'
import { readConfig, readSealKeys } from '../platform/config.ts'
import { assertDatabase, openDatabase, openPool } from '../platform/database.ts'
import { serveHealth } from '../platform/health.ts'
import { connectionLost, createLog, endOnFault } from '../platform/log.ts'
import { installTemporalLog } from '../platform/temporal-log.ts'
import { connectionOptions, taskQueues } from '../temporal.config.ts'
import type { EntryNotices, OutsideActivities, SigningActivities } from '../workflows/types.ts'
import { deliver } from './deliver.ts'
import { alive } from './heartbeat.ts'
import { issueDocument } from './issue.ts'
import { openPress } from './press.ts'
import { remindHolder } from './remind-holder.ts'
import { dailySeal, textSeal } from './seal-days.ts'
import { askSignature } from './signing/ask.ts'
import { finishSigning } from './signing/finish.ts'
import { prepareSigning, previewDecision } from './signing/prepare.ts'
import { openProvider, personIssuers } from './signing/provider.ts'

// The process that makes, seals and sends documents: on a queue of its own, so that rendering never delays a clock.
// Where cores are few, acts of people go before pages of paper.
setPriority(10)
const config = readConfig(process.env, 'worker-documents')
const log = createLog('worker-documents', config.LOG_LEVEL)
endOnFault(log)
installTemporalLog(log)
const db = openDatabase(config.DATABASE_URL, 6)
await assertDatabase(db, { role: 'lieta_documents', env: config.LIETA_ENV })
const seal = readSealKeys(config)
const press = openPress(config, seal, personIssuers(config, seal.chainPem))
const clock = businessClock(db, config.LIETA_ENV)
const signing = { db, config, log, press, provider: openProvider(config), clock }
const connection = await NativeConnection.connect(connectionOptions(config))
const activities: OutsideActivities & EntryNotices = {
  issueDocument: alive(issueDocument({ db, config, log, press })),
  deliver: alive(deliver({ db, config, log })),
  prepareSigning: alive(prepareSigning(signing)),
  finishSigning: alive(finishSigning(signing)),
  previewDecision: alive(previewDecision({ db, press, clock })),
  remindHolder: alive(remindHolder({ db, config, log })),
}
const shared = {
  connection,
  namespace: config.TEMPORAL_NAMESPACE,
  dataConverter: dataConverter(config),
  shutdownGraceTime: '10 seconds',
} as const
const worker = await Worker.create({
  ...shared,
  taskQueue: taskQueues(config).documents,
  activities,
  // Memory-bounded: a few documents at a time, whatever waits.
  maxConcurrentActivityTaskExecutions: 4,
})
// Those who wait for a person do nothing meanwhile.
const waiting = await Worker.create({
  ...shared,
  taskQueue: taskQueues(config).signing,
  activities: { askSignature: alive(askSignature(signing)) } satisfies SigningActivities,
  maxConcurrentActivityTaskExecutions: 200,
})
const health = await serveHealth(config.HEALTH_PORT, async () => {
  await assertDatabase(db)
  for (const one of [worker, waiting])
    if (one.getState() !== 'RUNNING') throw new Error(`worker is ${one.getState()}`)
})
const pool = openPool(config.DATABASE_URL, 2, connectionLost(log))
const days = dailySeal({ pool, clock, log, seal: textSeal(config, seal) })
days.start()
log.info('worker for documents runs')
try {
  await Promise.all([worker.run(), waiting.run()])
} finally {
  await days.stop()
  health.close()
  await connection.close()
  await pool.end()
  await db.$disconnect()
}
