import type { DECIDE } from '../../../procedures/words/decide.ts'
import type { WordTexts } from '../texts.ts'
import { DECISION_STEP } from './steps.ts'

export const decideTexts: WordTexts<typeof DECIDE> = {
  stages: {
    proposal: {
      name: { lv: 'Lēmuma projekts', en: 'Draft decision' },
      who: { lv: 'Inspektors', en: 'The inspector' },
      does: { lv: 'gatavo lēmuma projektu.', en: 'drafts the decision.' },
    },
    review: {
      name: { lv: 'Pārskatīšana', en: 'Review' },
      who: { lv: 'Otrs dienesta darbinieks', en: 'A second official' },
      does: { lv: 'pārskata lēmuma projektu.', en: 'reviews the draft decision.' },
    },
    signature: {
      name: { lv: 'Parakstīšana', en: 'Signature' },
      who: { lv: 'Direktors', en: 'The director' },
      does: { lv: 'izskata un paraksta lēmumu.', en: 'considers and signs the decision.' },
    },
    signing: {
      name: { lv: 'Tiek parakstīta', en: 'Being signed' },
      who: { lv: 'Direktors', en: 'The director' },
      does: {
        lv: 'paraksta lēmumu ar elektronisko parakstu.',
        en: 'is signing the decision with an electronic signature.',
      },
    },
  },
  outcomes: {},
  tasks: {
    proposal: { lv: 'Sagatavot lēmuma projektu', en: 'Draft the decision' },
    review: { lv: 'Pārskatīt projektu', en: 'Review the draft' },
    signature: { lv: 'Parakstīt lēmumu', en: 'Sign the decision' },
  },
  documents: {
    decision: { lv: 'Lēmums', en: 'Decision' },
  },
  track: [{ ...DECISION_STEP, stages: ['proposal', 'review', 'signature', 'signing'] }],
}
