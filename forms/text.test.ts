import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { line, prose } from './fields.ts'
import { oddWords, readData, readText, withoutFaults } from './text.ts'

describe('one text', () => {
  test.each<[string, string]>([
    ['NUL', 'a\u0000b'],
    ['a bell', 'a\u0007b'],
    ['delete', 'a\u007fb'],
    ['a C1 control', 'a\u0091b'],
    ['a right-to-left override', 'Anna\u202Eannozo'],
    ['an isolate', 'a\u2066b\u2069'],
    ['a left-to-right mark', 'a\u200Eb'],
    ['a right-to-left mark', 'a\u200Fb'],
    ['an Arabic letter mark', 'a\u061Cb'],
    ['a zero-width joiner', 'a\u200Db'],
    ['a zero-width non-joiner', 'a\u200Cb'],
    ['a tag character', 'a\u{E0061}b'],
    ['a Hangul filler', 'a\u3164b'],
    ['an empty Braille cell', 'a\u2800b'],
    ['a high surrogate alone', 'a\ud800b'],
    ['a low surrogate alone', 'a\udc00b'],
    ['a noncharacter', 'a\uffffb'],
    ['private use', 'a\ue000b'],
    ['marks on marks', 'a\u0301\u0302\u0303\u0304\u0305\u0306b'],
  ])('%s is refused, and the text without it may be offered', (_what, given) => {
    expect(readText(given)).toHaveProperty('fault')
    expect(readText(withoutFaults(given))).toEqual({ text: withoutFaults(given) })
    expect(line(100).safeParse(given).success).toBe(false)
    expect(prose(100).safeParse(given).success).toBe(false)
  })

  test.each<[string, string, string]>([
    ['a letter in two parts', 'a\u0304', 'ā'],
    ['a byte order mark', '\uFEFFabc', 'abc'],
    ['a soft hyphen', 'prog\u00ADramma', 'programma'],
    ['a zero-width space', 'prog\u200Bramma', 'programma'],
    ['a word joiner', 'prog\u2060ramma', 'programma'],
    ['line breaks of other systems', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('%s is cleaned: nobody could read it otherwise', (_what, given, text) => {
    expect(readText(given)).toEqual({ text })
    expect(prose(100).parse(given)).toBe(text)
  })

  test('a line has no line break, prose has', () => {
    expect(readText('a\nb', { lines: false })).toEqual({ fault: 'text-control' })
    expect(readText('a\n\tb')).toEqual({ text: 'a\n\tb' })
  })

  test.each([
    'Glāžšķūņu rūķīši – “čau”, „šī” un 5 €!',
    'Формула α + β',
    'Ο Δήμος, école, Żółć, Việt Nam',
    '😀 👍🏽',
    '',
  ])('%s stays as it is', (text) => expect(readText(text)).toEqual({ text }))

  test('whatever comes in, what is kept is clean, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        const read = readText(given)
        if ('text' in read) expect(readText(read.text)).toEqual(read)
        const offered = withoutFaults(given)
        expect(readText(offered)).toEqual({ text: offered })
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a whole body', () => {
  test('faults are told where they stand', () => {
    const { faults, data } = readData({
      a: 'x\u200B',
      b: [{ c: 'y\u202E' }],
      'd\u0000': 1,
      e: Number.POSITIVE_INFINITY,
    })
    expect(faults).toEqual([
      { field: 'b.0.c', fault: 'text-direction' },
      { field: 'd', fault: 'bad-name' },
      { field: 'e', fault: 'not-a-number' },
    ])
    expect(data).toMatchObject({ a: 'x' })
  })

  test('names that objects have by themselves are refused', () => {
    for (const name of ['__proto__', 'constructor', 'prototype'])
      expect(readData(JSON.parse(`{"data":{"${name}":{}}}`)).faults).toEqual([
        { field: `data.${name}`, fault: 'bad-name' },
      ])
  })

  test('nested thousands deep: refused, and not a stack overflow', () => {
    let deep: unknown = 'x'
    for (let n = 0; n < 100_000; n++) deep = { a: deep }
    expect(readData(deep).faults.map((f) => f.fault)).toEqual(['too-deep'])
  })

  test('a hundred thousand values: refused once', () => {
    expect(readData(Array.from({ length: 100_000 }, () => 1)).faults.map((f) => f.fault)).toEqual([
      'too-many',
    ])
  })
})

describe('letters that look alike', () => {
  test.each<[string, [string, string, string][]]>([
    ['Skol\u0430 un skola', [['Skol\u0430', '\u0430', 'cyrillic']]],
    ['\u0391nna', [['\u0391nna', '\u0391', 'greek']]],
    ['p\u0561\u0562a', [['p\u0561\u0562a', '\u0561\u0562', 'armenian']]],
    // Nothing but twins, in a Latin text.
    [
      'Skola \u0421\u041E\u0420\u0410',
      [['\u0421\u041E\u0420\u0410', '\u0421\u041E\u0420\u0410', 'cyrillic']],
    ],
    ['Skola \uFF21BC', [['\uFF21BC', '\uFF21', 'styled']]],
    ['\u{1D400}nna', [['\u{1D400}nna', '\u{1D400}', 'styled']]],
    ['Skola\u0665', [['Skola\u0665', '\u0665', 'other']]],
    // Honest ones: a Russian text or word, a formula, every Latvian letter, other Latin alphabets, units.
    ['Привет, Anna! α = 5', []],
    ['\u0421\u041E\u0420\u0410', []],
    ['Ļaudis ēd Glāžšķūņu rūķīši', []],
    ['Žółć, naïve, Ærø, 1ª, m²', []],
    ['Programma «Школа»', []],
  ])('%s', (text, expected) => {
    expect(
      oddWords(text).map(({ word, letters }) => [
        word,
        letters.map((l) => l.letter).join(''),
        letters[0]!.script,
      ]),
    ).toEqual(expected)
  })

  test('zero-width ones never come so far: taken away or refused', () => {
    for (const sign of ['\u200B', '\u2060', '\uFEFF', '\u00AD'])
      expect(readText(`Sko${sign}la`)).toEqual({ text: 'Skola' })
    for (const sign of ['\u200C', '\u200D', '\u115F', '\u3164', '\u2800'])
      expect(readText(`Sko${sign}la`)).toHaveProperty('fault')
  })
})
