import { wordsOf } from '../../ledger/search-text.ts'
import { Prisma } from '../../prisma/generated/client.ts'

// Search in rows that keep their words (ledger/search-text.ts): every word must begin a word of the row, in any order.

/** So many rows found are counted and put in order; of more, only that there are more. */
export const MOST_FOUND = 1000

/** Of more than so many, the first in the order of the list are sooner come upon than all of them by their words. */
const MANY = 5000

/** At most so many words count. */
const WORDS = 10

/** What is looked for, as tsqueries; undefined when there is nothing in it that could be found. */
export interface Sought {
  /** The number that may have been pasted, with whatever stood between its parts. */
  number?: string
  words: string
}

/** @param q as it was typed, or pasted from a letter: what stands before „Nr.” of a number is no part of it */
export function soughtIn(q: string): Sought | undefined {
  const all = wordsOf(q)
  const label = all.lastIndexOf('nr')
  const number = all.slice(label + 1)
  const words = (number.some(isNumeric) ? number : all).slice(0, WORDS)
  if (words.length === 0) return undefined
  return {
    ...(words.length > 1 && words.some(isNumeric) ? { number: `'${words.join('').slice(0, 64)}'` } : {}),
    words: words.map((word) => `'${word}':*`).join(' & '),
  }
}

const isNumeric = (word: string): boolean => /\d/.test(word)

type Read = <T>(sql: Prisma.Sql) => Promise<T[]>

/** The condition that holds for what is found, and how many that is; null: more than are counted. */
export interface Found {
  where: Prisma.Sql
  total: number | null
}

/**
 * Looks how much is found: a number that stands there whole first, else the words.
 * @param from `FROM … WHERE …` of the list, whose row bears `search_text`
 */
export async function found(read: Read, from: Prisma.Sql, q: string): Promise<Found> {
  const sought = soughtIn(q)
  if (!sought) return { where: Prisma.sql`false`, total: 0 }
  for (const query of [sought.number, sought.words]) {
    if (query === undefined) continue
    const where = Prisma.sql`words_of(search_text) @@ ${query}::text::tsquery`
    const [row] = await read<{ n: number }>(
      Prisma.sql`SELECT count(*)::int AS n FROM (SELECT 1 ${from} AND ${where} LIMIT ${MANY + 1}) AS counted`,
    )
    const n = row!.n
    // In this form no index of words answers it, and no estimate of how rare they are leads to sorting the whole list.
    if (n > MANY) return { where: Prisma.sql`CASE WHEN ${where} THEN true END`, total: null }
    if (n > 0 || query === sought.words) return { where, total: n > MOST_FOUND ? null : n }
  }
  return { where: Prisma.sql`false`, total: 0 }
}
