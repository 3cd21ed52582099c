// Certificate: one statement about one holder, with number, validity and ground.
import { z } from 'zod'
import { type Block, bold, ending, gap, h, p } from '../blocks.ts'
import {
  EXAMPLE_ISSUER,
  frame,
  headFields,
  isoDate,
  letterhead,
  party,
  signatureBlock,
  verification,
  words,
} from '../head.ts'
import { empty, template } from '../template.ts'
import { dateName, ofDate, untilDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  /** Title in capitals, e.g. "Psihologa sertifikāts". */
  heading: words(300),
  holder: party,
  statement: words(3000),
  details: z
    .array(z.strictObject({ label: words(300), value: words(2000) }))
    .max(60)
    .optional(),
  valid: z.strictObject({ from: isoDate, until: isoDate.optional() }),
  basis: words(1000),
})

export const certificate = template({
  title: { lv: 'Sertifikāts (apliecība)', en: 'Certificate' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    date: '2026-05-20',
    number: 'PS-2026-0042',
    place: 'Rīgā',
    caseNumber: 'PSI-2026-000042',
    heading: 'Psihologa sertifikāts',
    holder: { name: 'Katrīna Paraudziņa', personalId: '329999-99999' },
    statement: 'ir sertificēta psiholoģe izglītības un skolu psiholoģijas jomā.',
    details: [{ label: 'Joma', value: 'Izglītības un skolu psiholoģija' }],
    valid: { from: '2026-05-20', until: '2033-05-19' },
    basis: 'Psihologu sertifikācijas padomes 2026. gada 20. maija lēmums Nr. 12',
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
    sealed: true,
    verifyUrl: 'https://lieta.example/verify/PS-2026-0042',
  },
  lacks: (i) => empty(i, { number: 'a certificate bears its number' }),
  compose: (i) => {
    const rows: [string, string][] = [
      ...(i.details ?? []).map((d) => [d.label, d.value] as [string, string]),
      ['Izsniegts', [i.place, i.date ? dateName(i.date) : ''].filter(Boolean).join(', ')],
      [
        'Derīgs',
        i.valid.until
          ? `no ${ofDate(i.valid.from)} līdz ${untilDate(i.valid.until)}`
          : `no ${ofDate(i.valid.from)}, bez termiņa`,
      ],
      ['Pamats', i.basis],
    ]
    const blocks: Block[] = [
      ...letterhead(i),
      gap(52),
      { ...h(1, i.heading.toLocaleUpperCase('lv'), 'center'), size: 26 },
      p(['Nr.\u00a0', bold(i.number ?? '[numurs]')], { align: 'center', after: 40, size: 13 }),
      p('Ar šo apliecina, ka', { align: 'center', size: 12, after: 12 }),
      p(i.holder.name, { align: 'center', bold: true, size: 21, after: 4 }),
    ]
    const id = [
      i.holder.personalId && `personas kods ${i.holder.personalId}`,
      i.holder.regNo && `reģ. Nr. ${i.holder.regNo}`,
    ].filter(Boolean)
    if (id.length > 0) blocks.push(p(id.join(', '), { align: 'center', muted: true, after: 18 }))
    blocks.push(
      p(i.statement, { align: 'center', size: 13, after: 44 }),
      { k: 'facts', rows },
      ending([gap(22), signatureBlock(i), gap(10), ...verification(i)]),
    )
    return { ...frame(i, i.heading, blocks), border: true }
  },
})
