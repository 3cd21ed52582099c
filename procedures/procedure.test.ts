import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { DecisionStage } from '../law/afterlife/facts.ts'
import { isPartyRole } from '../law/parties.ts'
import { PROCEDURES } from './all.ts'
import { LICENSING } from './licensing.ts'
import { type ActOf, inBody, type Role, refusal, type StageOf } from './procedure.ts'
import { REVOCATION } from './revocation.ts'
import { tableOf } from './table.ts'
import { procedure, word } from './word.ts'

type LicensingStage = StageOf<typeof LICENSING>
type LicensingAct = ActOf<typeof LICENSING>

const STAGES = Object.keys(LICENSING.stages) as LicensingStage[]
const ACTS = Object.keys(LICENSING.acts) as LicensingAct[]
const DRAFTED = { 'proposal.submit': ['me'] }
const DECISION_STAGES = ['service', 'contest-period', 'contested', 'in-court', 'settled'] as const
const DECISIONS = DECISION_STAGES.map((stage) => ({ decisionId: stage, standing: { stage } }))
const TABLE = 'procedures/who-may-do-what.txt'

describe('the guard of licensing', () => {
  // A reviewed copy of the table: whoever changes who may do what changes this file too, and somebody looks at it.
  test('says what the reviewed table says', () => {
    expect(Object.values(PROCEDURES).map(tableOf).join('\n')).toBe(readFileSync(TABLE, 'utf8'))
  })

  const where = (stage: LicensingStage, doneBy: Record<string, string[]> = {}) => ({
    stage,
    revision: 7,
    doneBy,
  })
  const who = (
    role: Role,
    more: { actorId?: string; revision?: number | undefined; tied?: boolean; recused?: boolean } = {},
  ) => ({
    role,
    actorId: 'me',
    revision: 7,
    tied: false,
    ...more,
  })
  const may = (act: LicensingAct, stage: LicensingStage, w: ReturnType<typeof who>, done = {}) =>
    refusal(LICENSING, act, where(stage, done), w)

  test('the role is looked at first, then the stage, then the tie, the revision, the second person', () => {
    expect(may('review.approve', 'review', who('reviewer'))).toBeUndefined()
    expect(may('review.approve', 'closed', who('inspector', { tied: true }))).toBe('forbidden')
    expect(may('review.approve', 'signature', who('reviewer', { tied: true }))).toBe('not-allowed-now')
    expect(may('review.approve', 'review', who('reviewer', { tied: true, revision: 6 }))).toBe('own-case')
    expect(may('review.approve', 'review', who('reviewer', { recused: true, revision: 6 }))).toBe('recused')
    expect(may('review.approve', 'review', who('reviewer', { revision: 6 }), DRAFTED)).toBe('stale')
    expect(may('review.approve', 'review', who('reviewer'), DRAFTED)).toBe('own-work')
  })

  test('a revision that is not sent is not fresh', () => {
    expect(may('review.approve', 'review', who('reviewer', { revision: undefined }))).toBe('stale')
    expect(may('case.withdraw', 'review', who('applicant', { revision: undefined }))).toBeUndefined()
  })

  test('whoever has had a part in it, at any time, is not the second person', () => {
    for (const act of ['review.approve', 'review.return'] as const) {
      expect(may(act, 'review', who('reviewer'), { 'proposal.submit': ['me', 'other'] })).toBe('own-work')
      expect(may(act, 'review', who('reviewer'), { 'assessment.complete': ['me'] })).toBe('own-work')
      expect(may(act, 'review', who('reviewer'), { 'proposal.submit': ['other'] })).toBeUndefined()
    }
    for (const act of ['assessment.complete', 'proposal.submit', 'review.approve'])
      expect(may('decision.sign', 'signature', who('director'), { [act]: ['me', 'other'] })).toBe('own-work')
    expect(may('decision.sign', 'signature', who('director'), { 'review.return': ['me'] })).toBeUndefined()
  })

  test('nobody decides in the own case, in whatever role of the service', () => {
    for (const act of ACTS)
      for (const role of LICENSING.acts[act].by)
        for (const stage of LICENSING.acts[act].in)
          expect(
            refusal(LICENSING, act, { ...where(stage), decisions: DECISIONS }, who(role, { tied: true })),
          ).toBe(isPartyRole(role) ? undefined : 'own-case')
  })

  test('nobody with a conflict of interest does anything for the service, in whatever role', () => {
    for (const act of ACTS)
      for (const role of LICENSING.acts[act].by)
        for (const stage of LICENSING.acts[act].in)
          expect(
            refusal(LICENSING, act, { ...where(stage), decisions: DECISIONS }, who(role, { recused: true })),
          ).toBe(isPartyRole(role) ? undefined : 'recused')
  })

  test('a case that has ended takes only what the law lets be done with its decisions, and what tries a letter again', () => {
    const takenIn = (stage: LicensingStage) => ACTS.filter((a) => LICENSING.acts[a].in.includes(stage))
    const anytime = [
      'inspection.ask',
      'inspection.give',
      'inspection.refuse',
      'delay.complain',
      'delay.outcome',
      ...['term.ask', 'term.grant', 'term.refuse'],
    ]
    expect(takenIn('closed')).toEqual(['trouble.retry', ...anytime])
    expect(takenIn('final').filter((a) => !LICENSING.acts[a].ofDecision)).toEqual([
      'trouble.retry',
      ...anytime.filter((a) => !a.startsWith('term.')),
      ...['party.admit', 'term.ask', 'term.grant', 'term.refuse'],
    ])
    const contest = (decisions: { decisionId: string; stage: DecisionStage }[], decisionId?: string) =>
      refusal(
        LICENSING,
        'contest.submit',
        {
          ...where('final'),
          decisions: decisions.map(({ stage, ...d }) => ({ ...d, standing: { stage } })),
        },
        { ...who('applicant'), decisionId },
      )
    expect(contest([])).toBe('not-allowed-now')
    expect(contest([{ decisionId: 'one', stage: 'settled' }])).toBe('not-allowed-now')
    const two = [
      { decisionId: 'one', stage: 'settled' as const },
      { decisionId: 'two', stage: 'contest-period' as const },
    ]
    expect(contest(two)).toBeUndefined()
    expect(contest(two, 'two')).toBeUndefined()
    expect(contest(two, 'one')).toBe('not-allowed-now')
    expect(refusal(LICENSING, 'case.burn', where('completeness'), who('inspector'))).toBe('not-allowed-now')
  })

  test('what answers to a piece of work is refused while there is none to be done', () => {
    const decide = (tasks: { kind: string; state: 'open' | 'done' }[]) =>
      refusal(LICENSING, 'replacement.decide', { ...where('assessment'), tasks }, who('supervisor'))
    expect(decide([])).toBe('not-allowed-now')
    expect(decide([{ kind: 'replacement', state: 'done' }])).toBe('not-allowed-now')
    expect(decide([{ kind: 'assessment', state: 'open' }])).toBe('not-allowed-now')
    expect(decide([{ kind: 'replacement', state: 'open' }])).toBeUndefined()
  })

  test('a function in a body is named as a role is: of that body, by that function, and stopped by a conflict', () => {
    const sits = word('sits', {
      stages: { judged: { waitingOn: inBody('chair', 'garden'), open: true } },
      acts: {
        'garden.judge': {
          by: [inBody('chair', 'garden'), inBody('member', 'garden')],
          in: ['judged'],
          fresh: false,
        },
      },
    })
    const garden = procedure('garden', {
      ...{ first: 'judged', words: [sits], outcomes: {}, favourable: [] },
      ...{ seenBy: { course: [], application: [] }, terms: {} },
    })
    const judge = (role: Role, more = {}) =>
      refusal(garden, 'garden.judge', { stage: 'judged', revision: 1, doneBy: {} }, who(role, more))
    expect(judge(inBody('chair', 'garden'))).toBeUndefined()
    expect(judge(inBody('member', 'garden'))).toBeUndefined()
    for (const role of [inBody('secretary', 'garden'), inBody('member', 'park'), 'inspector'] as const)
      expect(judge(role)).toBe('forbidden')
    expect(judge(inBody('chair', 'garden'), { recused: true })).toBe('recused')
    expect(judge(inBody('chair', 'garden'), { tied: true })).toBe('own-case')
    expect(tableOf(garden)).toContain('by chair@garden, member@garden')
  })

  test('nobody but the applicant can withdraw, and not once the decision is signed', () => {
    expect(LICENSING.acts['case.withdraw'].by).toEqual(['applicant'])
    for (const stage of ['service', 'contest-period', 'contested', 'final', 'closed'])
      expect(LICENSING.acts['case.withdraw'].in).not.toContain(stage)
  })

  test('what is about a term from receipt is not done where the institution began of its own motion', () => {
    const extend = (terms: { name: string }[]) =>
      refusal(
        REVOCATION,
        'term.extend',
        { ...where('assessment'), stage: 'assessment', terms },
        who('inspector'),
      )
    expect(extend([{ name: 'statutory' }])).toBeUndefined()
    // Another term that runs, such as that for views, is none of those.
    expect([extend([]), extend([{ name: 'views' }])]).toEqual(['not-allowed-now', 'not-allowed-now'])
  })

  test('every stage that waits for somebody has an act for them', () => {
    for (const stage of STAGES) {
      const { waitingOn, open } = LICENSING.stages[stage]
      if (!open || ['service', 'nobody', 'ministry', 'court'].includes(waitingOn)) continue
      const doers = ACTS.filter((a) => (LICENSING.acts[a].in as readonly string[]).includes(stage)).flatMap(
        (a) => LICENSING.acts[a].by,
      )
      expect(doers).toContain(waitingOn)
    }
  })
})
