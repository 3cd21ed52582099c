import { DefaultLogger, Runtime } from '@temporalio/worker'
import type { Log } from './log.ts'

/**
 * Sends what the Temporal SDK says through our log, with ids only: the message of a failed activity could quote what a
 * database or a neighbour was told.
 */
export function installTemporalLog(log: Log): void {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { workflowId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>
    const line = { workflowId, activityType, attempt, error: error instanceof Error ? error.name : undefined }
    if (level === 'ERROR') log.error(line, message)
    else if (level === 'WARN') log.warn(line, message)
    else log.info(line, message)
  })
  Runtime.install({ logger })
}
