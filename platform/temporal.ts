import { Client, Connection } from '@temporalio/client'
import { connectionOptions } from '../temporal.config.ts'
import { dataConverter } from './codec.ts'
import type { Config } from './config.ts'

/** Connects to Temporal as a client, with payloads encrypted as configured. */
export async function connectTemporal(config: Config): Promise<{ client: Client; close(): Promise<void> }> {
  const connection = await Connection.connect(connectionOptions(config))
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: dataConverter(config),
  })
  return { client, close: () => connection.close() }
}
