/**
 * What a procedure consists of, for those who read it from outside: its stages, and who may do what in each.
 * One typed table per procedure, composed of words (word.ts); the buttons on the pages and the guard in the workflow
 * read the same one.
 */
import type { DecisionDoes, DecisionStage } from '../law/afterlife/facts.ts'
import type { BodyFunction } from '../law/bodies/body.ts'
import type { TermRule } from '../law/clock/term.ts'
import { isPartyRole, type PartyRole } from '../law/parties.ts'
import type { UnitId } from './units.ts'

/** `auditor` reads the audit log and no case: no procedure gives that role anything to do. */
export type StaffRole = 'inspector' | 'reviewer' | 'director' | 'supervisor' | 'auditor'

/** Somebody in a commission or council, by its code: whoever holds that function there on the day. */
export type BodyRole = `${BodyFunction}@${string}`

/** Whoever may do an act: of the service, on the side of a party of the case in that role, or in a body. */
export type Role = PartyRole | StaffRole | BodyRole

/** A function in a body, as acts and tasks name it. Whoever has a vote is a `member`, whatever else they are. */
export const inBody = (of: BodyFunction, body: string): BodyRole => `${of}@${body}`

export function isBodyRole(role: string): role is BodyRole {
  return role.includes('@')
}

/** Who the case waits for; computed for every stage, so that every page can say who acts next. */
export type WaitingOn =
  | PartyRole
  | BodyRole
  | 'inspector'
  | 'reviewer'
  | 'director'
  | 'ministry'
  | 'court'
  | 'service'
  | 'nobody'

/**
 * What a stage is to acts that are possible in several, whatever words a procedure has:
 * `undecided`: what is done here can still change the outcome; `running`: the statutory term runs;
 * `drafted`: a draft lies on a desk; `previewed`: it may be looked at as a document; `issuing`: it is about to be issued;
 * `decided`: a decision was made, and the case is not over; `after`: it was made, whether or not the case is over.
 */
export type Trait = 'undecided' | 'running' | 'drafted' | 'previewed' | 'issuing' | 'decided' | 'after'

/** What must be looked at before an act is taken (cases/needs.ts). */
export type Need =
  | 'signatures-judged'
  | 'lawful-draft'
  | 'issuable'
  | 'corrected-application'
  | 'original'
  | 'known-official'
  | 'known-party'
  | 'records-of-case'

export interface ActRule<Stage extends string> {
  /** Roles that may do it; those of parties only ever in the case in which they stand. */
  by: readonly Role[]
  /** Stages in which it is possible. */
  in: readonly Stage[]
  /** Whether the page must have shown the newest revision: acts that judge what is seen say yes. */
  fresh: boolean
  /** It is about one of the decisions of the case, which must stand so; the act names it where there are several. */
  ofDecision?: readonly DecisionStage[]
  /** Work of this kind is to be done: without any there is nothing to say. */
  ofTask?: string
  /**
   * For whoever does it for a party: that party has no contestation of that decision open (`none`), or has one (`own`).
   */
  contest?: 'none' | 'own'
  /** It is about a term from receipt: not where none runs (`termsFrom`). */
  ofTerm?: true
  /** For which party it is done stands among its facts. */
  asParty?: true
  /** The decision rests on it: whoever did it, at any time, is no second person to it. */
  ground?: true
  /** It says what is to be decided. */
  drafts?: true
  /** Whoever has done one of these acts in the case, at any time, may not do this one (review by a second person). */
  notBySameAs?: readonly string[]
  /** What of its text each party of the case sees, by field; a party that is not named does not see that it was done. */
  seenBy?: Partial<Record<PartyRole, readonly string[]>>
  /** What of its text those see who stand in the role in which it was done; no other party sees that it was. */
  seenByDoer?: readonly string[]
  needs?: readonly Need[]
}

/** What an end of a case is, beside its words. */
export interface OutcomeRule {
  /** The kind of document by which the party is told. */
  document: string
  /** What it does to a register: `by-hand` where the entry is to be changed by a person. */
  effect: 'none' | 'entered' | 'annulled' | 'by-hand'
  /** What such a decision does to its addressee; absent: it gives what was asked for if it is favourable, else refuses it. */
  does?: DecisionDoes
}

export interface StageRule {
  waitingOn: WaitingOn
  open: boolean
  /** It lies inside the service: parties see that the case stands there, but not how often it came there. */
  inside?: true
  is?: readonly Trait[]
}

export interface Procedure<
  Stage extends string = string,
  Act extends string = string,
  Outcome extends string = string,
> {
  id: string
  /** The unit to which its work belongs; absent: the whole house. */
  unit?: UnitId
  /** The words that it consists of. */
  words: readonly string[]
  /** The stage in which a case is born. */
  first: Stage
  /** Proceedings of their own about a decision of another case (APL 83–88); absent: it is about what was applied for. */
  about?: 'decision'
  /** The terms that run from receipt, by name; words open further ones in mid-case (workflows/kernel/terms.ts). */
  terms: Record<string, TermRule>
  outcomes: Record<Outcome, OutcomeRule>
  /** Which parties see where the case stands, and which what was applied for; whoever is not named sees neither. */
  seenBy: { course: readonly PartyRole[]; application: readonly PartyRole[] }
  /** Outcomes that give what was applied for. */
  favourable: readonly Outcome[]
  stages: Record<Stage, StageRule>
  acts: Record<Act, ActRule<Stage>>
}

