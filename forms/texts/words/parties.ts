import type { PARTIES } from '../../../procedures/words/parties.ts'
import type { WordTexts } from '../texts.ts'

export const partiesTexts: WordTexts<typeof PARTIES> = {
  stages: {},
  outcomes: {},
  tasks: {},
  documents: {
    admission: { lv: 'Lēmums par pieaicināšanu lietā', en: 'Decision on admission to the case' },
  },
}
