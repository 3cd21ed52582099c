import type { CaseState } from '../../ledger/fold.ts'

/** Something that a party asked and nobody has answered yet. */
export interface RequestView {
  /** By which an answer names it. */
  request: string
  /** The act by which it was asked. */
  act: string
  at: string
  /** The name of the party. */
  by: string | null
  text: string | null
}

interface Asked {
  act: string
  revision: number
  facts?: { partyId?: string }
  payload?: Record<string, unknown> | null
}

/** The requests that wait: each is an act of a party with work that was opened for it, by the revision after it. */
export function requestsIn(
  events: readonly { type: string; at: Date; data: unknown }[],
  { tasks, parties }: Pick<CaseState, 'tasks' | 'parties'>,
): RequestView[] {
  const open = new Set(tasks.filter((t) => t.state === 'open').map((t) => t.taskId))
  return events.flatMap(({ type, at, data }) => {
    if (type !== 'act') return []
    const { act, revision, facts, payload } = data as Asked
    if (facts?.partyId === undefined || !open.has(`${act.split('.')[0]}-${revision + 1}`)) return []
    const party = parties.find((p) => p.partyId === facts.partyId)
    const text = Object.values(payload ?? {}).find((one) => typeof one === 'string')
    return [
      {
        ...{ request: String(revision), act, at: at.toISOString(), by: party?.name ?? null },
        text: (text as string | undefined) ?? null,
      },
    ]
  })
}
