import { randomUUID } from 'node:crypto'
import { append } from '../ledger/append.ts'
import type { AboutRef, PartyRef } from '../ledger/events.ts'
import { openInbox } from '../ledger/inbox.ts'
import { holdLaw, lawFactsFor } from '../ledger/law-changes.ts'
import { allocateNumber } from '../ledger/numbers.ts'
import { caseStream } from '../ledger/streams.ts'
import { businessNow } from '../platform/business-clock.ts'
import type { Tx } from '../platform/database.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import { procedureById } from '../procedures/all.ts'
import { type Role, termsFrom } from '../procedures/procedure.ts'

/** What a case begins with: what was sent by somebody, or what an official has it begin with. */
export interface Registration {
  caseId: string
  /** The same whenever the same registration is tried again: its number is given under it. */
  key: string
  form: { id: string; version: number }
  content: { data: Record<string, unknown>; shown: unknown; contentHash: string }
  by: { personId: string; role: Role }
  subject: string
  parties: PartyRef[]
  /** Whose work it is, where the procedure does not say. */
  unit?: string | undefined
  about?: AboutRef | undefined
  signature?: 'sign-in' | 'own-signature'
  /** Attaches files to the application, before anything is said in the ledger. */
  attach?(applicationId: string): Promise<void>
}

/**
 * Registers a case: its number, what it begins with, the first event of its ledger, its inbox, and the order to start its
 * workflow. In a transaction of the caller, who has made sure that it runs once.
 */
export async function registerCase(tx: Tx, what: Registration): Promise<void> {
  const { caseId, form, content, by, parties, about, signature } = what
  const sql = inPrismaTransaction(tx)
  // From here to the commit no change of law is approved: the case begins with all that is in force.
  await holdLaw(tx)
  const receivedAt = await businessNow(tx)
  const at = receivedAt.toISOString()
  const number = await allocateNumber(sql, 'case', at, what.key)
  const procedure = procedureById(form.id)
  const unit = procedure.unit ?? what.unit
  const terms = termsFrom(procedure, parties)
  await tx.caseRecord.create({
    data: { id: caseId, number, procedure: procedure.id, receivedAt },
    select: { id: true },
  })
  const applicationId = randomUUID()
  await tx.application.create({
    data: {
      ...{ id: applicationId, caseId, version: 1, form: form.id, formVersion: form.version },
      data: content.data as Prisma.InputJsonObject,
      shown: content.shown as Prisma.InputJsonArray,
      contentHash: content.contentHash,
      submittedAt: receivedAt,
      submittedBy: by.personId,
    },
    select: { id: true },
  })
  await what.attach?.(applicationId)
  const law = await lawFactsFor(tx, terms)
  await append(sql, {
    stream: caseStream(caseId),
    events: [
      {
        key: 'registered',
        type: 'registered',
        at,
        actorId: by.personId,
        actorRole: by.role,
        data: {
          ...{ number, procedure: procedure.id, stage: procedure.first, subject: what.subject },
          ...(unit ? { unit } : {}),
          ...{ parties, receivedAt: at, contentHash: content.contentHash, terms },
          ...(signature ? { signature } : {}),
          ...(about ? { about } : {}),
        },
      },
      ...law.map((data) => ({ key: `submit/${data.fact.id}`, type: 'clock-fact' as const, at, data })),
    ],
  })
  await openInbox(sql, caseId, at)
  await tx.outbox.create({
    data: { key: `start/${caseId}`, kind: 'start-case', payload: { caseId }, availableAt: new Date() },
    select: { id: true },
  })
  await tx.$executeRaw`SELECT pg_notify('outbox', '')`
}
