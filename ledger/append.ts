import type pg from 'pg'
import { type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson, eventHash, GENESIS, sha256 } from './canonical.ts'
import type { LedgerEvent, NewEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'
import { allocateNumber } from './numbers.ts'
import { caseRow, enterRegister, taskRows } from './projection.ts'

export interface Batch {
  caseId: string
  events: NewEvent[]
}

export interface Appended {
  state: CaseState
  /** Numbers given with these events, by series. */
  numbers: Record<string, string>
}

type CommandTexts = Record<string, unknown>

/**
 * Appends events to the ledger of one case in a transaction of its own, brings its projections up to date and answers
 * the commands that they carry out. Each event is keyed: one that stands there already is not written again, and its
 * number is the one given then. The batch need not be cut as it was the first time: a worker that died between the
 * commit and its answer to Temporal meets, when the task is done again, whatever came meanwhile in the same batch.
 * @param options.complete adds to the events what must not travel through a workflow; may read in the transaction
 * @param options.also further writes of the same transaction, before the commands are answered
 */
export async function appendBatch(
  pool: pg.Pool,
  batch: Batch,
  options: {
    complete?: (sql: SqlRunner, events: NewEvent[], texts: CommandTexts) => Promise<NewEvent[]>
    also?: (sql: SqlRunner, events: NewEvent[]) => Promise<void>
  } = {},
): Promise<Appended> {
  const appendIn = async (sql: SqlRunner, which: Batch, seen: Locked): Promise<Appended> => {
    const events = options.complete ? await options.complete(sql, which.events, seen.texts) : which.events
    const appended = await write(sql, { ...which, events }, seen.state)
    await options.also?.(sql, events)
    return appended
  }
  try {
    return await transaction(pool, async (sql) => appendIn(sql, batch, await lockCase(sql, batch)))
  } catch (e) {
    if (!isRepeated(e)) throw e
    return transaction(pool, async (sql) => {
      const seen = await lockCase(sql, batch)
      const { events, numbers } = await whatIsNew(sql, batch)
      if (events.length === 0) return { state: seen.state!, numbers }
      const appended = await appendIn(sql, { ...batch, events }, seen)
      return { state: appended.state, numbers: { ...numbers, ...appended.numbers } }
    })
  }
}

/**
 * As `appendBatch`, within a transaction of the caller that does more, and that has made sure by itself that it runs
 * once.
 */
export async function append(sql: SqlRunner, batch: Batch): Promise<Appended> {
  const { state } = await lockCase(sql, batch)
  return write(sql, batch, state)
}

interface Locked {
  state: CaseState | undefined
  texts: CommandTexts
}

/**
 * One writer a case: the row of the case is locked, and what stands in it then is what the last writer left.
 * The texts of the batch's commands come along.
 */
async function lockCase(sql: SqlRunner, batch: Batch): Promise<Locked> {
  const keys = commandKeys(batch.events)
  const [row] = await sql.rows<{ state: CaseState; texts: CommandTexts | null }>(Prisma.sql`
    SELECT v.state, (SELECT jsonb_object_agg(c.key, c.payload) FROM command c WHERE c.key = ANY(${keys})) AS texts
    FROM case_view v WHERE v.case_id = ${batch.caseId}::uuid FOR UPDATE OF v`)
  return { state: row?.state, texts: row?.texts ?? {} }
}

async function write(sql: SqlRunner, batch: Batch, before: CaseState | undefined): Promise<Appended> {
  const recordedAt = new Date().toISOString()
  const numbers: Record<string, string> = {}
  const events: LedgerEvent[] = []
  const rows: Record<string, unknown>[] = []
  let state = before
  for (const event of batch.events) {
    const seq = (state?.lastSeq ?? 0) + 1
    const { key, at, actorId = null, actorRole = null, series, ...rest } = event
    const data = { ...(rest.data as Record<string, unknown>) }
    if (series) {
      const text = await allocateNumber(sql, series, at, numberKey(batch.caseId, key))
      numbers[series] = text
      data[event.type === 'register-entered' ? 'entryNo' : 'number'] = text
    }
    const prevHash = state?.lastHash ?? GENESIS
    const stored = { caseId: batch.caseId, seq, key, type: event.type, at, actorId, actorRole, data }
    const hash = eventHash(prevHash, { ...stored, recordedAt })
    const ledgerEvent = { ...stored, recordedAt } as unknown as LedgerEvent
    state = foldEvent(state, ledgerEvent, hash)
    events.push(ledgerEvent)
    rows.push({ ...stored, prevHash, hash })
  }
  if (!state) throw new Error('an empty batch changes nothing and cannot be appended')
  const response = { revision: state.revision, stage: state.stage, seq: state.lastSeq }
  await sql.run(Prisma.sql`
    WITH events AS (
      INSERT INTO case_event (case_id, seq, key, type, at, recorded_at, actor_id, actor_role, data, prev_hash, hash)
      SELECT e."caseId", e.seq, e.key, e.type, e.at, ${recordedAt}::timestamptz, e."actorId", e."actorRole", e.data,
        e."prevHash", e.hash
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e("caseId" uuid, seq int, key text, type text,
        at timestamptz, "actorId" uuid, "actorRole" text, data jsonb, "prevHash" text, hash text)
    ), view AS (${caseRow(batch.caseId, state)}), tasks AS (${taskRows(batch.caseId, before, state)})
    UPDATE command SET state = 'done', response = ${JSON.stringify(response)}::jsonb, done_at = now()
    WHERE key = ANY(${commandKeys(batch.events)})`)
  for (const event of events)
    if (event.type === 'register-entered') await enterRegister(sql, batch.caseId, state, event)
  return { state, numbers }
}

function commandKeys(events: NewEvent[]): string[] {
  return events.flatMap((e) => (e.type === 'act' ? [e.data.command] : []))
}

function numberKey(caseId: string, eventKey: string): string {
  return `${caseId}/${eventKey}`
}

/** The unique key of the ledger refused the batch: some of it stands there already. */
function isRepeated(e: unknown): boolean {
  const error = e as { code?: string; constraint?: string }
  return error.code === '23505' && error.constraint === 'case_event_case_id_key_key'
}

/** The events that the ledger does not have yet, and the numbers that were given with those that it has. */
async function whatIsNew(
  sql: SqlRunner,
  batch: Batch,
): Promise<{ events: NewEvent[]; numbers: Record<string, string> }> {
  const keys = batch.events.map((e) => e.key)
  const stored = await sql.rows<{ key: string }>(
    Prisma.sql`SELECT key FROM case_event WHERE case_id = ${batch.caseId}::uuid AND key = ANY(${keys})`,
  )
  const there = new Set(stored.map((e) => e.key))
  const given = await sql.rows<{ series: string; text: string }>(Prisma.sql`
    SELECT series, text FROM number_allocation WHERE key = ANY(${keys.map((k) => numberKey(batch.caseId, k))})`)
  return {
    events: batch.events.filter((e) => !there.has(e.key)),
    numbers: Object.fromEntries(given.map((g) => [g.series, g.text])),
  }
}

/**
 * Hash of a request body, for telling a repeated command from another one under the same key.
 */
export function requestHash(body: unknown): string {
  return sha256(canonicalJson(body))
}
