// Cover letter with which a contest goes to the ministry at once, APL 77(3); the act is suspended by APL 80.
import { z } from 'zod'
import { h, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, party, words } from '../head.ts'
import { template } from '../template.ts'
import { dateName } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  act: z.strictObject({
    what: words(500),
    number: words(100),
    date: isoDate,
    inForceFrom: isoDate.optional(),
  }),
  contester: party,
  receivedOn: isoDate,
  /** Whether the contest came within the term, with the reckoning in words. */
  inTime: z.strictObject({ yes: z.boolean(), why: words(2000) }),
  suspended: z.strictObject({ yes: z.boolean(), why: words(2000) }),
  /** The issuer's explanation for the ministry. */
  opinion: words(20_000).optional(),
  enclosures: z.array(words(500)).max(500),
})

export const contestForwarding = template({
  title: { lv: 'Apstrīdēšanas iesnieguma nosūtīšana', en: 'Forwarding of a contest to the ministry' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-05-29',
    number: '4-12/2026/80',
    caseNumber: 'LIC-2026-000045',
    addressee: {
      name: 'Izglītības un zinātnes ministrija',
      regNo: '90000022399',
      address: 'Vaļņu iela 2, Rīga, LV-1050',
      channel: 'e-adresē',
    },
    act: {
      what: 'lēmums par atteikumu licencēt izglītības programmu',
      number: '4-12/2026/66',
      date: '2026-05-04',
      inForceFrom: '2026-05-06',
    },
    contester: { name: 'Paraugu pagasta pamatskola', regNo: '0000000017', address: 'Skolas iela 1, Parauga' },
    receivedOn: '2026-05-28',
    inTime: {
      yes: true,
      why: 'akts stājies spēkā 2026. gada 6. maijā, termiņš beidzas 2026. gada 8. jūnijā',
    },
    suspended: { yes: true, why: 'Administratīvā procesa likuma 80. panta pirmā daļa' },
    opinion: 'Iesniegumā norādītie argumenti neattiecas uz lēmuma 2. un 3. punktā konstatētajiem faktiem.',
    enclosures: [
      'Apstrīdēšanas iesniegums',
      'Apstrīdētais lēmums',
      'Administratīvās lietas materiāli (127 lapas)',
    ],
    signatory: { post: 'Dienesta vadītāja', name: 'Marta Paraugniece' },
    eSigned: true,
  },
  compose: (i) =>
    letter(
      { ...i, attachments: i.enclosures },
      {
        title: 'Par apstrīdēšanas iesnieguma nosūtīšanu',
        body: [
          p(
            'Nosūtām izskatīšanai apstrīdēšanas iesniegumu un lietas materiālus (Administratīvā procesa likuma 77. panta trešā daļa).',
          ),
          {
            k: 'facts',
            rows: [
              ['Apstrīdētais akts', `${i.act.what}, Nr. ${i.act.number}, ${dateName(i.act.date)}`],
              ...(i.act.inForceFrom ? ([['Stājies spēkā', dateName(i.act.inForceFrom)]] as const) : []),
              [
                'Iesniedzējs',
                [i.contester.name, i.contester.regNo ? `, reģ. Nr. ${i.contester.regNo}` : ''].join(''),
              ],
              ['Iesniegums saņemts', dateName(i.receivedOn)],
              ['Termiņš', `${i.inTime.yes ? 'ievērots' : 'nokavēts'}: ${i.inTime.why}`],
              [
                'Akta darbība',
                `${i.suspended.yes ? 'apturēta ar iesnieguma saņemšanas dienu' : 'nav apturēta'}: ${i.suspended.why}`,
              ],
            ],
          },
          ...(i.opinion ? [h(2, 'Dienesta paskaidrojums'), ...paragraphs(i.opinion)] : []),
        ],
      },
    ),
})
