import { onPool } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Deps } from '../deps.ts'
import { type Order, type Paged, pageOf, type Turn } from './keyset.ts'

const PAGE = 50

interface Place {
  id: string
  at: Date
}

const NEWEST: Order<Place> = {
  descending: true,
  keys: [
    { sql: 'at', as: 'timestamptz', of: (r) => r.at.toISOString() },
    { sql: 'id', as: 'uuid', of: (r) => r.id },
  ],
}

/** The tables that are listed with the newest first, each with the column that says since when. */
const SINCE = {
  absence: 'valid_from',
  body: 'entered_at',
  delegation: 'valid_from',
  destruction_act: 'planned_at',
  law_change: 'entered_at',
  tie: 'entered_at',
} as const

/**
 * A page of a table, the newest first.
 * @param which of its rows are listed; all, if nothing is said
 * @param read reads the rows of the page by their ids, in whatever order
 */
export async function newestOf<T extends { id: string }>(
  deps: Deps,
  table: keyof typeof SINCE,
  turn: Turn,
  read: (ids: string[]) => Promise<T[]>,
  which: Prisma.Sql = Prisma.sql`true`,
): Promise<Paged<T>> {
  const { rows } = onPool(deps.pool)
  const page = await pageOf(NEWEST, turn, PAGE, ({ where, order, limit }) =>
    rows<Place>(Prisma.sql`
      SELECT id, at FROM (
        SELECT id, ${Prisma.raw(SINCE[table])} AS at FROM ${Prisma.raw(table)} WHERE ${which}) listed
      WHERE ${where} ORDER BY ${order} LIMIT ${limit}`),
  )
  const found = new Map((await read(page.rows.map((r) => r.id))).map((row) => [row.id, row]))
  return { ...page, rows: page.rows.flatMap(({ id }) => found.get(id) ?? []) }
}
