import type { REPLACEMENT } from '../../../procedures/words/replacement.ts'
import type { WordTexts } from '../texts.ts'

export const replacementTexts: WordTexts<typeof REPLACEMENT> = {
  stages: {},
  outcomes: {},
  tasks: {
    replacement: { lv: 'Izlemt lūgumu nomainīt amatpersonu', en: 'Decide on replacing an official' },
  },
  documents: {
    'replacement-reply': {
      lv: 'Lēmums par lūgumu nomainīt amatpersonu',
      en: 'Decision on the request to replace an official',
    },
  },
}
