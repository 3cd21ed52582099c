import type { SERVE } from '../../../procedures/words/serve.ts'
import type { WordTexts } from '../texts.ts'
import { FORCE_STEP } from './steps.ts'

export const serveTexts: WordTexts<typeof SERVE> = {
  stages: {
    service: {
      name: { lv: 'Paziņošana', en: 'Notification' },
      who: { lv: 'Dienests', en: 'The Service' },
      does: {
        lv: 'paziņo lēmumu; tas stājas spēkā paziņošanas dienā.',
        en: 'notifies the decision; it comes into force on the day of notification.',
      },
    },
  },
  outcomes: {},
  tasks: {},
  documents: {},
  track: [{ ...FORCE_STEP, stages: ['service'] }],
}
