import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findForm } from '../../../forms/all.ts'
import type { FormData } from '../../../forms/form.ts'
import { typedAnswers } from '../../../forms/typed.ts'
import type { CaseState } from '../../../ledger/fold.ts'
import { applicantOf } from '../../../ledger/parties.ts'
import { LietaError } from '../../../platform/errors.ts'
import type { SqlRunner } from '../../../platform/sql.ts'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Actor } from '../../actor.ts'
import type { Deps } from '../../deps.ts'
import { type DraftView, getDraft } from '../../drafts.ts'
import { forbidden, may, notFound } from '../../permissions.ts'
import { relationsTo } from '../../relation.ts'
import { checkComplete, contentOf, requireSeen } from '../../submit.ts'

/**
 * Opens the application for cure: a draft with the answers as they were submitted, to be changed and sent again.
 * Asked twice, also at once and by two people, the same draft comes.
 */
export async function openCure(deps: Deps, actor: Actor, caseId: string): Promise<DraftView> {
  const record = await deps.db.caseRecord.findUnique({
    where: { id: caseId },
    select: {
      applications: {
        orderBy: { version: 'desc' },
        take: 1,
        select: { id: true, form: true, data: true },
      },
    },
  })
  const latest = record?.applications[0]
  const form = latest && findForm(latest.form)
  if (!record || !latest || !form) throw notFound()
  const view = await deps.db.caseView.findUniqueOrThrow({ where: { caseId }, select: { state: true } })
  const state = view.state as unknown as CaseState
  const party = applicantOf(state)
  // Somebody else's case answers like none.
  if (!party || !may(actor, 'case.read', state)) throw notFound()
  if (!relationsTo(actor, state).some((r) => r.partyId === party.partyId)) throw forbidden()
  const now = await deps.clock.now()
  const { answers } = typedAnswers(form, latest.data as FormData)
  // Two who open it at once: the second insertion waits for the first, and leaves its own unmade.
  const { text, values } = Prisma.sql`
    WITH made AS (
      INSERT INTO draft (id, form, person_id, institution_id, data, cures_case_id, created_at, updated_at)
      VALUES (${randomUUID()}::uuid, ${form.id}, ${actor.personId}::uuid, ${party.institutionId}::uuid,
        ${JSON.stringify(answers)}::jsonb, ${caseId}::uuid, ${now}, ${now})
      ON CONFLICT (cures_case_id) DO NOTHING RETURNING id)
    INSERT INTO draft_file (draft_id, file_id, field, added_at, added_by)
    SELECT made.id, f.file_id, f.field, ${now}, ${actor.personId}::uuid FROM made, application_file f
    WHERE f.application_id = ${latest.id}::uuid ORDER BY f.position`
  await deps.pool.query({ text, values })
  // What was begun and discarded is brought back: the case has one draft of its correction.
  const again = Prisma.sql`UPDATE draft SET discarded_at = NULL, discarded_by = NULL, updated_at = ${now}
    WHERE cures_case_id = ${caseId}::uuid AND discarded_at IS NOT NULL`
  await deps.pool.query({ text: again.text, values: again.values })
  const draft = await deps.db.draft.findUnique({ where: { curesCaseId: caseId }, select: { id: true } })
  // Sent by a colleague just now.
  if (!draft) throw notFound()
  return getDraft(deps, actor, draft.id)
}

/**
 * What the cured application says, for the command; the new version is written with the act itself.
 * @throws LietaError `validation`; `conflict` when it was changed after the revision that the payload names
 */
export async function cureContent(
  deps: Deps,
  actor: Actor,
  caseId: string,
  payload: unknown,
): Promise<Prisma.InputJsonObject> {
  const parsed = z
    .object({ draftId: z.uuid(), draftRevision: z.number().int().optional() })
    .safeParse(payload)
  if (!parsed.success)
    throw new LietaError('validation', {
      lv: 'Nav norādīts, kuri labojumi iesniedzami (draftId).',
      en: 'It is not said which corrections to send (draftId).',
    })
  const draft = await getDraft(deps, actor, parsed.data.draftId)
  if (draft.curesCaseId !== caseId) throw notFound()
  requireSeen(draft, parsed.data.draftRevision)
  checkComplete(draft)
  const content = contentOf(draft)
  return {
    draftId: draft.id,
    draftRevision: draft.revision,
    form: draft.form.id,
    formVersion: draft.form.version,
    data: content.data as Prisma.InputJsonObject,
    shown: content.shown as Prisma.InputJsonArray,
    contentHash: content.contentHash,
    subject: draft.form.subject(content.data),
    signature: draft.context.signature,
  }
}

/**
 * Locks the draft of a cure until the end of the transaction that notes it.
 * @param payload what `cureContent` read
 * @returns false when the draft was changed after that: it must be read again, else what was saved since is lost
 */
export async function cureStands(sql: SqlRunner, payload: unknown): Promise<boolean> {
  const read = payload as { draftId: string; draftRevision: number }
  const [draft] = await sql.rows<{ revision: number }>(
    Prisma.sql`SELECT revision FROM draft WHERE id = ${read.draftId}::uuid AND discarded_at IS NULL FOR UPDATE`,
  )
  return draft?.revision === read.draftRevision
}
