import { readFileSync, statSync } from 'node:fs'
import { create } from '@cantoo/fontkit'
import { describe, expect, test } from '@jest/globals'

const at = (name: string): string => new URL(`./fonts/${name}.woff2`, import.meta.url).pathname
const LATVIAN = 'AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽaābcčdeēfgģhiījkķlļmnņoprsštuūvzž'
const NAMES = 'ąčęėįšųūžłńśźżőűčěřůžõäöüßéèçøåæđıİğş'
const SIGNS = '0123456789.,:;·–—−„“”…‹›×€%§№¹²³⁴()[]/+'

const lacks = (file: string, text: string): string[] => {
  const font = create(readFileSync(at(file)))
  return [...text].filter(
    (c) => !('hasGlyphForCodePoint' in font) || !font.hasGlyphForCodePoint(c.codePointAt(0)!),
  )
}

describe('the fonts of the pages', () => {
  test.each([400, 700])('weight %d has the letters of Latvian, of names around, and the signs', (weight) => {
    expect(lacks(`noto-sans-${weight}`, LATVIAN + NAMES + SIGNS)).toEqual([])
    expect(lacks(`noto-sans-cyrillic-${weight}`, 'АБВГДЕЁЖЗабвгдеёжзИЙКЛіїєўЯя')).toEqual([])
  })

  test('both weights that a page needs weigh less than 40 kB', () => {
    const bytes = [400, 700].map((weight) => statSync(at(`noto-sans-${weight}`)).size)
    expect(bytes[0]! + bytes[1]!).toBeLessThan(40_000)
  })
})
