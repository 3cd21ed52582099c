import { expect, test } from '@jest/globals'
import { type Block, bold, type Composition, ending, h, p } from './blocks.ts'
import { withCitations } from './cite.ts'
import { printedText } from './printed.ts'
import { renderDocument, TEMPLATES, templateIds } from './render.ts'

const composed = (...blocks: Block[]): Composition => ({
  title: 'T',
  footer: ['T'],
  created: '2026-03-30T00:00:00Z',
  author: 'T',
  blocks,
})
const APL64 = 'https://likumi.lv/ta/id/55567#p64'

test('a citation is a link to its place, also where its look changes in the middle; the rest is as it was', () => {
  const { blocks } = withCitations(
    composed(
      p(['Pagarina pēc ', bold('Administratīvā procesa likuma'), ' 64. panta otrās daļas, jo vajag.']),
      h(2, 'Administratīvā procesa likuma 64. pants'),
      p('Bez normām.'),
    ),
  )
  expect(blocks).toEqual([
    p([
      { t: 'Pagarina pēc ' },
      { t: 'Administratīvā procesa likuma', bold: true, link: APL64 },
      { t: ' 64. panta otrās daļas', link: APL64 },
      { t: ', jo vajag.' },
    ]),
    h(2, 'Administratīvā procesa likuma 64. pants'),
    p('Bez normām.'),
  ])
})

test('lists, tables, facts, remarks are read too, and before the end paper has the addresses, each act once', () => {
  const norm = 'Administratīvā procesa likuma 64. pants'
  const { blocks } = withCitations(
    composed(
      { k: 'list', style: 'dash', items: [norm, { text: 'x', sub: [p(norm)] }] },
      { k: 'facts', rows: [['Norma', norm]] },
      { k: 'table', columns: [{ head: 'Norma', share: 1 }], rows: [[norm]] },
      { k: 'note', blocks: [p('Paziņošanas likuma 9. panta otrā daļa')] },
      ending([p('Paraksts')]),
    ),
  )
  const links = JSON.stringify(blocks.slice(0, 4)).match(/"link":"[^"]+"/g)
  expect(links).toEqual([...Array(4).fill(`"link":"${APL64}"`), '"link":"https://likumi.lv/ta/id/212499#p9"'])
  expect(blocks.slice(4)).toEqual([
    p(
      [
        'Tiesību aktu teksti: ',
        'Administratīvā procesa likums – ',
        { t: 'likumi.lv/ta/id/55567', link: 'https://likumi.lv/ta/id/55567' },
        '; Paziņošanas likums – ',
        { t: 'likumi.lv/ta/id/212499', link: 'https://likumi.lv/ta/id/212499' },
        '.',
      ],
      { size: 8.5, muted: true },
    ),
    ending([p('Paraksts')]),
  ])
})

test.each(templateIds())(
  '%s: where it cites a provision with an address, it prints that address',
  async (id) => {
    const pdf = await renderDocument(id, TEMPLATES[id].example)
    const text = (await printedText(pdf)).map((one) => one.text).join(' ')
    const ends = /PARAKSTĪTS|apzīmogots|apliecināts/.test(text)
    if (/Administratīvā\s+procesa\s+likuma\s+\d/.test(text) && ends)
      expect(text).toContain('likumi.lv/ta/id/55567')
    expect(Buffer.from(pdf).includes('likumi.lv')).toBe(text.includes('likumi.lv/ta/id'))
  },
)
