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
  /** Unique within the case; event n of the batch gets the key `<key>/<n>`. */
  key: string
  events: NewEvent[]
}

export interface Appended {
  state: CaseState
  /** Numbers given in this transaction, by series. */
  numbers: Record<string, string>
  /** Nothing was written: this batch stood in the ledger already. */
  repeated: boolean
}

type CommandTexts = Record<string, unknown>

/**
 * Appends a batch of events to the ledger of one case in a transaction of its own, brings its projections up to date
 * and answers the commands that it carries out. Keyed: a batch that is already there changes nothing and is answered
 * as it was the first time.
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
  try {
    return await transaction(pool, async (sql) => {
      const { state, texts } = await lockCase(sql, batch)
      const events = options.complete ? await options.complete(sql, batch.events, texts) : batch.events
      const appended = await write(sql, { ...batch, events }, state)
      await options.also?.(sql, events)
      return { ...appended, repeated: false }
    })
  } catch (e) {
    if (isRepeated(e))
      return transaction(pool, async (sql) => ({ ...(await answerOfBefore(sql, batch)), repeated: true }))
    throw e
  }
}

/**
 * As `appendBatch`, within a transaction of the caller that does more, and that has made sure by itself that it runs
 * once.
 */
export async function append(sql: SqlRunner, batch: Batch): Promise<Omit<Appended, 'repeated'>> {
  const { state } = await lockCase(sql, batch)
  return write(sql, batch, state)
}

/**
 * One writer a case: the row of the case is locked, and what stands in it then is what the last writer left.
 * The texts of the batch's commands come along.
 */
async function lockCase(
  sql: SqlRunner,
  batch: Batch,
): Promise<{ state: CaseState | undefined; texts: CommandTexts }> {
  const keys = commandKeys(batch.events)
  const [row] = await sql.rows<{ state: CaseState; texts: CommandTexts | null }>(Prisma.sql`
    SELECT v.state, (SELECT jsonb_object_agg(c.key, c.payload) FROM command c WHERE c.key = ANY(${keys})) AS texts
    FROM case_view v WHERE v.case_id = ${batch.caseId}::uuid FOR UPDATE OF v`)
  return { state: row?.state, texts: row?.texts ?? {} }
}

async function write(
  sql: SqlRunner,
  batch: Batch,
  before: CaseState | undefined,
): Promise<{ state: CaseState; numbers: Record<string, string> }> {
  const recordedAt = new Date().toISOString()
  const numbers: Record<string, string> = {}
  const events: LedgerEvent[] = []
  const rows: Record<string, unknown>[] = []
  let state = before
  for (const [n, event] of batch.events.entries()) {
    const seq = (state?.lastSeq ?? 0) + 1
    const key = `${batch.key}/${n}`
    const { at, actorId = null, actorRole = null, series, ...rest } = event
    const data = { ...(rest.data as Record<string, unknown>) }
    if (series) {
      const text = await allocateNumber(sql, series, at, `${batch.caseId}/${key}`)
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

/** The unique key of the ledger refused the batch: it stands there already. */
function isRepeated(e: unknown): boolean {
  const error = e as { code?: string; constraint?: string }
  return error.code === '23505' && error.constraint === 'case_event_case_id_key_key'
}

/** @throws Error when what stands under the key is something else: then the ledger is newer than whoever writes */
async function answerOfBefore(
  sql: SqlRunner,
  batch: Batch,
): Promise<{ state: CaseState; numbers: Record<string, string> }> {
  const stored = await sql.rows<{ said: string }>(Prisma.sql`
    SELECT type || ' ' || COALESCE(data->>'command', '') AS said FROM case_event
    WHERE case_id = ${batch.caseId}::uuid AND starts_with(key, ${`${batch.key}/`}) ORDER BY seq`)
  const said = batch.events.map((e) => `${e.type} ${e.type === 'act' ? e.data.command : ''}`)
  if (canonicalJson(stored.map((e) => e.said)) !== canonicalJson(said))
    throw new Error(`the ledger of case ${batch.caseId} has another batch under ${batch.key}`)
  const [view] = await sql.rows<{ state: CaseState }>(
    Prisma.sql`SELECT state FROM case_view WHERE case_id = ${batch.caseId}::uuid`,
  )
  const given = await sql.rows<{ series: string; text: string }>(Prisma.sql`
    SELECT series, text FROM number_allocation WHERE starts_with(key, ${`${batch.caseId}/${batch.key}/`})`)
  return { state: view!.state, numbers: Object.fromEntries(given.map((g) => [g.series, g.text])) }
}

/**
 * Hash of a request body, for telling a repeated command from another one under the same key.
 */
export function requestHash(body: unknown): string {
  return sha256(canonicalJson(body))
}
