import type { NormRef } from './norm.ts'
import type { Text } from './text.ts'
import { addMonths, type Day, endOfDay, type Instant } from './time.ts'

/** Why somebody of the service takes no part in a case (APL 37(1)). */
export type ConflictGround =
  | 'interest'
  | 'relative'
  | 'partner'
  | 'former-spouse'
  | 'former-board'
  | 'post'
  | 'doubt'

export interface ConflictRule {
  title: Text
  norm: NormRef
  /** It is a tie to an institution or a founder, which stands whatever the case. */
  tie: boolean
  /** For so many years it stands also after the tie itself has ended. */
  yearsAfter: number
  /**
   * A superior may let the person go on in spite of it. The prohibition of IKNL 11 knows no leave; whether doubts are
   * justified (APL 37(1)2) is for the institution to say (APL 37(2)).
   */
  waivable: boolean
}

export const CONFLICT_GROUNDS: Readonly<Record<ConflictGround, ConflictRule>> = {
  interest: {
    title: { lv: 'personiska vai mantiska ieinteresētība', en: 'personal or material interest' },
    norm: { act: 'IKNL', article: '11(1)' },
    ...{ tie: true, yearsAfter: 0, waivable: false },
  },
  relative: {
    title: { lv: 'radinieka ieinteresētība', en: 'interest of a relative' },
    norm: { act: 'IKNL', article: '11(1)' },
    ...{ tie: true, yearsAfter: 0, waivable: false },
  },
  partner: {
    title: { lv: 'darījumu attiecības', en: 'business relations' },
    norm: { act: 'IKNL', article: '11(2)' },
    ...{ tie: true, yearsAfter: 2, waivable: false },
  },
  'former-spouse': {
    title: { lv: 'bijušais laulātais vai partneris', en: 'former spouse or partner' },
    norm: { act: 'IKNL', article: '11(2)' },
    ...{ tie: true, yearsAfter: 2, waivable: false },
  },
  'former-board': {
    title: {
      lv: 'bijis komercsabiedrības pārraudzības, izpildes vai kontroles institūcijas loceklis',
      en: 'was a member of a supervisory, executive or auditing body of the company',
    },
    norm: { act: 'IKNL', article: '11(3)' },
    ...{ tie: true, yearsAfter: 2, waivable: false },
  },
  // No source counts years for former employees: what is left of such a tie is a doubt.
  post: {
    title: {
      lv: 'darbs vai amats iestādē vai pie tās dibinātāja, dalība dibinātājā',
      en: 'work or a post at the institution or its founder, or a share in the founder',
    },
    norm: { act: 'APL', article: '37(1)1' },
    ...{ tie: true, yearsAfter: 0, waivable: false },
  },
  doubt: {
    title: { lv: 'pamatotas šaubas par objektivitāti', en: 'justified doubts about objectivity' },
    norm: { act: 'APL', article: '37(1)2' },
    ...{ tie: false, yearsAfter: 0, waivable: true },
  },
}

/**
 * Until when a tie keeps somebody from acting.
 * @param lastDay the last day of the tie itself
 */
export function tieBarsUntil(ground: ConflictGround, lastDay: Day): Instant {
  return endOfDay(addMonths(lastDay, 12 * CONFLICT_GROUNDS[ground].yearsAfter))
}
