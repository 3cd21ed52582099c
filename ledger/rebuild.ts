import type { Database, Tx } from '../platform/database.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import { eventHash, GENESIS } from './canonical.ts'
import type { LedgerEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'
import { caseRow, enterRegister, taskRows } from './projection.ts'

interface Row {
  caseId: string
  seq: number
  key: string
  type: string
  at: Date
  recordedAt: Date
  actorId: string | null
  actorRole: string | null
  data: unknown
  prevHash: string
  hash: string
}

export interface Broken {
  caseId: string
  seq: number
  why: string
}

/**
 * Makes every projection anew from the ledger, in one transaction: whoever reads meanwhile sees the old rows, then
 * the new ones. The rows come out identical to those that the running system wrote.
 * @throws Error when a chain is broken; nothing has changed then
 */
export async function rebuildProjections(db: Database): Promise<{ cases: number; events: number }> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE case_view, task_view, register_entry, register_entry_version IN SHARE ROW EXCLUSIVE MODE`
      await tx.registerEntryVersion.deleteMany()
      await tx.registerEntry.deleteMany()
      await tx.taskView.deleteMany()
      await tx.caseView.deleteMany()
      const cases = await tx.caseRecord.findMany({ select: { id: true }, orderBy: { receivedAt: 'asc' } })
      const registers: {
        caseId: string
        state: CaseState
        event: LedgerEvent & { type: 'register-entered' }
      }[] = []
      let events = 0
      for (const { id } of cases) {
        const { state, ledger, broken } = await replay(tx, id)
        if (broken)
          throw new Error(`the ledger of case ${id} is broken at event ${broken.seq}: ${broken.why}`)
        events += ledger.length
        await tx.$executeRaw`WITH view AS (${caseRow(id, state!)}) ${taskRows(id, undefined, state!)}`
        for (const event of ledger)
          if (event.type === 'register-entered') registers.push({ caseId: id, state: state!, event })
      }
      // An entry may be made by one case and changed by another: in the order in which it was recorded.
      registers.sort(
        (a, b) => a.event.recordedAt.localeCompare(b.event.recordedAt) || a.event.seq - b.event.seq,
      )
      for (const { caseId, state, event } of registers)
        await enterRegister(inPrismaTransaction(tx), caseId, state, event)
      return { cases: cases.length, events }
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  )
}

/** Recomputes the hash chain of every case. Empty when nobody has touched the ledger. */
export async function verifyLedger(db: Database): Promise<{ cases: number; broken: Broken[] }> {
  const cases = await db.caseRecord.findMany({ select: { id: true } })
  const broken: Broken[] = []
  for (const { id } of cases) {
    const found = (await replay(db, id)).broken
    if (found) broken.push(found)
  }
  return { cases: cases.length, broken }
}

async function replay(
  tx: Tx,
  caseId: string,
): Promise<{ state: CaseState | undefined; ledger: LedgerEvent[]; broken: Broken | undefined }> {
  const rows: Row[] = await tx.caseEvent.findMany({ where: { caseId }, orderBy: { seq: 'asc' } })
  const ledger: LedgerEvent[] = []
  let state: CaseState | undefined
  let prevHash = GENESIS
  for (const [n, row] of rows.entries()) {
    const stored = {
      caseId,
      seq: row.seq,
      key: row.key,
      type: row.type,
      at: row.at.toISOString(),
      actorId: row.actorId,
      actorRole: row.actorRole,
      data: row.data,
      recordedAt: row.recordedAt.toISOString(),
    }
    if (row.seq !== n + 1)
      return { state, ledger, broken: { caseId, seq: row.seq, why: 'an event is missing before it' } }
    if (row.prevHash !== prevHash)
      return { state, ledger, broken: { caseId, seq: row.seq, why: 'it does not follow the one before' } }
    if (eventHash(prevHash, stored) !== row.hash)
      return { state, ledger, broken: { caseId, seq: row.seq, why: 'its content is not what was recorded' } }
    prevHash = row.hash
    const event = stored as unknown as LedgerEvent
    state = foldEvent(state, event, row.hash)
    ledger.push(event)
  }
  return { state, ledger, broken: undefined }
}
