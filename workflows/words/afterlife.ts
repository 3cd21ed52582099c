import { openContests } from '../../law/afterlife/contest.ts'
import type { CourtOutcome, DecisionStage, MinistryOutcome } from '../../law/afterlife/facts.ts'
import type { Suspension } from '../../law/afterlife/standing.ts'
import { suspensionChange } from '../../law/afterlife/suspension.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf, startOfDay } from '../../law/time.ts'
import type { DecisionEffect } from '../../ledger/events.ts'
import type { PlacedEffect } from '../../ledger/orders.ts'
import { ContestTerms } from '../kernel/contest-terms.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
import type { Served } from '../kernel/send.ts'
import { task } from '../kernel/task.ts'
import type { ActCommand } from '../types.ts'
import { contestedBy, guardAfterlife } from './afterlife/guards.ts'
import { stageWith } from './afterlife/stage.ts'
import { corrected, explained } from './afterlife/texts.ts'
import type { Decision } from './decide.ts'
import { serve } from './serve.ts'

/** What somebody above made of a decision, or the institution by a decision of another case. */
export type Judged =
  | { by: 'ministry'; outcome: MinistryOutcome }
  | { by: 'court'; outcome: CourtOutcome; number: string }
  | { by: 'service'; outcome: DecisionEffect['effect']; number: string }

/** What a procedure does with its decisions, beside what the law says of all of them. */
export interface Effects {
  /** An error was corrected that stands in the register too (APL 72). */
  entryCorrected?(c: Kernel, decision: Decided): void
  /** The decision is in force. */
  inForce?(c: Kernel, decision: Decided): void
  /** It is suspended by contestation or court (APL 80, 185), or `null`: no more. */
  suspended?(c: Kernel, decision: Decided, suspension: Suspension | null): void
  /** What was decided of it is carried out (APL 81). @returns the outcome of the case as it is then */
  carriedOut(c: Kernel, decision: Decided, judged: Judged): string
}

/** A decision as its afterlife knows it. */
export type Decided = Omit<Decision, 'proposal'>

/**
 * What becomes of a decision: it is served and in force (APL 70), may be contested (79), and what the ministry says is carried
 * out (81). Two decisions of one case have this side by side.
 * @returns the outcome of the case as far as this decision goes
 * @throws CaseEnded
 */
export async function afterlife(c: Kernel, decision: Decided, effects: Effects): Promise<string> {
  const served = await serve(c, decision)
  effects.inForce?.(c, decision)
  return contestable(c, decision, served, effects)
}

/** The term to contest (APL 79), which a correction may renew and a day off prolong. */
async function contestable(
  c: Kernel,
  decision: Decided,
  served: readonly Served[],
  effects: Effects,
): Promise<string> {
  const { id } = decision
  const open = c.decisions.contestable
  const submission = await task(c, {
    stage: stageWith(c, 'contest-period'),
    kind: 'contest',
    role: c.addressee,
    acts: ['contest.submit'],
    fits: about(c, id, 'contest-period'),
    opened: (taskId) => open.set(id, new ContestTerms(c, served, taskId)),
    closed: (how) => {
      open.get(id)?.close(how)
      open.delete(id)
    },
    deadline: () => open.get(id)?.end(),
  })
  return submission ? examined(c, decision, submission, effects, served) : decision.kind
}

/**
 * From the receipt of a contestation to its outcome: it is forwarded to the ministry at once (APL 77(3)), in time or late; from
 * its receipt the decision is suspended where the law says so (80(1)); the ministry's decision is recorded and carried out. It
 * may be withdrawn until then (78(3)), and then the term to contest goes on.
 */
