// The words of letters as their addressee reads them.
import { expect, test } from '@jest/globals'
import { textOf } from './printed.ts'
import { renderDocument, TEMPLATES, type TemplateId, templateIds } from './render.ts'

const said = async (id: TemplateId, over: object = {}): Promise<string> =>
  (await textOf(await renderDocument(id, { ...TEMPLATES[id].example, ...over }))).replace(/\s+/g, ' ')

test.each(templateIds())(
  '%s: days in the locative, ranges in words, nothing sent before it is sent',
  async (id) => {
    const text = await said(id)
    expect(text).not.toMatch(
      /\. (?:janvāra|februāra|marta|aprīļa|maija|jūnija|jūlija|augusta|septembra|oktobra|novembra|decembra) dienā/,
    )
    expect(text).not.toMatch(/\d{4}\. gada \d+\. \p{Ll}+ – /u)
    expect(text).not.toMatch(/\d\.\d\d–\d/)
    expect(text).not.toMatch(/Nosūtīts e-|\[datums\]/)
    // Headings and questions of a conversation.
    expect(text).not.toMatch(
      /\b(?:Kāpēc|Kas notiks|Kas iecerēts|Kas šajā|Kā vērtēts|Kā un līdz|Es apņemos|Lemts|Bija|Jānovērš) /,
    )
  },
)

test('a norm is cited with its part where it has parts', async () => {
  for (const id of templateIds()) {
    const text = await said(id)
    for (const article of ['62', '63', '67', '68', '70', '71', '72', '76', '77', '79', '80'])
      expect(`${id}: ${text}`).not.toMatch(new RegExp(`procesa likuma ${article}\\. pants`))
  }
})

test('the head has the telephone', async () => {
  expect(await said('reply')).toContain('tālr. +371 67222504, e-pasts ikvd@ikvd.gov.lv')
})

const CHANGE = { where: 'Vieta', was: 'A', becomes: 'B' }
test.each([
  [
    ['operative'],
    'Labojums skar akta lemjošo daļu (Administratīvā procesa likuma 67. panta otrās daļas 8. punkts), tādēļ',
  ],
  [
    ['norms', 'norms'],
    'Labojums skar akta piemēroto tiesību normu uzskaitījumu (Administratīvā procesa likuma 67. panta otrās daļas 7. punkts), tādēļ',
  ],
  [
    ['text', 'operative', 'appeal-note'],
    '8. punkts) un norādi par apstrīdēšanu (Administratīvā procesa likuma 67. panta otrās daļas 9. punkts), tādēļ',
  ],
  [
    ['text'],
    'Labojums neskar piemēroto tiesību normu uzskaitījumu, lemjošo daļu un norādi par apstrīdēšanu.',
  ],
])('a correction of %j says what it touches, and leaves the substance alone', async (parts, expected) => {
  const text = await said('correction', { changes: parts.map((part) => ({ part, ...CHANGE })) })
  expect(text).toContain(expected)
  expect(text).toContain('Labojums nemaina lēmuma būtību')
  expect(text.includes('termiņu skaita no jauna')).toBe(parts.some((part) => part !== 'text'))
})

test('a certificate says what it certifies, and until when in words', async () => {
  const text = await said('certificate')
  expect(text).toContain('Ar šo apliecina, ka Katrīna Paraudziņa')
  expect(text).toContain('no 2026. gada 20. maija līdz 2033. gada 19. maijam')
})

test('a letter that answers no submission speaks of none', async () => {
  const text = await said('reply', { submission: undefined, heading: 'Lēmuma izskaidrojums' })
  expect(text).toContain('Lēmuma izskaidrojums')
  expect(text).not.toMatch(/Izskatīts|Atbilde uz iesniegumu/)
})
