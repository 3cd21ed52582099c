import { describe, expect, test } from '@jest/globals'
import { licensingDecision } from '../forms/decisions/licensing.ts'
import { checkStructure } from './check-pdf.ts'
import { decisionBody } from './decision/body.ts'
import { decisionDataSchema } from './decision/data.ts'
import { printedText, textOf } from './printed.ts'
import { DocumentInputError, renderDocument, TEMPLATES, type TemplateId, templateIds } from './render.ts'
import { embeddedJson } from './testing.ts'
import { bound, ended, listed } from './text.ts'

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0

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

test('long tables: rows split, heads repeated, structure sound', async () => {
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
  expect(pagesOf(pdf)).toBeGreaterThan(40)
  expect(await checkStructure(pdf)).toEqual([])
}, 30_000)

test('an 80-page report: headings, paragraphs and lists over all of it, the same bytes again, sound to the last page', async () => {
  const input = structuredClone(TEMPLATES['expert-report'].example)
  const words = 'Programmas saturs, plānotie rezultāti un to vērtēšana ir salīdzināti ar valsts standartu. '
  const [criterion] = input.criteria
  input.criteria = Array.from({ length: 72 }, (_, i) => ({
    ...criterion!,
    code: `${i + 1}`,
    findings: Array.from({ length: 3 }, (_, k) => words.repeat(9 + ((i + k) % 13)).trim()),
  }))
  const pdf = await renderDocument('expert-report', input)
  expect(pagesOf(pdf)).toBeGreaterThanOrEqual(80)
  expect(await checkStructure(pdf)).toEqual([])
  expect(Buffer.compare(pdf, await renderDocument('expert-report', input))).toBe(0)
}, 60_000)

describe('the machine-readable twin of a decision', () => {
  test('says what the print says, keeps to its schema and makes the file PDF/A-3', async () => {
    const example = TEMPLATES.decision.example
    const pdf = await renderDocument('decision', example)
    expect(await checkStructure(pdf)).toEqual([])
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>')
    const data = decisionDataSchema.parse(embeddedJson(pdf))
    expect(data).toMatchObject({
      schema: 'lieta-decision/2',
      number: example.number,
      kind: 'partly',
      institution: { regNo: '0000000017' },
      norms: example.norms,
      operative: example.operative,
      conditions: example.conditions,
      contest: { derived: { term: 'P1M', lastDay: '2026-06-08' } },
      verifyUrl: example.verifyUrl,
    })
  })

  test('names no natural person, not even the one who signed', async () => {
    const input = {
      ...TEMPLATES.decision.example,
      addressee: { name: 'Juris Paraugs', personalId: '329999-99901', address: 'Parauga iela 1, Rīga' },
    }
    const pdf = await renderDocument('decision', input)
    expect(JSON.stringify(embeddedJson(pdf))).not.toMatch(/Juris|329999|Marta|Ilze/)
  })

  test('a draft has none, and no other document has', async () => {
    const draft = await renderDocument('decision', { ...TEMPLATES.decision.example, draft: true })
    for (const pdf of [draft, await renderDocument('correction', TEMPLATES.correction.example)])
      expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
  })
})

describe('what is not whole is not printed as issued, only as a draft with the mark on each page', () => {
  const { decision, certificate, receipt, reply } = TEMPLATES
  const CASES: [TemplateId, object, string, unknown][] = [
    ...(['date', 'number', 'facts', 'reasoning', 'appeal', 'signatory'] as const).map(
      (field): [TemplateId, object, string, unknown] => [
        'decision',
        decision.example,
        field,
        Array.isArray((decision.example as Record<string, unknown>)[field]) ? [] : undefined,
      ],
    ),
    ['certificate', certificate.example, 'number', undefined],
    ['receipt', receipt.example, 'number', undefined],
    ['reply', reply.example, 'date', undefined],
  ]
  test.each(CASES)('%s without %3$s', async (template, example, field, nothing) => {
    const input = { ...example, [field]: nothing }
    const refused = await renderDocument(template, input).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(DocumentInputError)
    expect((refused as DocumentInputError).issues.map((i) => i.path)).toEqual([field])
    const draft = await printedText(await renderDocument(template, { ...input, draft: true }))
    const pages = new Set(draft.map((p) => p.page))
    const marked = draft.filter((p) => p.text === 'PROJEKTS – NAV IZDOTS').map((p) => p.page)
    expect(marked).toEqual([...pages])
  })

  test.each(templateIds())('%s without its date', async (id) => {
    await expect(renderDocument(id, { ...TEMPLATES[id].example, date: undefined })).rejects.toThrow(/ date: /)
  })
})

describe('what a decision says to its addressee', () => {
  test('where it may be contested, and by which norms', async () => {
    const text = (await textOf(await renderDocument('decision', TEMPLATES.decision.example))).replace(
      /\s+/g,
      ' ',
    )
    expect(text).toContain(
      '(Administratīvā procesa likuma 76. panta otrā daļa, 77. panta pirmā daļa un 79. panta pirmā daļa)',
    )
  })

  test('no order to those who keep the register', async () => {
    const content = licensingDecision({
      proposal: { kind: 'grant', facts: 'Fakts.', reasoning: 'Pamats.' },
      application: { programmeCode: '21011111', programmeName: 'Programma', siteAddress: 'Skolas iela 1' },
      latestPayload: () => undefined,
      applicant: 'Skola',
      ...{ ownMotion: false, today: '2026-03-05', receivedOn: '2026-03-04' },
    })!
    const input = { ...TEMPLATES.decision.example, register: content.register }
    const text = await textOf(await renderDocument('decision', input))
    expect(text).toContain('tiks ierakstīta')
    expect(text).not.toMatch(/[Ii]zdarīt/)
  })
})

test('what the law calls invalid is not printed as an act, only as a draft', async () => {
  const input = { ...TEMPLATES.decision.example, norms: [], hearing: undefined }
  await expect(renderDocument('decision', input)).rejects.toThrow(/norms: .*APL 67\(2\)7.*hearing: .*APL 62/)
  await expect(renderDocument('decision', { ...input, draft: true })).resolves.toBeInstanceOf(Uint8Array)
})

test('dates, numbers and articles are bound: no line ends within them', () => {
  const typed =
    'Līdz 2026. gada 1. septembrim iesniegt aktu Nr. 17 (62. panta pirmā daļa, 56. panta 1.¹ daļa).'
  expect(bound(typed)).toBe(
    'Līdz 2026.~gada~1.~septembrim iesniegt aktu Nr.~17 (62.~panta pirmā daļa, 56.~panta 1.¹~daļa).'.replaceAll(
      '~',
      '\u00a0',
    ),
  )
})

test('what somebody ended with a full stop gets no second one', async () => {
  expect(['Akts', 'Akts (12.11.2026.).', 'Kāpēc?'].map(ended)).toEqual([
    'Akts.',
    'Akts (12.11.2026.).',
    'Kāpēc?',
  ])
  expect(listed(['Akts.', 'Attēli 1. un 2. lapā', 'Zāle nav nodota.'])).toBe(
    'Akts; Attēli 1. un 2. lapā; Zāle nav nodota.',
  )
  const input = structuredClone(TEMPLATES.decision.example) as {
    facts: { text: string; evidence?: string[] }[]
  }
  input.facts = [{ text: 'Telpas.', evidence: ['Akts nav iesniegts.'] }]
  expect(JSON.stringify(decisionBody(input as never))).toContain('Pierādījumi: Akts nav iesniegts."')
})
