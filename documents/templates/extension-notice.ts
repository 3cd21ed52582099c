// Extension of the term for the decision, APL 64(2): sent before the old term ends, at most four months from receipt.
import { z } from 'zod'
import { bold, h, p, paragraphs } from '../blocks.ts'
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
import { dateName, onDate, untilDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  application: z.strictObject({ what: words(500), receivedOn: isoDate, number: words(100).optional() }),
  oldDue: isoDate,
  newDue: isoDate,
  ground: words(5000),
  /** What will be done in the added time. */
  steps: words(5000).optional(),
  norm: words(500),
  norms: z.array(words(500)).max(100).optional(),
  appeal: appealFields.optional(),
})

export const extensionNotice = template({
  title: { lv: 'Paziņojums par termiņa pagarināšanu', en: 'Notice of extension' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-30',
    number: '4-12/2026/48',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    application: {
      what: 'iesniegums izglītības programmas licencēšanai (kods 21011111)',
      receivedOn: '2026-03-05',
    },
    oldDue: '2026-04-07',
    newDue: '2026-05-05',
    ground:
      'Programmas īstenošanas vietā nepieciešams novērtēt jauno mācību korpusu, kuru nodod ekspluatācijā 2026. gada 10. aprīlī; pirms tam vērtēšanu objektīvi nevar pabeigt.',
    norm: 'Administratīvā procesa likuma 64. panta otrā daļa',
    appeal: {},
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Par lēmuma pieņemšanas termiņa pagarināšanu',
      body: [
        p(
          `Lieta: ${i.application.what}${i.application.number ? `, Nr.\u00a0${i.application.number}` : ''} (saņemts ${onDate(i.application.receivedOn)}).`,
        ),
        p([
          `${i.issuer.name} pagarina lēmuma pieņemšanas termiņu šajā lietā līdz `,
          bold(untilDate(i.newDue)),
          '.',
        ]),
        {
          k: 'facts',
          rows: [
            ['Iesniegums saņemts', dateName(i.application.receivedOn)],
            ['Līdzšinējais termiņš', dateName(i.oldDue)],
            ['Jaunais termiņš', [bold(dateName(i.newDue))]],
            ['Tiesību norma', i.norm],
          ],
        },
        h(2, 'Pagarināšanas iemesls'),
        ...paragraphs(i.ground),
        ...(i.steps ? [h(2, 'Turpmākā rīcība'), ...paragraphs(i.steps)] : []),
        ...normsBlocks(i.norms ?? []),
        ...(i.appeal
          ? [h(2, 'Apstrīdēšana'), p(appealText(i.appeal, 'Lēmumu par termiņa pagarināšanu'))]
          : []),
      ],
    }),
})
