import { z } from 'zod'
import type { PARTIES } from '../../../procedures/words/parties.ts'
import { line, prose } from '../../fields.ts'
import { actsOf } from '../act.ts'

/** Somebody comes into the case. */
export const partiesActs = actsOf<typeof PARTIES>({
  'party.admit': {
    title: { lv: 'Pieaicināt trešo personu', en: 'Admit a third person' },
    explain: {
      lv: 'Trešās personas statusu piešķir ar lēmumu (APL 28. panta trešā daļa); personai to paziņo, un lēmumu lietā paziņos arī tai (71. panta pirmā daļa). Kas nav bijis pieaicināts un apstrīd lēmumu, kurš ierobežo tā tiesības (76. panta pirmā daļa), arī reģistrējams šeit.',
      en: 'The status of a third person is granted by a decision (APL 28(3)); the person is told, and what is decided in the case is notified to them as well (71(1)). Whoever was not invited and contests a decision that restricts their rights (76(1)) is entered here too.',
    },
    tone: 'secondary',
    fields: [
      {
        name: 'role',
        label: { lv: 'Kā persona piedalās?', en: 'In which role?' },
        widget: 'radios',
        options: [
          { value: 'third', label: { lv: 'Trešā persona', en: 'Third person' } },
          {
            value: 'concerned',
            label: {
              lv: 'Nepieaicināta persona, kura apstrīd lēmumu',
              en: 'Somebody not invited who contests the decision',
            },
          },
        ],
      },
      {
        name: 'personalCode',
        label: { lv: 'Personas kods', en: 'Personal code' },
        hint: { lv: 'Fiziskai personai.', en: 'Of a natural person.' },
        widget: 'text',
      },
      { name: 'givenName', label: { lv: 'Vārds', en: 'Given name' }, widget: 'text' },
      { name: 'familyName', label: { lv: 'Uzvārds', en: 'Family name' }, widget: 'text' },
      {
        name: 'regNo',
        label: { lv: 'Iestādes reģistrācijas numurs', en: 'Registration number of the institution' },
        hint: {
          lv: 'Izglītības iestādei, ja tā ir trešā persona.',
          en: 'Where an institution is the third person.',
        },
        widget: 'text',
      },
      {
        name: 'email',
        label: { lv: 'E-pasts saziņai (nav obligāti)', en: 'E-mail to write to (optional)' },
        widget: 'text',
      },
      {
        name: 'ground',
        label: {
          lv: 'Kādas tiesības vai intereses lēmums var ierobežot?',
          en: 'Which rights or interests may the decision restrict?',
        },
        widget: 'textarea',
        rows: 4,
      },
    ],
    schema: () =>
      z
        .object({
          role: z.enum(['third', 'concerned']),
          personalCode: line(20).or(z.literal('')).optional(),
          givenName: line(100).or(z.literal('')).optional(),
          familyName: line(100).or(z.literal('')).optional(),
          regNo: line(20).or(z.literal('')).optional(),
          email: z.email().max(200).or(z.literal('')).optional(),
          ground: prose(3000),
        })
        .strict()
        .refine((p) => Boolean(p.personalCode) !== Boolean(p.regNo), {
          path: ['personalCode'],
          error: 'party-unnamed',
        })
        .refine((p) => !p.personalCode || p.givenName, { path: ['givenName'], error: 'party-unnamed' })
        .refine((p) => !p.personalCode || p.familyName, { path: ['familyName'], error: 'party-unnamed' }),
    facts: (p) => ({ partyId: p.partyId as string, role: p.role as string, kind: p.kind as string }),
    done: { lv: 'Pieaicināts lietas dalībnieks', en: 'A party was admitted' },
  },
})
