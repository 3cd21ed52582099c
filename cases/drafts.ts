import { randomUUID } from 'node:crypto'
import { findForm } from '../forms/all.ts'
import { applicationText } from '../forms/application-text.ts'
import { type FormContext, type FormData, type FormDef, filesOf, type SignedBy } from '../forms/form.ts'
import { dayOf } from '../law/time.ts'
import { sha256 } from '../ledger/canonical.ts'
import { LietaError } from '../platform/errors.ts'
import type { Prisma } from '../prisma/generated/client.ts'
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
      data: (input.data ?? {}) as Prisma.InputJsonObject,
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

/**
 * Saves answers as they are, right or wrong: nothing entered is lost, what is wrong is said when it is checked.
 * @param answers only what changed; the rest stays
 * @throws LietaError `not-found`, `conflict` when it has been submitted
 */
export async function saveDraft(deps: Deps, actor: Actor, id: string, answers: FormData): Promise<DraftView> {
  const draft = await getDraft(deps, actor, id)
  if (draft.caseId)
    throw new LietaError('conflict', {
      lv: 'Šis pieteikums jau ir iesniegts; to vairs nevar mainīt.',
      en: 'This application has been submitted and can no longer be changed.',
    })
  const known = new Set(draft.form.pages.flatMap((p) => p.fields.map((f) => f.name)))
  const accepted = Object.fromEntries(Object.entries(answers).filter(([name]) => known.has(name)))
  await deps.db.$executeRaw`
    UPDATE draft SET data = data || ${JSON.stringify(accepted)}::jsonb, revision = revision + 1,
      updated_at = ${await deps.clock.now()} WHERE id = ${id}::uuid AND case_id IS NULL`
  return getDraft(deps, actor, id)
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
