import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { prose } from '../../forms/fields.ts'
import { CONFLICT_GROUNDS, type ConflictGround } from '../../law/conflicts.ts'
import type { ConflictRef, KernelEvent } from '../../ledger/events.ts'
import { handedBack, recusedFrom } from '../../ledger/fold/conflicts.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { LietaError, type Words } from '../../platform/errors.ts'
import type { SqlRunner } from '../../platform/sql.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeDirectly } from '../direct.ts'
import { authorize, notFound } from '../permissions.ts'
import { invalidBody, readBody } from '../read-body.ts'
import { refused } from '../refusals.ts'
import { worksHere } from '../staff.ts'
import { placesGiven } from '../units.ts'

// Whoever has a conflict of interest takes no part in the case for the service (APL 37(1)). They say so at once, in writing
// (IKNL 21(1)); their work goes to somebody else (IKNL 20(2), 21(3)). From the moment at which it stands in the ledger the one
// guard refuses whatever they would do there; what they had noted before counts.

export const ConflictBody = z
  .object({
    personId: z.uuid().optional(),
    ground: z.enum(Object.keys(CONFLICT_GROUNDS) as [ConflictGround, ...ConflictGround[]]),
    reason: prose(1000),
  })
  .strict()
  .meta({ id: 'Conflict' })

const LABELS: Record<string, Words> = {
  personId: { lv: 'Darbinieks', en: 'Official' },
  ground: { lv: 'Pamats', en: 'Ground' },
  reason: { lv: 'Paskaidrojums', en: 'Explanation' },
  outcome: { lv: 'Vērtējums', en: 'Judgement' },
}

/**
 * Tells of a conflict of interest in a case: one's own, or, as a superior, that of somebody else. The person's open work in the
 * case goes back to the queue with it.
 * @throws LietaError `validation`, `not-found`, `forbidden`, `conflict` when one stands already
 */
export async function tellConflict(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: unknown; key: string },
): Promise<void> {
  const { personId = actor.personId, ground, reason } = readBody(ConflictBody, input.body, LABELS)
  const { caseId, key } = input
  if (personId === actor.personId) {
    const command = {
      ...{ caseId, key, act: 'conflict.declare', payload: { ground, reason } },
      recusedMay: true as const,
    }
    return writeDirectly(
      deps,
      actor,
      {
        ...command,
        permission: 'conflict.declare',
        audited: 'conflict.declared',
        object: `person/${personId}`,
      },
      (state, sql) => begun(sql, caseId, state, 'conflict-declared', { personId, ground, reason }),
    )
  }
  authorize(actor, 'conflict.judge')
  if (!(await worksHere(deps, personId)))
    throw invalidBody([
      {
        field: 'personId',
        code: 'not-staff',
        message: { lv: 'Izvēlieties dienesta darbinieku.', en: 'Choose one of the staff.' },
      },
    ])
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'conflict.find', permission: 'conflict.judge' as const },
      ...{ audited: 'conflict.found' as const, object: `person/${personId}` },
      payload: { personId, ground, reason },
    },
    (state, sql) => begun(sql, caseId, state, 'conflict-found', { personId, ground, reason }),
  )
}

/** The same in a case in which somebody works who said to what they are tied: found by their own word, once a tie and case. */
export async function findByTie(
  deps: Deps,
  actor: Actor,
  found: { caseId: string; tie: string; ground: ConflictGround; reason: string; key: string },
): Promise<void> {
  const { caseId, key, ...told } = found
  const { personId } = actor
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'conflict.find', permission: 'conflict.declare' as const },
      ...{ audited: 'conflict.found' as const, object: `person/${personId}` },
      ...{ payload: { tie: told.tie }, recusedMay: true as const },
    },
    (state, sql) =>
      recusedFrom(state).has(personId)
        ? undefined
        : begun(sql, caseId, state, 'conflict-found', { personId, ...told }),
  )
}

/** The events with which a conflict begins. A superior looks after it, unless it was a superior who found it. */
async function begun(
  sql: SqlRunner,
  caseId: string,
  state: CaseState,
  type: 'conflict-declared' | 'conflict-found',
  told: Pick<ConflictRef, 'personId' | 'ground' | 'reason' | 'tie'>,
): Promise<KernelEvent[]> {
  const { personId } = told
  if (recusedFrom(state).has(personId)) throw already()
  // Acts that were noted before it count: which those are, the inbox tells, in whose order all happens.
  const place = await placesGiven(sql, caseId)
  const taskId = `conflict-${(state.conflicts?.length ?? 0) + 1}`
  const looked = type === 'conflict-declared' || told.tie !== undefined
  const data = { id: randomUUID(), ...told, place, ...(looked ? { taskId } : {}) }
  return [
    { type, data },
    ...handedBack(state, personId, place),
    ...(looked
      ? [{ type: 'task-opened' as const, data: { taskId, kind: 'conflict', role: 'supervisor' } }]
      : []),
  ]
}

export const ConflictJudgement = z
  .object({ outcome: z.enum(['upheld', 'waived', 'ended']), reason: prose(1000) })
  .strict()
  .meta({ id: 'ConflictJudgement' })

/**
 * A superior says what becomes of a conflict: it stands, and others do the work; the doubts are not justified (which is said of
 * doubts alone: from the prohibition of IKNL 11 nobody gives leave); or it is not there, or no longer. Never one's own.
 * @throws LietaError `not-found` where none stands by that id, `own-work`, `recused`, `validation`, `not-allowed-now`
 */
export async function judgeConflict(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; id: string; body: unknown; key: string },
): Promise<void> {
  const { outcome, reason } = readBody(ConflictJudgement, input.body, LABELS)
  const { caseId, id, key } = input
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'conflict.judge', permission: 'conflict.judge' as const },
      ...{ audited: 'conflict.judged' as const, object: `conflict/${id}`, payload: { id, outcome, reason } },
      // Told apart below: of one's own it is said why.
      recusedMay: true as const,
    },
    async (state, sql) => {
      const found = state.conflicts?.find((c) => c.id === id && c.until === null)
      if (!found) throw notFound()
      if (found.personId === actor.personId) throw refused('own-work', 'conflict.judge')
      if (recusedFrom(state).has(actor.personId)) throw refused('recused', 'conflict.judge')
      if (outcome === 'waived' && !CONFLICT_GROUNDS[found.ground].waivable)
        throw invalidBody([{ field: 'outcome', code: 'not-waivable', message: NO_LEAVE }])
      if (outcome === 'upheld' && found.judged) throw refused('not-allowed-now', 'conflict.judge')
      const place = await placesGiven(sql, caseId)
      const task = state.tasks.find((t) => t.taskId === found.taskId && t.state === 'open')
      return [
        outcome === 'upheld'
          ? { type: 'conflict-upheld', data: { id, reason } }
          : { type: `conflict-${outcome}` as const, data: { id, reason, place } },
        ...(task
          ? [
              {
                type: 'task-closed' as const,
                data: { taskId: task.taskId, outcome, by: actor.personId },
              },
            ]
          : []),
      ]
    },
  )
}

const NO_LEAVE = {
  lv: 'Šo aizliegumu nosaka likums, un atļaut darboties nevar neviens. Ja apstākļu nav, norādiet, ka konflikta nav.',
  en: 'The law forbids it, and nobody can give leave. If the facts are not so, say that there is no conflict.',
}

function already(): LietaError {
  return new LietaError('conflict', {
    lv: 'Šim darbiniekam interešu konflikts šajā lietā jau ir ierakstīts.',
    en: 'A conflict of interest of that person stands in this case already.',
  })
}
