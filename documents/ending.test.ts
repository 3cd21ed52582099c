// The last page: a signature under two lines could stand under anything, so enough of the text is with it.
import { expect, test } from '@jest/globals'
import { printedText } from './printed.ts'
import { renderDocument, TEMPLATES, type TemplateId } from './render.ts'

const WORDS =
  'Iesniedzējs ir iesniedzis papildu ziņas par telpām un pedagogiem, un tās ir pievienotas lietai. '
const text = (n: number): string => WORDS.repeat(1 + (n % 4)).trim()
const SIGNATORY = { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' }

/** How many lines stand above the signatory on the page of the signature, and which page it is. */
async function beforeEnd(
  template: TemplateId,
  input: object,
): Promise<{ lines: number; page: number; pages: number }> {
  const printed = await printedText(await renderDocument(template, { ...input, signatory: SIGNATORY }))
  const signed = printed.findLast((p) => p.text === SIGNATORY.post)!
  const above = printed.filter((p) => p.page === signed.page && p.y > signed.y + 1)
  const lines = new Set(above.map((p) => Math.round(p.y))).size
  return { lines, page: signed.page, pages: Math.max(...printed.map((p) => p.page)) }
}

const KINDS: [string, (n: number) => [TemplateId, object]][] = [
  [
    'paragraphs',
    (n) => [
      'reply',
      { ...TEMPLATES.reply.example, conclusion: Array.from({ length: n }, (_, i) => text(i)).join('\n') },
    ],
  ],
  [
    'a list',
    (n) => [
      'closing-notice',
      {
        ...TEMPLATES['closing-notice'].example,
        appeal: undefined,
        returned: Array.from({ length: n }, (_, i) => text(i)),
      },
    ],
  ],
  [
    'a decision',
    (n) => [
      'decision',
      {
        ...TEMPLATES.decision.example,
        attachments: [],
        reasoning: Array.from({ length: n }, (_, i) => text(i)),
      },
    ],
  ],
]

test.each(KINDS)(
  '%s, longer and longer: never less than five lines before the signature',
  async (_what, of) => {
    const thin: object[] = []
    const pages = new Set<number>()
    for (let n = 1; n <= 24; n++) {
      const found = await beforeEnd(...of(n))
      pages.add(found.pages)
      if (found.page > 1 && found.lines < 5) thin.push({ n, ...found })
    }
    expect(thin).toEqual([])
    // Long enough to have come to the foot of a page more than once.
    expect(pages.size).toBeGreaterThan(1)
  },
  120_000,
)

test('what was replaced is told before the signature, not on a page behind it', async () => {
  for (let n = 1; n <= 30; n += 3) {
    const conclusion = `漢 ${Array.from({ length: n }, (_, i) => text(i)).join('\n')}`
    const input = { ...TEMPLATES.reply.example, signatory: SIGNATORY, conclusion }
    const printed = await printedText(await renderDocument('reply', input))
    const told = printed.findIndex((p) => p.text.startsWith('Rakstzīmes, kuru nav'))
    expect(told).toBeGreaterThan(0)
    expect(told).toBeLessThan(printed.findIndex((p) => p.text === SIGNATORY.post))
  }
}, 60_000)
