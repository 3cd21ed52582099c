import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { LietaError } from '../platform/errors.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { type DraftView, getDraft } from './drafts.ts'
import { may, notFound, require } from './permissions.ts'
import { checkComplete, contentOf } from './submit.ts'

/**
 * Opens the application for cure: a draft with the answers as they were submitted, to be changed and sent again.
 * Asked twice, also at once and by two people, the same draft comes.
 */
export async function openCure(deps: Deps, actor: Actor, caseId: string): Promise<DraftView> {
  const record = await deps.db.caseRecord.findUnique({
    where: { id: caseId },
    select: {
      institutionId: true,
      applications: {
        orderBy: { version: 'desc' },
        take: 1,
        select: { form: true, data: true },
      },
    },
  })
  const latest = record?.applications[0]
  if (!record || !latest) throw notFound()
  // Somebody else's case answers like none.
  if (!may(actor, 'case.read', record.institutionId)) throw notFound()
  require(actor, 'draft.write', record.institutionId)
  const now = await deps.clock.now()
  // Two who open it at once: the second insertion waits for the first, and leaves its own unmade.
  await deps.db.draft.createMany({
    data: {
      id: randomUUID(),
      form: latest.form,
      personId: actor.personId,
      institutionId: record.institutionId,
      data: latest.data as Prisma.InputJsonObject,
      curesCaseId: caseId,
      createdAt: now,
      updatedAt: now,
    },
    skipDuplicates: true,
  })
  const draft = await deps.db.draft.findUnique({ where: { curesCaseId: caseId }, select: { id: true } })
  // Sent by a colleague just now.
  if (!draft) throw notFound()
  return getDraft(deps, actor, draft.id)
}

/**
 * What the cured application says, for the command; the new version is written with the act itself.
 * @throws LietaError `validation`
 */
export async function cureContent(
  deps: Deps,
  actor: Actor,
  caseId: string,
  payload: unknown,
): Promise<Prisma.InputJsonObject> {
  const parsed = z.object({ draftId: z.uuid() }).safeParse(payload)
  if (!parsed.success)
    throw new LietaError('validation', {
      lv: 'Nav norādīts, kuri labojumi iesniedzami (draftId).',
      en: 'It is not said which corrections to send (draftId).',
    })
  const draft = await getDraft(deps, actor, parsed.data.draftId)
  if (draft.curesCaseId !== caseId) throw notFound()
  checkComplete(draft)
  const content = await contentOf(deps, draft)
  return {
    draftId: draft.id,
    form: draft.form.id,
    formVersion: draft.form.version,
    data: content.data as Prisma.InputJsonObject,
    shown: content.shown as Prisma.InputJsonArray,
    contentHash: content.contentHash,
    signature: draft.context.signature,
  }
}
