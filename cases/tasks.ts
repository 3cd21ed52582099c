import { z } from 'zod'
import { prose } from '../forms/fields.ts'
import { appendJudged, isPassedOver, requestHash } from '../ledger/append.ts'
import { sha256 } from '../ledger/canonical.ts'
import type { KernelEvent } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { institutionOf } from '../ledger/parties.ts'
import { LietaError } from '../platform/errors.ts'
import { type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Role } from '../procedures/procedure.ts'
import { type Actor, hasRole } from './actor.ts'
import { type AuditEntry, auditWith } from './audit/write.ts'
import type { Deps } from './deps.ts'
import { authorize, forbidden, notFound, PERMISSIONS, type Permission } from './permissions.ts'
import { keyReused, refused } from './refusals.ts'
import { tiedInSql, tiedTo } from './relation.ts'

// What changes nothing in the procedure goes to the ledger directly and never through the workflow.

/** A command that is done in one transaction, under a key that is good for this text of this person only. */
export interface DirectCommand {
  caseId: string
  key: string
  act: string
  permission: Permission
  payload: Record<string, unknown>
  /** Also told in the audit log, under this kind: what changes who may read the case, and judgements. */
  audited?: 'case.assigned' | 'signature.judged' | 'hold.set' | 'hold.lifted'
  /** The thing that it is about. */
  object?: string
  /** The role by which it is done, where the case says which; else the first that the permission names. */
  roleIn?: (state: CaseState) => Role
}

/** What a direct command writes: nothing, one event or several. */
type Written = KernelEvent | KernelEvent[] | undefined

/**
 * Writes what was done past the workflow. What it is, `judge` decides under the lock of the case, so that two at once
 * cannot both be right. The same key again with the same text does nothing; with another one it is refused.
 * @param judge undefined: there is nothing to write; what it reads beside the state, it reads in the transaction
 * @throws LietaError `not-found`, `forbidden`, `idempotency-mismatch`, and what `judge` throws
 */
export async function writeDirectly(
  deps: Deps,
  actor: Actor,
  command: DirectCommand,
  judge: (state: CaseState, sql: SqlRunner) => Written | Promise<Written>,
): Promise<void> {
  authorize(actor, command.permission)
  const { caseId, key, act, payload } = command
  const hash = requestHash({ act, caseId, payload })
  const at = (await deps.clock.now()).toISOString()
  await transaction(deps.pool, async (sql) => {
    let told: AuditEntry | undefined
    const state = await appendJudged(sql, caseId, async (state) => {
      if (tiedTo(actor, state)) throw refused('own-case', act)
      const role = command.roleIn?.(state) ?? roleBy(actor, command.permission)
      if (!hasRole(actor, role)) throw forbiddenRole()
      const kept = await sql.run(Prisma.sql`
        INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, state, response, created_at,
          done_at)
        VALUES (${key}, ${caseId}::uuid, ${actor.personId}::uuid, ${role}, ${act},
          ${JSON.stringify(payload)}::jsonb, ${hash}, 'done', '{}'::jsonb, now(), now())
        ON CONFLICT (key) DO NOTHING`)
      if (kept === 0) {
        const [before] = await sql.rows<{ same: boolean }>(Prisma.sql`
          SELECT request_hash = ${hash} AND person_id = ${actor.personId}::uuid AS same FROM command
          WHERE key = ${key}`)
        if (!before?.same) throw keyReused()
        return []
      }
      const by = { at, actorId: actor.personId, actorRole: role }
      const events = [(await judge(state, sql)) ?? []].flat()
      if (events.length > 0 && command.audited)
        told = {
          kind: command.audited,
          personId: actor.personId,
          role,
          caseId,
          institutionId: institutionOf(state),
          object: command.object ?? null,
        }
      return events.map((event, i) => ({ ...event, key: eventKey(key, i), ...by }))
    })
    if (!state) throw notFound()
    if (told) await auditWith(sql, told)
  })
}

function eventKey(key: string, i: number): string {
  return `cmd/${sha256(key)}${i === 0 ? '' : `/${i}`}`
}

