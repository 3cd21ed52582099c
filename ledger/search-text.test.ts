import { describe, expect, test } from '@jest/globals'
import { closedUp, searchText, wordsOf } from './search-text.ts'

describe('words as they are looked for', () => {
  test.each([
    ['Pirmsskola „Saulīte”', ['pirmsskola', 'saulite']],
    ['RĪGAS  ķēžu–ģimene', ['rigas', 'kezu', 'gimene']],
    ['Šķirotava\u00a0(2)', ['skirotava', '2']],
    ['Школа №5', ['школа', 'no5']],
    ['%_\\', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test('composed or not, a letter is the same letter', () => {
    expect(wordsOf('Ādaži'.normalize('NFD'))).toEqual(wordsOf('Ādaži'.normalize('NFC')))
  })

  test('a number is the same number whatever stands between its parts', () => {
    for (const pasted of ['4-7/2026/12', '4–7 / 2026 / 12', '4\u20117/2026/12', ' 4-7/\u00a02026/12 '])
      expect(closedUp(pasted)).toBe('47202612')
  })

  test('numbers are found whole and in parts; each word stands once, the order of keys is nothing', () => {
    expect(searchText(['L-2026/00007'], 'Skola, skola', { b: 'divi', a: ['viens', 2] })).toBe(
      'l 2026 00007 l202600007 skola viens 2 divi',
    )
    expect(searchText([], { a: 'x', b: 'y' })).toBe(searchText([], { b: 'y', a: 'x' }))
  })

  test('no word is longer than an index takes', () => {
    expect(wordsOf('a'.repeat(5000))).toEqual(['a'.repeat(64)])
  })
})
