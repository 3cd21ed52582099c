import type { ASSESS } from '../../../procedures/words/assess.ts'
import type { WordTexts } from '../texts.ts'

export const assessTexts: WordTexts<typeof ASSESS> = {
  stages: {
    assessment: {
      name: { lv: 'Izvērtēšana', en: 'Assessment' },
      who: { lv: 'Inspektors', en: 'The inspector' },
      does: {
        lv: 'izvērtē programmu, telpas, mācību līdzekļus un pedagogus.',
        en: 'assesses the programme, premises, means and teachers.',
      },
    },
  },
  outcomes: {},
  tasks: {
    assessment: { lv: 'Izvērtēt programmu', en: 'Assess the programme' },
  },
  documents: {},
  track: [{ id: 'assessment', name: { lv: 'Izvērtēšana', en: 'Assessment' }, stages: ['assessment'] }],
}
