import { Prisma } from '../../prisma/generated/client.ts'

/**
 * Where a page of a list begins: after the row with these sort keys. Opaque to whoever turns pages; whoever makes one up
 * begins elsewhere in the same list and sees nothing else.
 */
export function cursorOf(...keys: string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

/** @returns the sort keys, or undefined for what is no cursor: the list begins at its beginning then */
export function keysOf(cursor: string | undefined, count: number): string[] | undefined {
  if (!cursor || cursor.length > 500) return undefined
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const good = Array.isArray(keys) && keys.length === count && keys.every((k) => typeof k === 'string')
    return good && !keys.some((k) => k.includes('\0')) ? (keys as string[]) : undefined
  } catch {
    return undefined
  }
}

/** Which page is asked for: the one after a row, the one before a row, or the first. */
export interface Turn {
  after?: string | undefined
  before?: string | undefined
}

/** A page of a list, and the cursors of the pages on either side; null where there is none. */
export interface Paged<T> {
  rows: T[]
  /** For `after`. */
  next: string | null
  /** For `before`. */
  previous: string | null
}

/** What sort keys are compared as; each is looked at before the database sees it. */
const KINDS = {
  text: () => true,
  integer: (key: string) => /^\d{1,9}$/.test(key),
  boolean: (key: string) => /^(true|false)$/.test(key),
  timestamptz: (key: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(key) && !Number.isNaN(Date.parse(key)),
  uuid: (key: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key),
}

/** In which order a list stands; all keys together tell each row from every other. */
export interface Order<T> {
  keys: { sql: string; as: keyof typeof KINDS; of: (row: T) => string }[]
  descending?: boolean
}

/** What a statement adds for its page: a condition, an order, and one row more than the page holds. */
export interface Cut {
  where: Prisma.Sql
  order: Prisma.Sql
  limit: number
}

/**
 * Reads one page of a list, in its order, whichever way it was turned to. What is no place in the list begins at its
 * beginning.
 */
export async function pageOf<T>(
  order: Order<T>,
  turn: Turn,
  size: number,
  read: (cut: Cut) => Promise<T[]>,
): Promise<Paged<T>> {
  const after = placeIn(order, turn.after)
  const before = after ? undefined : placeIn(order, turn.before)
  const place = after ?? before
  const down = (order.descending ?? false) !== (before !== undefined)
  const columns = order.keys.map((k) => k.sql)
  const where = place
    ? Prisma.sql`(${Prisma.raw(columns.join(', '))}) ${Prisma.raw(down ? '<' : '>')} (${Prisma.join(
        place.map((key, i) => Prisma.sql`${key}::text::${Prisma.raw(order.keys[i]!.as)}`),
      )})`
    : Prisma.sql`true`
  const found = await read({
    where,
    order: Prisma.raw(columns.map((c) => `${c} ${down ? 'DESC' : 'ASC'}`).join(', ')),
    limit: size + 1,
  })
  const more = found.length > size
  const rows = found.slice(0, size)
  if (before) rows.reverse()
  const at = (row: T | undefined): string | null =>
    row === undefined ? null : cursorOf(...order.keys.map((k) => k.of(row)))
  return {
    rows,
    next: before || more ? at(rows.at(-1)) : null,
    previous: before ? (more ? at(rows[0]) : null) : after ? at(rows[0]) : null,
  }
}

function placeIn<T>(order: Order<T>, cursor: string | undefined): string[] | undefined {
  const keys = keysOf(cursor, order.keys.length)
  return keys?.every((key, i) => KINDS[order.keys[i]!.as](key)) ? keys : undefined
}
