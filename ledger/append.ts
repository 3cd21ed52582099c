import type { Tx } from '../platform/database.ts'
import type { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson, eventHash, GENESIS, sha256 } from './canonical.ts'
import type { LedgerEvent, NewEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'
import { allocateNumber } from './numbers.ts'
import { writeProjection } from './projection.ts'

export interface Appended {
  state: CaseState
  /** Numbers given in this transaction, by series. */
  numbers: Record<string, string>
  /** Nothing was written: this batch stood in the ledger already. */
  repeated: boolean
}

/**
 * Appends a batch of events to the ledger of one case and brings its projections up to date, in the caller's transaction.
 * Keyed: a batch that is already there changes nothing and answers as it did the first time.
 * @param batch.key unique within the case; event n of the batch gets the key `<key>/<n>`
 * @throws Error when the case does not exist
 */
export async function append(
  tx: Tx,
  batch: { caseId: string; key: string; events: NewEvent[] },
): Promise<Appended> {
  // One writer a case: the lock makes sequence and hash chain safe against notes and claims from elsewhere. What is
  // read after it, in a statement of its own, is what the last writer left. An advisory lock, since the application
  // may not update case_record and therefore not lock its rows.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`case/${batch.caseId}`}, 0))::text`
  const [row] = await tx.$queryRaw<{ state: CaseState | null; done: boolean }[]>`
    SELECT (SELECT state FROM case_view WHERE case_id = ${batch.caseId}::uuid) AS state,
      EXISTS (SELECT 1 FROM case_event WHERE case_id = ${batch.caseId}::uuid AND key = ${`${batch.key}/0`}) AS done`
  if (row?.done) return { ...(await answerOfBefore(tx, batch)), repeated: true }
  const before = row?.state ?? undefined
  const recordedAt = new Date()
  const numbers: Record<string, string> = {}
  const events: LedgerEvent[] = []
  const rows: Prisma.CaseEventCreateManyInput[] = []
  let state = before
  for (const [n, event] of batch.events.entries()) {
    const seq = (state?.lastSeq ?? 0) + 1
    const key = `${batch.key}/${n}`
    const { at, actorId = null, actorRole = null, series, ...rest } = event
    const data = { ...(rest.data as Record<string, unknown>) }
    if (series) {
      const text = await allocateNumber(tx, series, at, `${batch.caseId}/${key}`)
      numbers[series] = text
      data[event.type === 'register-entered' ? 'entryNo' : 'number'] = text
    }
    const prevHash = state?.lastHash ?? GENESIS
    const stored = { caseId: batch.caseId, seq, key, type: event.type, at, actorId, actorRole, data }
    const hash = eventHash(prevHash, { ...stored, recordedAt: recordedAt.toISOString() })
    const ledgerEvent = { ...stored, recordedAt: recordedAt.toISOString() } as unknown as LedgerEvent
    state = foldEvent(state, ledgerEvent, hash)
    events.push(ledgerEvent)
    rows.push({
      ...stored,
      at: new Date(at),
      recordedAt,
      data: data as Prisma.InputJsonValue,
      prevHash,
      hash,
    })
  }
  if (!state) throw new Error('an empty batch changes nothing and cannot be appended')
  await tx.caseEvent.createMany({ data: rows })
  await writeProjection(tx, batch.caseId, before, state, events)
  return { state, numbers, repeated: false }
}

async function answerOfBefore(
  tx: Tx,
  batch: { caseId: string; key: string },
): Promise<{ state: CaseState; numbers: Record<string, string> }> {
  const view = await tx.caseView.findUniqueOrThrow({
    where: { caseId: batch.caseId },
    select: { state: true },
  })
  const given = await tx.numberAllocation.findMany({
    where: { key: { startsWith: `${batch.caseId}/${batch.key}/` } },
    select: { series: true, text: true },
  })
  return {
    state: view.state as unknown as CaseState,
    numbers: Object.fromEntries(given.map((g) => [g.series, g.text])),
  }
}

/**
 * Hash of a request body, for telling a repeated command from another one under the same key.
 */
export function requestHash(body: unknown): string {
  return sha256(canonicalJson(body))
}