async function examined(
  c: Kernel,
  decision: Decided,
  submission: ActCommand,
  effects: Effects,
  served?: readonly Served[],
): Promise<string> {
  const { id } = decision
  forwarded(c, id, submission)
  let answer: OpenTerm | undefined
  const act = await task(c, {
    stage: stageWith(c, 'contested'),
    kind: 'ministry-outcome',
    role: 'inspector',
    acts: ['contest.outcome', 'contest.withdraw'],
    // What one of several withdraws leaves what the others contest.
    fits: (act) =>
      aboutContested(c, id)(act) && !(act.act === 'contest.withdraw' && othersContest(c, id, act)),
    // The ministry has a month from the receipt of what was contested (APL 76(3)).
    opened: (taskId) => {
      answer = c.term('ministry-decision', 'contest.decision', { owner: 'ministry', taskId })
    },
    closed: (how) => answer?.close(how),
  })
  if (act?.act === 'contest.withdraw') {
    withdrawn(c, id, act)
    // After the term nothing is left of it.
    return served ? contestable(c, decision, served, effects) : decision.kind
  }
  const outcome = String(act?.facts.outcome) as MinistryOutcome
  const inForceFrom = String(act?.facts.inForceFrom ?? presumed(c, String(act?.facts.date)))
  c.decisions.fact(id, { type: 'ministry-decided', at: c.now(), outcome, inForceFrom, appealNote: true })
  return effects.carriedOut(c, decision, { by: 'ministry', outcome })
}

/** A contestation goes to the ministry at once (APL 77(3)). */
function forwarded(c: Kernel, id: string, { key, role, facts }: ActCommand): void {
  const of = ofParty(facts)
  const learned = typeof facts.learnedOn === 'string' ? { learnedOn: facts.learnedOn } : {}
  const addressee = role === 'applicant' || role === 'addressee'
  c.decisions.fact(id, { type: 'contested', at: c.now(), addressee, ...of, ...learned })
  toMinistry(c, 'contest-forwarding', key, id, of)
}

/** Withdrawn by its submitter until the ministry has decided (APL 78(3)); the ministry is told. */
function withdrawn(c: Kernel, id: string, { key, facts }: ActCommand): void {
  const of = ofParty(facts)
  c.decisions.fact(id, { type: 'contest-withdrawn', at: c.now(), ...of })
  toMinistry(c, 'contest-withdrawn', key, id, of)
}

function toMinistry(
  c: Kernel,
  kind: string,
  command: string,
  decisionId: string,
  of: { partyId?: string },
): void {
  const whose = of.partyId === undefined ? {} : { of: of.partyId }
  const to = { authority: 'ministry' } as const
  c.beside(letter(c, kind, { command, to, facts: { decisionId, ...of }, ...whose }))
}

/** The party for whom an act was done, where it says so. */
const ofParty = ({ partyId }: ActCommand['facts']): { partyId?: string } =>
  typeof partyId === 'string' ? { partyId } : {}

/** Whether somebody else than whoever does this act contests the decision as well. */
function othersContest(c: Kernel, id: string, { facts }: ActCommand): boolean {
  return openContests(c.decisions.standing(id)).some((one) => one.partyId !== (facts.partyId ?? one.partyId))
}

/** When the ministry's decision is in force, if nobody knows: as if it had been sent to the official address that day. */
function presumed(c: Kernel, day: string): string {
  const calendar = c.terms.calendar()
  return serveDocument({ channel: 'e-address', sentAt: startOfDay(day), instance: 'higher', calendar })
    .inForceFrom
}

/** The court has it (APL 184–189): the case is open until the judgment is in force, which is carried out. */
async function inCourt(c: Kernel, decision: Decided, filing: ActCommand, effects: Effects): Promise<string> {
  const { id } = decision
  const on = String(filing.facts.filedOn)
  const addressee = filing.facts.by !== 'other'
  c.decisions.fact(id, { type: 'court-filed', at: c.now(), on, addressee })
  const judgment = await task(c, {
    stage: stageWith(c, 'in-court'),
    kind: 'court-outcome',
    role: 'inspector',
    acts: ['court.outcome'],
    fits: about(c, id, 'in-court'),
  })
  const { outcome, inForceFrom, number } = judgment!.facts
  c.decisions.fact(id, {
    ...{ type: 'court-decided', at: c.now() },
    ...{ outcome: outcome as CourtOutcome, inForceFrom: String(inForceFrom) },
  })
  // What the court leaves as it is, stays as the ministry left it.
  if (outcome !== 'annulled' && outcome !== 'annulled-partly') return c.outcome ?? decision.kind
  return effects.carriedOut(c, decision, { by: 'court', outcome, number: String(number) })
}

