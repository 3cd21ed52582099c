import { createHash } from 'node:crypto'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'

/**
 * The kinds of streams that the ledger holds (decision 33). What happened to one thing is one stream: append-only, chained
 * by itself, with an inbox of its own. A kind is read and written once it has a fold (`kinds.ts`).
 */
export const STREAM_KINDS = ['case', 'sitting', 'entry', 'measures', 'notice'] as const
export type StreamKind = (typeof STREAM_KINDS)[number]

export interface StreamRef {
  kind: StreamKind
  id: string
}

export const caseStream = (id: string): StreamRef => ({ kind: 'case', id })

/** An entry of a register; its number is public, so it follows from it which stream is its own. */
export const entryStream = (register: string, entryNo: string): StreamRef => ({
  kind: 'entry',
  id: uuidFrom(`entry/${register}/${entryNo}`),
})

/** The UUID of a name that is known elsewhere: version 8 of RFC 9562, by SHA-256. */
export function uuidFrom(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** As people are told of it. */
export const nameOf = ({ kind, id }: StreamRef): string => `${kind} ${id}`

/**
 * Locks a stream against every other writer until the end of the transaction. Cases are locked by their row, since much else
 * is read with it; all others by their id, since they may not have a row yet.
 */
export async function lockStream(sql: SqlRunner, { kind, id }: StreamRef): Promise<void> {
  await (kind === 'case'
    ? sql.rows(Prisma.sql`SELECT 1 FROM case_view WHERE case_id = ${id}::uuid FOR UPDATE`)
    : sql.rows(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind}/${id}`}, 0))::text`))
}
