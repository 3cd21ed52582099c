import { procedureById } from './all.ts'
import { type Refusal, type Role, refusal } from './procedure.ts'

interface Conflict {
  personId: string
  place: number
  until: number | null
}

/**
 * Whether an act that stands in a ledger was allowed there: by the table of its procedure, over the state of the case
 * before it, and by the conflicts of interest in it: `act/17` was noted at place 17. Whether the revision was fresh and the
 * person tied is not told by the ledger, and not asked.
 * @param before the state of the case when the act came
 * @returns undefined when it was, else why not
 */
export function allowedThere(
  event: {
    key?: string
    actorId: string | null
    actorRole: string | null
    data: { act: string; facts?: Record<string, unknown> }
  },
  before: Parameters<typeof refusal>[2] & { procedure: string; conflicts?: readonly Conflict[] },
): Refusal | undefined {
  const n = Number(event.key?.replace(/^act\//, '') ?? 0)
  return refusal(procedureById(before.procedure), event.data.act, before, {
    role: event.actorRole as Role,
    actorId: event.actorId ?? '',
    revision: before.revision,
    tied: false,
    recused:
      before.conflicts?.some(
        (c) => c.personId === event.actorId && n > c.place && (c.until === null || n <= c.until),
      ) ?? false,
    decisionId: named(event.data.facts?.decisionId),
    partyId: named(event.data.facts?.partyId),
  })
}

const named = (id: unknown): string | undefined => (typeof id === 'string' ? id : undefined)
