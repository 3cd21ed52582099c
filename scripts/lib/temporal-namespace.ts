import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'

/** Search attributes as `temporal.config.ts` defines them: name → key. */
export type SearchAttributes = Record<string, { type: keyof typeof TYPE_CODES }>

export interface NamespaceOptions {
  address: string
  namespace: string
  retentionDays: number
  searchAttributes: SearchAttributes
}

// temporal.api.enums.v1.IndexedValueType
const TYPE_CODES = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
} as const
const GRPC_NOT_FOUND = 5
const GRPC_ALREADY_EXISTS = 6

/**
 * Waits for the server, then makes the namespace and the search attributes that are missing.
 * @param keepTrying asked between attempts; false gives up
 */
export async function prepareNamespace(options: NamespaceOptions, keepTrying: () => boolean): Promise<void> {
  const connection = await retry(() => connectHealthy(options.address), keepTrying)
  try {
    await ensureNamespace(connection, options)
    await retry(() => ensureSearchAttributes(connection, options), keepTrying)
  } finally {
    await connection.close()
  }
}

async function connectHealthy(address: string): Promise<Connection> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 })
  try {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({}))
    return connection
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function ensureNamespace(connection: Connection, options: NamespaceOptions): Promise<void> {
  const { namespace, retentionDays } = options
  try {
    await connection.workflowService.describeNamespace({ namespace })
    return
  } catch (error) {
    if ((error as { code?: number }).code !== GRPC_NOT_FOUND) throw error
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (retentionDays * 86_400) as never },
    })
  } catch (error) {
    if ((error as { code?: number }).code !== GRPC_ALREADY_EXISTS) throw error
  }
}

async function ensureSearchAttributes(connection: Connection, options: NamespaceOptions): Promise<void> {
  const { namespace, searchAttributes } = options
  const known = await connection.operatorService.listSearchAttributes({ namespace })
  const missing = Object.entries(searchAttributes).filter(
    ([name]) => !(name in (known.customAttributes ?? {})),
  )
  if (missing.length === 0) return
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, key]) => [name, TYPE_CODES[key.type]])),
  })
}

async function retry<T>(work: () => Promise<T>, keepTrying: () => boolean): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!keepTrying() || Date.now() > end) throw error
      await sleep(50)
    }
  }
}
