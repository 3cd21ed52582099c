import { lives } from '../law/entry/life.ts'
import type { Database, Tx } from '../platform/database.ts'
import { inPrismaTransaction, type SqlRunner } from '../platform/sql.ts'
import { readAllCalendars } from './calendars.ts'
import { canonicalJson, chainHash, contentOf, GENESIS } from './canonical.ts'
import type { EntryState } from './entry.ts'
import type { AnyLedgerEvent, LedgerEvent } from './events.ts'
import { standsBy } from './fold/terms.ts'
import type { CaseState } from './fold.ts'
import { kindOf, type StreamState } from './kinds.ts'
import { caseStream, nameOf, type StreamRef } from './streams.ts'

interface Row {
  stream: string
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
}

export interface Broken {
  stream: StreamRef
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
      await tx.$executeRaw`LOCK TABLE case_view, case_party, task_view, term_view, register_entry, register_entry_version IN SHARE ROW EXCLUSIVE MODE`
      // Counts and spans are written by the database itself, with the rows that they follow from.
      await tx.$executeRaw`SELECT fold_counts()`
      await tx.registerEntryVersion.deleteMany()
      await tx.registerEntry.deleteMany()
      await tx.taskView.deleteMany()
      await tx.termView.deleteMany()
      await tx.caseParty.deleteMany()
      await tx.caseView.deleteMany()
      await tx.listCount.deleteMany()
      await tx.caseSpan.deleteMany()
      const sql = inPrismaTransaction(tx)
      await readAllCalendars(sql)
      const streams = await streamsOf(tx)
      let events = 0
      for await (const { stream, rows } of withEvents(tx, streams)) {
        const { state, ledger, steps, broken } = replay(stream, rows)
        if (broken)
          throw new Error(`the ledger of ${nameOf(stream)} is broken at event ${broken.seq}: ${broken.why}`)
        events += ledger.length
        await makeRows(sql, stream, state!, ledger)
        for (const one of kindOf(stream).afterwards?.({ id: stream.id, before: undefined, steps }) ?? [])
          await sql.run(one)
      }
      await tx.$executeRaw`SELECT fold_counts()`
      return { cases: streams.filter((one) => one.kind === 'case').length, events }
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  )
}

async function makeRows(
  sql: SqlRunner,
  { kind, id }: StreamRef,
  state: StreamState,
  events: AnyLedgerEvent[],
): Promise<void> {
  for (const one of kindOf({ kind }).rows({ id, before: undefined, state, events })) await sql.run(one)
}

/** Every stream that there is, cases by their day of receipt. */
async function streamsOf(tx: Tx): Promise<StreamRef[]> {
  const cases = await tx.caseRecord.findMany({ select: { id: true }, orderBy: { receivedAt: 'asc' } })
  const others = await tx.$queryRaw<StreamRef[]>`
    SELECT stream_kind AS kind, stream::text AS id FROM ledger_event WHERE seq = 1 AND stream_kind <> 'case'
    ORDER BY position`
  return [...cases.map(({ id }) => caseStream(id)), ...others]
}

/** Why an act was not allowed where it stands in the ledger; undefined when it was. */
export type Judge = (event: LedgerEvent & { type: 'act' }, before: CaseState) => string | undefined

/**
 * Recomputes the hash chain of every stream, looks whether each act was allowed at its place, and whether the projection is
 * what the events say. Empty when nobody has touched the ledger and nothing was taken that should not have been.
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
  await readAllCalendars(inPrismaTransaction(tx))
  const streams = await streamsOf(tx)
  const broken: Broken[] = []
  for await (const { stream, rows, view } of withEvents(tx, streams)) {
    const { state, broken: found } = replay(stream, rows, judge)
    if (found) broken.push(found)
    else broken.push(...projectionOf(stream, state, view))
  }
  return { cases: streams.filter((one) => one.kind === 'case').length, broken }
}

/** What lists, pages and the next event go by. */
type View = Partial<Record<'state' | 'stage' | 'lastSeq' | 'outcome' | 'due' | 'lives', unknown>>

