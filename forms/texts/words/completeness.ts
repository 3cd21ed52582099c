import type { COMPLETENESS } from '../../../procedures/words/completeness.ts'
import type { WordTexts } from '../texts.ts'

export const completenessTexts: WordTexts<typeof COMPLETENESS> = {
  stages: {
    completeness: {
      name: { lv: 'Pilnības pārbaude', en: 'Completeness check' },
      who: { lv: 'Inspektors', en: 'The inspector' },
      does: { lv: 'pārbauda, vai pieteikums ir pilnīgs.', en: 'checks whether the application is complete.' },
    },
    cure: {
      name: { lv: 'Trūkumu novēršana', en: 'Cure of defects' },
      who: { lv: 'Jūs', en: 'You' },
      does: {
        lv: 'novēršat piezīmēs norādītos trūkumus un iesniedzat labojumus.',
        en: 'cure the defects named in the remarks and send the corrections.',
      },
    },
  },
  outcomes: {
    'not-submitted': { lv: 'Uzskatāms par neiesniegtu', en: 'Deemed not submitted' },
  },
  tasks: {
    completeness: { lv: 'Pārbaudīt pilnību', en: 'Check completeness' },
    cure: { lv: 'Novērst trūkumus', en: 'Cure the defects' },
  },
  documents: {
    'notice-without-progress': {
      lv: 'Vēstule par atstāšanu bez virzības',
      en: 'Letter: left without progress',
    },
  },
  track: [
    { id: 'completeness', name: { lv: 'Pilnīgums', en: 'Completeness' }, stages: ['completeness', 'cure'] },
  ],
}
