import { z } from 'zod'
import { prose } from '../forms/fields.ts'
import { isPassedOver } from '../ledger/append.ts'
import { recusedFrom } from '../ledger/fold/conflicts.ts'
import type { CaseState } from '../ledger/fold.ts'
import { LietaError } from '../platform/errors.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Role } from '../procedures/procedure.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { writeDirectly } from './direct.ts'
import { authorize, notFound } from './permissions.ts'
import { tiedInSql } from './relation.ts'
import { holdsNow } from './staff.ts'
import { handedOver } from './units.ts'

/**
 * Takes a task from the queue, or gives it back. What somebody has whose role has ended, anybody takes who does such work.
 * @throws LietaError `conflict` when somebody else has it, `forbidden` when it is for another role
 */
export async function claimTask(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; taskId: string; release?: boolean; key: string },
): Promise<void> {
  const { caseId, taskId, key } = input
  const release = input.release ?? false
  const now = await deps.clock.now()
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
    async (state, sql) => {
      const task = taskOf(state)
      if (
        task.claimedBy &&
        task.claimedBy !== actor.personId &&
        (await holds(sql, task.claimedBy, task.role, now))
      )
        throw new LietaError('conflict', {
          lv: 'Šo darbu jau ir paņēmis kāds cits. Izvēlieties citu vai vienojieties par nodošanu.',
          en: 'Somebody else has taken this task. Choose another one or agree on a hand-over.',
        })
      const to = release ? null : actor.personId
      if (task.claimedBy === to) return undefined
      return task.role === 'inspector'
        ? handedOver(sql, caseId, state, { to })
        : { type: 'task-claimed', data: { taskId, by: to } }
    },
  )
}

/** Whether somebody does the work of a role now. */
async function holds(sql: SqlRunner, personId: string, role: string, now: Date): Promise<boolean> {
  const held = holdsNow(Prisma.sql`${personId}::uuid`, Prisma.sql`${role}`, now)
  const [found] = await sql.rows<{ held: boolean }>(Prisma.sql`SELECT ${held} AS held`)
  return found!.held
}

/**
 * Gives a case to an inspector: a supervisor's act. To somebody who is away it is given as well: until they are back, whoever
 * stands in does the work.
 * @throws LietaError `validation` when the person is no inspector now, or is tied to a party of the case or has a conflict of
 *   interest there, or whoever stands in is or has
 */
export async function assignCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; to: string; reason?: string; key: string },
): Promise<void> {
  authorize(actor, 'case.assign')
  const { caseId, to, reason, key } = input
  const now = await deps.clock.now()
  const [found] = await deps.db.$queryRaw<
    { inspector: boolean; inside: boolean; tied: boolean; barred: boolean; acting: string }[]
  >`
    SELECT acting, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = ${to}::uuid AND g.role = 'inspector'
        AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now})) AS inspector,
      EXISTS (SELECT 1 FROM role_grant g JOIN case_view v ON v.case_id = ${caseId}::uuid WHERE g.person_id = ${to}::uuid
        AND g.role = 'inspector' AND (v.unit = '' OR coalesce(g.unit, v.unit) = v.unit)
        AND g.valid_from <= ${now} AND (g.valid_until IS NULL OR g.valid_until > ${now})) AS inside,
      ${tiedInSql(to, Prisma.sql`${caseId}::uuid`)} AS tied,
      EXISTS (SELECT 1 FROM case_party p JOIN tied_institutions(who, ${now}) t ON t = p.institution_id
        WHERE p.case_id = ${caseId}::uuid AND who IN (${to}::uuid, acting)) AS barred
    FROM acts_for(${to}::uuid, ${now}) acting, unnest(ARRAY[${to}::uuid, acting]) who
    ORDER BY barred DESC LIMIT 1`
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
    (state, sql) => {
      const recused = recusedFrom(state)
      if (found.barred || recused.has(to) || recused.has(found.acting)) throw hasConflict(to === found.acting)
      if (!found.inside && !reason) throw whyOutside()
      return handedOver(sql, caseId, state, { to, reason, outside: !found.inside })
    },
  )
}

function whyOutside(): LietaError {
  const message = {
    lv: 'Šis inspektors ir no citas struktūrvienības. Norādiet, kāpēc lietu nododat viņam.',
    en: 'That inspector is of another unit. Say why the case is given to them.',
  }
  return new LietaError('validation', message, [{ field: 'reason', code: 'outside-unit', message }])
}

function hasConflict(own: boolean): LietaError {
  const message = own
    ? {
        lv: 'Šim inspektoram lietā ir interešu konflikts. Izvēlieties citu.',
        en: 'That inspector has a conflict of interest in the case. Choose somebody else.',
      }
    : {
        lv: 'Šim inspektoram vai tam, kurš viņu aizvieto, lietā ir interešu konflikts. Izvēlieties citu.',
        en: 'That inspector, or whoever stands in, has a conflict of interest in the case. Choose somebody else.',
      }
  return new LietaError('validation', message, [{ field: 'to', code: 'recused', message }])
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
