// Commitment letter of a user of VIIS (MK 276/2019): signed by the user's own qualified signature.
import { z } from 'zod'
import { type Block, ending, gap, h, numbered, p } from '../blocks.ts'
import { EXAMPLE_ISSUER, frame, headFields, isoDate, letterhead, party, requisites, words } from '../head.ts'
import { template } from '../template.ts'
import { dateName } from '../text.ts'

const schema = z.strictObject({
  ...headFields,
  addressee: party.optional(),
  user: z.strictObject({ name: words(300), personalId: words(40), post: words(300).optional() }),
  institution: party,
  system: words(300),
  rights: z.array(words(500)).min(1).max(100),
  duties: z.array(words(3000)).min(1).max(100),
  validUntil: isoDate.optional(),
})

export const commitmentLetter = template({
  title: { lv: 'Lietotāja saistību raksts', en: 'Commitment letter' },
  schema,
  example: {
    issuer: EXAMPLE_ISSUER,
    place: 'Rīgā',
    date: '2026-09-01',
    caseNumber: 'VIIS-2026-000200',
    addressee: {
      name: 'Izglītības kvalitātes valsts dienests',
      regNo: '90001259032',
      address: 'Smilšu iela 7, Rīga, LV-1050',
    },
    user: { name: 'Anna Paraudziņa', personalId: '329999-99999', post: 'direktore' },
    institution: { name: 'Paraugu pagasta pamatskola', regNo: '0000000017' },
    system: 'Valsts izglītības informācijas sistēma (VIIS)',
    rights: ['Skatīt un labot iestādes datus', 'Skatīt pedagogu datus'],
    duties: [
      'Izmantot sistēmu tikai darba pienākumu veikšanai.',
      'Neizpaust piekļuves datus un sistēmā redzamos personas datus.',
      'Nekavējoties ziņot, ja piekļuves dati kļuvuši zināmi citai personai.',
    ],
    validUntil: '2027-08-31',
  },
  compose: (i) => {
    const blocks: Block[] = [
      ...letterhead(i),
      requisites(i),
      h(1, 'Lietotāja saistību raksts'),
      {
        k: 'facts',
        rows: [
          [
            'Lietotājs',
            `${i.user.name}, personas kods ${i.user.personalId}${i.user.post ? `\n${i.user.post}` : ''}`,
          ],
          ['Iestāde', [i.institution.name, i.institution.regNo ? `, reģ. Nr. ${i.institution.regNo}` : '']],
          ['Sistēma', i.system],
          ...(i.validUntil ? ([['Tiesības līdz', dateName(i.validUntil)]] as const) : []),
        ],
      },
      h(2, 'Lietotāja tiesības'),
      numbered(i.rights),
      h(2, 'Lietotāja saistības'),
      numbered(i.duties),
      ending([
        gap(10),
        p(
          'Dokuments parakstāms ar paša lietotāja kvalificētu elektronisko parakstu; iestādes zīmogs vai citas personas paraksts to neaizstāj.',
          {
            size: 9,
            muted: true,
          },
        ),
        {
          k: 'sides',
          left: [p('Lietotājs', { after: 0 })],
          right: [p(i.user.name, { align: 'right', after: 0 })],
          leftShare: 0.6,
        },
      ]),
    ]
    return frame(i, 'Lietotāja saistību raksts', blocks)
  },
})
