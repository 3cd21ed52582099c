import { z } from 'zod'
import { prose } from '../forms/fields.ts'
import { appendBatch } from '../ledger/append.ts'
import type { KernelEvent } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { LietaError } from '../platform/errors.ts'
import type { Role } from '../procedures/procedure.ts'
import { type Actor, hasRole } from './actor.ts'
import type { Deps } from './deps.ts'
import { notFound, require } from './permissions.ts'

// What changes nothing in the procedure goes to the ledger directly and never through the workflow.

async function stateOf(deps: Deps, caseId: string): Promise<CaseState> {
  const view = await deps.db.caseView.findUnique({ where: { caseId }, select: { state: true } })
  if (!view) throw notFound()
  return view.state as unknown as CaseState
}

/** Appends one event under the caller's key, past the workflow. */
export async function writeToLedger(
  deps: Deps,
  actor: Actor,
  caseId: string,
  key: string,
  event: KernelEvent,
): Promise<void> {
  const at = (await deps.clock.now()).toISOString()
  const role = actor.roles[0]?.role
  await appendBatch(deps.pool, {
    caseId,
    events: [
      {
        ...event,
        key: `cmd/${key}`,
        at,
        actorId: actor.personId,
        ...(role ? { actorRole: role } : {}),
      },
    ],
  })
}

/**
 * Takes a task from the queue, or gives it back.
 * @throws LietaError `conflict` when somebody else has it, `forbidden` when it is for another role
 */
export async function claimTask(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; taskId: string; release?: boolean; key: string },
): Promise<void> {
  require(actor, 'task.claim')
  const state = await stateOf(deps, input.caseId)
  const task = state.tasks.find((t) => t.taskId === input.taskId && t.state === 'open')
  if (!task) throw notFound()
  if (!hasRole(actor, task.role as Role)) throw forbiddenRole()
  if (!input.release && task.claimedBy === actor.personId) return
  if (task.claimedBy && task.claimedBy !== actor.personId)
    throw new LietaError('conflict', {
      lv: 'Šo darbu jau ir paņēmis kāds cits. Izvēlieties citu vai vienojieties par nodošanu.',
      en: 'Somebody else has taken this task. Choose another one or agree on a hand-over.',
    })
  if (task.role === 'inspector')
    await writeToLedger(deps, actor, input.caseId, input.key, {
      type: 'assigned',
      data: { to: input.release ? null : actor.personId, from: state.assigneeId },
    })
  else
    await writeToLedger(deps, actor, input.caseId, input.key, {
      type: 'task-claimed',
      data: { taskId: input.taskId, by: input.release ? null : actor.personId },
    })
}

function forbiddenRole(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Šis darbs ir citai lomai.',
    en: 'This task is for another role.',
  })
}

/** Gives a case to an inspector: a supervisor's act. */
export async function assignCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; to: string; reason?: string; key: string },
): Promise<void> {
  require(actor, 'case.assign')
  const state = await stateOf(deps, input.caseId)
  const inspector = await deps.db.roleGrant.findFirst({
    where: { personId: input.to, role: 'inspector' },
    select: { id: true },
  })
  if (!inspector)
    throw new LietaError(
      'validation',
      { lv: 'Lietu var nodot tikai inspektoram.', en: 'A case can only be given to an inspector.' },
      [
        {
          field: 'to',
          code: 'not-an-inspector',
          message: { lv: 'Izvēlieties inspektoru.', en: 'Choose an inspector.' },
        },
      ],
    )
  await writeToLedger(deps, actor, input.caseId, input.key, {
    type: 'assigned',
    data: { to: input.to, from: state.assigneeId, ...(input.reason ? { reason: input.reason } : {}) },
  })
}

/** A note of the staff in the file; the applicant does not see it on the pages. */
export async function addNote(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; text: string; key: string },
): Promise<void> {
  require(actor, 'note.add')
  const parsed = z.object({ text: prose(5000) }).safeParse({ text: input.text.trim() })
  if (!parsed.success) {
    const message = {
      lv: 'Ierakstiet piezīmi, ne garāku par 5000 zīmēm.',
      en: 'Write a note of at most 5,000 characters.',
    }
    throw new LietaError('validation', message, [{ field: 'text', code: 'note', message }])
  }
  await stateOf(deps, input.caseId)
  await writeToLedger(deps, actor, input.caseId, input.key, { type: 'note-added', data: parsed.data })
}
