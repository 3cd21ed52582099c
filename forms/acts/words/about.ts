import { z } from 'zod'

/** Which decision an act is about; left out where there is one that it can be about. */
export const decisionId = z.string().max(40).optional()

/** The same, among the facts of the act. */
export const about = (p: Record<string, unknown>): Record<string, string> =>
  p.decisionId ? { decisionId: p.decisionId as string } : {}
