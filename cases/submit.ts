import { randomUUID } from 'node:crypto'
import { allFields, asked, type FormData, shownAs, validateForm } from '../forms/form.ts'
import { handOver } from '../ledger/attachments.ts'
import { canonicalJson, sha256 } from '../ledger/canonical.ts'
import type { PartyRef } from '../ledger/events.ts'
import type { Tx } from '../platform/database.ts'
import { LietaError } from '../platform/errors.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import { type About, aboutOf, subjectOf } from './about.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { changedSinceSeen } from './draft-changes.ts'
import { type DraftView, getDraft } from './drafts.ts'
import { authorize } from './permissions.ts'
import { registerCase } from './register.ts'

export interface Submitted {
  caseId: string
  number: string
  receivedAt: string
  contentHash: string
}

/**
 * Registers an application: application, files, case number, first event of the ledger and the order to start the
 * workflow, in one transaction. The receipt is true when this returns, whatever happens to any process afterwards.
 * Repeated (double click, lost answer), it gives the same receipt.
 * What is sent is what stood in the draft when it was locked: changed since it was read, it is read and checked again.
 * @param seen the revision that the person looked at: nobody sends what a colleague wrote after that, unread
 * @throws LietaError `validation` with one error per field, also where the decision that it is about is none of theirs or cannot
 *   be looked at anew now; `conflict` for a draft that cures a case, and for one that was
 *   changed after it was looked at
 */
export async function submit(deps: Deps, actor: Actor, draftId: string, seen?: number): Promise<Submitted> {
  for (let tries = 0; tries < 5; tries++) {
    const draft = await getDraft(deps, actor, draftId)
    authorize(actor, 'draft.write', draft)
    if (draft.caseId) return receiptOf(deps, draft.caseId)
    if (draft.curesCaseId) throw cures()
    requireSeen(draft, seen)
    checkComplete(draft)
    const content = contentOf(draft)
    const about = await aboutOf(deps, draft)
    const caseId = await deps.db.$transaction(async (tx) => register(tx, actor, draft, content, about), {
      timeout: 15_000,
    })
    if (caseId) return receiptOf(deps, caseId)
  }
  throw new LietaError('conflict', {
    lv: 'Kamēr pieteikumu sūtījāt, kāds to mainīja. Apskatiet atbildes vēlreiz un sūtiet no jauna; viss ir saglabāts.',
    en: 'Somebody changed the application while it was being sent. Look at the answers again and send it anew; everything is saved.',
  })
}

/** @throws LietaError `conflict` for a draft that was changed after the revision that was looked at */
export function requireSeen(draft: DraftView, seen: number | undefined): void {
  if (seen === undefined || seen === draft.revision) return
  throw changedSinceSeen(allFields(draft.form), draft.changes, seen)
}

function cures(): LietaError {
  return new LietaError('conflict', {
    lv: 'Šie ir labojumi jau reģistrētā lietā. Iesniedziet tos kā labojumus, nevis kā jaunu pieteikumu.',
    en: 'These are corrections in a case that is registered already. Send them as its cure and not as a new application.',
  })
}

/** @throws LietaError `validation` */
export function checkComplete(draft: DraftView): void {
  const errors = validateForm(draft.form, draft.data, draft.context)
  if (errors.length > 0)
    throw new LietaError(
      'validation',
      {
        lv: 'Pieteikumu vēl nevar iesniegt. Pārbaudiet norādītos laukus; pārējais ir saglabāts.',
        en: 'The application cannot be sent yet. Check the fields named; the rest is saved.',
      },
      errors,
    )
}

export interface Content {
  data: FormData
  shown: unknown
  contentHash: string
}

/**
 * What is submitted, with a hash over the answers and the hashes of the files: whoever has both can recompute it.
 */
export function contentOf(draft: DraftView): Content {
  const data = asked(draft.form, draft.data, draft.context)
  return {
    data,
    shown: shownAs(draft.form, draft.data, draft.context),
    contentHash: sha256(canonicalJson({ form: draft.form.id, version: draft.form.version, answers: data })),
  }
}

/** @returns the case; undefined, and nothing is done, when the draft was changed after it was read */
async function register(
  tx: Tx,
  actor: Actor,
  draft: DraftView,
  content: Content,
  about: About | undefined,
): Promise<string | undefined> {
  const [locked] = await tx.$queryRaw<{ case_id: string | null; revision: number }[]>`
    SELECT case_id, revision FROM draft WHERE id = ${draft.id}::uuid AND discarded_at IS NULL FOR UPDATE`
  if (locked?.case_id) return locked.case_id
  if (locked?.revision !== draft.revision) return undefined

  const caseId = randomUUID()
  await registerCase(tx, {
    ...{ caseId, key: `draft/${draft.id}`, form: draft.form, content },
    by: { personId: actor.personId, role: 'applicant' },
    subject: about ? subjectOf(draft.form, content.data, about) : draft.form.subject(content.data),
    parties: [await applicantFor(tx, draft)],
    ...(about ? { about: about.ref, unit: about.unit } : {}),
    signature: draft.context.signature,
    attach: (applicationId) =>
      handOver(inPrismaTransaction(tx), { draftId: draft.id, caseId, applicationId }),
  })
  await tx.draft.update({ where: { id: draft.id }, data: { caseId }, select: { id: true } })
  return caseId
}

/** Whoever the draft is for applies: the institution, of which the person who sends it holds an office. */
async function applicantFor(tx: Tx, { institutionId }: DraftView): Promise<PartyRef> {
  const { name } = await tx.institution.findUniqueOrThrow({
    where: { id: institutionId },
    select: { name: true },
  })
  return { partyId: institutionId, role: 'applicant', kind: 'organisation', institutionId, name }
}

/** What was registered, as whoever sent it is told. */
export async function receiptOf(deps: Deps, caseId: string): Promise<Submitted> {
  const record = await deps.db.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      number: true,
      receivedAt: true,
      applications: { orderBy: { version: 'asc' }, take: 1, select: { contentHash: true } },
    },
  })
  return {
    caseId,
    number: record.number,
    receivedAt: record.receivedAt.toISOString(),
    contentHash: record.applications[0]!.contentHash,
  }
}
