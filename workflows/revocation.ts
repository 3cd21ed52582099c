import type { DecisionEffect } from '../ledger/events.ts'
import { REVOCATION } from '../procedures/revocation.ts'
import type { ActCommand, CaseEnd, CaseStart } from './types.ts'
import { effectsAbout } from './words/about.ts'
import { afterlife, livingOn } from './words/afterlife.ts'
import { assess } from './words/assess.ts'
import { openCase, receipted, runCase } from './words/course.ts'
import { decide } from './words/decide.ts'
import { extendable } from './words/extend.ts'
import { serveable } from './words/serve.ts'

/** Revocation of a decision of another case (APL 83–86), which is itself an administrative act (83(2)). */
export async function revocation(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, REVOCATION)
  extendable(c) // APL 64(2)
  serveable(c) // APL 70
  livingOn(c, effectsAbout(effect())) // APL 72, 73, 76–82, 184–189
  return runCase(c, async () => {
    receipted(c)
    await assess(c) // APL 59, 84
    const decision = await decide(c) // APL 62, 63, 67
    return afterlife(c, decision, effectsAbout(effect(decision.proposal.facts)))
  })
}

/** As a whole or in part, from the day of its issue or from now (APL 85, 86). */
const effect =
  ({ extent, from }: ActCommand['facts'] = {}) =>
  (kind: string): DecisionEffect | undefined =>
    kind === 'revoke-benefit' || kind === 'revoke-burden'
      ? {
          effect: extent === 'part' ? 'annulled-partly' : 'annulled',
          from: from === 'issue' ? 'issue' : 'revocation',
        }
      : undefined
