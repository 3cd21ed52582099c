// Extract from a public register: the entry as it stands at a moment, with its history.
import { z } from 'zod'
import { h, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, instant, isoDate, letter, party, words } from '../head.ts'
import { template } from '../template.ts'
import { onInstant, shortDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  register: words(500),
  entryNumber: words(100),
  /** Status in words, e.g. "spēkā". */
  status: words(200),
  asOf: instant,
  fields: z
    .array(z.strictObject({ label: words(300), value: words(5000) }))
    .min(1)
    .max(300),
  history: z
    .array(z.strictObject({ date: isoDate, event: words(1000), basis: words(500).optional() }))
    .max(1000)
    .optional(),
  note: words(5000).optional(),
})

export const registerExtract = template({
  title: { lv: 'Izraksts no reģistra', en: 'Register extract' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-06-10',
    number: 'IZR-2026-000007',
    caseNumber: 'LIC-2026-000045',
    register: 'Licencēto izglītības programmu reģistrs',
    entryNumber: 'LP-2026-00311',
    status: 'spēkā',
    asOf: '2026-06-10T06:00:00Z',
    fields: [
      { label: 'Izglītības iestāde', value: 'Paraugu pagasta pamatskola, reģ. Nr. 0000000017' },
      { label: 'Programma', value: 'Pamatizglītības programma' },
      { label: 'Programmas kods', value: '21011111' },
      { label: 'Īstenošanas vieta', value: 'Skolas iela 1, Parauga, Paraugu novads, LV-0000' },
      { label: 'Īstenošanas forma', value: 'Klātiene' },
    ],
    history: [
      { date: '2026-05-04', event: 'Ieraksts izdarīts', basis: 'Lēmums Nr. 4-12/2026/66' },
      { date: '2026-06-01', event: 'Precizēta īstenošanas vieta', basis: 'Lēmums Nr. 4-12/2026/82' },
    ],
    verifyUrl: 'https://lieta.example/verify/IZR-2026-000007',
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Izraksts no reģistra',
      subject: i.register,
      body: [
        {
          k: 'facts',
          rows: [
            ['Ieraksta numurs', i.entryNumber],
            ['Statuss', i.status],
            ['Ziņas uz', onInstant(i.asOf)],
            ...i.fields.map((f) => [f.label, f.value] as const),
          ],
        },
        ...(i.history?.length
          ? [
              h(2, 'Ieraksta vēsture'),
              {
                k: 'table' as const,
                columns: [
                  { head: 'Datums', share: 16 },
                  { head: 'Notikums', share: 50 },
                  { head: 'Pamats', share: 34 },
                ],
                rows: i.history.map((e) => [shortDate(e.date), e.event, e.basis ?? '']),
              },
            ]
          : []),
        ...(i.note ? paragraphs(i.note) : []),
        p(
          'Izraksts atspoguļo reģistra ziņas norādītajā brīdī. Aktuālās ziņas pieejamas publiskajā reģistrā.',
          { size: 9, muted: true },
        ),
      ],
    }),
})
