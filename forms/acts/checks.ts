import type { NormRef } from '../../law/norm.ts'
import type { Words } from '../form.ts'

/** What the inspector assesses before a proposal is made, finding by finding (MK 253; service card). */
export const LICENSING_CHECKS: { id: string; title: Words; norm: NormRef }[] = [
  {
    id: 'information',
    title: {
      lv: 'Iesniegtās ziņas atbilst reģistros esošajām',
      en: 'The information agrees with the registers',
    },
    norm: { act: 'APL', article: '59(2)' },
  },
  {
    id: 'standard',
    title: {
      lv: 'Programma atbilst valsts izglītības standartam un, ja tāds ir, profesijas standartam',
      en: 'The programme meets the state standard and, where there is one, the occupational standard',
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
    norm: { act: 'IzglL', article: '48' },
  },
]
