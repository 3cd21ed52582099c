import { dayOf } from '../law/time.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'

/** How each series writes its numbers; one gapless series per kind and calendar year. */
const FORMATS: Record<string, (year: number, value: number) => string> = {
  case: (y, n) => `L-${y}/${String(n).padStart(5, '0')}`,
  decision: (y, n) => `4-7/${y}/${n}`,
  letter: (y, n) => `4-7e/${y}/${n}`,
  licence: (y, n) => `LP-${y}-${String(n).padStart(4, '0')}`,
}

/**
 * Gives the next number of a series for the year that it is in Riga at `at`. The row lock makes the series gapless: it is rolled back with the transaction.
 * @param key asked for twice, the same number is given twice
 * @returns the number as it is written, unique over all series
 */
export async function allocateNumber(
  sql: SqlRunner,
  series: string,
  at: string,
  key: string,
): Promise<string> {
  const format = FORMATS[series]
  if (!format) throw new Error(`unknown number series ${series}`)
  const [known] = await sql.rows<{ text: string }>(
    Prisma.sql`SELECT text FROM number_allocation WHERE key = ${key}`,
  )
  if (known) return known.text
  const year = Number(dayOf(at).slice(0, 4))
  const [next] = await sql.rows<{ last: number }>(Prisma.sql`
    INSERT INTO number_series (series, year, last) VALUES (${series}, ${year}, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
    RETURNING last`)
  const text = format(year, next!.last)
  await sql.run(Prisma.sql`
    INSERT INTO number_allocation (key, series, year, value, text, at)
    VALUES (${key}, ${series}, ${year}, ${next!.last}, ${text}, ${at}::timestamptz)`)
  return text
}
