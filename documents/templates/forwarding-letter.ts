// A submission goes to the institution that is competent, and the submitter is told (APL 56(2); Iesniegumu likums).
import { z } from 'zod'
import { h, p, paragraphs } from '../blocks.ts'
import { EXAMPLE_ISSUER, headFields, isoDate, letter, normsBlocks, party, words } from '../head.ts'
import { template } from '../template.ts'
import { dateName } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  submission: z.strictObject({ what: words(500), receivedOn: isoDate, number: words(100).optional() }),
  /** Submitter as the receiving institution may see it; left out when identity must stay hidden (APL 54(2)). */
  submitter: party.optional(),
  /** Whole, or the part that is forwarded, in words. */
  part: words(2000).optional(),
  why: words(5000),
  norms: z.array(words(500)).min(1).max(50),
  /** What the receiver is asked to do. */
  request: words(2000).optional(),
})

export const forwardingLetter = template({
  title: { lv: 'Iesnieguma pārsūtīšana pēc piekritības', en: 'Forwarding letter' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-10',
    number: '1-11/2026/210',
    caseNumber: 'IES-2026-000310',
    addressee: {
      name: 'Paraugu novada pašvaldība',
      address: 'Domes laukums 1, Parauga, LV-0000',
      channel: 'e-adresē',
    },
    submission: {
      what: 'iesniegums par skolēnu pārvadājumiem',
      receivedOn: '2026-03-05',
      number: 'S-2026-000140',
    },
    submitter: { name: 'Pēteris Paraugs', address: 'Lauku iela 3, Parauga' },
    part: 'Iesnieguma 2. jautājums (autobusa kustības saraksts).',
    why: 'Skolēnu pārvadājumu organizēšana ir pašvaldības kompetencē; Dienests par to lemt nevar.',
    norms: ['Iesniegumu likuma 4. panta otrā daļa', 'Administratīvā procesa likuma 56. panta otrā daļa'],
    request: 'Lūdzam atbildi sniegt tieši iesniedzējam.',
    attachments: ['Iesniegums uz 2 lapām'],
    recipients: [
      { name: 'Paraugu novada pašvaldība', channel: 'e-adrese' },
      { name: 'Pēteris Paraugs (zināšanai)', channel: 'vienkārša vēstule' },
    ],
    signatory: { post: 'Uzraudzības departamenta direktore', name: 'Līga Paraugkalna' },
    eSigned: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Par iesnieguma pārsūtīšanu',
      body: [
        p('Pārsūtām izskatīšanai pēc piekritības iesniegumu.'),
        {
          k: 'facts',
          rows: [
            ['Iesniegums', [i.submission.what, i.submission.number ? `, Nr. ${i.submission.number}` : '']],
            ['Saņemts', dateName(i.submission.receivedOn)],
            [
              'Iesniedzējs',
              i.submitter
                ? [i.submitter.name, i.submitter.address ? `, ${i.submitter.address}` : '']
                : 'netiek izpausts',
            ],
            ['Pārsūtītā daļa', i.part ?? 'viss iesniegums'],
          ],
        },
        h(2, 'Pārsūtīšanas pamatojums'),
        ...paragraphs(i.why),
        ...(i.request ? paragraphs(i.request) : []),
        ...normsBlocks(i.norms, 'Tiesību normas'),
      ],
    }),
})
