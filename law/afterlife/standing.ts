import type { Step } from '../clock/facts.ts'
import type { NormRef } from '../norm.ts'
import type { Day, Instant } from '../time.ts'
import type { CourtOutcome, DecisionFact, DecisionForce, DecisionStage, MinistryOutcome } from './facts.ts'

/** That a decision is not carried out for the time being. */
export interface Suspension {
  since: Day
  /** The first day on which it is carried out again; null: nobody knows yet. */
  until: Day | null
  by: 'contest' | 'court'
}

/** The newest contestation of one party. */
export interface Contest {
  /** Null in facts of old: whoever it was. */
  partyId: string | null
  at: Instant
  late: boolean
  /** It suspends the decision while it is open (APL 80(1)). */
  suspends: boolean
  outcome: MinistryOutcome | 'withdrawn' | null
  decidedOn: Day | null
}

/** Where a decision stands, and why. JSON. */
export interface DecisionStanding {
  stage: DecisionStage
  force: DecisionForce
  inForceFrom: Day | null
  contestUntil: Day | null
  /** The instant at which the term to contest ends. */
  contestEnd: Instant | null
  /** The instant from which nobody may contest it, whatever the reason (APL 79(3)2). */
  barredFrom: Instant | null
  /** The contestation that is open, else the newest. */
  contest: Pick<Contest, 'at' | 'late' | 'outcome' | 'decidedOn'> | null
  /** The newest of each party: they contest the same decision independently of each other (APL 26(4), 76(1)). */
  contests: Contest[]
  /** The instant at which the term to contest ends for each party to whom it was served. */
  ends: Record<string, Instant>
  /** The last day to apply to the court (APL 188). */
  courtUntil: Day | null
  court: { filedOn: Day; outcome: CourtOutcome | null; decidedOn: Day | null } | null
  suspension: Suspension | null
  annulledBy: string | null
  /** The day from which it is annulled by a decision of ours. */
  annulledFrom: Day | null
  /** How it came about, each step with its norm. */
  steps: Step[]
}

export type Made = DecisionFact & { type: 'made' }

/** It has effect again from that day. */
export function resumed(s: DecisionStanding, on: Day, norm: NormRef, text: Step['text']): void {
  if (!s.suspension) return
  s.suspension = { ...s.suspension, until: on }
  note(s, norm, on, text)
}

/** A step of how it came about. */
export function note(
  s: DecisionStanding,
  norm: NormRef,
  day: Day,
  text: Step['text'],
  unverified = false,
): void {
  s.steps.push({ kind: 'note', norm, day, text, ...(unverified ? { unverified: true } : {}) })
}
