import { ServiceError } from '@temporalio/client'
import { WorkflowNotFoundError } from '@temporalio/common'
import type { ActDef } from '../forms/acts/act.ts'
import { findAct } from '../forms/acts/all.ts'
import { isPartyRole } from '../law/parties.ts'
import { type Refused, requestHash } from '../ledger/append.ts'
import { sha256 } from '../ledger/canonical.ts'
import type { CaseState } from '../ledger/fold.ts'
import { orderRun, type Place, placeAct } from '../ledger/inbox.ts'
import { LietaError } from '../platform/errors.ts'
import { prepared, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { procedureById } from '../procedures/all.ts'
import { type Refusal, type Role, refusal } from '../procedures/procedure.ts'
import { caseWorkflowId } from '../temporal.config.ts'
import { type Actor, delegationFor } from './actor.ts'
import type { Deps } from './deps.ts'
import { type Checked, checkedPayload } from './needs.ts'
import { forbidden, may, notFound } from './permissions.ts'
import { keyReused, refused } from './refusals.ts'
import { recusedIn, relationsTo, tiedTo } from './relation.ts'
import { holdsIn } from './units.ts'

/** The case as it stands, and what was said before under the same key. */
interface Seen {
  procedure: string
  state: CaseState
  /** Something was noted that the state does not tell yet. */
  waiting: boolean
  before: Kept | null
}

interface Kept {
  person_id: string
  request_hash: string
  state: 'pending' | 'done' | 'refused'
  response: unknown
  n: number | null
}

export interface ActAnswer {
  revision: number
  stage: string
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
 * Does an act in a case. First it is noted: the transaction that keeps it gives it its place in the case and its
 * moment, and from then on it counts, whatever happens to any process. Then the case is woken, and the answer comes
 * when the place is settled. Asked again under the same key, the same answer comes and nothing happens twice.
 * @throws LietaError as the one or the other finds
 */
export async function act(deps: Deps, actor: Actor, input: ActInput, tries = 5): Promise<ActAnswer> {
  const seen = Prisma.sql`
    SELECT v.procedure, v.state,
      EXISTS (SELECT 1 FROM case_inbox w WHERE w.case_id = v.case_id AND w.state = 'waiting') AS waiting,
      (SELECT to_jsonb(c) - 'payload' || jsonb_build_object('n', i.n)
        FROM command c LEFT JOIN case_inbox i ON i.command = c.key WHERE c.key = ${input.key}) AS before
    FROM case_view v WHERE v.case_id = ${input.caseId}::uuid`
  const view = (await deps.pool.query<Seen>(prepared(seen))).rows[0]
  if (!view) throw notFound()
  // Somebody else's case answers like none.
  if (!may(actor, 'case.read', view.state)) throw notFound()
  const table = procedureById(view.procedure)
  const tied = tiedTo(actor, view.state)
  const rule = table.acts[input.act]
  const role = roleFor(actor, rule?.by ?? [], view.state)
  const def = findAct(view.procedure, input.act)
  if (!rule || !def || !role) throw forbidden()

  const hash = requestHash({ act: input.act, caseId: input.caseId, payload: input.payload ?? {} })
  const { before } = view
  if (before) {
    if (before.request_hash !== hash || before.person_id !== actor.personId) throw keyReused()
    return before.state === 'pending' ? settled(deps, input, before.n!) : answerOf(input.act, before)
  }
  const partyId = rule.asParty ? partyFor(actor, role, view.state) : undefined
  const who = { role, actorId: actor.personId, revision: input.revision, tied, partyId }
  const decisionId = named(input.payload)
  const judge = (state: CaseState): Refusal | undefined =>
    isGone(state)
      ? 'not-allowed-now'
      : refusal(table, input.act, state, { ...who, decisionId, recused: recusedIn(actor, state) })
  // What the case does not take is said first, with that reason; under the lock it is looked at again.
  const early = view.waiting ? undefined : judge(view.state)
  if (early) throw refused(early, input.act)
  const { needs = [] } = rule
  const checked = await checkedPayload(deps, actor, { def, needs, ...input })
  const place = await note(deps, actor, input, { def, role, partyId, ...checked, hash, tied }, judge)
  if (place !== undefined) return settled(deps, input, place.n, place)
  if (tries === 0) throw busy()
  // The same key twice at once: the second looks at what the first one said, and waits for its answer.
  return act(deps, actor, input, tries - 1)
}

/** Its time is over, and parts of it were erased: nothing is done in it any more. */
export function isGone({ closedAt, erased }: Pick<CaseState, 'closedAt' | 'erased'>): boolean {
  return closedAt !== null && erased !== undefined
}

/** The decision that an act names. */
function named(payload: unknown): string | undefined {
  const { decisionId } = (payload ?? {}) as { decisionId?: unknown }
  return typeof decisionId === 'string' && decisionId !== '' ? decisionId : undefined
}

/** How many acts one case takes at once: more than people can mean, fewer than would make others wait. */
const AT_ONCE = 16

/** Keeps the act and gives it its place, under the lock of the case. @returns undefined when it must be looked at anew */
async function note(
  deps: Deps,
  actor: Actor,
  input: ActInput,
  said: Checked & { def: ActDef; role: Role; partyId: string | undefined; hash: string; tied: boolean },
  judge: (state: CaseState) => Refusal | undefined,
): Promise<Place | undefined> {
  const { def, role, partyId, payload, stands, hash, tied } = said
  const { caseId, revision } = input
  const key = `act/${sha256(input.key)}`
  const delegationId = delegationFor(actor, role)
  return transaction(deps.pool, async (sql) => {
    const [view] = await sql.rows<{ state: CaseState }>(
      Prisma.sql`SELECT state FROM case_view WHERE case_id = ${caseId}::uuid FOR UPDATE`,
    )
    if (!(await stands(sql))) return undefined
    const { state } = view!
    const absent = absentHolder(actor, role, state)
    // Among the facts stands for which party it is done, where that matters; a delegation stands in the ledger as well, and for whom a substitute acts.
    const facts = {
      ...def.facts(payload as Record<string, unknown>),
      ...(partyId ? { partyId } : {}),
      ...(delegationId ? { delegationId } : {}),
      ...(absent ? { insteadOf: absent } : {}),
    }
    const data = { facts, ...(revision === undefined ? {} : { revision }) }
    const command = Prisma.sql`
      INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
      VALUES (${input.key}, ${caseId}::uuid, ${actor.personId}::uuid, ${role}, ${input.act},
        ${JSON.stringify(payload)}::jsonb, ${hash}, now())
      ON CONFLICT (key) DO NOTHING RETURNING key`
    const { n, at, waiting, acts } = await placeAct(sql, { caseId, key, data }, command)
    // The key is known: whoever said it first may have been answered meanwhile, and the case has gone on.
    if (n === null || at === null) return undefined
    // With nothing noted before it, the case stands where the ledger says: what it would refuse is refused at once.
    const early = waiting === 0 || state.closedAt ? judge(state) : undefined
    if (early) throw refused(early, input.act)
    if (acts >= AT_ONCE) throw busy()
    // Its workflow has ended, or is about to: a run begins for what is done after the end.
    if (state.closedAt) await orderRun(sql, caseId, n)
    const placed = {
      key: input.key,
      act: input.act,
      actorId: actor.personId,
      role,
      entitled: true,
      tied,
      ...(!isPartyRole(role) && recusedIn(actor, state) ? { recused: true as const } : {}),
      ...data,
    }
    return { n, kind: 'act', key, at: at.toISOString(), failed: false, act: placed }
  })
}

/** How long an answer is waited for while workers are away; a retry under the same key takes up the wait. */
const ANSWER_PATIENCE_MS = 25_000
const LOOK_MS = 250

/** Wakes the case, with what stands at the place of the act, and waits until it is settled. */
async function settled(deps: Deps, input: ActInput, n: number, place?: Place): Promise<ActAnswer> {
  const patience = Date.now() + ANSWER_PATIENCE_MS
  const handle = deps.temporal.workflow.getHandle(caseWorkflowId(input.caseId))
  for (;;) {
    const away = await deps.temporal
      .withDeadline(patience, () =>
        handle.executeUpdate('wake', { updateId: `wake/${n}`, args: place ? [n, place] : [n] }),
      )
      .then(() => false)
      .catch(notHeard)
    const said = Prisma.sql`SELECT state, response FROM command WHERE key = ${input.key}`
    const [command] = (await deps.pool.query<Pick<Kept, 'state' | 'response'>>(prepared(said))).rows
    if (command && command.state !== 'pending') return answerOf(input.act, command)
    if (Date.now() > patience - LOOK_MS) throw slow()
    // Not started yet, too many at once, or the server is away: the relay wakes the case as well.
    if (away) await new Promise((r) => setTimeout(r, LOOK_MS))
  }
}

/** The case did not hear of it this time; anything else is a fault. */
function notHeard(e: unknown): true {
  if (e instanceof ServiceError || e instanceof WorkflowNotFoundError) return true
  if (e instanceof Error && /Workflow(Update|ExecutionNot)/.test(e.name)) return true
  throw e
}

function answerOf(act: string, { state, response }: Pick<Kept, 'state' | 'response'>): ActAnswer {
  if (state === 'done') return response as ActAnswer
  const { code, reason } = response as Refused
  throw refused(code, act, reason)
}

function slow(): LietaError {
  return new LietaError('unavailable', {
    lv: 'Darbība ir pierakstīta un skaitās no šī brīža, bet vēl nav izpildīta. Mēģiniet pēc brīža vēlreiz: otrreiz tā netiks izdarīta.',
    en: 'The act is noted and counts from now, but is not done yet. Try again in a moment: it will not be done twice.',
  })
}

function busy(): LietaError {
  return new LietaError('rate-limited', {
    lv: 'Šajā lietā pašlaik tiek izpildītas citas darbības. Mēģiniet pēc brīža vēlreiz; ierakstītais ir saglabāts.',
    en: 'Other acts are being done in this case just now. Try again in a moment; what you wrote is kept.',
  })
}

/** Whose work it is, when the person does it in the stead of somebody who is away. */
function absentHolder(actor: Actor, role: Role, state: CaseState): string | undefined {
  const holder =
    state.tasks.find((t) => t.state === 'open' && t.role === role && t.claimedBy !== null)?.claimedBy ??
    (role === 'inspector' ? state.assigneeId : null)
  return holder && actor.standsFor.includes(holder) ? holder : undefined
}

/** The party for which somebody acts in a role. */
export function partyFor(actor: Actor, role: Role, state: CaseState): string | undefined {
  return relationsTo(actor, state).find((r) => r.role === role)?.partyId
}

/** The role by which the person does it: one that they hold in the service, or in which they stand in this case. */
export function roleFor(actor: Actor, by: readonly Role[], state: CaseState): Role | undefined {
  const standing = relationsTo(actor, state).map((r) => r.role)
  return by.find((role) => (isPartyRole(role) ? standing.includes(role) : holdsIn(actor, role, state)))
}
