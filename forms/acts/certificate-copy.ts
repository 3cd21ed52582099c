import { z } from 'zod'
import type { CERTIFICATE_COPY, COPY } from '../../procedures/certificate-copy.ts'
import { prose } from '../fields.ts'
import { type ActDef, actsOf, noFacts, nothing } from './act.ts'
import { courseActs } from './words/course.ts'

export const certificateCopyActs: Record<keyof (typeof CERTIFICATE_COPY)['acts'], ActDef> = {
  ...courseActs,
  ...actsOf<typeof COPY>({
    'copy.make': {
      title: { lv: 'Izsniegt dublikātu', en: 'Issue the duplicate' },
      explain: {
        lv: 'Dublikātu sagatavo pēc reģistra ieraksta, apzīmogo un nosūta.',
        en: 'The duplicate is made from the entry of the register, sealed and sent.',
      },
      done: { lv: 'Dublikāts izsniegts', en: 'Duplicate issued' },
      tone: 'primary',
      fields: [],
      schema: () => nothing,
      facts: noFacts,
    },
    'copy.refuse': {
      title: { lv: 'Paziņot, ka dublikāta nav', en: 'Tell that there is nothing to copy' },
      done: { lv: 'Paziņots, ka nav, ko dublēt', en: 'Told that there is nothing to copy' },
      tone: 'secondary',
      reread: 1,
      fields: [
        {
          name: 'reason',
          label: { lv: 'Kāpēc', en: 'Why' },
          hint: {
            lv: 'To izlasīs iesniedzējs: piemēram, tāda numura reģistrā nav.',
            en: 'The applicant will read it: for example, there is no such number in the register.',
          },
          widget: 'textarea',
          rows: 3,
        },
      ],
      schema: () => z.object({ reason: prose(2000) }).strict(),
      facts: noFacts,
    },
  }),
}
