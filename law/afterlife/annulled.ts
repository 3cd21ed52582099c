import type { Step } from '../clock/facts.ts'
import { dayOf } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import type { DecisionFact, DecisionForce } from './facts.ts'

// What another decision of ours does to a decision (APL 83(2)), and that it is undone where that one does not stand.

type Annulled = DecisionFact & { type: 'annulled' }
type Restored = DecisionFact & { type: 'restored' }
type Extent = 'whole' | 'part' | 'replaced'

const FORCE: Record<Extent, DecisionForce> = {
  whole: 'annulled',
  part: 'annulled-partly',
  replaced: 'replaced',
}

const HOW: Record<Extent, Step['text']> = {
  whole: { lv: 'Atcelts', en: 'Revoked' },
  part: { lv: 'Atcelts daļā', en: 'Revoked in part' },
  replaced: { lv: 'Atcelts un aizstāts', en: 'Revoked and replaced' },
}

export function forceOfAnnulled({ extent }: Annulled): DecisionForce {
  return FORCE[extent ?? 'whole']
}

/** @param later what was recorded after it */
export function isUndone({ by }: Annulled, later: readonly DecisionFact[]): boolean {
  return later.some((fact) => fact.type === 'restored' && fact.by === by)
}

export function stepOfAnnulled({ by, from, extent }: Annulled): Step {
  const { lv, en } = HOW[extent ?? 'whole']
  return {
    ...{ kind: 'note', norm: { act: 'APL', article: '83(2)' }, day: from },
    text: {
      lv: `${lv} ar lēmumu Nr. ${by}, sākot ar ${dayLv(from, 'accusative')}.`,
      en: `${en} by decision No ${by}, from ${dayEn(from)} on.`,
    },
  }
}

export function stepOfRestored({ by, at }: Restored): Step {
  return {
    ...{ kind: 'note', norm: { act: 'APL', article: '81(2)' }, day: dayOf(at) },
    text: {
      lv: `Lēmums Nr. ${by} pats ir atcelts; šis lēmums atkal ir spēkā.`,
      en: `Decision No ${by} was itself revoked; this one is in force again.`,
    },
  }
}
