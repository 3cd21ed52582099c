import { isPartyRole } from '../../law/parties.ts'
import type { CaseState } from '../../ledger/fold.ts'
import type { Deps } from '../deps.ts'
import { invalidBody } from '../read-body.ts'
import { worksHere } from '../staff.ts'

/** A party's request to replace an official (APL 37(2)), and what was decided on it. */
export interface ReplacementView {
  /** By which the decision names it. */
  request: string
  at: string
  /** Who asked; null where the one who looks is not told. */
  by: string | null
  /** As whoever asked named them; null once the texts of the case were erased. */
  official: string | null
  reason: string | null
  /** The last day on which it is to be decided. */
  due: string | null
  decided: { at: string; outcome: 'upheld' | 'refused'; reason: string | null } | null
}

interface Event {
  type: string
  at: Date
  actorId: string | null
  actorRole: string | null
  data: unknown
}

interface ActData {
  act: string
  revision: number
  facts?: { request?: string; outcome?: string }
  payload?: { official?: string; reason?: string; outcome?: string } | null
}

const actOf = (event: Event): ActData | undefined =>
  event.type === 'act' ? (event.data as ActData) : undefined

/**
 * The requests in a case, in their order; for a party those that were made in a role in which it stands.
 * @param roles absent: the staff, who see all
 */
export function replacementsIn(
  events: readonly Event[],
  { tasks }: Pick<CaseState, 'tasks'>,
  nameFor: (id: string | null) => string | null,
  roles?: ReadonlySet<string>,
): ReplacementView[] {
  return events.flatMap((event) => {
    const asked = actOf(event)
    if (asked?.act !== 'replacement.ask' || (roles && !roles.has(event.actorRole ?? ''))) return []
    const request = String(asked.revision)
    const answer = events.find((e) => {
      const act = actOf(e)
      return act?.act === 'replacement.decide' && act.facts?.request === request
    })
    const said = answer && actOf(answer)
    const { official = null, reason = null } = asked.payload ?? {}
    return [
      {
        ...{ request, at: event.at.toISOString(), by: nameFor(event.actorId), official, reason },
        due: tasks.find((t) => t.taskId === `replacement-${asked.revision + 1}`)?.due ?? null,
        decided:
          answer && said
            ? {
                at: answer.at.toISOString(),
                outcome: said.facts?.outcome === 'upheld' ? 'upheld' : 'refused',
                reason: said.payload?.reason ?? null,
              }
            : null,
      },
    ]
  })
}

/** Those of the service who did something in the case, or have work of it. */
export function officialsIn(
  events: readonly Event[],
  { assigneeId, tasks }: Pick<CaseState, 'assigneeId' | 'tasks'>,
): string[] {
  const did = events.filter((e) => e.actorRole !== null && !isPartyRole(e.actorRole)).map((e) => e.actorId)
  const have = tasks.filter((t) => t.state === 'open').map((t) => t.claimedBy)
  return [...new Set([assigneeId, ...have, ...did])].filter((id): id is string => id !== null)
}

/**
 * Whoever is to be replaced works here.
 * @throws LietaError `validation`
 */
export async function requireKnownOfficial(deps: Deps, { official }: { official?: unknown }): Promise<void> {
  if (official === undefined || (await worksHere(deps, String(official)))) return
  const message = { lv: 'Izvēlieties dienesta darbinieku.', en: 'Choose one of the staff.' }
  throw invalidBody([{ field: 'official', code: 'not-staff', message }])
}
