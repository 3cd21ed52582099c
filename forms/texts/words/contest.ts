import type { CONTEST } from '../../../procedures/words/contest.ts'
import type { WordTexts } from '../texts.ts'
import { FORCE_STEP } from './steps.ts'

export const contestTexts: WordTexts<typeof CONTEST> = {
  stages: {
    'contest-period': {
      name: { lv: 'Apstrīdēšanas termiņš', en: 'Term to contest' },
      who: { lv: 'Jums', en: 'You' },
      does: {
        lv: 'nekas nav jādara. Lēmums ir spēkā; ja nepiekrītat, to var apstrīdēt.',
        en: 'need not do anything. The decision is in force; if you disagree, you may contest it.',
      },
    },
    contested: {
      name: { lv: 'Apstrīdēts ministrijā', en: 'Contested at the ministry' },
      who: { lv: 'Izglītības un zinātnes ministrija', en: 'The Ministry of Education and Science' },
      does: {
        lv: 'izskata apstrīdēšanas iesniegumu; lēmuma darbība ir apturēta.',
        en: 'considers the contestation; the decision is suspended.',
      },
    },
  },
  outcomes: {
    revoked: { lv: 'Lēmums atcelts', en: 'Decision revoked' },
    'revoked-partly': { lv: 'Lēmums daļēji atcelts', en: 'Decision revoked in part' },
  },
  tasks: {
    contest: { lv: 'Apstrīdēt', en: 'Contest' },
    'ministry-outcome': { lv: 'Reģistrēt ministrijas lēmumu', en: "Record the ministry's decision" },
  },
  documents: {
    'contest-forwarding': { lv: 'Apstrīdēšanas iesnieguma nosūtīšana', en: 'Forwarding of the contestation' },
  },
  track: [{ ...FORCE_STEP, stages: ['contest-period', 'contested'] }],
}
