import { readFileSync } from 'node:fs'
import type { TLSConfig } from '@temporalio/client'
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import type { Config } from './platform/config.ts'

/** Every Temporal setting of the house in one place. */

/** Closed histories are kept this long on the server; the record of a case is the ledger, not the history. */
export const RETENTION_DAYS = 30

/** Filled with ids and codes only: search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  Procedure: defineSearchAttributeKey('Procedure', SearchAttributeType.KEYWORD),
}

/**
 * Case work and documents on queues of their own, so that rendering never delays a clock; waiting for a person's
 * signature on a third, so that nobody who takes minutes delays a document.
 */
export function taskQueues(config: Pick<Config, 'TEMPORAL_TASK_QUEUE_PREFIX'>): {
  cases: string
  documents: string
  signing: string
} {
  return {
    cases: `${config.TEMPORAL_TASK_QUEUE_PREFIX}-cases`,
    documents: `${config.TEMPORAL_TASK_QUEUE_PREFIX}-documents`,
    signing: `${config.TEMPORAL_TASK_QUEUE_PREFIX}-signing`,
  }
}

/** `case/<id>`: a case is started once however often its start is asked for. */
export function caseWorkflowId(caseId: string): string {
  return `case/${caseId}`
}

/**
 * `<prefix>/entry/<register>/<number>`: an entry of a public register, whose number is public. Two houses may give the same
 * number: in one namespace they are told apart by the prefix of their queues.
 */
export function entryWorkflowId(
  { TEMPORAL_TASK_QUEUE_PREFIX: prefix }: Pick<Config, 'TEMPORAL_TASK_QUEUE_PREFIX'>,
  register: string,
  entryNo: string,
): string {
  return `${prefix}/entry/${register}/${entryNo}`
}

export const WORKER = {
  maxCachedWorkflows: 500,
  // One thread is the narrow place when many cases come from outside the cache at once, as in a change of law.
  workflowThreadPoolSize: 2,
  shutdownGraceTime: '10 seconds',
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 40,
} as const

/*
 * Versioning: workers of a new release take over the cases that run; a change of what a workflow asks of the server is guarded
 * by `patched()` and replayed against the recorded histories in test/histories before it lands (decision 38).
 */

function tlsOf(config: Config): TLSConfig {
  const {
    TEMPORAL_CLIENT_CERT_FILE: crt,
    TEMPORAL_CLIENT_KEY_FILE: key,
    TEMPORAL_SERVER_CA_FILE: ca,
  } = config
  return {
    ...(ca ? { serverRootCACertificate: readFileSync(ca) } : {}),
    ...(crt && key ? { clientCertPair: { crt: readFileSync(crt), key: readFileSync(key) } } : {}),
  }
}

export function connectionOptions(config: Config): {
  address: string
  tls?: TLSConfig
  apiKey?: string
} {
  return {
    address: config.TEMPORAL_ADDRESS,
    ...(config.TEMPORAL_TLS === '1' ? { tls: tlsOf(config) } : {}),
    ...(config.TEMPORAL_API_KEY ? { apiKey: config.TEMPORAL_API_KEY } : {}),
  }
}
