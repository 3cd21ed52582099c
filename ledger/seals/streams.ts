import type { SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { canonicalJson, sha256 } from '../canonical.ts'
import { STREAM_KINDS, type StreamKind } from '../streams.ts'
import type { Leaf } from './merkle.ts'

/**
 * One of the records that are sealed. What it collects is what had come by the end of a day and stands in no seal yet,
 * so that what comes late is sealed with the next day.
 */
export interface Stream {
  kind: string
  /** @param before the first instant of the next day, business time */
  collect(sql: SqlRunner, before: Date): Promise<Omit<Leaf, 'kind'>[]>
}

/** The head of each stream of the ledger: with its hash, every event up to it is sealed. */
const chain = (kind: StreamKind): Stream => ({
  kind,
  collect: (sql, before) =>
    sql.rows(Prisma.sql`
      WITH ends AS (
        SELECT stream, coalesce(min(seq) FILTER (WHERE at >= ${before}) - 1, max(seq)) AS seq
        FROM ledger_event WHERE stream_kind = ${kind} GROUP BY stream),
      sealed AS (SELECT ref, max(seq) AS seq FROM ledger_seal_leaf WHERE kind = ${kind} GROUP BY ref)
      SELECT ends.stream::text AS ref, ends.seq, e.hash
      FROM ends LEFT JOIN sealed ON sealed.ref = ends.stream::text
      JOIN ledger_event e ON e.stream = ends.stream AND e.seq = ends.seq
      WHERE ends.seq > coalesce(sealed.seq, 0)`),
})

/** A number that was given, as its leaf has it. */
export interface NumberRow {
  key: string
  series: string
  year: number
  value: number
  text: string
  at: Date
}

export function numberHash({ at, ...row }: NumberRow): string {
  return sha256(canonicalJson({ ...row, at: at.toISOString() }))
}

const NUMBERS: Stream = {
  kind: 'number',
  async collect(sql, before) {
    const rows = await sql.rows<NumberRow>(Prisma.sql`
      SELECT key, series, year, value, text, at FROM number_allocation a WHERE at < ${before}
        AND NOT EXISTS (SELECT FROM ledger_seal_leaf l WHERE l.kind = 'number' AND l.ref = a.text)`)
    return rows.map((row) => ({ ref: row.text, hash: numberHash(row) }))
  },
}

/** A document that was issued, as its leaf has it. */
export interface DocumentRow {
  id: string
  key: string
  caseId: string
  kind: string
  number: string | null
  until: string | null
  sha256: string
  verifyCode: string
  createdAt: Date
}

export function documentHash({ id, caseId, kind, number, until, sha256: hash, ...row }: DocumentRow): string {
  const { key, verifyCode, createdAt } = row
  const at = createdAt.toISOString()
  return sha256(
    canonicalJson({ id, key, caseId, kind, number, until, sha256: hash, verifyCode, createdAt: at }),
  )
}

/** The columns of a document as `DocumentRow` names them. */
export const DOCUMENT_COLUMNS = Prisma.sql`id, key, case_id AS "caseId", kind, number, until, sha256,
  verify_code AS "verifyCode", created_at AS "createdAt"`

const DOCUMENTS: Stream = {
  kind: 'document',
  async collect(sql, before) {
    const rows = await sql.rows<DocumentRow>(Prisma.sql`
      SELECT ${DOCUMENT_COLUMNS} FROM issued_document d WHERE created_at < ${before}
        AND NOT EXISTS (SELECT FROM ledger_seal_leaf l WHERE l.kind = 'document' AND l.ref = d.id::text)`)
    return rows.map((row) => ({ ref: row.id, hash: documentHash(row) }))
  },
}

/** The head of the audit log: with its hash, every event up to it is sealed. */
const AUDIT: Stream = {
  kind: 'audit',
  collect: (sql, before) =>
    sql.rows(Prisma.sql`
      WITH head AS (
        SELECT coalesce(min(position) FILTER (WHERE at >= ${before}) - 1, max(position)) AS position FROM audit_event)
      SELECT 'log' AS ref, e.position::int AS seq, e.hash FROM head JOIN audit_event e ON e.position = head.position
      WHERE e.position > coalesce((SELECT max(seq) FROM ledger_seal_leaf WHERE kind = 'audit'), 0)`),
}

/** All that is sealed daily. A record that is kept as a chain of hashes is added here by its head. */
export const STREAMS: readonly Stream[] = [...STREAM_KINDS.map(chain), NUMBERS, DOCUMENTS, AUDIT]

/** The leaves of a day in their order in the tree. */
export async function collectLeaves(sql: SqlRunner, before: Date, streams = STREAMS): Promise<Leaf[]> {
  const leaves: Leaf[] = []
  for (const { kind, collect } of streams)
    for (const head of await collect(sql, before)) leaves.push({ kind, ...head })
  return leaves.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

const nameOf = (leaf: Leaf): string => `${leaf.kind} ${leaf.ref}`
