import type { PartyRole } from '../law/parties.ts'
import { appendJudged, requestHash } from '../ledger/append.ts'
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
import { authorize, bodyRoleIn, forbidden, notFound, PERMISSIONS, type Permission } from './permissions.ts'
import { keyReused, refused } from './refusals.ts'
import { recusedIn, relationsTo, tiedTo } from './relation.ts'
import { holdsIn, otherUnit } from './units.ts'

// What changes nothing in the procedure goes to the ledger directly and never through the workflow.

/** A command that is done in one transaction, under a key that is good for this text of this person only. */
export interface DirectCommand {
  caseId: string
  key: string
  act: string
  permission: Permission
  payload: Record<string, unknown>
  /** Also told in the audit log, under this kind: what changes who may read the case, and judgements. */
  audited?:
    | 'case.assigned'
    | 'signature.judged'
    | 'hold.set'
    | 'hold.lifted'
    | 'representation.entered'
    | 'representation.judged'
    | 'representation.ended'
    | 'conflict.declared'
    | 'conflict.found'
    | 'conflict.judged'
  /** The thing that it is about. */
  object?: string
  /** The role by which it is done, where the case says which; else the first that the permission names. */
  roleIn?: (state: CaseState) => Role
  /** Also for whoever has a conflict of interest in the case: it is what they say of it. */
  recusedMay?: true
}

/** A command of somebody on the side of a party. */
export interface PartyCommand extends Omit<DirectCommand, 'permission' | 'roleIn' | 'recusedMay'> {
  /** In which role of the case they do it; undefined: they do not stand there. */
  standing: (state: CaseState) => PartyRole | undefined
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
  return written(deps, actor, command, judge, (state) => {
    if (tiedTo(actor, state)) throw refused('own-case', command.act)
    if (!command.recusedMay && recusedIn(actor, state)) throw refused('recused', command.act)
    const role = command.roleIn?.(state)
    if (role === undefined) return roleBy(actor, command.permission, state)
    if (!hasRole(actor, role)) throw forbiddenRole()
    if (!holdsIn(actor, role, state)) throw otherUnit()
    return role
  })
}

/**
 * The same for somebody on the side of a party, in the role in which they stand in the case.
 * @throws LietaError `not-found` where the case is not open to them, `forbidden` where they do not stand so
 */
export async function writeAsParty(
  deps: Deps,
  actor: Actor,
  command: PartyCommand,
  judge: (state: CaseState, sql: SqlRunner) => Written | Promise<Written>,
): Promise<void> {
  return written(deps, actor, command, judge, (state) => {
    if (relationsTo(actor, state).length === 0) throw notFound()
    const role = command.standing(state)
    if (!role) throw forbidden()
    return role
  })
}

async function written(
  deps: Deps,
  actor: Actor,
  command: Omit<DirectCommand, 'permission' | 'roleIn' | 'recusedMay'>,
  judge: (state: CaseState, sql: SqlRunner) => Written | Promise<Written>,
  roleIn: (state: CaseState) => Role,
): Promise<void> {
  const { caseId, key, act, payload } = command
  const hash = requestHash({ act, caseId, payload })
  const at = (await deps.clock.now()).toISOString()
  await transaction(deps.pool, async (sql) => {
    let told: AuditEntry | undefined
    const state = await appendJudged(sql, caseId, async (state) => {
      const role = roleIn(state)
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
function roleBy(actor: Actor, permission: Permission, state: CaseState): Role {
  const roles: readonly Role[] = PERMISSIONS[permission].roles
  const { bodies }: { bodies?: true } = PERMISSIONS[permission] as { bodies?: true }
  const role = roles.find((r) => holdsIn(actor, r, state)) ?? (bodies && bodyRoleIn(actor, state))
  if (!role) throw roles.some((r) => hasRole(actor, r)) ? otherUnit() : forbidden()
  return role
}

function forbiddenRole(): LietaError {
  return new LietaError('forbidden', {
    lv: 'Šis darbs ir citai lomai.',
    en: 'This task is for another role.',
  })
}
