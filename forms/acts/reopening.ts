import { z } from 'zod'
import type { REOPENING } from '../../procedures/reopening.ts'
import { prose } from '../fields.ts'
import type { ActDef, Check } from './act.ts'
import { afterlifeActs } from './words/afterlife.ts'
import { assessActs } from './words/assess.ts'
import { courseActs } from './words/course.ts'
import type { ProposalMore } from './words/decide/proposal.ts'
import { decideActs } from './words/decide.ts'
import { extendActs } from './words/extend.ts'
import { hearActs } from './words/hear.ts'
import { serveActs } from './words/serve.ts'

/** What is found out before proceedings are begun anew, or refused (APL 59, 87). */
export const REOPENING_CHECKS: readonly Check[] = [
  {
    id: 'ground',
    title: {
      lv: 'Pamats sākt procesu no jauna',
      en: 'The ground on which proceedings are begun anew',
    },
    norm: { act: 'APL', article: '87(1)' },
  },
  {
    id: 'term',
    title: {
      lv: 'Sešu mēnešu termiņš no uzzināšanas; lēmums ir spēkā',
      en: 'Six months from learning of it; the decision is in force',
    },
    norm: { act: 'APL', article: '87(3)' },
  },
  {
    id: 'matter',
    title: { lv: 'Apstākļi, no kuriem atkarīgs jaunais lēmums', en: 'What the new decision depends on' },
    norm: { act: 'APL', article: '59(2)' },
  },
]

const ANEW: ProposalMore = {
  fields: [
    {
      name: 'newDecision',
      label: {
        lv: 'Jaunā lēmuma saturs (ja procesu sāk no jauna)',
        en: 'What is decided anew (if it is begun)',
      },
      hint: {
        lv: 'Lemjošā daļa pēc vārdiem „Atcelt lēmumu … un tā vietā”: piemēram, „licencēt programmu …”.',
        en: 'The operative part after “Revoke decision … and in its place”.',
      },
      widget: 'textarea',
      rows: 3,
    },
    {
      name: 'restored',
      label: {
        lv: 'Nokavētais sešu mēnešu termiņš ir atjaunots (APL 48. pants)',
        en: 'The missed term of six months was restored (APL 48)',
      },
      widget: 'checkbox',
    },
  ],
  shape: {
    newDecision: prose(5000).or(z.literal('')).optional(),
    restored: z.boolean().default(false),
  },
  facts: () => ({}),
}

export const reopeningActs: Record<keyof (typeof REOPENING)['acts'], ActDef> = {
  ...courseActs,
  ...assessActs(REOPENING_CHECKS),
  ...extendActs([]),
  ...decideActs({
    outcomes: [
      {
        value: 'decide-anew',
        label: {
          lv: 'Sākt procesu no jauna un pieņemt jaunu lēmumu',
          en: 'Begin proceedings anew and decide anew',
        },
      },
      {
        value: 'refuse-reopening',
        label: { lv: 'Atteikt sākt procesu no jauna', en: 'Refuse to begin proceedings anew' },
      },
    ],
    norms: [
      'Administratīvā procesa likuma 63. panta pirmās daļas 1. punkts un 67. panta otrā daļa',
      'Administratīvā procesa likuma 83. panta otrā daļa',
    ],
    checks: REOPENING_CHECKS,
    more: ANEW,
  }),
  ...hearActs,
  ...serveActs,
  ...afterlifeActs({ lv: 'lūgto apmierināt', en: 'grant what was asked for' }),
}
