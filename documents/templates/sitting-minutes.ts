// Minutes of a sitting of a commission or council: attendance, recusals, agenda, votes.
import { z } from 'zod'
import { type Block, bold, dashed, h, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, party, words } from '../head.ts'
import { template } from '../template.ts'
import { dateName } from '../text.ts'

const count = z.number().int().nonnegative()
const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  body: words(500),
  sitting: z.strictObject({ date: isoDate, from: words(20), to: words(20), where: words(500) }),
  chair: words(300),
  secretary: words(300),
  members: z
    .array(z.strictObject({ name: words(300), present: z.boolean(), note: words(500).optional() }))
    .min(1)
    .max(200),
  invited: z.array(words(500)).max(200).optional(),
  quorum: z.strictObject({ needed: count, present: count }),
  items: z
    .array(
      z.strictObject({
        title: words(1000),
        caseNumber: words(100).optional(),
        recused: z
          .array(z.strictObject({ name: words(300), why: words(1000) }))
          .max(100)
          .optional(),
        heard: z.array(words()).max(200).optional(),
        vote: z.strictObject({ for: count, against: count, abstained: count }).optional(),
        separateOpinions: z
          .array(z.strictObject({ by: words(300), text: words() }))
          .max(50)
          .optional(),
        decided: words(10_000),
      }),
    )
    .min(1)
    .max(200),
})

export const sittingMinutes = template({
  title: { lv: 'Sēdes protokols', en: 'Sitting minutes' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    date: '2026-04-22',
    number: 'AK-2026-08',
    place: 'Rīgā',
    caseNumber: 'AKR-2026-000012',
    body: 'Akreditācijas komisija',
    sitting: { date: '2026-04-22', from: '10.00', to: '11.40', where: 'tiešsaistē' },
    chair: 'Jānis Paraugs',
    secretary: 'Ieva Paraudziņa',
    members: [
      { name: 'Jānis Paraugs', present: true },
      { name: 'Dace Parauga', present: true },
      { name: 'Uldis Paraugs', present: false, note: 'attaisnotu iemeslu dēļ' },
    ],
    quorum: { needed: 2, present: 2 },
    items: [
      {
        title: 'Paraugu pagasta pamatskolas akreditācija',
        caseNumber: 'AKR-2026-000012',
        recused: [{ name: 'Dace Parauga', why: 'piedalījusies vērtēšanā kā eksperte' }],
        heard: ['J. Paraugs iepazīstina ar ekspertu ziņojumu Nr. EZ-2026-0021.'],
        vote: { for: 1, against: 0, abstained: 0 },
        decided: 'Ierosināt akreditēt iestādi uz sešiem gadiem.',
      },
    ],
    signatory: { post: 'Sēdes vadītājs', name: 'Jānis Paraugs' },
    eSigned: true,
  },
  compose: (i) => {
    const body: Block[] = [
      {
        k: 'facts',
        rows: [
          [
            'Sēdes laiks un vieta',
            `${dateName(i.sitting.date)}, no plkst. ${i.sitting.from} līdz plkst. ${i.sitting.to}, ${i.sitting.where}`,
          ],
          ['Vada', i.chair],
          ['Protokolē', i.secretary],
          ['Kvorums', `vajadzīgi ${i.quorum.needed}, piedalās ${i.quorum.present}`],
          ...(i.invited?.length ? ([['Uzaicināti', i.invited.join('\n')]] as const) : []),
        ],
      },
      h(2, 'Locekļi'),
      {
        k: 'table',
        columns: [
          { head: 'Vārds, uzvārds', share: 45 },
          { head: 'Piedalās', share: 20 },
          { head: 'Piezīme', share: 35 },
        ],
        rowHeaders: true,
        rows: i.members.map((m) => [m.name, m.present ? 'jā' : 'nē', m.note ?? '']),
      },
      h(2, 'Darba kārtība'),
      { k: 'list', style: 'decimal', items: i.items.map((x) => x.title) },
    ]
    i.items.forEach((x, n) => {
      body.push(h(2, `${n + 1}. ${x.title}`))
      if (x.caseNumber) body.push(p(`Lieta Nr.\u00a0${x.caseNumber}`, { size: 9.5, muted: true }))
      if (x.recused?.length)
        body.push(
          p('Atstatījušies:', { keepNext: true }),
          dashed(x.recused.map((r) => `${r.name} – ${r.why}`)),
        )
      for (const t of x.heard ?? []) body.push(...paragraphs(t))
      if (x.vote)
        body.push(
          p(`Balsojums: par – ${x.vote.for}, pret – ${x.vote.against}, atturas – ${x.vote.abstained}.`),
        )
      body.push(p([bold('Nolemts: '), x.decided]))
      if (x.separateOpinions?.length)
        body.push(
          p('Atsevišķie viedokļi:', { keepNext: true }),
          dashed(x.separateOpinions.map((o) => `${o.by}: ${o.text}`)),
        )
    })
    return letter(i, { title: 'Sēdes protokols', subject: i.body, body })
  },
})
