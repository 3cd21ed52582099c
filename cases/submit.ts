import { randomUUID } from 'node:crypto'
import { asked, type FormData, filesOf, shownAs, validateForm } from '../forms/form.ts'
import { append } from '../ledger/append.ts'
import { canonicalJson, sha256 } from '../ledger/canonical.ts'
import { openInbox } from '../ledger/inbox.ts'
import { holdLaw, lawFactsFor } from '../ledger/law-changes.ts'
import { allocateNumber } from '../ledger/numbers.ts'
import { businessNow } from '../platform/business-clock.ts'
import type { Tx } from '../platform/database.ts'
import { LietaError } from '../platform/errors.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import { procedureById } from '../procedures/all.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { type DraftView, getDraft } from './drafts.ts'
import { require } from './permissions.ts'

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
 * @throws LietaError `validation` with one error per field
 */
export async function submit(deps: Deps, actor: Actor, draftId: string): Promise<Submitted> {
  const draft = await getDraft(deps, actor, draftId)
  require(actor, 'draft.write', draft.institutionId)
  if (draft.caseId) return receiptOf(deps, draft.caseId)
  checkComplete(draft)
  const content = await contentOf(deps, draft)
  const caseId = await deps.db.$transaction(async (tx) => register(tx, actor, draft, content), {
    timeout: 15_000,
  })
  return receiptOf(deps, caseId)
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
 * @throws LietaError `validation` when a file is not (any more) one that the person uploaded
 */
export async function contentOf(deps: Deps, draft: DraftView): Promise<Content> {
  const data = asked(draft.form, draft.data)
  const files = filesOf(draft.form, draft.data)
  const stored = await deps.db.storedFile.findMany({
    where: { id: { in: files.map((f) => f.file.fileId) } },
    select: { id: true, sha256: true },
  })
  for (const { field, file } of files) {
    if (stored.find((s) => s.id === file.fileId)?.sha256 === file.sha256) continue
    const message = {
      lv: 'Datne vairs nav pieejama. Pievienojiet to vēlreiz.',
      en: 'The file is no longer there. Attach it again.',
    }
    throw new LietaError('validation', message, [{ field, code: 'file-gone', message }])
  }
  return {
    data,
    shown: shownAs(draft.form, draft.data),
    contentHash: sha256(canonicalJson({ form: draft.form.id, version: draft.form.version, answers: data })),
  }
}

async function register(tx: Tx, actor: Actor, draft: DraftView, content: Content): Promise<string> {
  const locked = await tx.$queryRaw<{ case_id: string | null }[]>`
    SELECT case_id FROM draft WHERE id = ${draft.id}::uuid FOR UPDATE`
  const already = locked[0]?.case_id
  if (already) return already

  // From here to the commit no change of law is approved: the case begins with all that is in force.
  await holdLaw(tx)
  const caseId = randomUUID()
  const receivedAt = await businessNow(tx)
  const at = receivedAt.toISOString()
  const number = await allocateNumber(inPrismaTransaction(tx), 'case', at, `draft/${draft.id}`)
  const procedure = procedureById(draft.form.id)
  const institution = await tx.institution.findUniqueOrThrow({
    where: { id: draft.institutionId },
    select: { name: true },
  })
  await tx.caseRecord.create({
    data: {
      id: caseId,
      number,
      procedure: procedure.id,
      institutionId: draft.institutionId,
      applicantPersonId: actor.personId,
      receivedAt,
    },
    select: { id: true },
  })
  await tx.application.create({
    data: {
      id: randomUUID(),
      caseId,
      version: 1,
      form: draft.form.id,
      formVersion: draft.form.version,
      data: content.data as Prisma.InputJsonObject,
      shown: content.shown as Prisma.InputJsonArray,
      contentHash: content.contentHash,
      submittedAt: receivedAt,
      submittedBy: actor.personId,
    },
    select: { id: true },
  })
  const law = await lawFactsFor(tx, procedure.clocks)
  await append(inPrismaTransaction(tx), {
    caseId,
    events: [
      {
        key: 'registered',
        type: 'registered',
        at,
        actorId: actor.personId,
        actorRole: 'applicant',
        data: {
          number,
          procedure: procedure.id,
          stage: procedure.first,
          subject: draft.form.subject(content.data),
          institutionId: draft.institutionId,
          institutionName: institution.name,
          applicantPersonId: actor.personId,
          receivedAt: at,
          contentHash: content.contentHash,
          statutory: procedure.clocks.statutory,
          standard: procedure.clocks.standard,
          signature: draft.context.signature,
        },
      },
      ...law.map((data) => ({ key: `submit/${data.fact.id}`, type: 'clock-fact' as const, at, data })),
    ],
  })
  await openInbox(inPrismaTransaction(tx), caseId, at)
  await tx.outbox.create({
    data: { key: `start/${caseId}`, kind: 'start-case', payload: { caseId }, availableAt: new Date() },
    select: { id: true },
  })
  await tx.draft.update({ where: { id: draft.id }, data: { caseId }, select: { id: true } })
  await tx.$executeRaw`SELECT pg_notify('outbox', '')`
  return caseId
}

async function receiptOf(deps: Deps, caseId: string): Promise<Submitted> {
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
