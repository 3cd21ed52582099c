import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { append } from '../ledger/append.ts'
import type { EmittedFact, NewEvent } from '../ledger/events.ts'
import { lawChangeIdOf } from '../ledger/law-changes.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import { registerById } from '../registers/all.ts'
import type { LedgerActivities } from '../workflows/types.ts'
import { reasonsFor } from './law-change.ts'

/**
 * Writes what a case did: one transaction for the events, their numbers, the projections, and the answers to the
 * commands that caused them. Keyed by case and batch, so that a repeated call finds it done.
 */
export function ledgerActivities(db: Database, log: Logger): LedgerActivities {
  return {
    async record(input) {
      const numbers = await db.$transaction(
        async (tx) => {
          const events = await completed(tx, input.caseId, input.events)
          const appended = await append(tx, { ...input, events })
          if (!appended.repeated) {
            await keepCuredApplications(tx, input.caseId, events)
            await answerCommands(tx, appended.state, events)
          }
          return appended.numbers
        },
        { timeout: 10_000, maxWait: 10_000 },
      )
      log.debug({ caseId: input.caseId, key: input.key, events: input.events.length }, 'recorded')
      return { numbers }
    },
  }
}

/**
 * Adds what must not travel through a workflow: the text of a command to the act that it became, the public data to a
 * register entry, and its reason to a change of law.
 */
async function completed(tx: Tx, caseId: string, events: NewEvent[]): Promise<NewEvent[]> {
  const keys = events.flatMap((e) => (e.type === 'act' ? [e.data.command] : []))
  const commands =
    keys.length === 0
      ? []
      : await tx.command.findMany({ where: { key: { in: keys } }, select: { key: true, payload: true } })
  const payloads = new Map(commands.map((c) => [c.key, c.payload]))
  const reasons = await reasonsFor(
    tx,
    events.flatMap((e) => (e.type === 'clock-fact' ? (lawChangeIdOf(e.data.fact.id) ?? []) : [])),
  )
  const done: NewEvent[] = []
  for (const event of events) {
    if (event.type === 'act')
      done.push({ ...event, data: { ...event.data, payload: payloads.get(event.data.command) ?? null } })
    else if (event.type === 'register-entered')
      done.push({ ...event, data: { ...event.data, ...(await publicData(tx, caseId, event.data.register)) } })
    else if (event.type === 'clock-fact' && reasons.has(event.data.fact.id))
      done.push(withReason(event, reasons.get(event.data.fact.id)!))
    else done.push(event)
  }
  return done
}

function withReason(event: NewEvent & { type: 'clock-fact' }, reason: string): NewEvent {
  return { ...event, data: { ...event.data, fact: { ...event.data.fact, reason } as EmittedFact } }
}

async function publicData(tx: Tx, caseId: string, register: string): Promise<{ entry: unknown }> {
  const record = await tx.caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      institutionId: true,
      applications: { orderBy: { version: 'desc' }, take: 1, select: { data: true } },
    },
  })
  const institution = await tx.institution.findUniqueOrThrow({
    where: { id: record.institutionId },
    select: { name: true, regNo: true, legalAddress: true, founder: true },
  })
  return { entry: registerById(register).entry(record.applications[0]?.data ?? {}, institution) }
}

/** The cured application becomes the next version of the application in the moment in which the cure is recorded. */
async function keepCuredApplications(tx: Tx, caseId: string, events: NewEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== 'act' || event.data.act !== 'application.cure') continue
    const cured = event.data.payload as CuredApplication
    await tx.application.create({
      data: {
        id: randomUUID(),
        caseId,
        version: cured.version,
        form: cured.form,
        formVersion: cured.formVersion,
        data: cured.data,
        shown: cured.shown,
        contentHash: cured.contentHash,
        submittedAt: new Date(event.at),
        submittedBy: event.actorId!,
      },
      select: { id: true },
    })
    await tx.draft.deleteMany({ where: { id: cured.draftId } })
  }
}

interface CuredApplication {
  draftId: string
  version: number
  form: string
  formVersion: number
  data: Prisma.InputJsonObject
  shown: Prisma.InputJsonArray
  contentHash: string
}

async function answerCommands(
  tx: Tx,
  state: { revision: number; stage: string; lastSeq: number },
  events: NewEvent[],
): Promise<void> {
  const keys = events.flatMap((e) => (e.type === 'act' ? [e.data.command] : []))
  if (keys.length === 0) return
  const response: Prisma.InputJsonObject = {
    revision: state.revision,
    stage: state.stage,
    seq: state.lastSeq,
  }
  await tx.command.updateMany({
    where: { key: { in: keys } },
    data: { state: 'done', response, doneAt: new Date() },
  })
}
