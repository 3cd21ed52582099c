import type { DecisionForce } from '../../law/afterlife/facts.ts'
import { foldDecision, forceOn, isContestable } from '../../law/afterlife/fold.ts'
import type { DecisionStanding } from '../../law/afterlife/standing.ts'
import { calendarIn } from '../../law/clock/term.ts'
import { dayOf } from '../../law/time.ts'
import { calendarCited } from '../../ledger/calendars.ts'
import type { CaseState } from '../../ledger/fold.ts'
import type { ClockView } from './case-file.ts'
import type { Following } from './related.ts'

/** What a decision is worth today, by what, and what may still be done about it. */
export interface DecisionView
  extends Following,
    Pick<
      DecisionStanding,
      | 'stage'
      | 'inForceFrom'
      | 'contestUntil'
      | 'contest'
      | 'courtUntil'
      | 'court'
      | 'suspension'
      | 'annulledBy'
    > {
  decisionId: string
  kind: string
  number: string
  documentId: string
  force: DecisionForce
  /** The term to contest runs. */
  contestable: boolean
  steps: ClockView['steps']
}

/**
 * The decisions of a case whose documents the one who looks sees.
 * @param following the cases about each, and what may be begun about it
 * @param now business instant (UTC)
 */
export function decisionsOf(
  state: CaseState,
  documents: readonly { documentId: string }[],
  following: (decisionId: string) => Following,
  now: string,
): DecisionView[] {
  const calendar = calendarIn(state.terms, calendarCited)
  const seen = new Set(documents.map((d) => d.documentId))
  return state.decisions
    .filter((d) => seen.has(d.documentId))
    .map(({ decisionId, kind, number, documentId, facts }) => {
      const {
        steps,
        contestEnd,
        barredFrom: _barred,
        // Whose they are is no other party's business.
        contests: _contests,
        ends: _ends,
        annulledFrom: _from,
        ...standing
      } = foldDecision(facts, calendar)
      return {
        ...{ decisionId, kind, number, documentId, ...standing },
        ...following(decisionId),
        force: forceOn(standing, dayOf(now)),
        contestable: isContestable({ ...standing, contestEnd }, now),
        steps: steps.map(({ text, norm }) => ({ text, ...(norm ? { norm } : {}) })),
      }
    })
}
