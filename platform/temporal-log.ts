import { DefaultLogger, Runtime } from '@temporalio/worker'
import { faultOf, type Log } from './log.ts'

/**
 * Sends what the Temporal SDK says through our log, with ids only: the message of a failed activity could quote what a
 * database or a neighbour was told.
 */
export function installTemporalLog(log: Log): void {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { workflowId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>
    const line = { workflowId, activityType, attempt, ...(error instanceof Error ? faultOf(error) : {}) }
    // Its own sentence, without what it goes on to quote.
    const said = message.split(/[:\n]/)[0]!
    if (level === 'ERROR') log.error(line, said)
    else if (level === 'WARN') log.warn(line, said)
    else log.info(line, said)
  })
  Runtime.install({ logger })
}
