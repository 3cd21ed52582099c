import type { Tx } from '../platform/database.ts'

/** How each series writes its numbers; one gapless series per kind and calendar year. */
const FORMATS: Record<string, (year: number, value: number) => string> = {
  case: (y, n) => `L-${y}/${String(n).padStart(5, '0')}`,
  decision: (y, n) => `4-7/${y}/${n}`,
  letter: (y, n) => `4-7e/${y}/${n}`,
  licence: (y, n) => `LP-${y}-${String(n).padStart(4, '0')}`,
}

/**
 * Gives the next number of a series for the year of `at` (Europe/Riga differs from UTC only at new year's night,
 * when no number is given by hand). The row lock makes the series gapless: it is rolled back with the transaction.
 * @param key asked for twice, the same number is given twice
 * @returns the number as it is written, unique over all series
 */
export async function allocateNumber(tx: Tx, series: string, at: string, key: string): Promise<string> {
  const format = FORMATS[series]
  if (!format) throw new Error(`unknown number series ${series}`)
  const known = await tx.numberAllocation.findUnique({ where: { key }, select: { text: true } })
  if (known) return known.text
  const year = Number(at.slice(0, 4))
  const rows = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO number_series (series, year, last) VALUES (${series}, ${year}, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
    RETURNING last`
  const value = rows[0]!.last
  const text = format(year, value)
  await tx.numberAllocation.create({ data: { key, series, year, value, text, at: new Date(at) } })
  return text
}
