import type { EXTEND } from '../../../procedures/words/extend.ts'
import type { WordTexts } from '../texts.ts'

export const extendTexts: WordTexts<typeof EXTEND> = {
  stages: {},
  outcomes: {},
  tasks: {},
  documents: {
    'extension-notice': { lv: 'Paziņojums par termiņa pagarināšanu', en: 'Notice of extension' },
  },
}
