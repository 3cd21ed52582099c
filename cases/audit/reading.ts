import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { prose } from '../../forms/fields.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { institutionOf } from '../../ledger/parties.ts'
import { type FieldError, LietaError } from '../../platform/errors.ts'
import { prepared, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { may, notFound } from '../permissions.ts'
import { invalidBody } from '../read-body.ts'
import { keyReused } from '../refusals.ts'
import { recusedIn, tiedTo } from '../relation.ts'
import { derivedPurpose, functionOf, type ReadingAs, STATED_PURPOSES, staffRoles } from './purpose.ts'
import { type AuditEntry, audit, auditWith, QUARTER } from './write.ts'

/** How long a stated purpose is good for: a working day. */
const STATED_HOURS = 8

type Seen = Pick<
  CaseState,
  | 'assigneeId'
  | 'tasks'
  | 'doneBy'
  | 'stage'
  | 'parties'
  | 'representations'
  | 'conflicts'
  | 'filedBy'
  | 'unit'
>

/** What is read: the case itself, a file of it, or the draft of its decision. */
export interface Read {
  kind: 'case.read' | 'file.read' | 'preview.read'
  object?: string
}

/**
 * Writes down that somebody of the staff reads a case, and why they may, before anything of it is shown. Whoever
 * looks at their own institution's case as its applicant is not written down. Repeated within a quarter of an hour it
 * is counted.
 * @throws LietaError `purpose-needed` when nothing in the case says why, and the person has not said it
 */
export async function noteReading(
  deps: Deps,
  actor: Actor,
  caseId: string,
  state: Seen,
  read: Read,
): Promise<void> {
  if (!may(actor, 'case.read-internal') || tiedTo(actor, state)) return
  await audit(deps, await readingEntry(deps, actor, caseId, state, read))
}

/** The same for several cases that are shown at once. */
export async function noteReadings(
  deps: Deps,
  actor: Actor,
  cases: { caseId: string; state: Seen }[],
  read: Read,
): Promise<void> {
  const entries: AuditEntry[] = []
  for (const { caseId, state } of cases)
    if (!tiedTo(actor, state)) entries.push(await readingEntry(deps, actor, caseId, state, read))
  await audit(deps, ...entries)
}

async function readingEntry(
  deps: Deps,
  actor: Actor,
  caseId: string,
  state: Seen,
  read: Read,
): Promise<AuditEntry> {
  // Nothing in the case says why somebody reads it who takes no part in it.
  const derived = recusedIn(actor, state) ? undefined : derivedPurpose(actor, state)
  const why = derived ?? (await statedPurpose(deps, actor, caseId))
  if (!why) throw purposeNeeded(caseId)
  const { purpose, role, unit, ...rest } = why
  return {
    kind: read.kind,
    personId: actor.personId,
    role,
    unit,
    caseId,
    institutionId: institutionOf(state),
    object: read.object ?? null,
    purpose,
    data: rest,
    onceIn: QUARTER,
  }
}

async function statedPurpose(
  deps: Deps,
  actor: Actor,
  caseId: string,
): Promise<(ReadingAs & { purpose: string; statement: string }) | undefined> {
  const now = await deps.clock.now()
  const asked = Prisma.sql`
    SELECT id, purpose FROM reading_purpose
    WHERE case_id = ${caseId}::uuid AND person_id = ${actor.personId}::uuid AND valid_until > ${now}
    ORDER BY valid_until DESC LIMIT 1`
  const [found] = (await deps.pool.query<{ id: string; purpose: string }>(prepared(asked))).rows
  const held = staffRoles(actor)[0]
  return found && held
    ? { purpose: found.purpose, statement: found.id, role: functionOf(held), unit: held.unit }
    : undefined
}

function purposeNeeded(caseId: string): LietaError {
  return new LietaError(
    'purpose-needed',
    {
      lv: 'Šī lieta nav ne jūsu, ne jūsu rindā. Norādiet, kāpēc tā jāskata; norādīto pieraksta, un iesniedzējs redz, ka lieta skatīta.',
      en: 'This case is neither yours nor in your queue. Say why you need to read it; that is recorded, and the applicant sees that the case was read.',
    },
    [],
    { caseId },
  )
}

export const PurposeBody = z
  .object({ purpose: z.enum(STATED_PURPOSES), reason: prose(500) })
  .strict()
  .meta({ id: 'ReadingPurpose' })

/**
 * Keeps why somebody of the staff looks into a case that is not theirs; from then on they may, for eight hours. Asked
 * again under the same key it is kept once.
 * @throws LietaError `not-found` when there is no such case or the person is none of the staff, `validation`
 */
export async function statePurpose(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; purpose: unknown; reason: unknown; key: string },
): Promise<void> {
  const view = await deps.db.caseView.findUnique({
    where: { caseId: input.caseId },
    select: { state: true },
  })
  const held = staffRoles(actor)[0]
  if (!view || !held || !may(actor, 'case.read-internal')) throw notFound()
  const state = view.state as unknown as CaseState
  if (tiedTo(actor, state)) throw notFound()
  const { purpose, reason } = readPurpose(input)
  const { caseId, key } = input
  const { personId } = actor
  const now = await deps.clock.now()
  const until = new Date(now.getTime() + STATED_HOURS * 3_600_000)
  const id = randomUUID()
  await transaction(deps.pool, async (sql) => {
    const kept = await sql.run(Prisma.sql`
      INSERT INTO reading_purpose (id, key, case_id, person_id, purpose, reason, stated_at, valid_until)
      VALUES (${id}::uuid, ${key}, ${caseId}::uuid, ${personId}::uuid, ${purpose}, ${reason}, ${now}, ${until})
      ON CONFLICT (key) DO NOTHING`)
    if (kept === 0) {
      const [before] = await sql.rows<{ same: boolean }>(Prisma.sql`
        SELECT case_id = ${caseId}::uuid AND person_id = ${personId}::uuid AND purpose = ${purpose}
          AND reason = ${reason} AS same FROM reading_purpose WHERE key = ${key}`)
      if (!before?.same) throw keyReused()
      return
    }
    await auditWith(sql, {
      kind: 'purpose.stated',
      personId,
      role: functionOf(held),
      unit: held.unit,
      caseId,
      institutionId: institutionOf(state),
      purpose,
      data: { statement: id },
    })
  })
}

