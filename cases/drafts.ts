import { randomUUID } from 'node:crypto'
import { findForm } from '../forms/all.ts'
import { applicationText } from '../forms/application-text.ts'
import {
  type FileRef,
  type FormContext,
  type FormData,
  type FormDef,
  filesOf,
  type SignedBy,
} from '../forms/form.ts'
import { typedAnswers } from '../forms/typed.ts'
import { dayOf } from '../law/time.ts'
import { sha256 } from '../ledger/canonical.ts'
import { LietaError } from '../platform/errors.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { type Actor, institutionsOf } from './actor.ts'
import type { Deps } from './deps.ts'
import { notFound, require } from './permissions.ts'
import { type VerificationView, viewOf } from './verification/check.ts'
import { checksOf, newestVerifications, personalCodeOf } from './verification/store.ts'

export interface DraftView {
  id: string
  form: FormDef
  institutionId: string
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
}

/** What validation of a draft depends on beside its answers: day, institution, and what was found on its files. */
async function surroundings(
  deps: Deps,
  actor: Actor,
  form: FormDef,
  institutionId: string,
  data: FormData,
): Promise<Pick<DraftView, 'context' | 'verifications' | 'text'>> {
  const files = filesOf(form, data).map((f) => f.file.fileId)
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
  require(actor, 'draft.write', institutionId)
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

/** @throws LietaError `not-found` also when it is another institution's */
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
    },
  })
  if (!draft || !institutionsOf(actor).includes(draft.institutionId)) throw notFound()
  const form = findForm(draft.form)
  if (!form) throw notFound()
  // Said with the answers, since it decides what is asked; never kept with them.
  const data = { ...(draft.data as FormData), _signature: signatureBy(form, actor) }
  return { ...draft, form, data, ...(await surroundings(deps, actor, form, draft.institutionId, data)) }
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

/**
 * Saves answers as they are, right or wrong: nothing entered is lost, what is wrong is said when it is checked.
 * @param answers only what changed; the rest stays, and so do files
 * @throws LietaError `not-found`, `validation` for what cannot be an answer, `conflict` when it has been submitted
 */
export async function saveDraft(deps: Deps, actor: Actor, id: string, answers: FormData): Promise<DraftView> {
  const draft = await getDraft(deps, actor, id)
  const accepted = JSON.stringify(answersOf(draft.form, answers))
  await change(deps, id, Prisma.sql`data || ${accepted}::jsonb`)
  return getDraft(deps, actor, id)
}

/**
 * Adds an uploaded file to a question of a draft. The list is lengthened where it stands, so that files which come at
 * once all stay.
 * @throws LietaError `not-found`, `conflict` when it has been submitted
 */
export async function addFile(
  deps: Deps,
  actor: Actor,
  id: string,
  field: string,
  file: FileRef,
): Promise<void> {
  await getDraft(deps, actor, id)
  const added = JSON.stringify([file])
  await change(
    deps,
    id,
    Prisma.sql`jsonb_set(data, ARRAY[${field}], COALESCE(data->${field}, '[]') || ${added}::jsonb)`,
  )
}

/** Takes a file away from a question of a draft. @throws LietaError as `addFile` */
export async function removeFile(
  deps: Deps,
  actor: Actor,
  id: string,
  field: string,
  fileId: string,
): Promise<void> {
  await getDraft(deps, actor, id)
  const rest = Prisma.sql`
    jsonb_set(data, ARRAY[${field}], COALESCE((SELECT jsonb_agg(f.file ORDER BY f.n)
      FROM jsonb_array_elements(data->${field}) WITH ORDINALITY AS f(file, n)
      WHERE f.file->>'fileId' <> ${fileId}), '[]'))`
  await change(
    deps,
    id,
    Prisma.sql`CASE WHEN jsonb_typeof(data->${field}) = 'array' THEN ${rest} ELSE data END`,
  )
}

/** Changes the answers if the draft has not been sent: looked at and written in one statement. */
async function change(deps: Deps, id: string, data: Prisma.Sql): Promise<void> {
  const changed = await deps.db.$executeRaw`
    UPDATE draft SET data = ${data}, revision = revision + 1, updated_at = ${await deps.clock.now()}
    WHERE id = ${id}::uuid AND case_id IS NULL
      -- Sent as a cure, and the case has not recorded it yet.
      AND NOT EXISTS (SELECT 1 FROM command c WHERE c.case_id = draft.cures_case_id
        AND c.act = 'application.cure' AND c.payload->>'draftId' = draft.id::text AND c.state <> 'refused')`
  if (changed === 1) return
  throw new LietaError('conflict', {
    lv: 'Šis pieteikums jau ir iesniegts; to vairs nevar mainīt.',
    en: 'This application has been submitted and can no longer be changed.',
  })
}

/** The person's drafts that have not been sent, newest first. */
export async function listDrafts(
  deps: Deps,
  actor: Actor,
): Promise<{ id: string; form: FormDef; subject: string; updatedAt: Date }[]> {
  const drafts = await deps.db.draft.findMany({
    where: { institutionId: { in: institutionsOf(actor) }, caseId: null },
    orderBy: { updatedAt: 'desc' },
    take: 50,
    select: { id: true, form: true, data: true, updatedAt: true },
  })
  return drafts.flatMap((d) => {
    const form = findForm(d.form)
    return form ? [{ id: d.id, form, subject: form.subject(d.data as FormData), updatedAt: d.updatedAt }] : []
  })
}
