import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cursorOf, keysOf } from './keyset.ts'

describe('where a page begins', () => {
  test('what was told comes back', () => {
    const key = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0'))
    fc.assert(fc.property(key, key, (a, b) => expect(keysOf(cursorOf(a, b), 2)).toEqual([a, b])))
  })

  test('whatever else is given begins at the beginning', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => keysOf(text, 2)).not.toThrow()))
    expect(keysOf(undefined, 2)).toBeUndefined()
    expect(keysOf(cursorOf('a'), 2)).toBeUndefined()
    expect(keysOf(Buffer.from('[1,2]').toString('base64url'), 2)).toBeUndefined()
    expect(keysOf(cursorOf('a', 'b\0'), 2)).toBeUndefined()
    expect(keysOf('x'.repeat(501), 2)).toBeUndefined()
  })
})