function readPurpose(input: { purpose: unknown; reason: unknown }): z.infer<typeof PurposeBody> {
  const reason = typeof input.reason === 'string' ? input.reason.trim() : input.reason
  const parsed = PurposeBody.safeParse({ purpose: input.purpose, reason })
  const short = parsed.success && parsed.data.reason.length < 5
  if (parsed.success && !short) return parsed.data
  const fields = short ? ['reason'] : parsed.error!.issues.map((issue) => String(issue.path[0]))
  const errors: FieldError[] = [...new Set(fields)].map((field) => ({
    field,
    code: 'missing',
    message: field === 'purpose' ? CHOOSE : EXPLAIN,
  }))
  throw invalidBody(errors)
}

const CHOOSE = { lv: 'Izvēlieties, kāpēc lieta jāskata.', en: 'Choose why you need to read the case.' }
const EXPLAIN = {
  lv: 'Paskaidrojiet saviem vārdiem (5–500 zīmes), kāpēc lieta jāskata.',
  en: 'Explain in your own words (5 to 500 characters) why you need to read the case.',
}

/** The same for a file of a case. @throws LietaError `purpose-needed` */
export async function noteFileReading(
  deps: Deps,
  actor: Actor,
  caseId: string,
  fileId: string,
): Promise<void> {
  const view = await deps.db.caseView.findUniqueOrThrow({ where: { caseId }, select: { state: true } })
  const state = view.state as unknown as CaseState
  await noteReading(deps, actor, caseId, state, { kind: 'file.read', object: `file/${fileId}` })
}

/** Writes down that a party reads what was opened to it on its request (APL 61). */
export async function noteInspection(
  deps: Deps,
  actor: Actor,
  { caseId, fileId, request }: { caseId: string; fileId: string; request: string },
): Promise<void> {
  await audit(deps, {
    ...{ kind: 'file.read', personId: actor.personId, caseId, object: `file/${fileId}` },
    ...{ purpose: 'inspection', data: { request }, onceIn: QUARTER },
  })
}
