import type { Calendar } from '../calendar/types.ts'
import { termFrom } from '../clock/fold.ts'
import { type NormRef, normText } from '../norm.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Text } from '../text.ts'
import type { Day } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'

// On which grounds an incontestable administrative act may be revoked (APL 85, 86), and from which day. Pure, and data.

export type RevocationGround =
  | 'lawful-burden'
  | 'lawful-reserved'
  | 'condition'
  | 'changed'
  | 'unlawful-burden'
  | 'unused'
  | 'unlawful-reserved'
  | 'public-interest'
  | 'deceit'
  | 'obvious'

/** From which day a revoked act is without effect: that of its issue, or that of the revocation. */
export type RevokedFrom = 'issue' | 'revocation'

export interface RevocationRule {
  title: Text
  norm: NormRef
  /** The act that may be revoked on it: lawful or not (APL 84), and whether it favours its addressee. */
  lawful: boolean
  favourable: boolean
  from: readonly RevokedFrom[]
  /** No norm says from which day; what stands here is an assumption. */
  fromUnverified?: true
  /** Only within so long from when the institution learned of it, and from the act's entry into force. */
  terms?: { learned: RuleId; inForce: RuleId }
  /** The loss is made good to the addressee by this norm. */
  compensated?: NormRef
}

const apl = (article: string): NormRef => ({ act: 'APL', article })

export const REVOCATION_GROUNDS: Readonly<Record<RevocationGround, RevocationRule>> = {
  'lawful-burden': {
    title: {
      lv: 'nelabvēlīgs tiesisks lēmums, un tāds pats nebūtu tūlīt jāizdod no jauna',
      en: 'unfavourable and lawful, and the same would not have to be issued anew at once',
    },
    norm: apl('85(1)'),
    ...{ lawful: true, favourable: false, from: ['issue', 'revocation'], fromUnverified: true },
  },
  'lawful-reserved': {
    title: {
      lv: 'tiesisks labvēlīgs lēmums, kura atcelšanu paredz tiesību norma vai lēmumā ietverta atruna',
      en: 'lawful and favourable; a norm provides for its revocation, or the act reserves it',
    },
    norm: apl('85(2)1'),
    ...{ lawful: true, favourable: true, from: ['revocation'], fromUnverified: true },
  },
  condition: {
    title: {
      lv: 'tiesisks labvēlīgs lēmums, kura nosacījums nav izpildīts, pienācīgi izpildīts vai laikus izpildīts',
      en: 'lawful and favourable; its condition was not met, not properly met or not met in time',
    },
    norm: apl('85(2)2'),
    ...{ lawful: true, favourable: true, from: ['revocation'], fromUnverified: true },
  },
  changed: {
    title: {
      lv: 'tiesisks labvēlīgs lēmums, mainījušies apstākļi, un palikšana spēkā skar būtiskas sabiedrības intereses',
      en: 'lawful and favourable; circumstances have changed, and leaving it in force touches essential public interests',
    },
    norm: apl('85(2)4'),
    ...{ lawful: true, favourable: true, from: ['revocation'], fromUnverified: true },
    compensated: apl('85(3)'),
  },
  'unlawful-burden': {
    title: { lv: 'nelabvēlīgs prettiesisks lēmums', en: 'unfavourable and unlawful' },
    norm: apl('86(1)'),
    ...{ lawful: false, favourable: false, from: ['issue', 'revocation'], fromUnverified: true },
  },
  unused: {
    title: {
      lv: 'prettiesisks labvēlīgs lēmums, no kura izrietošās tiesības adresāts vēl nav izmantojis',
      en: 'unlawful and favourable; the addressee has not used its rights yet',
    },
    norm: apl('86(2)1'),
    ...{ lawful: false, favourable: true, from: ['issue', 'revocation'], fromUnverified: true },
    terms: { learned: 'APL86.revoke-learned', inForce: 'APL86.revoke-limit' },
  },
  'unlawful-reserved': {
    title: {
      lv: 'prettiesisks labvēlīgs lēmums, kura atcelšanu paredz tiesību norma vai lēmumā ietverta atruna',
      en: 'unlawful and favourable; a norm provides for its revocation, or the act reserves it',
    },
    norm: apl('86(2)2'),
    ...{ lawful: false, favourable: true, from: ['issue', 'revocation'], fromUnverified: true },
  },
  // Where something was received by it, the law names the day of the revocation; otherwise none.
  'public-interest': {
    title: {
      lv: 'prettiesisks labvēlīgs lēmums, kura palikšana spēkā skar būtiskas sabiedrības intereses',
      en: 'unlawful and favourable; leaving it in force touches essential public interests',
    },
    norm: apl('86(2)3'),
    ...{ lawful: false, favourable: true, from: ['revocation'], compensated: apl('86(2)3') },
  },
  deceit: {
    title: {
      lv: 'prettiesisks labvēlīgs lēmums, ko adresāts panācis ar apzināti nepatiesām ziņām vai citām prettiesiskām darbībām',
      en: 'unlawful and favourable; the addressee brought it about by knowingly false information or other unlawful acts',
    },
    norm: apl('86(2)4'),
    ...{ lawful: false, favourable: true, from: ['issue'] },
  },
  obvious: {
    title: {
      lv: 'prettiesisks labvēlīgs lēmums, kura prettiesiskumu adresāts varēja un viņam vajadzēja apzināties',
      en: 'unlawful and favourable; the addressee could and should have realised that it was',
    },
    norm: apl('86(2)5'),
    ...{ lawful: false, favourable: true, from: ['issue', 'revocation'], fromUnverified: true },
  },
}

