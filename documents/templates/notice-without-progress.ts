// Left without progress, APL 56(1¹): what is missing, field by field, and by when it may be cured.
import { z } from 'zod'
import { bold, h, numbered, p, paragraphs } from '../blocks.ts'
import {
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
import { onDate, untilDate } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party,
  application: z.strictObject({ what: words(500), receivedOn: isoDate, number: words(100).optional() }),
  remarks: z
    .array(
      z.strictObject({
        /** Label of the field or file, as the applicant saw it. */
        field: words(500),
        remark: words(5000),
        norm: words(500).optional(),
      }),
    )
    .min(1)
    .max(200),
  cureBy: isoDate,
  howTo: words(5000).optional(),
  norms: z.array(words(500)).min(1).max(100),
})

export const noticeWithoutProgress = template({
  title: {
    lv: 'Paziņojums par iesnieguma atstāšanu bez virzības',
    en: 'Notice: application left without progress',
  },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-03-12',
    number: '4-12/2026/31',
    caseNumber: 'LIC-2026-000045',
    addressee: EXAMPLE_SCHOOL,
    application: {
      what: 'iesniegums izglītības programmas licencēšanai (kods 21011111)',
      receivedOn: '2026-03-05',
      number: 'S-2026-000123',
    },
    remarks: [
      {
        field: 'Mācību plāns',
        remark: 'Plānā nav norādīts stundu skaits 7.–9. klasē. Lūdzam pievienot pilnu mācību plānu.',
        norm: 'MK 23.05.2023. noteikumu Nr. 253 4. punkts',
      },
      {
        field: 'Pilnvara',
        remark:
          'Iesniegumu iesniegusi persona, kuras tiesības pārstāvēt iestādi nav apliecinātas. Lūdzam pievienot pilnvaru.',
        norm: 'Administratīvā procesa likuma 38. pants',
      },
    ],
    cureBy: '2026-03-26',
    norms: [
      'Administratīvā procesa likuma 56. panta 1.¹ daļa',
      'Administratīvā procesa likuma 64. panta 1.¹ daļa',
    ],
    signatory: { post: 'Licencēšanas daļas vecākā eksperte', name: 'Ilze Paraugkalne' },
    sealed: true,
  },
  compose: (i) =>
    letter(i, {
      title: 'Par iesnieguma atstāšanu bez virzības',
      body: [
        p(
          `Lieta: ${i.application.what}${i.application.number ? `, Nr.\u00a0${i.application.number}` : ''} (saņemts ${onDate(i.application.receivedOn)}).`,
        ),
        p(`${i.issuer.name} ir iepazinies ar iesniegumu. Lai to varētu virzīt tālāk, jānovērš šādi trūkumi.`),
        {
          k: 'table',
          columns: [
            { head: 'Lauks vai dokuments', share: 26 },
            { head: 'Trūkums un tā novēršana', share: 48 },
            { head: 'Pamats', share: 26 },
          ],
          rowHeaders: true,
          rows: i.remarks.map((r) => [r.field, r.remark, r.norm ?? '']),
        },
        h(2, 'Termiņš un sekas'),
        p([
          'Trūkumus var novērst līdz ',
          bold(untilDate(i.cureBy)),
          ' (ieskaitot). Līdz tam iesniegums atstāts bez virzības.',
        ]),
        numbered([
          'Ja trūkumus novērsīsiet šajā termiņā, lēmuma pieņemšanas termiņu skaitīs no dienas, kad trūkumi novērsti.',
          'Ja trūkumus nenovērsīsiet, iesniegums tiks uzskatīts par neiesniegtu, un to var atdot Jums. Iesniegumu varēs iesniegt atkārtoti.',
        ]),
        ...paragraphs(
          i.howTo ??
            'Labojumus var iesniegt sistēmā Lieta, atverot lietu un izvēloties „Novērst trūkumus”: pārējās iesnieguma ziņas ir saglabātas un nav jāievada vēlreiz. Ja termiņš objektīvu iemeslu dēļ ir par īsu, pirms tā beigām var lūgt to pagarināt.',
        ),
        ...normsBlocks(i.norms),
      ],
    }),
})
