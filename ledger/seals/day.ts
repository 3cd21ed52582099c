import type pg from 'pg'
import { addDays, dayOf, startOfDay } from '../../law/time.ts'
import { type SqlRunner, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { sealHash, sealText } from './content.ts'
import type { Leaf } from './merkle.ts'
import { collectLeaves } from './streams.ts'

/** Seals a text with the key of the institution: a detached CMS (DER). */
export type SealText = (text: string) => Promise<Uint8Array>

/**
 * Seals the next day that is over and not sealed yet: where all streams stood at its end. Two at once, or one that was
 * killed and began anew, leave one seal: a day, and a seal before it, are named once.
 * @param now business time
 * @returns the day that was sealed, by this or by another process; undefined when no day is left to be sealed
 * @throws whatever `seal` throws; nothing is kept then
 */
export async function sealNextDay(
  pool: pg.Pool,
  seal: SealText,
  now: Date,
): Promise<{ day: string; leaves: number } | undefined> {
  const collected = await transaction(pool, async (sql) => {
    // What is collected is of one moment.
    await sql.run(Prisma.sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
    const next = await nextDay(sql, now)
    if (!next) return undefined
    const before = new Date(startOfDay(addDays(next.day, 1)))
    return { ...next, leaves: await collectLeaves(sql, before) }
  })
  if (!collected) return undefined
  const { day, previous, leaves } = collected
  const text = sealText(day, previous, leaves, new Date())
  // No transaction is held while somebody else is asked.
  const signature = await seal(text)
  await transaction(pool, (sql) => keep(sql, { day, text, signature, previous }, leaves)).catch((e) => {
    // Another process has sealed the day meanwhile.
    if ((e as { code?: string }).code !== '23505') throw e
  })
  return { day, leaves: leaves.length }
}

async function nextDay(
  sql: SqlRunner,
  now: Date,
): Promise<{ day: string; previous: string | undefined } | undefined> {
  const [last] = await sql.rows<{ day: string; hash: string }>(
    Prisma.sql`SELECT day, hash FROM ledger_seal ORDER BY day DESC LIMIT 1`,
  )
  const today = dayOf(now.toISOString())
  if (last) {
    const day = addDays(last.day, 1)
    return day < today ? { day, previous: last.hash } : undefined
  }
  const [first] = await sql.rows<{ at: Date | null }>(
    Prisma.sql`SELECT min(received_at) AS at FROM case_record`,
  )
  if (!first?.at) return undefined
  const day = dayOf(first.at.toISOString())
  return day < today ? { day, previous: undefined } : undefined
}

async function keep(
  sql: SqlRunner,
  made: { day: string; text: string; signature: Uint8Array; previous: string | undefined },
  leaves: Leaf[],
): Promise<void> {
  const { day, text } = made
  await sql.run(Prisma.sql`
    INSERT INTO ledger_seal (day, content, hash, previous, signature)
    VALUES (${day}, ${text}, ${sealHash(text)}, ${made.previous ?? null}, ${Buffer.from(made.signature)})`)
  const rows = leaves.map(({ kind, ref, seq, hash }, n) => ({ n, kind, ref, seq: seq ?? null, hash }))
  for (let from = 0; from < rows.length; from += 5000)
    await sql.run(Prisma.sql`
      INSERT INTO ledger_seal_leaf (day, n, kind, ref, seq, hash)
      SELECT ${day}, l.n, l.kind, l.ref, l.seq, l.hash
      FROM jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 5000))}::jsonb)
        AS l(n int, kind text, ref text, seq int, hash text)`)
}
