import type { LICENSING } from '../../procedures/licensing.ts'
import type { ActDef, Check } from './act.ts'
import { afterlifeActs } from './words/afterlife.ts'
import { assessActs } from './words/assess.ts'
import { completenessActs } from './words/completeness.ts'
import { courseActs } from './words/course.ts'
import { decideActs } from './words/decide.ts'
import { extendActs } from './words/extend.ts'
import { hearActs } from './words/hear.ts'
import { partiesActs } from './words/parties.ts'
import { restoreActs } from './words/restore.ts'
import { serveActs } from './words/serve.ts'

/** What the inspector assesses before a proposal is made, finding by finding (MK 253; service card). */
export const LICENSING_CHECKS: readonly Check[] = [
  {
    id: 'information',
    title: {
      lv: 'Iesniegtās ziņas, salīdzinot ar reģistriem',
      en: 'The information compared with the registers',
    },
    norm: { act: 'APL', article: '59(2)' },
  },
  {
    id: 'standard',
    title: {
      lv: 'Programma, salīdzinot ar valsts izglītības standartu un, ja tāds ir, profesijas standartu',
      en: 'The programme compared with the state standard and, where there is one, the occupational standard',
    },
    norm: { act: 'MK253', article: 'p. 4' },
  },
  {
    id: 'premises',
    title: { lv: 'Telpas īstenošanas vietā', en: 'Premises at the place of implementation' },
    norm: { act: 'MK253', article: 'p. 4.5' },
  },
  {
    id: 'resources',
    title: { lv: 'Materiālā bāze un mācību vide', en: 'Material base and learning environment' },
    norm: { act: 'MK253', article: 'p. 4' },
  },
  {
    id: 'teachers',
    title: { lv: 'Pedagogu kvalifikācija', en: "Teachers' qualification" },
    norm: { act: 'IzglL', article: '48(1)' },
  },
]

/** What the register says of a programme and may have been written wrongly (registers/licensed-programmes.ts). */
const OF_ENTRY = [
  { value: 'programmeName', label: { lv: 'Programmas nosaukums', en: 'Name of the programme' } },
  { value: 'programmeCode', label: { lv: 'Programmas kods', en: 'Code of the programme' } },
  { value: 'duration', label: { lv: 'Ilgums', en: 'Duration' } },
  { value: 'scope', label: { lv: 'Apjoms', en: 'Scope' } },
  { value: 'qualification', label: { lv: 'Kvalifikācija', en: 'Qualification' } },
  { value: 'address', label: { lv: 'Īstenošanas vieta', en: 'Place of implementation' } },
] as const

/** What people do in a licensing case, in the words of the page and of the law. */
export const licensingActs: Record<keyof (typeof LICENSING)['acts'], ActDef> = {
  ...courseActs,
  ...partiesActs,
  ...completenessActs,
  ...assessActs(LICENSING_CHECKS),
  ...extendActs([
    {
      value: 'more-information',
      label: {
        lv: 'Vajadzīga papildu informācija: divi mēneši no saņemšanas (MK 253)',
        en: 'Additional information is needed: two months from receipt (MK 253)',
      },
    },
  ]),
  ...decideActs({
    outcomes: [
      { value: 'grant', label: { lv: 'Licencēt programmu', en: 'License the programme' } },
      { value: 'refuse', label: { lv: 'Atteikt licencēšanu', en: 'Refuse the licence' } },
    ],
    norms: [
      'Administratīvā procesa likuma 63. panta pirmās daļas 1. punkts un 67. panta otrā daļa',
      'Ministru kabineta 2023. gada 23. maija noteikumu Nr. 253 4. punkts',
    ],
    checks: LICENSING_CHECKS,
  }),
  ...hearActs,
  ...serveActs,
  ...afterlifeActs({ lv: 'programmu licencēt', en: 'license the programme' }, OF_ENTRY),
  ...restoreActs,
}
