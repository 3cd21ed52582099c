import type { DecisionFact } from '../law/afterlife/facts.ts'
import { foldDecision } from '../law/afterlife/fold.ts'
import { type NotNow, notNow } from '../law/afterlife/incontestable.ts'
import type { DecisionStanding } from '../law/afterlife/standing.ts'
import { calendarIn } from '../law/clock/term.ts'
import { dayOf } from '../law/time.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { calendarCited, citedIn, readCalendars } from './calendars.ts'
import type { AboutRef } from './events.ts'
import type { CaseState } from './fold.ts'

/** The decision that proceedings of their own are about, as it stands. */
export interface OriginalDecision {
  number: string
  /** The day of its issue, in Riga. */
  on: string
  /** What the case was about in which it was made, and its number. */
  subject: string
  caseNumber: string
  favourable: boolean
  inForceFrom: string | null
  /** Why it cannot be revoked or looked at anew now. */
  notNow?: NotNow
  standing: DecisionStanding
}

/**
 * Reads it as it stands at an instant (UTC).
 * @returns undefined when the case has no such decision
 */
export async function originalDecision(
  sql: Pick<SqlRunner, 'rows'>,
  about: Pick<AboutRef, 'caseId' | 'decisionId'>,
  at: string,
): Promise<OriginalDecision | undefined> {
  const [view] = await sql.rows<{ state: CaseState }>(
    Prisma.sql`SELECT state FROM case_view WHERE case_id = ${about.caseId}::uuid`,
  )
  if (!view) return undefined
  await readCalendars(sql, citedIn(view.state.terms.flatMap((t) => t.facts)))
  return originalIn(view.state, about.decisionId, at)
}

/** The same, of a case whose calendars were read. */
export function originalIn(state: CaseState, decisionId: string, at: string): OriginalDecision | undefined {
  const found = state.decisions.find((d) => d.decisionId === decisionId)
  if (!found) return undefined
  const made = found.facts[0] as DecisionFact & { type: 'made' }
  const standing = foldDecision(found.facts, calendarIn(state.terms, calendarCited))
  const why = notNow(standing, at)
  return {
    ...{ number: made.number, on: dayOf(made.at), subject: state.subject, caseNumber: state.number },
    ...{ favourable: made.favourable, inForceFrom: standing.inForceFrom, standing },
    ...(why ? { notNow: why } : {}),
  }
}
