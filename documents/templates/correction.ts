// Correction of an error that does not touch the substance of an act, APL 72; re-notification by APL 71.
import { z } from 'zod'
import { h, p, paragraphs } from '../blocks.ts'
import {
  appealFields,
  appealText,
  EXAMPLE_ISSUER,
  EXAMPLE_SCHOOL,
  headFields,
  isoDate,
  letter,
  normsBlocks,
  party,
  words,
} from '../head.ts'
import { template } from '../template.ts'
import { ofDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  act: z.strictObject({ what: words(500), number: words(100), date: isoDate }),
  changes: z
    .array(z.strictObject({ where: words(500), was: words(5000), becomes: words(5000) }))
    .min(1)
    .max(100),
  reason: words(5000),
  /** The correction touches norms, operative part or appeal note: notified anew, the contest term restarts. */
  restartsContest: z.boolean(),
  norms: z.array(words(500)).max(100).optional(),
  appeal: appealFields.optional(),
})

export const correction = template({
  title: { lv: 'Kļūdas labojums', en: 'Correction of an error' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-05-08',
    number: '4-12/2026/71',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    act: { what: 'lēmums par izglītības programmas licencēšanu', number: '4-12/2026/66', date: '2026-05-04' },
    changes: [{ where: 'Lemjošās daļas 1. punkts', was: 'Skolas iela 11', becomes: 'Skolas iela 1' }],
    reason: 'Adrese pārrakstīta neprecīzi; iesniegumā un lietas materiālos tā norādīta pareizi.',
    restartsContest: true,
    norms: ['Administratīvā procesa likuma 72. pants', 'Administratīvā procesa likuma 71. pants'],
    appeal: {},
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Kļūdas labojums',
      subject: `${i.act.what[0]!.toLocaleUpperCase('lv')}${i.act.what.slice(1)}, ${ofDate(i.act.date)} Nr.\u00a0${i.act.number}`,
      body: [
        p(
          'Norādītajā administratīvajā aktā labo kļūdu, kas negroza lēmumu pēc būtības (Administratīvā procesa likuma 72. pants).',
        ),
        {
          k: 'table',
          columns: [
            { head: 'Vieta', share: 24 },
            { head: 'Bija', share: 38 },
            { head: 'Turpmāk', share: 38 },
          ],
          rowHeaders: true,
          rows: i.changes.map((c) => [c.where, c.was, c.becomes]),
        },
        h(2, 'Iemesls'),
        ...paragraphs(i.reason),
        ...(i.restartsContest
          ? [
              h(2, 'Paziņošana un apstrīdēšanas termiņš'),
              p(
                'Labojums skar piemērotās normas, lemjošo daļu vai norādi par apstrīdēšanu, tādēļ akts tiek paziņots atkārtoti (Administratīvā procesa likuma 71. pants) un apstrīdēšanas termiņu skaita no jauna.',
              ),
            ]
          : [p('Labojums neietekmē akta spēku un apstrīdēšanas termiņu.')]),
        ...normsBlocks(i.norms ?? []),
        ...(i.appeal
          ? [h(2, 'Apstrīdēšana'), p(appealText(i.appeal, 'Administratīvo aktu labotajā redakcijā'))]
          : []),
      ],
    }),
})
