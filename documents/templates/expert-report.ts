// Report of experts: criteria with findings, evidence and rating, conclusions, proposals. May run to many pages.
import { z } from 'zod'
import { type Block, bold, dashed, h, numbered, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, party, words } from '../head.ts'
import { template } from '../template.ts'
import { listed, ofDate, shortDate, untilDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  subject: words(500),
  evaluated: party,
  period: z.strictObject({ from: isoDate, to: isoDate }),
  experts: z
    .array(z.strictObject({ name: words(300), role: words(300), noConflict: z.boolean() }))
    .min(1)
    .max(50),
  methods: z
    .array(z.strictObject({ date: isoDate.optional(), text: words(2000) }))
    .max(500)
    .optional(),
  criteria: z
    .array(
      z.strictObject({
        code: words(50),
        title: words(500),
        rating: words(200),
        findings: z.array(words()).max(200),
        strengths: z.array(words(5000)).max(100).optional(),
        improvements: z.array(words(5000)).max(100).optional(),
        evidence: z.array(words(1000)).max(200).optional(),
      }),
    )
    .min(1)
    .max(200),
  conclusions: z.array(words()).max(100),
  proposal: words(5000).optional(),
})

export const expertReport = template({
  title: { lv: 'Ekspertu ziņojums', en: 'Expert report' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-04-20',
    number: 'EZ-2026-0021',
    caseNumber: 'AKR-2026-000012',
    subject: 'Par izglītības iestādes darbības novērtēšanu',
    evaluated: { name: 'Paraugu pagasta pamatskola', regNo: '0000000017', address: 'Skolas iela 1, Parauga' },
    period: { from: '2026-04-06', to: '2026-04-17' },
    experts: [
      { name: 'Dace Parauga', role: 'komisijas vadītāja', noConflict: true },
      { name: 'Andris Paraudziņš', role: 'eksperts (dabaszinātnes)', noConflict: true },
    ],
    methods: [
      { date: '2026-04-14', text: 'Sarunas ar vadību, pedagogiem, izglītojamajiem un vecākiem' },
      { date: '2026-04-15', text: 'Vērotas 14 mācību stundas' },
    ],
    criteria: [
      {
        code: '1.1',
        title: 'Mācīšana un mācīšanās',
        rating: 'labi',
        findings: ['Vērotajās stundās mērķis ir skaidrs un saistīts ar sasniedzamo rezultātu.'],
        strengths: ['Pedagogi sadarbojas, plānojot tēmas.'],
        improvements: ['Regulārāk izmantot atgriezenisko saiti.'],
        evidence: ['Stundu vērošanas lapas Nr. 1–14'],
      },
      {
        code: '2.3',
        title: 'Droša un iekļaujoša vide',
        rating: 'ļoti labi',
        findings: ['Aptauju dati un sarunas liecina, ka izglītojamie skolā jūtas droši.'],
        evidence: ['Aptaujas rezultāti'],
      },
    ],
    conclusions: ['Iestāde nodrošina programmas īstenošanu atbilstoši licencei.'],
    proposal: 'Akreditēt izglītības iestādi uz sešiem gadiem.',
    signatory: { post: 'Komisijas vadītāja', name: 'Dace Parauga' },
    eSigned: true,
  },
  compose: (i) => {
    const body: Block[] = [
      {
        k: 'facts',
        rows: [
          ['Vērtētā iestāde', [i.evaluated.name, i.evaluated.regNo ? `, reģ. Nr. ${i.evaluated.regNo}` : '']],
          ['Vērtēšanas laiks', `no ${ofDate(i.period.from)} līdz ${untilDate(i.period.to)}`],
        ],
      },
      h(2, 'Eksperti'),
      {
        k: 'table',
        columns: [
          { head: 'Vārds, uzvārds', share: 38 },
          { head: 'Uzdevums', share: 38 },
          { head: 'Interešu konflikts', share: 24 },
        ],
        rowHeaders: true,
        rows: i.experts.map((e) => [e.name, e.role, e.noConflict ? 'nav' : 'ir norādīts']),
      },
    ]
    if (i.methods?.length)
      body.push(
        h(2, 'Vērtēšanas metodes'),
        dashed(i.methods.map((m) => (m.date ? `${shortDate(m.date)} ${m.text}` : m.text))),
      )
    body.push(h(2, 'Vērtējumu kopsavilkums'), {
      k: 'table',
      columns: [
        { head: 'Kritērijs', share: 12 },
        { head: 'Nosaukums', share: 60 },
        { head: 'Vērtējums', share: 28 },
      ],
      rows: i.criteria.map((c) => [c.code, c.title, c.rating]),
    })
    for (const c of i.criteria) {
      body.push(h(2, `${c.code} ${c.title}`), p(['Vērtējums: ', bold(c.rating)], { keepNext: true }))
      if (c.findings.length > 0) body.push(numbered(c.findings))
      if (c.strengths?.length) body.push(h(3, 'Stiprās puses'), dashed(c.strengths))
      if (c.improvements?.length) body.push(h(3, 'Turpmākai attīstībai'), dashed(c.improvements))
      if (c.evidence?.length) body.push(p(`Pierādījumi: ${listed(c.evidence)}`, { size: 9.5, muted: true }))
    }
    if (i.conclusions.length > 0) body.push(h(2, 'Secinājumi'), numbered(i.conclusions))
    if (i.proposal) body.push(h(2, 'Priekšlikums'), ...paragraphs(i.proposal))
    return letter(i, { title: 'Ekspertu ziņojums', subject: i.subject, body })
  },
})
