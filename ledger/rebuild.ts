import type { Database, Tx } from '../platform/database.ts'
import { inPrismaTransaction, type SqlRunner } from '../platform/sql.ts'
import { canonicalJson, chainHash, contentOf, GENESIS } from './canonical.ts'
import type { LedgerEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'
import { caseRow, enterRegister, partyRows, standings, taskRows } from './projection.ts'

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
  salt: string | null
  erased: unknown
  prevHash: string
  hash: string
  position: bigint
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
      await tx.$executeRaw`LOCK TABLE case_view, case_party, task_view, register_entry, register_entry_version IN SHARE ROW EXCLUSIVE MODE`
      // Counts and spans are written by the database itself, with the rows that they follow from.
      await tx.$executeRaw`SELECT fold_counts()`
      await tx.registerEntryVersion.deleteMany()
      await tx.registerEntry.deleteMany()
      await tx.taskView.deleteMany()
      await tx.caseParty.deleteMany()
      await tx.caseView.deleteMany()
      await tx.listCount.deleteMany()
      await tx.caseSpan.deleteMany()
      const cases = await tx.caseRecord.findMany({ select: { id: true }, orderBy: { receivedAt: 'asc' } })
      const registers: {
        caseId: string
        state: CaseState
        event: LedgerEvent & { type: 'register-entered' }
        position: bigint
      }[] = []
      let events = 0
      for await (const { id, rows } of withEvents(tx, cases)) {
        const { state, ledger, steps, positions, broken } = replay(id, rows)
        if (broken)
          throw new Error(`the ledger of case ${id} is broken at event ${broken.seq}: ${broken.why}`)
        events += ledger.length
        await tx.$executeRaw`WITH view AS (${caseRow(id, state!)}) ${taskRows(id, undefined, state!)}`
        const stands = standings(id, undefined, steps)
        if (stands) await tx.$executeRaw(stands)
        await tx.$executeRaw(partyRows(id, undefined, state!)!)
        for (const [n, event] of ledger.entries())
          if (event.type === 'register-entered')
            registers.push({ caseId: id, state: state!, event, position: positions[n]! })
      }
      // An entry may be made by one case and changed by another: positions are taken under the lock of the register.
      registers.sort((a, b) => (a.position < b.position ? -1 : 1))
      for (const { caseId, state, event } of registers)
        await enterRegister(inPrismaTransaction(tx), caseId, state, event)
      await tx.$executeRaw`SELECT fold_counts()`
      return { cases: cases.length, events }
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  )
}

/** Why an act was not allowed where it stands in the ledger; undefined when it was. */
export type Judge = (event: LedgerEvent & { type: 'act' }, before: CaseState) => string | undefined

/**
 * Recomputes the hash chain of every case, looks whether each act was allowed at its place, and whether the projection of
 * the case is what its events say. Empty when nobody has touched the ledger and nothing was taken that should not have been.
 * @param also looks at more, in the same transaction: all is seen as of one moment
 */
export async function verifyLedger(
  db: Database,
  judge?: Judge,
  also?: (sql: SqlRunner) => Promise<void>,
): Promise<{ cases: number; broken: Broken[] }> {
  return db.$transaction(
    async (tx) => {
      const done = await verifyCases(tx, judge)
      await also?.(inPrismaTransaction(tx))
      return done
    },
    { timeout: 3_600_000, maxWait: 60_000, isolationLevel: 'RepeatableRead' },
  )
}

/** As `verifyLedger`, in a transaction of the caller. */
export async function verifyCases(tx: Tx, judge?: Judge): Promise<{ cases: number; broken: Broken[] }> {
  const cases = await tx.caseRecord.findMany({ select: { id: true } })
  const broken: Broken[] = []
  for await (const { id, rows, view } of withEvents(tx, cases)) {
    const { state, broken: found } = replay(id, rows, judge)
    if (found) broken.push(found)
    else broken.push(...projectionOf(id, state, view))
  }
  return { cases: cases.length, broken }
}

