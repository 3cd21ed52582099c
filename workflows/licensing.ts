import { LICENSING } from '../procedures/licensing.ts'
import { enter } from './kernel/enter.ts'
import type { Kernel } from './kernel/kernel.ts'
import type { CaseEnd, CaseStart } from './types.ts'
import { assess } from './words/assess.ts'
import { untilComplete } from './words/completeness.ts'
import { contest } from './words/contest.ts'
import { openCase, receipted, runCase } from './words/course.ts'
import { type Decision, decide } from './words/decide.ts'
import { extendable } from './words/extend.ts'
import { serve, serveable } from './words/serve.ts'

const REGISTER = { register: 'licensed-programmes', series: 'licence' } as const

/** Licensing of an education programme: MK 23.05.2023 Nr. 253; what it does not say, the APL does. */
export async function licensing(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, LICENSING)
  extendable(c) // APL 64(2)
  serveable(c) // APL 70, 72
  return runCase(c, async () => {
    receipted(c)
    await untilComplete(c) // MK 253, p. 4–6; APL 56(1¹)
    await assess(c) // APL 59
    return untilFinal(c, await decide(c)) // APL 62, 63, 67
  })
}

/** Service, force, and the term to contest (APL 70, 79); then what the ministry said is carried out (APL 81). */
async function untilFinal(c: Kernel, decision: Decision): Promise<string> {
  const licence = (number: string): void =>
    enter(c, { ...REGISTER, order: 'enter', reason: 'licensed', decision: number })
  const served = await serve(c, decision.documentId, {
    unfavourable: !decision.favourable,
    appealNote: decision.appealNote,
  })
  if (decision.favourable) licence(decision.number)
  const outcome = await contest(c, served)
  if (!outcome || outcome === 'unchanged') return decision.kind
  // A refusal that the ministry revoked, deciding itself that the right is granted, is carried out by the entry.
  if (outcome === 'other-act' && !decision.favourable) {
    licence(decision.number)
    return 'grant-by-ministry'
  }
  if (outcome === 'revoked' && decision.favourable) {
    enter(c, {
      ...REGISTER,
      order: 'annul',
      reason: 'revoked-by-ministry',
      decision: decision.number,
      entryNo: c.ledger.numberOf('licence')!,
    })
  }
  return outcome === 'other-act' ? decision.kind : outcome
}
