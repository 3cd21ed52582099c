import type { ConflictGround } from '../../law/conflicts.ts'
import type { CaseState } from '../../ledger/fold.ts'

/** A conflict of interest as the staff see it. */
export interface ConflictView {
  id: string
  personId: string
  person: string
  ground: ConflictGround
  how: 'declared' | 'found'
  at: string
  by: string | null
  /** Null once the texts of the case were erased. */
  reason: string | null
  stands: boolean
  judged: { how: 'upheld' | 'waived' | 'ended'; at: string; by: string | null; reason: string | null } | null
}

interface Event {
  type: string
  data: unknown
}

/** The conflicts in a case, with what was said of each. */
export function conflictViews(
  { conflicts = [] }: Pick<CaseState, 'conflicts'>,
  events: readonly Event[],
  nameFor: (id: string | null) => string | null,
): ConflictView[] {
  const said = (id: string, ...types: string[]): string | null => {
    const found = events.findLast((e) => types.includes(e.type) && (e.data as { id?: string }).id === id)
    return (found?.data as { reason?: string } | undefined)?.reason ?? null
  }
  return conflicts.map(({ id, personId, ground, how, at, by, until, judged }) => ({
    ...{ id, personId, ground, how, at },
    person: nameFor(personId) ?? '',
    by: nameFor(by),
    reason: said(id, `conflict-${how}`),
    stands: until === null,
    judged: judged && {
      ...{ how: judged.how, at: judged.at, by: nameFor(judged.by) },
      reason: said(id, `conflict-${judged.how}`),
    },
  }))
}

/** The people whom an event names beside its actor: who takes no part, and in whose stead somebody acted. */
export function peopleIn({ type, data }: Event): { about?: string; insteadOf?: string } {
  const { personId, facts } = data as { personId?: string; facts?: { insteadOf?: string } }
  return {
    ...(type.startsWith('conflict-') && personId ? { about: personId } : {}),
    ...(type === 'act' && facts?.insteadOf ? { insteadOf: facts.insteadOf } : {}),
  }
}
