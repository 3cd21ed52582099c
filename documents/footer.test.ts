// The footer: whose document it is and its number on the left, the page number on the right, never one over the other.
import { expect, test } from '@jest/globals'
import { type Printed, printedText } from './printed.ts'
import { renderDocument, TEMPLATES } from './render.ts'

const FOOT = 60
async function footerOf(over: { name?: string; number?: string }): Promise<Printed[][]> {
  const { name, ...rest } = over
  const example = structuredClone(TEMPLATES.decision.example)
  const issuer = { ...example.issuer, ...(name ? { name } : {}) }
  const printed = await printedText(await renderDocument('decision', { ...example, issuer, ...rest }))
  const pages = Math.max(...printed.map((p) => p.page))
  return Array.from({ length: pages }, (_, i) => printed.filter((p) => p.page === i + 1 && p.y < FOOT))
}

const LONG_NAME =
  'Izglītības, zinātnes, kvalitātes un profesionālās pilnveides valsts dienesta licencēšanas daļa'
const LONG_NUMBER = `4-12/2026/66-${'ABCDEFGHIJ'.repeat(8)}`

test.each([
  ['of usual length', {}],
  ['a long issuer', { name: LONG_NAME }],
  ['a long number', { number: LONG_NUMBER }],
  ['both, as long as they may be', { name: `${LONG_NAME} `.repeat(3), number: `${LONG_NUMBER}1234567` }],
])('%s: nothing is printed over the page number, nor off the page', async (_what, over) => {
  for (const footer of await footerOf(over)) {
    const number = footer.find((p) => /^\d+\. lapa no \d+$/.test(p.text))!
    const rest = footer.filter((p) => p !== number)
    expect(rest.length).toBeGreaterThan(0)
    for (const piece of rest) {
      expect(piece.x + piece.width).toBeLessThan(number.x - 5)
      expect(piece.y).toBeGreaterThan(15)
    }
  }
})

test('what fits stands whole: the usual footer in one line, a long issuer above the number', async () => {
  const usual = (await footerOf({}))[0]!.map((p) => p.text)
  expect(usual).toEqual(['Izglītības kvalitātes valsts dienests  ·  Nr.\u00a04-12/2026/66', '1. lapa no 3'])
  const long = (await footerOf({ name: LONG_NAME }))[0]!
  expect(long.map((p) => p.text)).toEqual([LONG_NAME, 'Nr.\u00a04-12/2026/66', '1. lapa no 3'])
  expect(long[1]!.y).toBeLessThan(long[0]!.y)
  const longer = (await footerOf({ name: `${LONG_NAME} `.repeat(3) }))[0]!
  expect(longer[0]!.text).toMatch(/^Izglītības, zin.*…$/)
})