/** Streams whose events are in memory at once: asking for each alone takes longer than checking it. */
const AT_ONCE = 200

/** Each stream with its events in their order, and its projection. */
async function* withEvents(
  tx: Tx,
  streams: StreamRef[],
): AsyncGenerator<{ stream: StreamRef; rows: Row[]; view: View | undefined }> {
  for (let from = 0; from < streams.length; from += AT_ONCE) {
    const some = streams.slice(from, from + AT_ONCE)
    const ids = some.map((one) => one.id)
    const events = new Map<string, Row[]>(ids.map((id) => [id, []]))
    for (const row of await tx.ledgerEvent.findMany({
      where: { stream: { in: ids } },
      orderBy: [{ stream: 'asc' }, { seq: 'asc' }],
    }))
      events.get(row.stream)?.push(row)
    const views = new Map<string, View>()
    for (const view of await tx.caseView.findMany({ where: { caseId: { in: ids } } }))
      views.set(view.caseId, view)
    for (const { stream, head, state, lives } of await tx.registerEntry.findMany({
      where: { stream: { in: ids } },
    }))
      views.set(stream, { state: head, stage: state, lives })
    for (const one of some) yield { stream: one, rows: events.get(one.id) ?? [], view: views.get(one.id) }
  }
}

function projectionOf(stream: StreamRef, state: StreamState | undefined, row: View | undefined): Broken[] {
  const seq = state?.lastSeq ?? 0
  if (!state) return [{ stream, seq, why: 'it has no events' }]
  const same =
    row &&
    canonicalJson(row.state) === canonicalJson(state) &&
    Object.entries(shownOf(stream, state)).every(([name, value]) => row[name as keyof View] === value)
  return same ? [] : [{ stream, seq, why: 'its projection is not what its events say' }]
}

/** What the columns of the projection say, beside the state itself. */
function shownOf({ kind }: StreamRef, state: StreamState): View {
  if (kind === 'entry') {
    const { standing } = state as EntryState
    return { stage: standing.state, lives: lives(standing) }
  }
  const { stage, lastSeq, outcome } = state as CaseState
  return { stage, lastSeq, outcome, due: standsBy(state as CaseState).due }
}

function replay(
  stream: StreamRef,
  rows: Row[],
  judge?: Judge,
): {
  state: StreamState | undefined
  ledger: AnyLedgerEvent[]
  steps: { state: StreamState; at: string }[]
  broken: Broken | undefined
} {
  const ledger: AnyLedgerEvent[] = []
  const steps: { state: StreamState; at: string }[] = []
  const kind = kindOf(stream)
  let lastTurn = -1
  let state: StreamState | undefined
  let prevHash = GENESIS
  const brokenAt = (seq: number, why: string) => ({ state, ledger, steps, broken: { stream, seq, why } })
  for (const [n, row] of rows.entries()) {
    const stored = {
      stream: stream.id,
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
    const event = stored as unknown as AnyLedgerEvent
    const turn = turnOf(row.key)
    if (turn !== undefined && turn < lastTurn) return brokenAt(row.seq, 'it stands after a later place')
    lastTurn = turn ?? lastTurn
    const why = event.type === 'act' && state ? judge?.(event, state as CaseState) : undefined
    if (why) return brokenAt(row.seq, `the act was not allowed there: ${why}`)
    state = kind.fold(state, event, row.hash)
    steps.push({ state, at: event.at })
    ledger.push(event)
  }
  // Whoever takes words out of an event and tells nobody is found by this: a chain cannot be made to tell it afterwards.
  const erasedTo = rows.findLast((row) => row.erased !== null)?.seq
  if (erasedTo !== undefined && !ledger.some((event) => event.type === 'erased' && event.seq > erasedTo))
    return brokenAt(erasedTo, 'parts of it were erased, and no event tells of it')
  return { state, ledger, steps, broken: undefined }
}

/** The place of the inbox that an event came from; undefined for what never goes through the workflow. */
function turnOf(key: string): number | undefined {
  const found = /^(?:act\/(\d+)|(\d+)\/.*)$/.exec(key)
  return found ? Number(found[1] ?? found[2]) : undefined
}
