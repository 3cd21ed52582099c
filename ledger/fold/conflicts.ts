import type { ConflictRef, KernelEvent, LedgerEvent } from '../events.ts'
import type { CaseState } from '../fold.ts'

/** A conflict of interest of somebody of the service in a case. */
export interface FoldedConflict extends Omit<ConflictRef, 'reason' | 'taskId' | 'tie'> {
  how: 'declared' | 'found'
  at: string
  by: string | null
  tie: string | null
  taskId: string | null
  /** The last place of the inbox for which it stands; null: it stands. */
  until: number | null
  /** What a superior said of it, and who. */
  judged: { how: 'upheld' | 'waived' | 'ended'; at: string; by: string | null } | null
}

type OfConflict = LedgerEvent & {
  type: 'conflict-declared' | 'conflict-found' | 'conflict-upheld' | 'conflict-waived' | 'conflict-ended'
}

export function conflictsAfter(before: FoldedConflict[] = [], event: OfConflict): FoldedConflict[] {
  if (event.type === 'conflict-declared' || event.type === 'conflict-found') {
    const { id, personId, ground, place, tie = null, taskId = null } = event.data
    const how = event.type === 'conflict-declared' ? ('declared' as const) : ('found' as const)
    const { at, actorId: by } = event
    return [...before, { id, personId, ground, place, tie, taskId, how, at, by, until: null, judged: null }]
  }
  const how = (
    { 'conflict-upheld': 'upheld', 'conflict-waived': 'waived', 'conflict-ended': 'ended' } as const
  )[event.type]
  const until = event.type === 'conflict-upheld' ? null : event.data.place
  return before.map((c) =>
    c.id === event.data.id ? { ...c, until, judged: { how, at: event.at, by: event.actorId } } : c,
  )
}

/** Those of the service who take no part in the case as it stands. */
export function recusedFrom({ conflicts = [] }: { conflicts?: FoldedConflict[] }): Set<string> {
  return new Set(conflicts.filter((c) => c.until === null).map((c) => c.personId))
}

/**
 * What somebody has of a case goes back to where others find it.
 * @param place the last place of the inbox that was given before
 */
export function handedBack(
  state: Pick<CaseState, 'assigneeId' | 'tasks' | 'lent'>,
  personId: string,
  place: number,
): KernelEvent[] {
  const claimed = state.tasks.filter(
    (t) => t.state === 'open' && t.claimedBy === personId && t.role !== 'inspector',
  )
  // Where somebody of another unit had it, the ledger says until when.
  const lent = state.lent?.some((one) => one.until === null) ?? false
  const given = { to: null, from: personId, ...(lent ? { place } : {}) }
  return [
    ...(state.assigneeId === personId ? [{ type: 'assigned' as const, data: given }] : []),
    ...claimed.map(({ taskId }) => ({ type: 'task-claimed' as const, data: { taskId, by: null } })),
  ]
}