/** The role by which the person has a permission. @throws LietaError `forbidden` */
function roleBy(actor: Actor, permission: Permission): Role {
  const roles: readonly Role[] = PERMISSIONS[permission].roles
  const role = roles.find((r) => hasRole(actor, r))
  if (!role) throw forbidden()
  return role
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
  const { caseId, taskId, key } = input
  const release = input.release ?? false
  const taskOf = (state: CaseState) => {
    const task = state.tasks.find((t) => t.taskId === taskId && t.state === 'open')
    if (!task) throw notFound()
    return task
  }
  await writeDirectly(
    deps,
    actor,
    {
      caseId,
      key,
      act: 'task.claim',
      permission: 'task.claim',
      payload: { taskId, release },
      roleIn: (state) => taskOf(state).role as Role,
    },
    (state) => {
      const task = taskOf(state)
      if (task.claimedBy && task.claimedBy !== actor.personId)
        throw new LietaError('conflict', {
          lv: 'Šo darbu jau ir paņēmis kāds cits. Izvēlieties citu vai vienojieties par nodošanu.',
          en: 'Somebody else has taken this task. Choose another one or agree on a hand-over.',
        })
      const to = release ? null : actor.personId
      if (task.claimedBy === to) return undefined
      return task.role === 'inspector'
        ? { type: 'assigned', data: { to, from: state.assigneeId } }
        : { type: 'task-claimed', data: { taskId, by: to } }
    },
  )
}

function forbiddenRole(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Šis darbs ir citai lomai.',
    en: 'This task is for another role.',
  })
}

/**
 * Gives a case to an inspector: a supervisor's act.
 * @throws LietaError `validation` when the person is no inspector now, or applies for the institution of the case
 */
export async function assignCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; to: string; reason?: string; key: string },
): Promise<void> {
  authorize(actor, 'case.assign')
  const { caseId, to, reason, key } = input
  const now = await deps.clock.now()
  const [found] = await deps.db.$queryRaw<{ inspector: boolean; tied: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = ${to}::uuid AND g.role = 'inspector'
        AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now})) AS inspector,
      ${tiedInSql(to, Prisma.sql`${caseId}::uuid`)} AS tied`
  if (!found?.inspector || found.tied)
    throw new LietaError(
      'validation',
      found?.tied
        ? {
            lv: 'Lietu nevar nodot tam, kurš ir saistīts ar iesniedzēju.',
            en: 'A case cannot be given to somebody who is tied to the applicant.',
          }
        : { lv: 'Lietu var nodot tikai inspektoram.', en: 'A case can only be given to an inspector.' },
      [
        {
          field: 'to',
          code: found?.tied ? 'tied' : 'not-an-inspector',
          message: {
            lv: 'Izvēlieties inspektoru, kurš tagad strādā un nav saistīts ar iesniedzēju.',
            en: 'Choose an inspector who works here now and is not tied to the applicant.',
          },
        },
      ],
    )
  await writeDirectly(
    deps,
    actor,
    {
      caseId,
      key,
      act: 'case.assign',
      permission: 'case.assign',
      audited: 'case.assigned',
      object: `person/${to}`,
      payload: { to, ...(reason ? { reason } : {}) },
    },
    (state) => ({ type: 'assigned', data: { to, from: state.assigneeId, ...(reason ? { reason } : {}) } }),
  )
}

/**
 * Closes what could not be recorded and was passed over: a supervisor has looked, and says what became of it. What is
 * tried again by itself closes by itself, when it passes.
 * @throws LietaError `not-found` when there is no such open task, `validation` without a word of what was done
 */
export async function closeTrouble(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; taskId: string; text: string; key: string },
): Promise<void> {
  authorize(actor, 'trouble.close')
  const { text } = noteText(input.text)
  const { caseId, taskId, key } = input
  await writeDirectly(
    deps,
    actor,
    { caseId, key, act: 'trouble.close', permission: 'trouble.close', payload: { taskId, text } },
    (state) => {
      const open = state.tasks.some((t) => t.taskId === taskId && t.kind === 'trouble' && t.state === 'open')
      if (!open || !isPassedOver(taskId)) throw notFound()
      return [
        { type: 'task-closed', data: { taskId, outcome: 'looked-at', by: actor.personId } },
        { type: 'note-added', data: { text } },
      ]
    },
  )
}

/** The open tasks about what was passed over, of the tasks of a case. */
export function openTroubles(tasks: { taskId: string; state: string }[]): string[] {
  return tasks.filter((t) => t.state === 'open' && isPassedOver(t.taskId)).map((t) => t.taskId)
}

/** A note of the staff in the file; the applicant does not see it on the pages. */
export async function addNote(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; text: string; key: string },
): Promise<void> {
  authorize(actor, 'note.add')
  const note = noteText(input.text)
  const { caseId, key } = input
  await writeDirectly(
    deps,
    actor,
    { caseId, key, act: 'note.add', permission: 'note.add', payload: note },
    () => ({ type: 'note-added', data: note }),
  )
}

/** @throws LietaError `validation` */
function noteText(text: string): { text: string } {
  const parsed = z.object({ text: prose(5000) }).safeParse({ text: text.trim() })
  if (parsed.success) return parsed.data
  const message = {
    lv: 'Ierakstiet piezīmi, ne garāku par 5000 zīmēm.',
    en: 'Write a note of at most 5,000 characters.',
  }
  throw new LietaError('validation', message, [{ field: 'text', code: 'note', message }])
}
