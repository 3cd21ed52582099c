import { z } from 'zod'
import type { HEAR } from '../../../procedures/words/hear.ts'
import { prose } from '../../fields.ts'
import { actsOf, noFacts } from '../act.ts'

/** The views of whoever is heard. */
export const hearActs = actsOf<typeof HEAR>({
  'views.submit': {
    title: { lv: 'Iesniegt viedokli', en: 'Give your views' },
    explain: {
      lv: 'Jūsu viedokli izvērtēs un atspoguļos lēmumā.',
      en: 'Your views will be weighed and reflected in the decision.',
    },
    tone: 'primary',
    place: 'next',
    fields: [
      {
        name: 'text',
        label: { lv: 'Viedoklis un argumenti', en: 'Views and arguments' },
        widget: 'textarea',
        rows: 10,
      },
    ],
    schema: () => z.object({ text: prose(20_000) }).strict(),
    facts: noFacts,
    done: { lv: 'Iesniegts viedoklis', en: 'Views given' },
    course: 'Saņemts iesniedzēja viedoklis.',
    reread: 2,
    before: true,
  },
})
