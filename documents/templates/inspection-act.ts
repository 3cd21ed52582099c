// Act of an inspection on the spot: who, where, what was found, remarks of those inspected.
import { z } from 'zod'
import { type Block, dashed, h, numbered, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, normsBlocks, party, words } from '../head.ts'
import { template } from '../template.ts'
import { dateName } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  inspected: party,
  ground: words(2000),
  purpose: words(2000),
  at: z.strictObject({ date: isoDate, from: words(20), to: words(20), address: words(500) }),
  inspectors: z
    .array(z.strictObject({ name: words(300), post: words(300) }))
    .min(1)
    .max(50),
  present: z.array(words(500)).max(100).optional(),
  findings: z
    .array(
      z.strictObject({
        text: words(),
        complies: z.enum(['yes', 'no', 'partly', 'not-checked']),
        norm: words(500).optional(),
        evidence: words(1000).optional(),
      }),
    )
    .min(1)
    .max(1000),
  explanations: z
    .array(z.strictObject({ by: words(500), text: words() }))
    .max(100)
    .optional(),
  tasks: z
    .array(z.strictObject({ text: words(5000), due: isoDate.optional() }))
    .max(200)
    .optional(),
  objections: words().optional(),
  norms: z.array(words(500)).max(100).optional(),
})
const COMPLIES = {
  yes: 'atbilst',
  no: 'neatbilst',
  partly: 'daļēji',
  'not-checked': 'nav pārbaudīts',
} as const

export const inspectionAct = template({
  title: { lv: 'Pārbaudes akts', en: 'Inspection act' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-04-09',
    number: 'PA-2026-0017',
    caseNumber: 'LIC-2026-000045',
    inspected: { name: 'Paraugu pagasta pamatskola', regNo: '0000000017', address: 'Skolas iela 1, Parauga' },
    ground: 'Licencēšanas lieta Nr. LIC-2026-000045',
    purpose: 'Pārbaudīt programmas īstenošanas vietu Parka ielā 4.',
    at: { date: '2026-04-09', from: '10.00', to: '12.30', address: 'Parka iela 4, Parauga' },
    inspectors: [{ name: 'Ilze Paraugkalne', post: 'vecākā eksperte' }],
    present: ['Direktore Anna Paraudziņa'],
    findings: [
      {
        text: 'Telpas nav nodotas ekspluatācijā.',
        complies: 'no',
        norm: 'MK 253/2023, 4. punkts',
        evidence: 'Fotogrāfijas Nr. 1–9',
      },
      { text: 'Evakuācijas plāni ir izvietoti.', complies: 'yes' },
    ],
    explanations: [
      { by: 'Anna Paraudziņa', text: 'Būvdarbus paredzēts pabeigt līdz 2026. gada 1. jūlijam.' },
    ],
    tasks: [{ text: 'Iesniegt aktu par nodošanu ekspluatācijā.', due: '2026-07-15' }],
    signatory: { post: 'Vecākā eksperte', name: 'Ilze Paraugkalne' },
    eSigned: true,
  },
  compose: (i) => {
    const body: Block[] = [
      {
        k: 'facts',
        rows: [
          [
            'Pārbaudītā iestāde',
            [i.inspected.name, i.inspected.regNo ? `, reģ. Nr. ${i.inspected.regNo}` : ''],
          ],
          [
            'Vieta un laiks',
            `${i.at.address}\n${dateName(i.at.date)}, no plkst. ${i.at.from} līdz plkst. ${i.at.to}`,
          ],
          ['Pamats', i.ground],
          ['Mērķis', i.purpose],
          ['Pārbaudi veica', i.inspectors.map((x) => `${x.name}, ${x.post}`).join('\n')],
          ...(i.present?.length ? ([['Piedalījās', i.present.join('\n')]] as const) : []),
        ],
      },
      h(2, 'Konstatējumi'),
      {
        k: 'table',
        columns: [
          { head: 'Nr.', share: 7 },
          { head: 'Konstatējums un pierādījumi', share: 51 },
          { head: 'Norma', share: 25 },
          { head: 'Vērtējums', share: 17 },
        ],
        rows: i.findings.map((f, n) => [
          `${n + 1}.`,
          f.evidence ? `${f.text}\nPierādījumi: ${f.evidence}` : f.text,
          f.norm ?? '',
          COMPLIES[f.complies],
        ]),
      },
    ]
    if (i.explanations?.length)
      body.push(h(2, 'Paskaidrojumi'), dashed(i.explanations.map((x) => `${x.by}: ${x.text}`)))
    if (i.tasks?.length)
      body.push(
        h(2, 'Uzdevumi trūkumu novēršanai'),
        numbered(i.tasks.map((t) => (t.due ? `${t.text} Termiņš: ${dateName(t.due)}.` : t.text))),
      )
    body.push(
      h(2, 'Iebildumi'),
      ...(i.objections ? paragraphs(i.objections) : [p('Iebildumi nav izteikti.')]),
    )
    body.push(...normsBlocks(i.norms ?? [], 'Tiesību normas'))
    return letter(i, { title: 'Pārbaudes akts', body })
  },
})
