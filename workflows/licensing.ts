import { LICENSING } from '../procedures/licensing.ts'
import { enter } from './kernel/enter.ts'
import type { Kernel } from './kernel/kernel.ts'
import type { CaseEnd, CaseStart } from './types.ts'
import { afterlife, type Effects, livingOn } from './words/afterlife.ts'
import { assess } from './words/assess.ts'
import { curedAfterAll, untilComplete } from './words/completeness.ts'
import { goesOn, openCase, receipted, runCase } from './words/course.ts'
import { decide } from './words/decide.ts'
import { extendable } from './words/extend.ts'
import { heardAfterAll } from './words/hear.ts'
import { admitting } from './words/parties.ts'
import { type Restores, restorable } from './words/restore.ts'
import { serveable } from './words/serve.ts'

const REGISTER = { register: 'licensed-programmes', series: 'licence' } as const

/** Licensing of an education programme: MK 23.05.2023 Nr. 253; what it does not say, the APL does. */
export async function licensing(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, LICENSING)
  admitting(c) // APL 28
  extendable(c) // APL 64(2)
  serveable(c) // APL 70
  livingOn(c, EFFECTS) // APL 72, 73, 76–82, 184–189
  restorable(c, RESTORES) // APL 46–48
  return runCase(c, async () => {
    receipted(c)
    await untilComplete(c) // MK 253, p. 4–6; APL 56(1¹)
    return whenComplete(c)
  })
}

async function whenComplete(c: Kernel): Promise<string> {
  await assess(c) // APL 59
  return afterlife(c, await decide(c), EFFECTS) // APL 62, 63, 67; 70, 79
}

/** What counts as not submitted goes on to be cured; whoever was not heard is. */
const RESTORES: Restores = {
  cure: (c, until) =>
    goesOn(c, async () => {
      await curedAfterAll(c, until)
      return whenComplete(c)
    }),
  views: (c, until) => c.alongside(heardAfterAll(c, until)),
}

/** The licence is entered when the decision is in force; what the ministry or a court makes of it is carried out (APL 81). */
const EFFECTS: Effects = {
  inForce(c, decision) {
    if (decision.favourable) licence(c, decision.number)
  },
  entryCorrected(c, decision) {
    const entryNo = c.ledger.numberOf('licence')
    if (decision.favourable && entryNo !== undefined)
      enter(c, { ...REGISTER, order: 'amend', reason: 'corrected', decision: decision.number, entryNo })
  },
  // While it is suspended, so is what it entered (APL 80, 185); a refusal entered nothing.
  suspended(c, decision, suspension) {
    const entryNo = c.ledger.numberOf('licence')
    if (!decision.favourable || entryNo === undefined) return
    const of = { ...REGISTER, decision: decision.number, entryNo }
    if (suspension === null) return enter(c, { ...of, order: 'resume', reason: 'suspension-over' })
    const { by, until } = suspension
    const reason = by === 'court' ? 'suspended-by-court' : 'suspended-by-contest'
    enter(c, { ...of, order: 'suspend', reason, ...(until === null ? {} : { until }) })
  },
  carriedOut(c, decision, judged) {
    const { by, outcome } = judged
    const entryNo = c.ledger.numberOf('licence')
    const number = by === 'service' ? judged.number : decision.number
    // A refusal in whose place the right is granted, by the ministry or in proceedings begun anew, is carried out by the entry.
    if ((outcome === 'other-act' || outcome === 'replaced') && !decision.favourable) {
      licence(c, number)
      return by === 'ministry' ? 'grant-by-ministry' : 'grant'
    }
    if (outcome === 'restored') {
      const order = decision.favourable ? 'restore' : 'annul'
      if (entryNo) enter(c, { ...REGISTER, order, reason: 'revocation-undone', decision: number, entryNo })
      return decision.kind
    }
    const annulled = outcome === 'revoked' || outcome === 'annulled'
    if (annulled && decision.favourable)
      enter(c, { ...REGISTER, order: 'annul', reason: ANNULLED[by], decision: number, entryNo: entryNo! })
    if (annulled) return 'revoked'
    return outcome === 'revoked-partly' || outcome === 'annulled-partly' ? 'revoked-partly' : decision.kind
  },
}

const ANNULLED = {
  ministry: 'revoked-by-ministry',
  court: 'annulled-by-court',
  service: 'revoked-by-service',
} as const

function licence(c: Kernel, number: string): void {
  enter(c, { ...REGISTER, order: 'enter', reason: 'licensed', decision: number })
}
