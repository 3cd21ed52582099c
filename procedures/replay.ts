import { procedureById } from './all.ts'
import { type Refusal, type Role, refusal } from './procedure.ts'

/**
 * Whether an act that stands in a ledger was allowed there: by the table of its procedure, over the state of the case
 * before it. Whether the revision was fresh and the person tied is not told by the ledger, and not asked.
 * @param before the state of the case when the act came
 * @returns undefined when it was, else why not
 */
export function allowedThere(
  event: { actorId: string | null; actorRole: string | null; data: { act: string } },
  before: { procedure: string; stage: string; revision: number; doneBy: Record<string, readonly string[]> },
): Refusal | undefined {
  return refusal(procedureById(before.procedure), event.data.act, before, {
    role: event.actorRole as Role,
    actorId: event.actorId ?? '',
    revision: before.revision,
    tied: false,
  })
}
