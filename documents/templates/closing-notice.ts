// The end of a case without a decision on the merits: deemed not submitted, withdrawn, closed.
import { z } from 'zod'
import { h, numbered, p, paragraphs } from '../blocks.ts'
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

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  kind: z.enum(['deemed-not-submitted', 'withdrawn', 'closed']),
  application: z.strictObject({ what: words(500), receivedOn: isoDate, number: words(100).optional() }),
  /** What happened, in order. */
  course: z.array(words(5000)).min(1).max(100),
  consequences: words(5000).optional(),
  returned: z.array(words(500)).max(500).optional(),
  norms: z.array(words(500)).min(1).max(100),
  appeal: appealFields.optional(),
})
const TITLES = {
  'deemed-not-submitted': 'Par iesnieguma uzskatīšanu par neiesniegtu',
  withdrawn: 'Par iesnieguma atsaukšanu un lietvedības izbeigšanu',
  closed: 'Par administratīvās lietas izbeigšanu',
} as const
const USUAL = {
  'deemed-not-submitted':
    'Iesniegums tiek uzskatīts par neiesniegtu. Lēmums pēc būtības netiek pieņemts. Iesniegumu var iesniegt atkārtoti; termiņu tad skaitīs no jauna.',
  withdrawn: 'Lietvedība iesnieguma lietā ir izbeigta. Atsaukums neliedz iesniegt jaunu iesniegumu.',
  closed: 'Administratīvā lieta ir izbeigta.',
} as const

export const closingNotice = template({
  title: { lv: 'Paziņojums par lietas izbeigšanu', en: 'Closing notice' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-27',
    number: '4-12/2026/44',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    kind: 'deemed-not-submitted',
    application: {
      what: 'iesniegums izglītības programmas licencēšanai (kods 21011111)',
      receivedOn: '2026-03-05',
      number: 'S-2026-000123',
    },
    course: [
      '2026. gada 12. martā iesniegums atstāts bez virzības un noteikts termiņš trūkumu novēršanai līdz 2026. gada 26. martam.',
      'Paziņojums uzskatāms par paziņotu 2026. gada 16. martā.',
      'Noteiktajā termiņā trūkumi nav novērsti un termiņa pagarinājums nav lūgts.',
    ],
    returned: ['Mācību plāns', 'Dibinātāja saskaņojums'],
    norms: ['Administratīvā procesa likuma 56. panta 1.¹ daļa'],
    appeal: {},
    signatory: { post: 'Licencēšanas daļas vadītājs', name: 'Jānis Paraugs' },
    eSigned: true,
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: TITLES[i.kind],
      body: [
        p(
          `Lieta: ${i.application.what}${i.application.number ? `, Nr.\u00a0${i.application.number}` : ''} (saņemts ${onDate(i.application.receivedOn)}).`,
        ),
        h(2, 'Lietas gaita'),
        numbered(i.course),
        h(2, 'Nolemts'),
        ...paragraphs(i.consequences ?? USUAL[i.kind]),
        ...(i.returned?.length ? [h(2, 'Iesniedzējam atdotie dokumenti'), numbered(i.returned)] : []),
        ...normsBlocks(i.norms),
        ...(i.appeal ? [h(2, 'Apstrīdēšana'), p(appealText(i.appeal))] : []),
      ],
    }),
})
