import type { Deps } from '../../deps.ts'

/** The ministry's decision on a contested act; its day as YYYY-MM-DD. */
export interface MinistryDecision {
  outcome: string
  number: string
  date: string
}

const CHANGES = {
  revoked: 'annulled',
  'revoked-partly': 'annulled-partly',
  'other-act': 'superseded',
} as const

/** What the ministry's decision did to the contested act (APL 81(2)); undefined when it left it as it was. */
export function changeBy({ outcome }: MinistryDecision): (typeof CHANGES)[keyof typeof CHANGES] | undefined {
  return CHANGES[outcome as keyof typeof CHANGES]
}

/** The ministry's decision on the contested act, as it was recorded; undefined when there is none. */
export async function ministryDecision(deps: Deps, caseId: string): Promise<MinistryDecision | undefined> {
  const event = await deps.db.caseEvent.findFirst({
    where: { caseId, type: 'act', data: { path: ['act'], equals: 'contest.outcome' } },
    orderBy: { seq: 'desc' },
    select: { data: true },
  })
  const payload = (event?.data as { payload?: Partial<MinistryDecision> } | undefined)?.payload
  if (!payload?.outcome || !payload.number || !payload.date) return undefined
  return { outcome: payload.outcome, number: payload.number, date: payload.date }
}
