import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LICENSING, type LicensingAct, type LicensingStage } from './licensing.ts'
import { type Role, refusal } from './procedure.ts'

const STAGES = Object.keys(LICENSING.stages) as LicensingStage[]
const ACTS = Object.keys(LICENSING.acts) as LicensingAct[]
const ROLES: Role[] = ['applicant', 'inspector', 'reviewer', 'director', 'supervisor']

const situation = fc.record({
  act: fc.constantFrom(...ACTS),
  stage: fc.constantFrom(...STAGES),
  role: fc.constantFrom(...ROLES),
  revision: fc.nat(50),
  seen: fc.option(fc.nat(50), { nil: undefined }),
  actor: fc.constantFrom('a', 'b', 'c'),
  drafted: fc.constantFrom('a', 'b', 'c', undefined),
  approved: fc.constantFrom('a', 'b', 'c', undefined),
})

describe('the guard of licensing', () => {
  // Written apart from the table's reader: what the law and the house demand, in other words.
  test('agrees with an oracle over every situation', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const said = refusal(
          LICENSING,
          s.act,
          {
            stage: s.stage,
            revision: s.revision,
            lastBy: { 'proposal.submit': s.drafted, 'review.approve': s.approved },
          },
          { role: s.role, actorId: s.actor, revision: s.seen },
        )
        const rule = LICENSING.acts[s.act]
        const role = (rule.by as readonly string[]).includes(s.role)
        const stage = (rule.in as readonly string[]).includes(s.stage)
        if (!role) expect(said).toBe('forbidden')
        else if (!stage) expect(said).toBe('not-allowed-now')
        else if (rule.fresh && s.seen !== undefined && s.seen !== s.revision) expect(said).toBe('stale')
        else if (s.act.startsWith('review.') && s.drafted === s.actor) expect(said).toBe('own-work')
        else if (s.act === 'decision.sign' && [s.drafted, s.approved].includes(s.actor))
          expect(said).toBe('own-work')
        else expect(said).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })

  test('a closed or final case takes nothing; an act that does not exist is not allowed', () => {
    for (const act of ACTS)
      for (const stage of STAGES.filter((s) => !LICENSING.stages[s].open))
        expect(LICENSING.acts[act].in).not.toContain(stage)
    const where = { stage: 'completeness' as LicensingStage, revision: 1, lastBy: {} }
    expect(refusal(LICENSING, 'case.burn', where, { role: 'inspector', actorId: 'a' })).toBe(
      'not-allowed-now',
    )
  })

  test('nobody but the applicant can withdraw, and not once the decision is signed', () => {
    expect(LICENSING.acts['case.withdraw'].by).toEqual(['applicant'])
    for (const stage of ['service', 'contest-period', 'contested', 'final', 'closed'])
      expect(LICENSING.acts['case.withdraw'].in).not.toContain(stage)
  })

  test('every stage that waits for somebody has an act for them', () => {
    for (const stage of STAGES) {
      const { waitingOn, open } = LICENSING.stages[stage]
      if (!open || ['service', 'nobody', 'ministry'].includes(waitingOn)) continue
      const doers = ACTS.filter((a) => (LICENSING.acts[a].in as readonly string[]).includes(stage)).flatMap(
        (a) => LICENSING.acts[a].by,
      )
      expect(doers).toContain(waitingOn)
    }
  })
})
