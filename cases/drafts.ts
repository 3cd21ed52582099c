import { randomUUID } from 'node:crypto'
import { findForm } from '../forms/all.ts'
import { applicationText } from '../forms/application-text.ts'
import {
  allFields,
  type FileRef,
  type FormContext,
  type FormData,
  type FormDef,
  type SignedBy,
} from '../forms/form.ts'
import { typedAnswers } from '../forms/typed.ts'
import { dayOf } from '../law/time.ts'
import { sha256 } from '../ledger/canonical.ts'
import type { CaseState } from '../ledger/fold.ts'
import { LietaError } from '../platform/errors.ts'
import { personalCodeOf } from '../platform/personal-code.ts'
import { onPool, type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { type Actor, institutionsOf } from './actor.ts'
import type { Deps } from './deps.ts'
import {
  type Conflict,
  conflictsOn,
  type DraftChange,
  lastChanges,
  noteChange,
  type Seen,
  unseenBy,
} from './draft-changes.ts'
import { merge } from './merge.ts'
import { authorize, notFound } from './permissions.ts'
import { type Order, type Paged, pageOf, type Turn } from './queries/keyset.ts'
import { wasDiscarded } from './refusals.ts'
import { relationsTo } from './relation.ts'
import { type VerificationView, viewOf } from './verification/check.ts'
import { checksOf, newestVerifications } from './verification/store.ts'

export interface DraftView {
  id: string
  form: FormDef
  institutionId: string
  /** The answers, and the attached files as their rows tell them. */
  data: FormData
  revision: number
  caseId: string | null
  /** The case that it cures; such a draft is sent as that and as nothing else. */
  curesCaseId: string | null
  updatedAt: Date
  context: FormContext & { signature: SignedBy }
  /** What verification found on the attached files, newest, by file id. */
  verifications: Record<string, VerificationView>
  /** The application as it would be signed now; see forms/application-text.ts. */
  text: string
  /** Who changed what, the last change first. */
  changes: DraftChange[]
}

/** What validation of a draft depends on beside its answers: day, institution, and what was found on its files. */
async function surroundings(
  deps: Deps,
  actor: Actor,
  form: FormDef,
  institutionId: string,
  data: FormData,
  files: string[],
): Promise<Pick<DraftView, 'context' | 'verifications' | 'text'>> {
  const [institution, now, kept, code] = await Promise.all([
    deps.db.institution.findUnique({
      where: { id: institutionId },
      select: { name: true, regNo: true, sites: true },
    }),
    deps.clock.now(),
    newestVerifications(deps, files),
    personalCodeOf(deps, actor.personId),
  ])
  if (!institution) throw notFound()
  const text = applicationText(form, data, institution)
  return {
    context: {
      today: dayOf(now.toISOString()),
      sites: institution.sites as string[],
      files: checksOf(kept, code),
      signature: signatureBy(form, actor),
      applicationHash: sha256(Buffer.from(text)),
    },
    verifications: Object.fromEntries([...kept].map(([id, v]) => [id, viewOf(v, code)])),
    text,
  }
}

/** APL 56(1) demands a signature; the sign-in stands for it where the form's law lets it and its level is high enough. */
function signatureBy(form: FormDef, actor: Actor): SignedBy {
  return form.signature === 'sign-in' && actor.signs ? 'sign-in' : 'own-signature'
}

/**
 * Starts a draft of a form for one of the person's institutions.
 * @param institutionId absent: the only one that the person has
 * @throws LietaError `not-found`, `forbidden`, `validation` when the institution must be chosen
 */
export async function createDraft(
  deps: Deps,
  actor: Actor,
  input: { form: string; institutionId?: string | undefined; data?: FormData },
): Promise<DraftView> {
  const form = findForm(input.form)
  if (!form) throw notFound()
  const own = institutionsOf(actor)
  const institutionId = input.institutionId ?? (own.length === 1 ? own[0] : undefined)
  authorize(actor, 'draft.write', institutionId === undefined ? undefined : { institutionId })
  if (!institutionId)
    throw new LietaError('validation', {
      lv: 'Izvēlieties iestādi, kuras vārdā iesniedzat.',
      en: 'Choose the institution for which you apply.',
    })
  const now = await deps.clock.now()
  const draft = await deps.db.draft.create({
    data: {
      id: randomUUID(),
      form: form.id,
      personId: actor.personId,
      institutionId,
      data: answersOf(form, input.data ?? {}) as Prisma.InputJsonObject,
      createdAt: now,
      updatedAt: now,
    },
    select: { id: true },
  })
  return getDraft(deps, actor, draft.id)
}

/**
 * Starts a draft as the button does: pressed again before anything more was answered, also twice at once, it opens the same one.
 * @throws LietaError as `createDraft`
 */
export async function beginDraft(
  deps: Deps,
  actor: Actor,
  { form, institutionId, data = {} }: { form: string; institutionId?: string | undefined; data?: FormData },
): Promise<DraftView> {
  const own = institutionId ?? institutionsOf(actor)[0]
  const begun = Prisma.sql`
    SELECT d.id FROM draft d WHERE d.person_id = ${actor.personId}::uuid AND d.form = ${form} AND d.revision = 0
      AND d.institution_id = ${own}::uuid AND d.discarded_at IS NULL AND d.case_id IS NULL AND d.cures_case_id IS NULL AND d.data = ${JSON.stringify(data)}::jsonb`
  const id = await transaction(deps.pool, async (sql) => {
    // Who presses twice at once: the second waits for the first, and finds its draft.
    await sql.run(
      Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`draft/${actor.personId}/${own}/${form}`}, 0))`,
    )
    const [found] = await sql.rows<{ id: string }>(begun)
    return found?.id ?? (await createDraft(deps, actor, { form, institutionId, data })).id
  })
  return getDraft(deps, actor, id)
}

/** @throws LietaError `not-found` also when it is another institution's; `conflict` when it was discarded */
export async function getDraft(deps: Deps, actor: Actor, id: string): Promise<DraftView> {
  const draft = await deps.db.draft.findUnique({
    where: { id },
    select: {
      id: true,
      form: true,
      institutionId: true,
      data: true,
      revision: true,
      caseId: true,
      curesCaseId: true,
      updatedAt: true,
      discardedAt: true,
    },
  })
  if (!draft || !(await mayWriteDraft(deps, actor, draft))) throw notFound()
  if (draft.discardedAt) throw wasDiscarded()
  const form = findForm(draft.form)
  if (!form) throw notFound()
  // After the draft: a file added meanwhile shows the next revision's files with this revision, and whatever was
  // decided by that is decided again.
  const [attached, changes] = await Promise.all([attachedTo(deps, id), lastChanges(deps, id)])
  const data: FormData = { ...(draft.data as FormData) }
  for (const { field, file } of attached) data[field] = [...((data[field] as FileRef[]) ?? []), file]
  const files = attached.map((a) => a.file.fileId)
  return {
    ...draft,
    form,
    data,
    changes,
    ...(await surroundings(deps, actor, form, draft.institutionId, data, files)),
  }
}

/** Whoever applies for its institution; and of a cure, whoever stands on the side of the applicant in that case. */
export async function mayWriteDraft(
  deps: Deps,
  actor: Actor,
  draft: { institutionId: string; curesCaseId: string | null },
): Promise<boolean> {
  if (institutionsOf(actor).includes(draft.institutionId)) return true
  if (!draft.curesCaseId) return false
  const view = await deps.db.caseView.findUnique({
    where: { caseId: draft.curesCaseId },
    select: { state: true },
  })
  const state = view?.state as unknown as CaseState | undefined
  return state !== undefined && relationsTo(actor, state).some((r) => r.role === 'applicant')
}

/** The files of a draft in the order in which they were added. */
async function attachedTo(deps: Deps, draftId: string): Promise<{ field: string; file: FileRef }[]> {
  const { text, values } = Prisma.sql`
    SELECT a.field, jsonb_build_object('fileId', f.id, 'name', f.name, 'size', f.size, 'sha256', f.sha256,
      'mediaType', f.media_type) AS file
    FROM draft_file a JOIN stored_file f ON f.id = a.file_id
    WHERE a.draft_id = ${draftId}::uuid ORDER BY a.position`
  return (await deps.pool.query<{ field: string; file: FileRef }>({ text, values })).rows
}

/** @throws LietaError `validation`, one error for each answer that is none of its question's type */
function answersOf(form: FormDef, given: FormData): FormData {
  const { answers, errors } = typedAnswers(form, given)
  if (errors.length === 0) return answers
  throw new LietaError(
    'validation',
    { lv: 'Pārbaudiet norādītos laukus.', en: 'Check the fields named.' },
    errors,
  )
}

export interface Saving {
  draftId: string
  /** Only what changed; the rest stays, and so do files. */
  answers: FormData
  seen: Seen
  /** All or nothing; else what contradicts nobody is saved. */
  whole: boolean
}

/**
 * Saves answers as they are, right or wrong: nothing entered is lost, what is wrong is said when it is checked. They are
 * merged under the lock of the draft: what others wrote since it was opened is never written over.
 * @returns the draft as it stands then, and the answers that were not saved, since somebody else gave other ones meanwhile
 * @throws LietaError `not-found`, `validation` for what cannot be an answer, `conflict` when it has been submitted
 */
export async function saveDraft(
  deps: Deps,
  actor: Actor,
  { draftId, answers, seen, whole }: Saving,
): Promise<{ draft: DraftView; conflicts: Conflict[] }> {
  const { form } = await getDraft(deps, actor, draftId)
  const accepted = answersOf(form, answers)
  const now = await deps.clock.now()
  const conflicts = await transaction(deps.pool, async (sql) => {
    const draft = { id: draftId, ...(await lockUnsent(sql, draftId)) }
    const opened =
      seen !== 'unknown' && 'marks' in seen ? seen : { changedSince: await unseenBy(sql, actor, draft, seen) }
    const merged = merge(allFields(form), draft.data, accepted, opened)
    const found = await conflictsOn(sql, draft, merged.conflicts)
    if (Object.keys(merged.answers).length === 0 || (whole && found.length > 0)) return found
    const [{ revision }] = (await sql.rows<{ revision: number }>(Prisma.sql`
      UPDATE draft SET data = data || ${JSON.stringify(merged.answers)}::jsonb, revision = revision + 1,
        updated_at = ${now} WHERE id = ${draftId}::uuid RETURNING revision`)) as [{ revision: number }]
    if (merged.changed.length > 0)
      await noteChange(sql, {
        draftId,
        revision,
        at: now,
        personId: actor.personId,
        fields: merged.changed,
      })
    return found
  })
  return { draft: await getDraft(deps, actor, draftId), conflicts }
}

/** The draft as it stands under its lock. */
export interface LockedDraft {
  data: FormData
  revision: number
  /** Who began it. */
  personId: string
}

/**
 * Locks a draft that has not been sent until the end of the transaction: whoever sends it waits, or has sent it.
 * @throws LietaError `conflict` when it has been sent or discarded, `not-found` when it has gone meanwhile
 */
export async function lockUnsent(sql: SqlRunner, id: string): Promise<LockedDraft> {
  const [draft] = await sql.rows<
    LockedDraft & { caseId: string | null; curesCaseId: string | null; discardedAt: Date | null }
  >(Prisma.sql`
    SELECT data, revision, person_id AS "personId", case_id AS "caseId", cures_case_id AS "curesCaseId",
      discarded_at AS "discardedAt" FROM draft
    WHERE id = ${id}::uuid FOR UPDATE`)
  if (!draft) throw notFound()
  // Sent as a cure that the case has not recorded yet. A statement of its own: it sees what was committed while the
  // lock was waited for.
  const [cure] = await sql.rows<{ sent: boolean }>(Prisma.sql`
    SELECT EXISTS (SELECT 1 FROM command c WHERE c.case_id = ${draft.curesCaseId}::uuid
      AND c.payload->>'draftId' = ${id} AND c.state <> 'refused') AS sent`)
  if (draft.discardedAt) throw wasDiscarded()
  if (!draft.caseId && !cure!.sent) return draft
  throw new LietaError('conflict', {
    lv: 'Šis pieteikums jau ir iesniegts; to vairs nevar mainīt.',
    en: 'This application has been submitted and can no longer be changed.',
  })
}

export interface DraftLine {
  id: string
  form: FormDef
  subject: string
  updatedAt: Date
  /** When it is taken away as abandoned, unless somebody changes or keeps it; null while nothing is near. */
  goesAt: Date | null
  /** Its people discarded it; until it goes it can be brought back. */
  discarded: boolean
  cure: boolean
}

interface DraftRow {
  id: string
  form: string
  data: FormData
  updatedAt: Date
  goesAt: Date | null
  discarded: boolean
  curesCaseId: string | null
}

const DRAFTS = 20
const NEWEST: Order<DraftRow> = {
  descending: true,
  keys: [
    { sql: 'd.updated_at', as: 'timestamptz', of: (r) => r.updatedAt.toISOString() },
    { sql: 'd.id', as: 'uuid', of: (r) => r.id },
  ],
}

/** A page of the person's drafts that have not been sent, newest first. */
export async function listDrafts(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Paged<DraftLine>> {
  const { rows } = onPool(deps.pool)
  const page = await pageOf(NEWEST, turn, DRAFTS, ({ where, order, limit }) =>
    rows<DraftRow>(Prisma.sql`
      SELECT d.id, d.form, d.data, d.updated_at AS "updatedAt", d.goes_at AS "goesAt",
        d.discarded_at IS NOT NULL AS discarded, d.cures_case_id AS "curesCaseId"
      FROM unnest(${[...new Set(institutionsOf(actor))]}::uuid[]) AS own(id) CROSS JOIN LATERAL (
        SELECT * FROM draft d WHERE d.institution_id = own.id AND d.case_id IS NULL AND ${where}
        ORDER BY ${order} LIMIT ${limit}) d
      ORDER BY ${order} LIMIT ${limit}`),
  )
  const lines = page.rows.flatMap(({ form: formId, data, curesCaseId, ...line }) => {
    const form = findForm(formId)
    return form ? [{ ...line, form, subject: form.subject(data), cure: curesCaseId !== null }] : []
  })
  return { ...page, rows: lines }
}
