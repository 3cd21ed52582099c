import { isDay } from '../../../law/time.ts'
import type { Deps } from '../../deps.ts'

/** A decision of the ministry, or a judgment, on one of our decisions; its day as YYYY-MM-DD. */
export interface Judgment {
  number: string
  date: string
}

const ACTS = { ministry: 'contest.outcome', court: 'court.outcome' } as const

/**
 * What the ministry or a court decided, as it was recorded last; undefined when it decided nothing.
 * @param decisionId of which of our decisions; undefined: of whichever it was
 */
export async function judgmentOf(
  deps: Deps,
  caseId: string,
  decisionId: string | undefined,
  by: keyof typeof ACTS,
): Promise<Judgment | undefined> {
  const events = await deps.db.caseEvent.findMany({
    where: { caseId, type: 'act', data: { path: ['act'], equals: ACTS[by] } },
    orderBy: { seq: 'desc' },
    select: { data: true },
  })
  const payloads = events.map((e) => (e.data as { payload?: Record<string, unknown> }).payload ?? {})
  const found = payloads.find(
    (p) => p.decisionId === undefined || p.decisionId === (decisionId ?? p.decisionId),
  )
  const number = found?.number
  const date = by === 'ministry' ? found?.date : found?.inForceFrom
  if (typeof number !== 'string' || typeof date !== 'string' || !isDay(date)) return undefined
  return { number, date }
}
