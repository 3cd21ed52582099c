import type { DecisionEffect } from '../ledger/events.ts'
import { REOPENING } from '../procedures/reopening.ts'
import type { CaseEnd, CaseStart } from './types.ts'
import { effectsAbout } from './words/about.ts'
import { afterlife, livingOn } from './words/afterlife.ts'
import { assess } from './words/assess.ts'
import { openCase, receipted, runCase } from './words/course.ts'
import { decide } from './words/decide.ts'
import { extendable } from './words/extend.ts'
import { serveable } from './words/serve.ts'

/** Proceedings begun anew in a matter that was decided (APL 87, 88): a decision in place of the other, or a refusal. */
export async function reopening(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, REOPENING)
  extendable(c) // APL 64(2)
  serveable(c) // APL 70
  livingOn(c, effectsAbout(effect)) // APL 72, 73, 76–82, 184–189; 87(5)
  return runCase(c, async () => {
    receipted(c)
    await assess(c) // APL 59, 87(1), (3)
    return afterlife(c, await decide(c), effectsAbout(effect)) // APL 62, 63, 67, 83(2)
  })
}

const effect = (kind: string): DecisionEffect | undefined =>
  kind === 'decide-anew' ? { effect: 'replaced', from: 'revocation' } : undefined
