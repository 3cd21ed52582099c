import type { COURSE } from '../../../procedures/words/course.ts'
import type { WordTexts } from '../texts.ts'
import { delayTexts } from './delay.ts'
import { inspectionTexts } from './inspection.ts'
import { replacementTexts } from './replacement.ts'

export const courseTexts: WordTexts<typeof COURSE> = {
  stages: {
    registered: {
      name: { lv: 'Reģistrēta', en: 'Registered' },
      who: { lv: 'Dienests', en: 'The Service' },
      does: {
        lv: 'reģistrē pieteikumu un nodod to inspektoram.',
        en: 'registers the application and gives it to an inspector.',
      },
    },
    final: {
      name: { lv: 'Pabeigta', en: 'Finished' },
      who: { lv: 'Nevienam', en: 'Nobody' },
      does: { lv: 'nekas vairs nav jādara: lieta ir pabeigta.', en: 'has to act: the case is finished.' },
    },
    closed: {
      name: { lv: 'Izbeigta', en: 'Closed' },
      who: { lv: 'Nevienam', en: 'Nobody' },
      does: {
        lv: 'nekas vairs nav jādara: lieta ir izbeigta bez lēmuma.',
        en: 'has to act: the case was closed without a decision.',
      },
    },
  },
  outcomes: {
    withdrawn: { lv: 'Atsaukts', en: 'Withdrawn' },
  },
  tasks: {
    trouble: { lv: 'Novērst kļūmi', en: 'Mend a failure' },
    representation: { lv: 'Pārbaudīt pārstāvību', en: 'Check a representation' },
    conflict: { lv: 'Izvērtēt interešu konfliktu', en: 'Look at a conflict of interest' },
    ...replacementTexts.tasks,
    ...inspectionTexts.tasks,
    ...delayTexts.tasks,
  },
  documents: {
    receipt: { lv: 'Apliecinājums par pieteikuma saņemšanu', en: 'Receipt' },
    application: { lv: 'Iesniegums', en: 'Application' },
    'closing-notice': { lv: 'Paziņojums par lietas izbeigšanu', en: 'Closing notice' },
    ...replacementTexts.documents,
    ...inspectionTexts.documents,
    ...delayTexts.documents,
  },
  track: [{ id: 'received', name: { lv: 'Saņemts', en: 'Received' }, stages: ['registered'] }],
}
