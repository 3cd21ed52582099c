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
import { onDate } from '../text.ts'

/** The parts of an act as corrections name them: its text at large, and those whose correction is notified anew. */
const PARTS = ['text', 'norms', 'operative', 'appeal-note'] as const
/** APL 67(2)7 to 9: what is corrected there is notified anew, and the term to contest begins again (71(3), 79(1)). */
const RENEWS: Partial<Record<(typeof PARTS)[number], { part: string; point: number }>> = {
  norms: { part: 'piemēroto tiesību normu uzskaitījumu', point: 7 },
  operative: { part: 'lemjošo daļu', point: 8 },
  'appeal-note': { part: 'norādi par apstrīdēšanu', point: 9 },
}

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  act: z.strictObject({ what: words(500), number: words(100), date: isoDate }),
  changes: z
    .array(z.strictObject({ part: z.enum(PARTS), where: words(500), was: words(5000), becomes: words(5000) }))
    .min(1)
    .max(100),
  reason: words(5000),
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
    changes: [
      {
        part: 'operative',
        where: 'Lemjošās daļas 1. punkts',
        was: 'Skolas iela 11',
        becomes: 'Skolas iela 1',
      },
    ],
    reason: 'Adrese pārrakstīta neprecīzi; iesniegumā un lietas materiālos tā norādīta pareizi.',
    norms: [
      'Administratīvā procesa likuma 71. panta trešā daļa',
      'Administratīvā procesa likuma 72. panta pirmā daļa',
    ],
    appeal: {},
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Kļūdas labojums',
      subject: `${i.act.what[0]!.toLocaleUpperCase('lv')}${i.act.what.slice(1)}, ${onDate(i.act.date)}, Nr.\u00a0${i.act.number}`,
      body: [
        p(
          'Norādītajā administratīvajā aktā ir izlabota kļūda. Labojums nemaina lēmuma būtību (Administratīvā procesa likuma 72. panta pirmā daļa).',
        ),
        {
          k: 'table',
          columns: [
            { head: 'Vieta', share: 24 },
            { head: 'Līdzšinējais teksts', share: 38 },
            { head: 'Labotais teksts', share: 38 },
          ],
          rowHeaders: true,
          rows: i.changes.map((c) => [c.where, c.was, c.becomes]),
        },
        h(2, 'Iemesls'),
        ...paragraphs(i.reason),
        h(2, 'Paziņošana un apstrīdēšanas termiņš'),
        p(touched(i.changes.map((c) => c.part))),
        ...normsBlocks(i.norms ?? []),
        ...(i.appeal
          ? [h(2, 'Apstrīdēšana'), p(appealText(i.appeal, 'Administratīvo aktu labotajā redakcijā'))]
          : []),
      ],
    }),
})

/** Which parts of the act the correction touches, and what follows for its notification. */
function touched(parts: readonly (typeof PARTS)[number][]): string {
  const renewed = [...new Set(parts)].flatMap((part) => RENEWS[part] ?? [])
  if (renewed.length === 0)
    return 'Labojums neskar piemēroto tiesību normu uzskaitījumu, lemjošo daļu un norādi par apstrīdēšanu. Tas neietekmē akta spēku un apstrīdēšanas termiņu.'
  const named = renewed.map(
    ({ part, point }) => `${part} (Administratīvā procesa likuma 67. panta otrās daļas ${point}. punkts)`,
  )
  const list = named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} un ${named.at(-1)}`
  return `Labojums skar akta ${list}, tādēļ labotais akts tiek paziņots atkārtoti (Administratīvā procesa likuma 71. panta trešā daļa) un apstrīdēšanas termiņu skaita no jauna.`
}
