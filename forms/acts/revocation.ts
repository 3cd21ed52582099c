import { z } from 'zod'
import { REVOCATION_GROUNDS } from '../../law/afterlife/revocation.ts'
import type { REVOCATION } from '../../procedures/revocation.ts'
import { day, prose } from '../fields.ts'
import { optionsOf } from '../original.ts'
import type { ActDef, Check } from './act.ts'
import { afterlifeActs } from './words/afterlife.ts'
import { assessActs } from './words/assess.ts'
import { courseActs } from './words/course.ts'
import type { ProposalMore } from './words/decide/proposal.ts'
import { decideActs } from './words/decide.ts'
import { extendActs } from './words/extend.ts'
import { hearActs } from './words/hear.ts'
import { serveActs } from './words/serve.ts'

/** What is found out before a decision is revoked or left (APL 59, 84–86). */
export const REVOCATION_CHECKS: readonly Check[] = [
  {
    id: 'lawfulness',
    title: {
      lv: 'Lēmuma atbilstība tiesību normām, kad to izdeva',
      en: 'Whether the decision conformed to the law when it was issued',
    },
    norm: { act: 'APL', article: '84' },
  },
  {
    id: 'ground',
    title: { lv: 'Likumā noteiktais atcelšanas pamats', en: 'Whether there is a ground in the law' },
    norm: { act: 'APL', article: '83(1)' },
  },
  {
    id: 'trust',
    title: {
      lv: 'Ko adresāts, paļaujoties uz lēmumu, ir darījis vai saņēmis',
      en: 'What the addressee did or received relying on the decision',
    },
    norm: { act: 'APL', article: '59(2)' },
  },
]

/** On which ground it is revoked, how much of it, and from which day. */
const REVOKED: ProposalMore = {
  fields: [
    {
      name: 'ground',
      label: { lv: 'Atcelšanas pamats', en: 'Ground of revocation' },
      hint: {
        lv: 'Ja lēmumu atceļ. Pamatam jāatbilst tam, vai lēmums bija tiesisks un vai tas adresātam labvēlīgs.',
        en: 'If it is revoked. It must fit whether the decision was lawful, and whether it favours its addressee.',
      },
      widget: 'radios',
      options: optionsOf(REVOCATION_GROUNDS),
      section: { lv: 'Ja lēmumu atceļ', en: 'If the decision is revoked' },
    },
    {
      name: 'from',
      label: { lv: 'No kuras dienas', en: 'From which day' },
      widget: 'radios',
      options: [
        {
          value: 'revocation',
          label: { lv: 'Kad stājas spēkā šis lēmums', en: 'When this decision comes into force' },
        },
        {
          value: 'issue',
          label: { lv: 'Ar atceļamā lēmuma izdošanas dienu', en: 'From the day on which it was issued' },
        },
      ],
      initial: 'revocation',
    },
    {
      name: 'part',
      label: { lv: 'Kuru daļu atceļ (ja ne visu)', en: 'Which part (if not all of it)' },
      widget: 'textarea',
      rows: 2,
    },
    {
      name: 'learnedOn',
      label: {
        lv: 'Kad iestāde uzzināja par atcelšanas iespēju (APL 86. panta trešā daļa)',
        en: 'When the institution learned that it may revoke (APL 86(3))',
      },
      hint: {
        lv: 'Tikai tad, ja tiesības vēl nav izmantotas.',
        en: 'Only where the rights are not used yet.',
      },
      widget: 'date',
    },
  ],
  shape: {
    ground: z.enum(Object.keys(REVOCATION_GROUNDS)).optional(),
    from: z.enum(['revocation', 'issue']).default('revocation'),
    part: prose(2000).or(z.literal('')).optional(),
    learnedOn: day.or(z.literal('')).optional(),
  },
  facts: (p) => ({ extent: p.part ? 'part' : 'whole', from: p.from as string }),
}

export const revocationActs: Record<keyof (typeof REVOCATION)['acts'], ActDef> = {
  ...courseActs,
  ...assessActs(REVOCATION_CHECKS),
  ...extendActs([]),
  ...decideActs({
    outcomes: [
      {
        value: 'revoke-benefit',
        label: {
          lv: 'Atcelt adresātam labvēlīgu lēmumu',
          en: 'Revoke a decision that favours its addressee',
        },
      },
      {
        value: 'revoke-burden',
        label: {
          lv: 'Atcelt adresātam nelabvēlīgu lēmumu',
          en: 'Revoke a decision that does not favour its addressee',
        },
      },
      {
        value: 'leave-in-force',
        label: {
          lv: 'Atstāt lēmumu spēkā (ja process sākts pēc iestādes iniciatīvas)',
          en: 'Leave it in force (where the institution began of its own motion)',
        },
      },
      {
        value: 'refuse-revocation',
        label: {
          lv: 'Atteikt atcelt lēmumu (ja to lūdz adresāts)',
          en: 'Refuse what the addressee asked for',
        },
      },
    ],
    norms: [
      'Administratīvā procesa likuma 63. panta pirmās daļas 1. punkts un 67. panta otrā daļa',
      'Administratīvā procesa likuma 83. panta pirmā un otrā daļa',
    ],
    checks: REVOCATION_CHECKS,
    more: REVOKED,
  }),
  ...hearActs,
  ...serveActs,
  ...afterlifeActs({ lv: 'lūgto apmierināt', en: 'grant what was asked for' }),
}
