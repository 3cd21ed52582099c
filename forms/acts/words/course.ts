import { z } from 'zod'
import type { COURSE } from '../../../procedures/words/course.ts'
import { prose } from '../../fields.ts'
import { actsOf, noFacts, nothing } from '../act.ts'
import { delayActs } from './delay.ts'
import { inspectionActs } from './inspection.ts'
import { replacementActs } from './replacement.ts'

/** What is possible in every case. */
export const courseActs = actsOf<typeof COURSE>({
  ...replacementActs,
  ...inspectionActs,
  ...delayActs,
  'case.withdraw': {
    title: { lv: 'Atsaukt iesniegumu', en: 'Withdraw the application' },
    explain: {
      lv: 'Lietu izbeigs bez lēmuma. Iesniegt no jauna var jebkurā laikā.',
      en: 'The case is closed without a decision. You may apply again at any time.',
    },
    tone: 'warning',
    place: 'other',
    fields: [
      {
        name: 'reason',
        label: { lv: 'Iemesls (ja vēlaties)', en: 'Reason (if you wish)' },
        widget: 'textarea',
        rows: 2,
      },
    ],
    schema: () => z.object({ reason: prose(2000).or(z.literal('')).optional() }).strict(),
    facts: noFacts,
    done: { lv: 'Iesniegums atsaukts', en: 'Application withdrawn' },
    reread: 10,
  },
  'trouble.retry': {
    title: { lv: 'Mēģināt vēlreiz', en: 'Try again' },
    explain: {
      lv: 'Darbu, kas neizdevās, mēģinās vēlreiz tūlīt. Pats no sevis tas tiek mēģināts reizi stundā.',
      en: 'The work that failed is tried again at once. By itself it is tried every hour.',
    },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
    done: { lv: 'Mēģināts vēlreiz', en: 'Tried again' },
  },
})
