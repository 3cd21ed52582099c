import type { MinistryOutcome } from '../../../law/afterlife/facts.ts'
import type { AFTERLIFE } from '../../../procedures/words/afterlife.ts'
import type { Words } from '../../form.ts'
import type { WordTexts } from '../texts.ts'
import { FORCE_STEP } from './steps.ts'

export const afterlifeTexts: WordTexts<typeof AFTERLIFE> = {
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
        lv: 'izskata apstrīdēšanas iesniegumu. Vai lēmuma darbība ir apturēta, redzams pie lēmuma.',
        en: 'considers the contestation. Whether the decision is suspended stands beside it.',
      },
    },
    'in-court': {
      name: { lv: 'Pārsūdzēts tiesā', en: 'At the court' },
      who: { lv: 'Administratīvā tiesa', en: 'The Administrative Court' },
      does: {
        lv: 'izskata pieteikumu par lēmumu. Vai lēmuma darbība ir apturēta, redzams pie lēmuma.',
        en: 'considers the application. Whether the decision is suspended stands beside it.',
      },
    },
  },
  outcomes: {
    revoked: { lv: 'Lēmums atcelts', en: 'Decision revoked' },
    'revoked-partly': { lv: 'Lēmums daļēji atcelts', en: 'Decision revoked in part' },
  },
  tasks: {
    contest: { lv: 'Apstrīdēt', en: 'Contest' },
    'court-outcome': { lv: 'Reģistrēt tiesas nolēmumu', en: 'Record the judgment' },
    explain: { lv: 'Izskaidrot lēmumu vai labot kļūdu', en: 'Explain or correct the decision' },
    'ministry-outcome': { lv: 'Reģistrēt ministrijas lēmumu', en: "Record the ministry's decision" },
  },
  documents: {
    'contest-withdrawn': { lv: 'Apstrīdēšanas iesnieguma atsaukums', en: 'Withdrawal of the contestation' },
    correction: { lv: 'Kļūdas labojums', en: 'Correction of an error' },
    explanation: { lv: 'Lēmuma izskaidrojums', en: 'Explanation of the decision' },
    'contest-forwarding': { lv: 'Apstrīdēšanas iesnieguma nosūtīšana', en: 'Forwarding of the contestation' },
  },
  track: [{ ...FORCE_STEP, stages: ['contest-period', 'contested', 'in-court'] }],
}

/** What became of a contestation, after "Ministrijas lēmums:". */
export const CONTEST_ENDS: Record<MinistryOutcome | 'withdrawn', Words> = {
  unchanged: { lv: 'atstāts negrozīts', en: 'left unchanged' },
  revoked: { lv: 'atcelts', en: 'revoked' },
  'revoked-partly': { lv: 'atcelts daļā', en: 'revoked in part' },
  'other-act': { lv: 'izdots satura ziņā citāds lēmums', en: 'a different act was issued' },
  'unlawful-stated': {
    lv: 'konstatēts spēku zaudējuša lēmuma tiesiskums',
    en: 'lawfulness of a decision no longer in force was stated',
  },
  'not-examined': { lv: 'iesniegums nav izskatīts', en: 'not examined' },
  withdrawn: { lv: 'iesniegums atsaukts', en: 'withdrawn' },
}
