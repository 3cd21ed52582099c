import { describe, expect, test } from '@jest/globals'
import { soughtIn } from './search.ts'

describe('what is looked for', () => {
  test('words without diacritics, each the beginning of one', () => {
    expect(soughtIn('  Rīgas   PAMATizgl. ')).toEqual({ words: "'rigas':* & 'pamatizgl':*" })
  })

  test.each([
    'L-2026/00007',
    'Nr. L-2026/00007',
    'Nr.L–2026 / 00007',
    'lietas Nr.\u00a0L-2026/00007',
    'l 2026 00007',
  ])('a number as it is pasted: %s', (pasted) => {
    expect(soughtIn(pasted)).toEqual({ number: "'l202600007'", words: "'l':* & '2026':* & '00007':*" })
  })

  test('„nr” is a word where no number follows', () => {
    expect(soughtIn('skola nr')?.words).toBe("'skola':* & 'nr':*")
  })

  test.each(['', '%', '_', "'", '  – ', '\\'])('nothing in it could be found: „%s”', (q) => {
    expect(soughtIn(q)).toBeUndefined()
  })

  test('what has a meaning to the database has none here', () => {
    expect(soughtIn(`a' | 'b':* & !c <-> d\\`)?.words).toBe("'a':* & 'b':* & 'c':* & 'd':*")
  })

  test('of many words ten count', () => {
    expect(
      soughtIn(Array.from({ length: 30 }, (_, n) => `vards${n}x`).join(' '))?.words.split(' & '),
    ).toHaveLength(10)
  })
})