/**
 * What is possible with the decisions of a case at any time, also after its end: contestation after the term, with a request to
 * restore it, on which the ministry decides (APL 76(4)), but not after three years (79(3)2); the court; corrections (72);
 * explanation (73).
 */
export function livingOn(c: Kernel, effects: Effects): void {
  const strand = (work: Promise<string>): void => {
    c.alongside(
      work.then((outcome) => {
        c.outcome = outcome
      }),
    )
  }
  c.decisions.whenChanged((id, before, standing) => {
    const change = suspensionChange(before, standing, c.now())
    if (change !== undefined) effects.suspended?.(c, decidedAs(c, id), change)
  })
  c.decisions.follow = (effect) => {
    c.outcome = decidedUpon(c, effect, effects)
  }
  const asked = explained(c)
  c.acts.guardWith((act) => guardAfterlife(c, act, asked()))
  c.acts.on('contest.submit', (act) => {
    const id = contestedBy(c, act)
    // It is at the ministry already: one decision is made on all that contest it.
    if (c.decisions.standing(id).stage === 'contested') forwarded(c, id, act)
    // In time, the term that is waited for takes it.
    else if (!c.decisions.contestable.has(id)) strand(examined(c, decidedAs(c, id), act, effects))
  })
  c.acts.on('contest.withdraw', (act) => {
    const id = c.decisions.of(act, ['contested'])
    if (othersContest(c, id, act)) withdrawn(c, id, act)
  })
  c.acts.on('court.file', (act) => {
    strand(inCourt(c, decidedAs(c, c.decisions.of(act, ['settled'])), act, effects))
  })
  c.acts.on('decision.correct', (act) => {
    const decision = decidedAs(c, c.decisions.of(act, ANY))
    if (act.facts.entry === true) effects.entryCorrected?.(c, decision)
    c.alongside(
      corrected(c, decision, act).then(async (served) => {
        if (served && c.decisions.standing(decision.id).stage === 'contest-period')
          c.outcome = await contestable(c, decision, served, effects)
      }),
    )
  })
}

const EXTENT = {
  annulled: {},
  'annulled-partly': { extent: 'part' },
  replaced: { extent: 'replaced' },
} as const

/** A decision of another case revokes this one, or does so no more (APL 83(2)); what follows from it is carried out here. */
function decidedUpon(c: Kernel, told: PlacedEffect, effects: Effects): string {
  const { decisionId, by } = told
  const at = c.now()
  if (told.effect === 'restored') c.decisions.fact(decisionId, { type: 'restored', at, by })
  else {
    const from = dayOf(told.from === 'issue' ? c.decisions.madeAs(decisionId).at : at)
    c.decisions.fact(decisionId, { type: 'annulled', at, by, from, ...EXTENT[told.effect] })
  }
  return effects.carriedOut(c, decidedAs(c, decisionId), { by: 'service', outcome: told.effect, number: by })
}

const ANY: readonly DecisionStage[] = ['service', 'contest-period', 'contested', 'in-court', 'settled']

const aboutContested = (c: Kernel, id: string) => about(c, id, 'contested')

/** Whether an act is about this decision: it names it, or names none and it is the first that stands so. */
function about(c: Kernel, id: string, stage: DecisionStage): (act: ActCommand) => boolean {
  return (act) => c.decisions.of(act, [stage]) === id
}

/** A decision, as the ledger tells it. */
function decidedAs(c: Kernel, id: string): Decided {
  const { documentId, number, kind, favourable, appealNote } = c.decisions.madeAs(id)
  return { id, documentId, number, kind, favourable, appealNote }
}
