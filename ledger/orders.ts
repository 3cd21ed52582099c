import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { DecisionEffect, EntryOrdered, LedgerEvent } from './events.ts'
import { caseStream, entryStream, lockStream, nameOf, type StreamRef } from './streams.ts'

/** What stands at a place of the inbox of an entry. */
export type PlacedOrder = EntryOrdered & { register: string; entryNo: string }

/** What stands at a place of the inbox of a case whose decision another case has decided upon. */
export type PlacedEffect = {
  decisionId: string
  /** The number of the decision that does it, and the case in which it was made. */
  by: string
  caseId: string
} & DecisionEffect

type Ordering = LedgerEvent & { type: 'register-entered' }

/**
 * A case orders something of entries: each order gets its place in the inbox of its entry in the transaction that records it
 * in the case, so that it is there once, and orders of several cases stand in the order of their commits. The outbox starts or
 * wakes the workflow of the entry.
 * @throws Error when there is no such entry
 */
export async function orderEntries(
  sql: SqlRunner,
  by: { caseId: string; holder: string | null },
  events: Ordering[],
): Promise<void> {
  const orders = events.map((event) => ({ event, stream: streamOf(event) }))
  // Two cases that order things of the same entries lock them in the same order.
  for (const { stream } of orders.toSorted((a, b) => (a.stream.id < b.stream.id ? -1 : 1)))
    await lockStream(sql, stream)
  for (const { event, stream } of orders) await place(sql, by, event, stream)
}

/**
 * A case tells others what became of their decisions: each gets a place in the inbox of that case in the transaction that
 * records it here, so that it is there once. The outbox wakes the case, also one that has long ended.
 * @throws Error when there is no such case
 */
export async function tellCases(
  sql: SqlRunner,
  by: { caseId: string },
  events: (LedgerEvent & { type: 'decision-told' })[],
): Promise<void> {
  for (const { key: event, at, data } of events) {
    const { caseId: id, ...effect } = data
    const stream = caseStream(id)
    await lockStream(sql, stream)
    const key = `${by.caseId}/${event}`
    const placed: PlacedEffect = { ...effect, ...by }
    const [given] = await sql.rows<{ n: number }>(Prisma.sql`
      WITH last AS (SELECT n, at FROM stream_inbox WHERE stream = ${id}::uuid ORDER BY n DESC LIMIT 1)
      INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at, data)
      SELECT 'case', ${id}::uuid, last.n + 1, 'order', ${key}, greatest(last.at, ${at}::timestamptz),
        ${JSON.stringify(placed)}::jsonb
      FROM last RETURNING n`)
    if (!given) throw new Error(`${nameOf(stream)} has no inbox`)
    await sql.run(Prisma.sql`
      INSERT INTO outbox (key, kind, payload, available_at)
      VALUES (${`told/${key}`}, 'resume-case', ${JSON.stringify({ caseId: id, n: given.n })}::jsonb, now())`)
    await sql.rows(Prisma.sql`SELECT pg_notify('outbox', '')::text`)
  }
}

function streamOf({ data: { register, entryNo } }: Ordering): StreamRef {
  if (!entryNo) throw new Error('an entry has a number from its beginning')
  return entryStream(register, entryNo)
}

async function place(
  sql: SqlRunner,
  by: { caseId: string; holder: string | null },
  event: Ordering,
  stream: StreamRef,
): Promise<void> {
  const { register, order, reason, decision, until } = event.data
  const entryNo = event.data.entryNo!
  const key = `${by.caseId}/${event.key}`
  const placed: PlacedOrder = {
    ...{ register, entryNo, order, reason, ...by, event: event.key },
    ...(decision === undefined ? {} : { decision }),
    ...(until === undefined ? {} : { until }),
  }
  const [given] = await sql.rows<{ n: number }>(Prisma.sql`
    WITH last AS (SELECT n, at FROM stream_inbox WHERE stream = ${stream.id}::uuid ORDER BY n DESC LIMIT 1)
    INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at, data)
    SELECT 'entry', ${stream.id}::uuid, coalesce(last.n + 1, 0), 'order', ${key},
      greatest(last.at, ${event.at}::timestamptz), ${JSON.stringify(placed)}::jsonb
    FROM (SELECT) one LEFT JOIN last ON true
    WHERE (${order} = 'enter') = (last.n IS NULL)
    RETURNING n`)
  if (!given) throw new Error(`${nameOf(stream)} cannot be told to ${order}`)
  await sql.run(Prisma.sql`
    INSERT INTO outbox (key, kind, payload, available_at)
    VALUES (${`entry/${key}`}, 'wake-entry', ${JSON.stringify({ register, entryNo, n: given.n })}::jsonb, now())`)
  await sql.rows(Prisma.sql`SELECT pg_notify('outbox', '')::text`)
}
