// Words as they are looked for: lower case, without diacritics, nothing but letters and digits. Stored and asked for by the
// same code. Whatever separates in print (dashes of all lengths, slashes, quotes, narrow spaces) separates here.

/** Longer ones are no words that anybody types. */
const LONGEST = 64

/** The words of a text, in its order: `Pirmsskola „Saulīte”` → `pirmsskola`, `saulite`. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, LONGEST))
}

/** A number without what is between its parts: `4-7/2026/12`, `4–7 / 2026 / 12` → `47202612`. */
export function closedUp(number: string): string {
  return wordsOf(number).join('').slice(0, LONGEST)
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

/**
 * What a row is found by: its numbers, also closed up, and every word of the rest. Each word once, by single spaces.
 * @param rest texts, or what holds texts
 */
export function searchText(numbers: string[], ...rest: unknown[]): string {
  const words = new Set<string>()
  const walk = (v: unknown): void => {
    if (typeof v === 'string' || typeof v === 'number') for (const word of wordsOf(String(v))) words.add(word)
    else if (Array.isArray(v)) for (const i of v) walk(i)
    // jsonb does not keep the order of keys: sorted, the text is the same whoever wrote it.
    else if (v && typeof v === 'object') for (const [, i] of Object.entries(v).sort(byKey)) walk(i)
  }
  walk(numbers)
  for (const number of numbers) words.add(closedUp(number))
  walk(rest)
  words.delete('')
  return [...words].join(' ')
}
