import type { Calendar } from '../calendar/types.ts'
import { termFrom } from '../clock/fold.ts'
import type { NormRef } from '../norm.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Text } from '../text.ts'
import type { Day } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import type { GroundFault } from './revocation.ts'

// On which grounds proceedings that ended with an incontestable act are begun anew (APL 87, 88). Pure, and data.

export type ReopeningGround =
  | 'facts'
  | 'law'
  | 'court'
  | 'evidence'
  | 'constitutional-court'
  | 'international-court'

/** Who begins: the addressee applies, or the institution does what it must. */
export type Beginning = 'application' | 'own-motion'

export interface ReopeningRule {
  title: Text
  norm: NormRef
  by: Beginning
}

const RULE: RuleId = 'APL87.reopen'

export const REOPENING_GROUNDS: Readonly<Record<ReopeningGround, ReopeningRule>> = {
  facts: {
    title: {
      lv: 'mainījušies faktiskie apstākļi, kas bija lēmuma pamatā',
      en: 'the facts on which the decision rests have changed',
    },
    norm: { act: 'APL', article: '87(1)1' },
    by: 'application',
  },
  law: {
    title: {
      lv: 'tiesiskie apstākļi mainījušies adresātam par labu',
      en: 'the law has changed in favour of the addressee',
    },
    norm: { act: 'APL', article: '87(1)2' },
    by: 'application',
  },
  court: {
    title: {
      lv: 'Eiropas Cilvēktiesību tiesas vai citas starptautiskas tiesas nolēmums šajā lietā',
      en: 'a ruling of the European Court of Human Rights or another international court in this matter',
    },
    norm: { act: 'APL', article: '87(1)3' },
    by: 'application',
  },
  evidence: {
    title: {
      lv: 'jauni pierādījumi, kuru adresātam nebija, pirms lēmumu izdeva',
      en: 'new evidence that the addressee did not have before the decision was issued',
    },
    norm: { act: 'APL', article: '87(1)4' },
    by: 'application',
  },
  'constitutional-court': {
    title: {
      lv: 'jāizpilda Satversmes tiesas spriedums, kas pieņemts šajā lietā',
      en: 'a judgment of the Constitutional Court in this matter is to be carried out',
    },
    norm: { act: 'APL', article: '88 p. 1' },
    by: 'own-motion',
  },
  'international-court': {
    title: {
      lv: 'jāizpilda starptautiskas vai pārnacionālas tiesas nolēmums, kas pieņemts šajā lietā',
      en: 'a ruling of an international or supranational court in this matter is to be carried out',
    },
    norm: { act: 'APL', article: '88 p. 2' },
    by: 'own-motion',
  },
}

export function isReopeningGround(ground: unknown): ground is ReopeningGround {
  return typeof ground === 'string' && Object.hasOwn(REOPENING_GROUNDS, ground)
}

/** The last day on which it could be asked for (APL 87(3)2). @param learnedOn when the addressee learned of the ground */
export function reopeningUntil(learnedOn: Day, calendar: Calendar): Day {
  return termFrom(RULE, learnedOn, calendar).due
}

/**
 * Whether a ground lets proceedings be begun anew (APL 87(1), (3), 88).
 * @param asked.on the day on which they were asked for, or begun by the institution
 * @returns what is against it; empty: it does
 */
export function checkReopening(
  asked: { ground: ReopeningGround; by: Beginning; learnedOn?: Day | undefined; on: Day },
  calendar: Calendar,
): GroundFault[] {
  const { ground, by, learnedOn, on } = asked
  const rule = REOPENING_GROUNDS[ground]
  if (rule.by !== by)
    return [
      {
        ...{ rule: 'ground-fits', of: 'ground', norm: rule.norm },
        message:
          by === 'application'
            ? {
                lv: 'Uz šā pamata procesu no jauna sāk iestāde pati (APL 88. pants).',
                en: 'On this ground the institution itself begins anew (APL 88).',
              }
            : {
                lv: 'Uz šā pamata procesu no jauna sāk uz adresāta iesnieguma pamata (APL 87. pants).',
                en: 'On this ground proceedings are begun anew when the addressee applies (APL 87).',
              },
      },
    ]
  if (by === 'own-motion') return []
  const norm = { act: 'APL', article: '87(3)2' }
  if (learnedOn === undefined || learnedOn > on)
    return [
      {
        ...{ rule: 'reopened-since-learned', of: 'learnedOn', norm },
        message: {
          lv: 'Norādiet, kad par to uzzinājāt: no tā skaita sešus mēnešus.',
          en: 'Say when you learned of it: six months count from that.',
        },
      },
    ]
  const due = reopeningUntil(learnedOn, calendar)
  if (on <= due) return []
  return [
    {
      ...{ rule: 'reopened-since-learned', of: 'learnedOn', norm },
      message: {
        lv: `To varēja lūgt līdz ${dayLv(due, 'dative')}: sešu mēnešu laikā no uzzināšanas (APL 87. panta trešās daļas 2. punkts).`,
        en: `It could be asked for until ${dayEn(due)}: within six months of learning of it (APL 87(3)2).`,
      },
    },
  ]
}
