// The application as the applicant saw it: the same questions, in the same order and words, with the answers.
import { z } from 'zod'
import { type Block, bold, dashed, ending, gap, h, p } from '../blocks.ts'
import {
  EXAMPLE_ISSUER,
  EXAMPLE_SCHOOL,
  fileEntry,
  frame,
  headFields,
  instant,
  party,
  verification,
  words,
} from '../head.ts'
import { template } from '../template.ts'
import { byteSize, onInstant, spacedHash } from '../text.ts'

const answer = z.union([
  z.string().max(20_000),
  z.array(z.string().max(20_000)).max(1000),
  z.strictObject({
    head: z.array(words(300)).min(1).max(12),
    rows: z.array(z.array(z.string().max(5000)).max(12)).max(2000),
  }),
])
const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  formTitle: words(500),
  /** Version of the form, so that the words can be found again. */
  formVersion: words(100),
  applicant: party,
  submittedBy: words(500).optional(),
  submittedAt: instant.optional(),
  sections: z
    .array(
      z.strictObject({
        title: words(500),
        questions: z
          .array(z.strictObject({ label: words(2000), hint: words(2000).optional(), answer }))
          .max(500),
      }),
    )
    .min(1)
    .max(100),
  files: z.array(fileEntry).max(500).optional(),
  declarations: z.array(words(5000)).max(50).optional(),
  /** How the applicant confirmed identity, in words. */
  confirmedBy: words(1000).optional(),
})

const NOTHING = 'nav norādīts'

function answerBlocks(a: z.output<typeof answer>): Block[] {
  if (typeof a === 'string') return [p(a.trim() === '' ? NOTHING : a, { muted: a.trim() === '', after: 8 })]
  if (Array.isArray(a)) return a.length === 0 ? [p(NOTHING, { muted: true, after: 8 })] : [dashed(a)]
  const share = 1 / a.head.length
  return [
    {
      k: 'table',
      columns: a.head.map((head) => ({ head, share })),
      rows: a.rows.map((r) => a.head.map((_, c) => r[c] ?? '')),
      size: 9,
    },
  ]
}

export const application = template({
  title: { lv: 'Iesniegums (kā to redzēja iesniedzējs)', en: 'Application as the applicant saw it' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    caseNumber: 'LIC-2026-000045',
    number: 'S-2026-000123',
    date: '2026-03-05',
    formTitle: 'Iesniegums izglītības programmas licencēšanai',
    formVersion: 'programme-licensing 1 (lv)',
    applicant: EXAMPLE_SCHOOL,
    submittedBy: 'Direktore Anna Paraudziņa',
    submittedAt: '2026-03-05T07:12:03Z',
    sections: [
      {
        title: 'Programma',
        questions: [
          { label: 'Programmas kods', hint: '8 zīmes, piemēram, 21011111', answer: '21011111' },
          { label: 'Programmas nosaukums', answer: 'Pamatizglītības programma' },
          { label: 'Īstenošanas forma', answer: ['Klātiene', 'Neklātiene'] },
          { label: 'Profesionālā kvalifikācija', answer: '' },
        ],
      },
      {
        title: 'Pedagogi',
        questions: [
          {
            label: 'Pedagogi, kas īstenos programmu',
            answer: {
              head: ['Mācību priekšmets', 'Izglītība', 'Slodze'],
              rows: [
                ['Matemātika', 'Augstākā pedagoģiskā', '0,9'],
                ['Fizika', 'Augstākā, pedagoga kvalifikācija', '0,4'],
              ],
            },
          },
        ],
      },
    ],
    files: [
      {
        name: 'Mācību plāns.pdf',
        bytes: 184_320,
        sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
      },
    ],
    declarations: ['Apliecinu, ka sniegtās ziņas ir patiesas.'],
    confirmedBy: 'Iesniedzējs pieslēdzies ar valsts vienoto pieteikšanos; atsevišķs paraksts nav vajadzīgs.',
  },
  compose: (i) => {
    const blocks: Block[] = [
      h(1, i.formTitle),
      {
        k: 'facts',
        rows: [
          ['Iestāde, kurai iesniegts', i.issuer.name],
          ['Iesniedzējs', [i.applicant.name, i.applicant.regNo ? `, reģ. Nr. ${i.applicant.regNo}` : '']],
          ...(i.applicant.address ? ([['Adrese', i.applicant.address]] as const) : []),
          ...(i.submittedBy ? ([['Iesniedza', i.submittedBy]] as const) : []),
          ...(i.submittedAt ? ([['Iesniegts', onInstant(i.submittedAt)]] as const) : []),
          ...(i.number ? ([['Numurs', [bold(i.number)]]] as const) : []),
          ['Lieta', i.caseNumber],
        ],
      },
    ]
    for (const s of i.sections) {
      blocks.push(h(2, s.title))
      for (const q of s.questions) {
        blocks.push(p(q.label, { bold: true, after: q.hint ? 0 : 2, keepNext: true, size: 10 }))
        if (q.hint) blocks.push(p(q.hint, { muted: true, size: 9, after: 2, keepNext: true }))
        blocks.push(...answerBlocks(q.answer))
      }
    }
    if (i.files?.length)
      blocks.push(h(2, 'Pievienotās datnes'), {
        k: 'table',
        columns: [
          { head: 'Datne', share: 38 },
          { head: 'Apjoms', share: 12, align: 'right' },
          { head: 'Kontrolsumma (SHA-256)', share: 50 },
        ],
        rowHeaders: true,
        rows: i.files.map((f) => [
          f.name,
          f.bytes === undefined ? '' : byteSize(f.bytes),
          f.sha256 ? spacedHash(f.sha256) : '',
        ]),
        size: 8.5,
      })
    if (i.declarations?.length) blocks.push(h(2, 'Apliecinājumi'), dashed(i.declarations))
    if (i.confirmedBy) blocks.push(p(i.confirmedBy))
    blocks.push(
      ending([
        gap(6),
        p(`Veidlapas versija: ${i.formVersion}`, { size: 8.5, muted: true }),
        ...verification(i),
      ]),
    )
    return frame(i, i.formTitle, blocks, i.submittedAt)
  },
})
