import { inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { checkStructure } from './check-pdf.ts'
import { DocumentInputError, renderDocument, TEMPLATES, type TemplateId, templateIds } from './render.ts'

describe('every template', () => {
  test.each(templateIds())('%s: its example makes a sound file, the same each time', async (id) => {
    const a = await renderDocument(id, TEMPLATES[id].example)
    const b = await renderDocument(id, TEMPLATES[id].example)
    expect(Buffer.compare(a, b)).toBe(0)
    expect(await checkStructure(a)).toEqual([])
  })
  test.each(templateIds())('%s: refuses an unknown field and names it', async (id) => {
    const bad = { ...(TEMPLATES[id].example as object), surprise: 1 }
    await expect(renderDocument(id, bad)).rejects.toThrow(/surprise/)
  })
})

test('bad input: the error names path and reason', async () => {
  const input = structuredClone(TEMPLATES.receipt.example) as unknown as { term: { due: string } }
  input.term.due = '2026-02-30'
  const e = await renderDocument('receipt', input).catch((x: unknown) => x)
  expect(e).toBeInstanceOf(DocumentInputError)
  expect((e as DocumentInputError).issues).toEqual([
    { path: 'term.due', reason: 'must be an existing date, YYYY-MM-DD' },
  ])
})

test('an unknown template is refused', async () => {
  await expect(renderDocument('toString' as TemplateId, {})).rejects.toThrow('no such template')
})

test('hostile text: markup, control characters, missing glyphs, endless words', async () => {
  const input = structuredClone(TEMPLATES.application.example) as {
    formTitle: string
    sections: { questions: { label: string; answer: string }[] }[]
  }
  input.formTitle = 'A & B <script>alert(1)</script>'
  input.sections[0]!.questions = [
    { label: 'Teksts', answer: `Emocija 😀, 漢字, № 5, \u0000\u0007 ${'x'.repeat(3000)}` },
    { label: 'Garš', answer: 'vārds '.repeat(3000) },
  ]
  const pdf = await renderDocument('application', input)
  expect(await checkStructure(pdf)).toEqual([])
  expect(Buffer.from(pdf).toString('latin1')).toContain('A &amp; B &lt;script&gt;')
})

test('an 80-page report: table rows split, heads repeated, structure sound', async () => {
  const input = structuredClone(TEMPLATES.application.example) as { sections: unknown[] }
  input.sections = [
    {
      title: 'Tabula',
      questions: [
        {
          label: 'Rindas',
          answer: {
            head: ['Nr.', 'Teksts', 'Piezīme'],
            rows: Array.from({ length: 1200 }, (_, i) => [
              `${i + 1}`,
              `Rinda ar tekstu ${'ā '.repeat(i % 90)}`,
              'ok',
            ]),
          },
        },
      ],
    },
  ]
  const pdf = await renderDocument('application', input)
  const pages =
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThan(40)
  expect(await checkStructure(pdf)).toEqual([])
}, 30_000)

test('a decision can carry its data as an associated file (PDF/A-3)', async () => {
  const data = { number: '4-12/2026/66', operative: ['Licencēt'] }
  const pdf = await renderDocument('decision', { ...TEMPLATES.decision.example, data })
  expect(await checkStructure(pdf)).toEqual([])
  const s = Buffer.from(pdf)
  expect(s.toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>')
  const at = s.indexOf('/Type /EmbeddedFile')
  const begin = s.indexOf('stream\n', at) + 7
  const end = s.indexOf('\nendstream', begin)
  expect(JSON.parse(inflateSync(s.subarray(begin, end)).toString('utf8'))).toEqual(data)
})

test('what the law calls invalid is not printed as an act, only as a draft', async () => {
  const input = { ...TEMPLATES.decision.example, norms: [], hearing: undefined }
  await expect(renderDocument('decision', input)).rejects.toThrow(/norms: .*APL 67\(2\)7.*hearing: .*APL 62/)
  await expect(renderDocument('decision', { ...input, draft: true })).resolves.toBeInstanceOf(Uint8Array)
})