export type StageOf<P> = P extends Procedure<infer S, string, string> ? S : never
export type ActOf<P> = P extends Procedure<string, infer A, string> ? A : never
export type OutcomeOf<P> = P extends Procedure<string, string, infer O> ? O : never

/**
 * The terms that run from receipt, of those of the procedure: where somebody applied or turned to the institution. What it
 * begins of its own motion has none (APL 64(1)).
 */
export function termsFrom(
  { terms }: Pick<Procedure, 'terms'>,
  parties: readonly { role: PartyRole }[],
): Procedure['terms'] {
  return parties.some(({ role }) => role === 'applicant' || role === 'submitter') ? terms : {}
}

/** Whether a stage of this procedure has the trait; a stage that it does not have has none. */
export function isIn(procedure: Procedure, stage: string, trait: Trait): boolean {
  return procedure.stages[stage]?.is?.includes(trait) ?? false
}

/** The act that says what is to be decided; undefined where no word brings one. */
export function draftingAct(procedure: Procedure): string | undefined {
  return Object.keys(procedure.acts).find((act) => procedure.acts[act]!.drafts)
}

export type Refusal = 'not-allowed-now' | 'forbidden' | 'stale' | 'own-work' | 'own-case' | 'recused'

/**
 * Whether an act may be done now: the one guard, read by pages (to show or explain a button) and by the workflow.
 * @param where.decisions the decisions of the case
 * @param where.terms its terms, where they are known
 * @param where.tasks its work; absent: whoever asks knows himself whether any is open
 * @param where.doneBy everybody who did an act in this case, by act name
 * @param who.revision the revision that the person saw; an act that judges what is seen is refused without it
 * @param who.decisionId the decision that the act is about, where it names one
 * @param who.partyId the party for whom it is done, where the rule asks for it; absent in acts of old
 * @param who.tied the person stands on the side of a party: nothing is decided in one's own case
 * @param who.recused the person has a conflict of interest there (APL 37(1)): does nothing on the side of the service
 * @returns undefined when it may, else why not
 */
export function refusal<S extends string, A extends string>(
  procedure: Procedure<S, A>,
  act: string,
  where: {
    stage: S
    revision: number
    doneBy: Record<string, readonly string[]>
    decisions?: readonly DecisionOf[]
    tasks?: readonly { kind: string; state: 'open' | 'done' }[]
    terms?: readonly { name: string }[]
  },
  who: {
    role: Role
    actorId: string
    revision?: number | undefined
    tied: boolean
    recused?: boolean
    decisionId?: string | undefined
    partyId?: string | undefined
  },
): Refusal | undefined {
  const rule = (procedure.acts as Record<string, ActRule<S> | undefined>)[act]
  if (!rule) return 'not-allowed-now'
  if (!rule.by.includes(who.role)) return 'forbidden'
  if (!rule.in.includes(where.stage) || !concernsOne(rule, where, who)) return 'not-allowed-now'
  if (rule.ofTerm && where.terms?.every(({ name }) => !(name in procedure.terms))) return 'not-allowed-now'
  const { ofTask } = rule
  if (ofTask && where.tasks?.every((t) => t.kind !== ofTask || t.state === 'done')) return 'not-allowed-now'
  if (who.tied && !isPartyRole(who.role)) return 'own-case'
  if (who.recused && !isPartyRole(who.role)) return 'recused'
  if (rule.fresh && who.revision !== where.revision) return 'stale'
  if (rule.notBySameAs?.some((other) => where.doneBy[other]?.includes(who.actorId))) return 'own-work'
  return undefined
}

/** Whether there is a decision, or the named one is one, that such an act may be about. */
function concernsOne(
  { ofDecision, contest }: ActRule<string>,
  { decisions = [] }: { decisions?: readonly DecisionOf[] },
  { decisionId, partyId }: { decisionId?: string | undefined; partyId?: string | undefined },
): boolean {
  if (!ofDecision) return true
  return decisions.some(
    (d) =>
      ofDecision.includes(d.standing.stage) &&
      (decisionId === undefined || d.decisionId === decisionId) &&
      (contest === undefined || (contest === 'own') === hasOpen(d.standing, partyId)),
  )
}

/** A decision as far as the guard of acts asks. */
export interface DecisionOf {
  decisionId: string
  standing: {
    stage: DecisionStage
    contests?: readonly { partyId: string | null; outcome: unknown }[]
  }
}

/** Whether the party has a contestation open; of nobody in particular, whether anybody has. */
export function hasOpen(
  { stage, contests = [] }: DecisionOf['standing'],
  partyId: string | undefined,
): boolean {
  if (stage !== 'contested') return false
  if (partyId === undefined || contests.length === 0) return true
  return contests.some((one) => one.outcome === null && (one.partyId === null || one.partyId === partyId))
}
