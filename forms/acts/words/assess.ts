import { z } from 'zod'
import type { ASSESS } from '../../../procedures/words/assess.ts'
import { findingsSchema } from '../../findings.ts'
import { actsOf, type Check } from '../act.ts'

/** The assessment: check by check, does it conform, and how is that known.
 * @param checks what is assessed in this procedure */
export const assessActs = (checks: readonly Check[]) =>
  actsOf<typeof ASSESS>({
    'assessment.complete': {
      title: { lv: 'Pabeigt izvērtēšanu', en: 'Complete the assessment' },
      explain: {
        lv: 'Konstatējumi kļūst par lietas daļu; pēc tam sagatavo lēmuma projektu.',
        en: 'The findings become part of the file; then the draft decision is made.',
      },
      tone: 'primary',
      fields: [
        { name: 'findings', label: { lv: 'Konstatējumi', en: 'Findings' }, widget: 'findings', checks },
      ],
      schema: () => z.object({ findings: findingsSchema(checks) }).strict(),
      facts: (p) => ({
        defects: Object.values(p.findings as Record<string, { result: string }>).filter(
          (f) => f.result === 'defect',
        ).length,
      }),
      done: { lv: 'Izvērtēšana pabeigta', en: 'Assessment completed' },
      course: 'Pabeigta izvērtēšana.',
    },
  })
