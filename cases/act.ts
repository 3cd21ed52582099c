import {
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common'
import { type ActDef, validateAct } from '../forms/acts/act.ts'
import { findAct } from '../forms/acts/licensing.ts'
import { dayOf } from '../law/time.ts'
import { requestHash } from '../ledger/append.ts'
import type { CaseState } from '../ledger/fold.ts'
import { LietaError } from '../platform/errors.ts'
import { prepared } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { procedureById } from '../procedures/all.ts'
import { type Role, refusal } from '../procedures/procedure.ts'
import { caseWorkflowId } from '../temporal.config.ts'
import type { ActAnswer, ActCommand } from '../workflows/types.ts'
import { type Actor, delegationFor, institutionsOf } from './actor.ts'
import { cureContent } from './cure.ts'
import type { Deps } from './deps.ts'
import { requireIssuable, unlawful } from './draft-decision.ts'
import { forbidden, may, notFound } from './permissions.ts'
import { refused } from './refusals.ts'
import { requireCompleteSignatures } from './verification/judge.ts'

/** The case as it stands, and what was said before under the same key. */
interface Seen {
  procedure: string
  institutionId: string
  state: CaseState
  before: {
    person_id: string
    request_hash: string
    state: 'pending' | 'done' | 'refused'
    payload: unknown
    response: unknown
  } | null
}

export interface ActInput {
  caseId: string
  act: string
  payload: unknown
  /** The caller's idempotency key: the same key is done once and answered alike. */
  key: string
  /** The revision of the case that the person saw. */
  revision?: number | undefined
}

/**
 * Does an act in a case: permission, what is said with it, then the workflow. The answer comes after the events of
 * the act are committed; asked again under the same key, the same answer comes and nothing happens twice.
 * @throws LietaError as the one or the other finds
 */
export async function act(deps: Deps, actor: Actor, input: ActInput): Promise<ActAnswer> {
  const seen = Prisma.sql`
    SELECT v.procedure, v.institution_id AS "institutionId", v.state, to_jsonb(c) AS before
    FROM case_view v LEFT JOIN command c ON c.key = ${input.key}
    WHERE v.case_id = ${input.caseId}::uuid`
  const view = (await deps.pool.query<Seen>(prepared(seen))).rows[0]
  if (!view) throw notFound()
  // Somebody else's case answers like none.
  if (!may(actor, 'case.read', view.institutionId)) throw notFound()
  const procedure = procedureById(view.procedure)
  const role = roleFor(actor, procedure.table.acts[input.act]?.by ?? [], view.institutionId)
  const def = findAct(input.act)
  if (!def || !role) throw forbidden()

  const hash = requestHash({ act: input.act, caseId: input.caseId, payload: input.payload ?? {} })
  const { before } = view
  if (before) {
    if (before.request_hash !== hash || before.person_id !== actor.personId) throw keyReused()
    if (before.state === 'done') return before.response as unknown as ActAnswer
    if (before.state === 'refused') throw storedRefusal(before.response)
    return execute(deps, input, commandOf(input, actor, role, def, before.payload, view.state))
  }

  const { state } = view
  const early = refusal(procedure.table, input.act, state, {
    role,
    actorId: actor.personId,
    revision: input.revision,
  })
  if (early) throw refused(early, input.act)
  const payload = await checkedPayload(deps, actor, def, input)
  const keep = Prisma.sql`
    INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
    VALUES (${input.key}, ${input.caseId}::uuid, ${actor.personId}::uuid, ${role}, ${input.act},
      ${JSON.stringify(payload)}::jsonb, ${hash}, now())
    ON CONFLICT (key) DO NOTHING`
  const kept = await deps.pool.query(prepared(keep))
  // The same key twice at once: the second looks at what the first one said, and waits for its answer.
  if (kept.rowCount === 0) return act(deps, actor, input)
  return execute(deps, input, commandOf(input, actor, role, def, payload, state))
}

async function checkedPayload(deps: Deps, actor: Actor, def: ActDef, input: ActInput): Promise<unknown> {
  if (def.id === 'application.cure') return cureContent(deps, actor, input.caseId, input.payload)
  if (def.id === 'completeness.confirm') await requireCompleteSignatures(deps, input.caseId)
  const today = dayOf((await deps.clock.now()).toISOString())
  const checked = validateAct(def, input.payload, { today, sites: [] })
  if (def.id === 'decision.sign') await requireIssuable(deps, input.caseId)
  const told = checked.ok ? [] : checked.errors
  const wrong = [...told, ...(await unlawful(deps, def, input.caseId, input.payload, told))]
  if (!checked.ok || wrong.length > 0)
    throw new LietaError(
      'validation',
      {
        lv: 'Pārbaudiet norādītos laukus; ierakstītais ir saglabāts.',
        en: 'Check the fields named; what you wrote is kept.',
      },
      wrong,
    )
  return checked.value
}

function commandOf(
  input: ActInput,
  actor: Actor,
  role: Role,
  def: ActDef,
  payload: unknown,
  state: CaseState,
): ActCommand {
  const delegationId = delegationFor(actor, role)
  return {
    seen: { acts: state.acts, revision: state.revision },
    key: input.key,
    act: input.act,
    actorId: actor.personId,
    role,
    ...(input.revision === undefined ? {} : { revision: input.revision }),
    // Among the facts it stands in the ledger as well, so that an act given again says the same.
    facts: { ...def.facts(payload as Record<string, unknown>), ...(delegationId ? { delegationId } : {}) },
  }
}

/** How long an act waits for a case whose workflow has not been started yet (the relay needs a moment). */
const START_PATIENCE_MS = 10_000
/** How long an answer is waited for while workers are away; a retry under the same key takes up the wait. */
const ANSWER_PATIENCE_MS = 25_000

async function execute(deps: Deps, input: ActInput, command: ActCommand): Promise<ActAnswer> {
  const handle = deps.temporal.workflow.getHandle(caseWorkflowId(input.caseId))
  const patience = Date.now() + START_PATIENCE_MS
  for (;;) {
    try {
      return await deps.temporal.withDeadline(Date.now() + ANSWER_PATIENCE_MS, () =>
        handle.executeUpdate<ActAnswer, [ActCommand]>('act', { updateId: command.key, args: [command] }),
      )
    } catch (e) {
      if (e instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isOutage(e)) {
        await orderAgain(deps, input.caseId, command)
        throw slow()
      }
      const failed = e instanceof WorkflowUpdateFailedError
      if (!failed && !(e instanceof WorkflowNotFoundError)) throw e
      const done = await deps.db.command.findUnique({ where: { key: command.key } })
      if (done?.state === 'done') return done.response as unknown as ActAnswer
      if (failed) throw await refuse(deps, command, e)
      const closed = await deps.db.caseView.findUnique({
        where: { caseId: input.caseId },
        select: { closedAt: true },
      })
      if (closed?.closedAt) throw refused('not-allowed-now', command.act)
      if (Date.now() > patience)
        throw new LietaError('unavailable', {
          lv: 'Lieta vēl tiek sagatavota. Mēģiniet pēc brīža vēlreiz; ierakstītais ir saglabāts.',
          en: 'The case is still being prepared. Try again in a moment; what you wrote is kept.',
        })
      await new Promise((r) => setTimeout(r, 250))
    }
  }
}

/** The server or its workers are away; the command is kept, and under its key it is done once, whenever that is. */
function isOutage(e: unknown): boolean {
  return e instanceof ServiceError && !(e instanceof WorkflowUpdateFailedError)
}

/** It may have been committed all the same, and the server have forgotten it: the relay looks, and tells the case. */
async function orderAgain(deps: Deps, caseId: string, command: ActCommand): Promise<void> {
  await deps.db.outbox.createMany({
    data: {
      key: `act-again/${command.key}`,
      kind: 'act-again',
      payload: { caseId, command: command.key },
      availableAt: new Date(Date.now() + ANSWER_PATIENCE_MS),
    },
    skipDuplicates: true,
  })
}

function slow(): LietaError {
  return new LietaError('unavailable', {
    lv: 'Darbība ir pierakstīta, bet vēl nav izpildīta. Mēģiniet pēc brīža vēlreiz: otrreiz tā netiks izdarīta.',
    en: 'The act is noted but not done yet. Try again in a moment: it will not be done twice.',
  })
}

async function refuse(
  deps: Deps,
  command: ActCommand,
  failure: WorkflowUpdateFailedError,
): Promise<LietaError> {
  const cause = failure.cause
  if (!(cause instanceof ApplicationFailure)) throw failure
  const details = cause.details?.[0] as { reason?: { lv: string; en: string } } | undefined
  const error = refused(cause.type ?? 'not-allowed-now', command.act, details?.reason)
  await deps.db.command.updateMany({
    where: { key: command.key, state: 'pending' },
    data: {
      state: 'refused',
      doneAt: new Date(),
      response: { code: error.code, words: { ...error.words } },
    },
  })
  return error
}

function storedRefusal(response: unknown): LietaError {
  const { code, words } = response as {
    code: ConstructorParameters<typeof LietaError>[0]
    words: { lv: string; en: string }
  }
  return new LietaError(code, words)
}

function roleFor(actor: Actor, by: readonly Role[], institutionId: string): Role | undefined {
  return by.find((role) =>
    role === 'applicant'
      ? institutionsOf(actor).includes(institutionId)
      : actor.roles.some((r) => r.role === role),
  )
}

function keyReused(): LietaError {
  return new LietaError('idempotency-mismatch', {
    lv: 'Ar šo atslēgu jau ir iesniegta cita darbība. Atveriet lapu no jauna un mēģiniet vēlreiz.',
    en: 'Another command was sent under this key. Reload the page and try again.',
  })
}
