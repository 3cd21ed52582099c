import { LICENSING, type LicensingStage } from '../procedures/licensing.ts'
import { askApplicant } from './kernel/ask-applicant.ts'
import { contested } from './kernel/contest.ts'
import { type Decision, decide } from './kernel/decide.ts'
import { enter } from './kernel/enter.ts'
import { extendable } from './kernel/extend.ts'
import { hear } from './kernel/hear.ts'
import type { Kernel } from './kernel/kernel.ts'
import { letter } from './kernel/letter.ts'
import { openCase, runCase } from './kernel/open-case.ts'
import { serve } from './kernel/serve.ts'
import { task } from './kernel/task.ts'
import type { ActCommand, CaseEnd, CaseStart } from './types.ts'

const STAGES = { review: 'review', signature: 'signature', signing: 'signing', after: 'service' } as const
const REGISTER = { register: 'licensed-programmes', series: 'licence' } as const

/** Licensing of an education programme: MK 23.05.2023 Nr. 253; what it does not say, the APL does. */
export async function licensing(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, LICENSING, {
    stage: 'registered',
    statutory: 'MK253.licence', // MK 253; a month, two if information must be added
    standard: 'card.30wd', // the public service card
  })
  extendable(c) // APL 64(2)
  return runCase(c, async () => {
    c.beside(letter(c, 'receipt', { numbered: false, facts: { due: c.term('statutory')?.due ?? null } }))
    await untilComplete(c) // MK 253, p. 4–6; APL 56(1¹)
    await task(c, {
      stage: 'assessment',
      kind: 'assessment',
      role: 'inspector',
      acts: ['assessment.complete'],
    }) // APL 59
    const decision = await decide(c, STAGES, () => proposal(c)) // APL 62, 63, 67
    return untilFinal(c, decision)
  })
}

async function untilComplete(c: Kernel<LicensingStage>): Promise<void> {
  for (;;) {
    const checked = await task(c, {
      stage: 'completeness',
      kind: 'completeness',
      role: 'inspector',
      acts: ['completeness.confirm', 'completeness.return'],
    })
    if (checked?.act !== 'completeness.return') return
    await askApplicant(c, 'cure', checked)
  }
}

/** A proposal that is unfavourable comes back to the desk after the hearing, with the views, to be weighed (APL 62(1)). */
async function proposal(c: Kernel<LicensingStage>): Promise<ActCommand> {
  for (;;) {
    const proposed = await task(c, {
      stage: 'proposal',
      kind: 'proposal',
      role: 'inspector',
      acts: ['proposal.submit'],
    })
    if (!proposed) continue
    const mustHear = proposed.facts.kind !== 'grant' && !c.heard && !proposed.facts.noHearingReason
    if (!mustHear) return proposed
    await hear(c, 'hearing', proposed)
    c.heard = true
  }
}

/** Service, force, and the term to contest (APL 70, 79); then what the ministry said is carried out (APL 81). */
async function untilFinal(c: Kernel<LicensingStage>, decision: Decision): Promise<string> {
  const licence = (number: string): void =>
    enter(c, { ...REGISTER, state: 'active', reason: 'licensed', decision: number })
  const served = await serve(c, decision.documentId, {
    unfavourable: !decision.favourable,
    appealNote: decision.appealNote,
  })
  if (decision.favourable) licence(decision.number)

  const submission = await task(c, {
    stage: 'contest-period',
    kind: 'contest',
    role: 'applicant',
    acts: ['contest.submit'],
    deadline: () => served.contestEndInstant,
  })
  if (!submission) return decision.kind
  const outcome = await contested(c, 'contested', submission)
  if (outcome === 'unchanged') return decision.kind
  // A refusal that the ministry revoked, deciding itself that the right is granted, is carried out by the entry.
  if (outcome === 'other-act' && !decision.favourable) {
    licence(decision.number)
    return 'grant-by-ministry'
  }
  if (outcome === 'revoked' && decision.favourable) {
    enter(c, {
      ...REGISTER,
      state: 'annulled',
      reason: 'revoked-by-ministry',
      decision: decision.number,
      entryNo: c.numberOf('licence')!,
    })
  }
  return outcome === 'other-act' ? decision.kind : outcome
}
