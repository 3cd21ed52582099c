import type { RESTORE } from '../../../procedures/words/restore.ts'
import type { WordTexts } from '../texts.ts'

export const restoreTexts: WordTexts<typeof RESTORE> = {
  stages: {},
  outcomes: {},
  tasks: { term: { lv: 'Izlemt lūgumu par termiņu', en: 'Decide on a request about a term' } },
  documents: {
    'term-granted': {
      lv: 'Lēmums par termiņa pagarināšanu vai atjaunošanu',
      en: 'Decision to prolong or restore a term',
    },
    'term-refused': {
      lv: 'Atteikums pagarināt vai atjaunot termiņu',
      en: 'Refusal to prolong or restore a term',
    },
  },
}