/** What keeps a ground from carrying a revocation, on what was said of it. */
export interface GroundFault {
  rule: string
  /** Of what was said: the ground, the day from which, or the day on which it became known. */
  of: 'ground' | 'from' | 'learnedOn'
  norm: NormRef
  message: Text
}

/** What is to be revoked, why, and when. */
export interface Revoking {
  ground: RevocationGround
  from: RevokedFrom
  /** When the institution learned that it may be revoked. */
  learnedOn?: Day | undefined
  /** When it is revoked. */
  on: Day
  /** The act itself. */
  act: { favourable: boolean; inForceFrom: Day }
}

/** Whether a ground lets an act be revoked, from that day, on this day (APL 85, 86). @returns what is against it; empty: it does */
export function checkRevocation(
  { ground, from, learnedOn, on, act }: Revoking,
  calendar: Calendar,
): GroundFault[] {
  const rule = REVOCATION_GROUNDS[ground]
  const faults: GroundFault[] = []
  if (rule.favourable !== act.favourable)
    faults.push({
      ...{ rule: 'ground-fits', of: 'ground', norm: rule.norm },
      message: act.favourable
        ? {
            lv: 'Atceļamais lēmums adresātam ir labvēlīgs; šis pamats ir nelabvēlīgam lēmumam.',
            en: 'What is to be revoked favours its addressee; this ground is for what does not.',
          }
        : {
            lv: 'Atceļamais lēmums adresātam ir nelabvēlīgs; šis pamats ir labvēlīgam lēmumam.',
            en: 'What is to be revoked does not favour its addressee; this ground is for what does.',
          },
    })
  if (!rule.from.includes(from))
    faults.push({
      ...{ rule: 'revoked-from', of: 'from', norm: rule.norm },
      message:
        from === 'issue'
          ? {
              lv: `Uz šā pamata lēmumu neatceļ ar atpakaļejošu spēku (${normText(rule.norm, 'lv')}).`,
              en: `On this ground an act is not revoked with retroactive effect (${normText(rule.norm, 'en')}).`,
            }
          : {
              lv: `Uz šā pamata lēmumu atceļ ar tā izdošanas dienu (${normText(rule.norm, 'lv')}).`,
              en: `On this ground an act is revoked from the day of its issue (${normText(rule.norm, 'en')}).`,
            },
    })
  if (rule.terms) faults.push(...late(rule.terms, { learnedOn, on, act }, calendar))
  return faults
}

/** The two limits of APL 86(3). */
function late(
  terms: NonNullable<RevocationRule['terms']>,
  { learnedOn, on, act }: Pick<Revoking, 'learnedOn' | 'on' | 'act'>,
  calendar: Calendar,
): GroundFault[] {
  const limit = termFrom(terms.inForce, act.inForceFrom, calendar).due
  const norm = apl('86(3)')
  if (on > limit)
    return [
      {
        ...{ rule: 'revoked-in-a-year', of: 'ground', norm },
        message: {
          lv: `Uz šā pamata lēmumu varēja atcelt līdz ${dayLv(limit, 'dative')}: gada laikā no tā stāšanās spēkā.`,
          en: `On this ground the act could be revoked until ${dayEn(limit)}: within a year of its entry into force.`,
        },
      },
    ]
  if (learnedOn === undefined)
    return [
      {
        ...{ rule: 'revoked-since-learned', of: 'learnedOn', norm },
        message: {
          lv: 'Norādiet, kad iestāde uzzināja par atcelšanas iespēju: no tā skaita trīs mēnešus.',
          en: 'Say when the institution learned that it may revoke: three months count from that.',
        },
      },
    ]
  const due = termFrom(terms.learned, learnedOn, calendar).due
  if (on <= due) return []
  return [
    {
      ...{ rule: 'revoked-since-learned', of: 'learnedOn', norm },
      message: {
        lv: `Uz šā pamata lēmumu varēja atcelt līdz ${dayLv(due, 'dative')}: trīs mēnešu laikā no uzzināšanas.`,
        en: `On this ground the act could be revoked until ${dayEn(due)}: within three months of learning of it.`,
      },
    },
  ]
}
