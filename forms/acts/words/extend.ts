import { z } from 'zod'
import type { EXTEND } from '../../../procedures/words/extend.ts'
import { prose } from '../../fields.ts'
import type { Option } from '../../form.ts'
import { actsOf } from '../act.ts'

const OBJECTIVE = {
  value: 'APL64(2)',
  label: {
    lv: 'Objektīvi iemesli: ne ilgāk kā četri mēneši no saņemšanas (APL 64. panta otrā daļa)',
    en: 'Objective reasons: at most four months from receipt (APL 64(2))',
  },
}

/** Extension of the term.
 * @param own grounds that the regulation of the procedure gives beside that of the APL */
export const extendActs = (own: readonly Option[]) =>
  actsOf<typeof EXTEND>({
    'term.extend': {
      title: { lv: 'Pagarināt termiņu', en: 'Extend the term' },
      explain: {
        lv: 'Iesniedzējam nosūta paziņojumu ar pamatojumu. Pagarināt var tikai, kamēr termiņš nav beidzies.',
        en: 'The applicant is sent a notice with the ground. Possible only before the term ends.',
      },
      tone: 'secondary',
      fields: [
        {
          name: 'extension',
          label: { lv: 'Pamats', en: 'Ground' },
          widget: 'radios',
          options: [...own, OBJECTIVE],
        },
        {
          name: 'reason',
          label: { lv: 'Pamatojums iesniedzējam', en: 'Reason, as told to the applicant' },
          widget: 'textarea',
          rows: 4,
        },
      ],
      schema: () =>
        z
          .object({ extension: z.enum([OBJECTIVE.value, ...own.map((o) => o.value)]), reason: prose(3000) })
          .strict(),
      facts: (p) => ({ extension: p.extension as string }),
      done: { lv: 'Termiņš pagarināts', en: 'Term extended' },
      course: 'Termiņš pagarināts; iesniedzējam paziņots.',
      reread: 7,
    },
  })
