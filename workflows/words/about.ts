import type { DecisionEffect } from '../../ledger/events.ts'
import { tellDecision } from '../kernel/tell.ts'
import type { Effects } from './afterlife.ts'

/**
 * What decisions about a decision of another case do there (APL 83(2)): from their force on, and no more when the ministry or a
 * court revokes them as a whole (81(2)).
 * @param effect what one of this kind does; undefined: it leaves the other as it is
 */
export function effectsAbout(effect: (kind: string) => DecisionEffect | undefined): Effects {
  return {
    inForce(c, { kind, number }) {
      const does = effect(kind)
      if (does) tellDecision(c, number, does)
    },
    carriedOut(c, { kind, number }, { outcome }) {
      const undone = outcome === 'revoked' || outcome === 'annulled'
      if (undone && effect(kind)) tellDecision(c, number, { effect: 'restored' })
      if (undone) return 'revoked'
      return outcome === 'revoked-partly' || outcome === 'annulled-partly' ? 'revoked-partly' : kind
    },
  }
}