interface View {
  caseId: string
  state: unknown
  stage: string
  lastSeq: number
  outcome: string | null
  due: string | null
}

/** Cases whose events are in memory at once: asking for each alone takes longer than checking it. */
const AT_ONCE = 200

/** Each case with its events in their order, and its projection. */
async function* withEvents(
  tx: Tx,
  cases: { id: string }[],
): AsyncGenerator<{ id: string; rows: Row[]; view: View | undefined }> {
  for (let from = 0; from < cases.length; from += AT_ONCE) {
    const ids = cases.slice(from, from + AT_ONCE).map((c) => c.id)
    const where = { caseId: { in: ids } }
    const events = new Map<string, Row[]>(ids.map((id) => [id, []]))
    for (const row of await tx.caseEvent.findMany({ where, orderBy: [{ caseId: 'asc' }, { seq: 'asc' }] }))
      events.get(row.caseId)?.push(row)
    const views = new Map((await tx.caseView.findMany({ where })).map((view) => [view.caseId, view]))
    for (const id of ids) yield { id, rows: events.get(id) ?? [], view: views.get(id) }
  }
}

/** What lists, pages and the next event go by. */
function projectionOf(caseId: string, state: CaseState | undefined, row: View | undefined): Broken[] {
  const seq = state?.lastSeq ?? 0
  if (!state) return [{ caseId, seq, why: 'it has no events' }]
  const same =
    row &&
    canonicalJson(row.state) === canonicalJson(state) &&
    row.stage === state.stage &&
    row.lastSeq === state.lastSeq &&
    row.outcome === state.outcome &&
    row.due === (state.clocks.statutory?.due ?? null)
  return same ? [] : [{ caseId, seq, why: 'its projection is not what its events say' }]
}

function replay(
  caseId: string,
  rows: Row[],
  judge?: Judge,
): {
  state: CaseState | undefined
  ledger: LedgerEvent[]
  steps: { state: CaseState; at: string }[]
  positions: bigint[]
  broken: Broken | undefined
} {
  const ledger: LedgerEvent[] = []
  const steps: { state: CaseState; at: string }[] = []
  const positions: bigint[] = []
  let lastTurn = -1
  let state: CaseState | undefined
  let prevHash = GENESIS
  const brokenAt = (seq: number, why: string) => ({
    state,
    ledger,
    steps,
    positions,
    broken: { caseId, seq, why },
  })
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
    if (row.seq !== n + 1) return brokenAt(row.seq, 'an event is missing before it')
    if (row.prevHash !== prevHash) return brokenAt(row.seq, 'it does not follow the one before')
    const content = contentOf(stored, row)
    if (content === undefined || chainHash(prevHash, stored, content) !== row.hash)
      return brokenAt(row.seq, 'its content is not what was recorded')
    prevHash = row.hash
    const event = stored as unknown as LedgerEvent
    const turn = turnOf(row.key)
    if (turn !== undefined && turn < lastTurn) return brokenAt(row.seq, 'it stands after a later place')
    lastTurn = turn ?? lastTurn
    const why = event.type === 'act' && state ? judge?.(event, state) : undefined
    if (why) return brokenAt(row.seq, `the act was not allowed there: ${why}`)
    state = foldEvent(state, event, row.hash)
    ledger.push(event)
    steps.push({ state, at: event.at })
    positions.push(row.position)
  }
  // Whoever takes words out of an event and tells nobody is found by this: a chain cannot be made to tell it afterwards.
  const erasedTo = rows.findLast((row) => row.erased !== null)?.seq
  if (erasedTo !== undefined && !ledger.some((event) => event.type === 'erased' && event.seq > erasedTo))
    return brokenAt(erasedTo, 'parts of it were erased, and no event tells of it')
  return { state, ledger, steps, positions, broken: undefined }
}

/** The place of the inbox that an event came from; undefined for what never goes through the workflow. */
function turnOf(key: string): number | undefined {
  const found = /^(?:act\/(\d+)|(\d+)\/.*)$/.exec(key)
  return found ? Number(found[1] ?? found[2]) : undefined
}
