import type { INSPECTION } from '../../../procedures/words/inspection.ts'
import type { WordTexts } from '../texts.ts'

export const inspectionTexts: WordTexts<typeof INSPECTION> = {
  stages: {},
  outcomes: {},
  tasks: {
    inspection: {
      lv: 'Atbildēt uz lūgumu iepazīties ar lietu',
      en: 'Answer a request to look into the file',
    },
  },
  documents: {
    'inspection-reply': { lv: 'Atbilde par iepazīšanos ar lietu', en: 'Answer on inspection of the file' },
    'inspection-refusal': { lv: 'Atteikums iepazīties ar lietu', en: 'Refusal of inspection of the file' },
  },
}
