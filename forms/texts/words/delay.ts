import type { DELAY } from '../../../procedures/words/delay.ts'
import type { WordTexts } from '../texts.ts'

export const delayTexts: WordTexts<typeof DELAY> = {
  stages: {},
  outcomes: {},
  tasks: {
    delay: { lv: 'Reģistrēt lēmumu par nokavējumu', en: 'Record the decision on a delay' },
  },
  documents: {
    'delay-forwarding': {
      lv: 'Sūdzības par nokavētu termiņu nosūtīšana',
      en: 'Forwarding of a complaint about a missed term',
    },
  },
}
