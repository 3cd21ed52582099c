import type { HEAR } from '../../../procedures/words/hear.ts'
import type { WordTexts } from '../texts.ts'
import { DECISION_STEP } from './steps.ts'

export const hearTexts: WordTexts<typeof HEAR> = {
  stages: {
    hearing: {
      name: { lv: 'Viedokļa uzklausīšana', en: 'Hearing of views' },
      who: { lv: 'Jūs', en: 'You' },
      does: {
        lv: 'varat izteikt viedokli, pirms dienests pieņem nelabvēlīgu lēmumu.',
        en: 'may give your views before an unfavourable decision is made.',
      },
    },
  },
  outcomes: {},
  tasks: {
    views: { lv: 'Izteikt viedokli', en: 'Give views' },
  },
  documents: {
    'hearing-invitation': { lv: 'Uzaicinājums izteikt viedokli', en: 'Invitation to be heard' },
  },
  track: [{ ...DECISION_STEP, stages: ['hearing'] }],
}
