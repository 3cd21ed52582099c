import type pg from 'pg'
import { type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson, eventHash, GENESIS, newSalt, sha256 } from './canonical.ts'
import type { AnyLedgerEvent, NewEvent, StreamEvent } from './events.ts'
import type { CaseState } from './fold.ts'
import { type LockedPlace, lockPlace, type Place } from './inbox.ts'
import { type KindOf, kindOf, type StreamState } from './kinds.ts'
import { allocateNumber } from './numbers.ts'
import { caseStream, nameOf, type StreamRef } from './streams.ts'

/** Events of one stream. A transaction writes to one stream alone: the next one is told by its inbox. */
export interface Batch {
  stream: StreamRef
  events: NewEvent[]
}

export interface Appended<State = StreamState> {
  state: State
  /** Numbers given with these events, by series. */
  numbers: Record<string, string>
}

/** What became of a place of the inbox. */
export interface Turn {
  stream: StreamRef
  n: number
  events: TurnEvent[]
  /** The act was refused where it stood: why. */
  refused?: Refused
  /** The place as the workflow was told it, when it did not read it. */
  told?: Place
}

/** What was done at a place does not stand, and never will: it was passed over, or its row tells something else. */
export class NotSo extends Error {
  override readonly name = 'NotSo'
}

/** An event as a turn says it: its key follows from its place. */
export type TurnEvent = StreamEvent & Pick<NewEvent, 'at' | 'actorId' | 'actorRole' | 'series'>

export interface Refused {
  code: string
  /** The law's own reason, where it gives one. */
  reason?: { lv: string; en: string }
}

interface TurnOptions {
  /** Adds to the events what must not travel through a workflow; may read in the transaction. */
  complete?: (
    sql: SqlRunner,
    events: NewEvent[],
    before: Pick<LockedPlace, 'state' | 'text'>,
  ) => Promise<NewEvent[]>
  /** Further writes of the same transaction. */
  also?: (sql: SqlRunner, events: NewEvent[]) => Promise<void>
}

/**
 * Records what became of a place: events, projections and the answer to the command, in one transaction. A place is
 * settled once and in its order; asked again, the numbers that were given then are the answer.
 * @throws NotSo; Error when the place does not exist or is not the next one
 */
export async function recordTurn(
  pool: pg.Pool,
  turn: Turn,
  options: TurnOptions = {},
): Promise<Record<string, string>> {
  return transaction(pool, async (sql) => {
    const before = await lockedTurn(sql, turn)
    if (before.place === 'failed') throw notSo(turn)
    if (before.place !== 'waiting') return numbersOf(sql, turn)
    const keyed = turn.events.map((event, i) => ({ ...event, key: keyOf(turn.n, i, event) }) as NewEvent)
    const events = options.complete ? await options.complete(sql, keyed, before) : keyed
    const ended = (state: StreamState | undefined): Prisma.Sql[] => [
      settle(turn, turn.refused ? 'refused' : 'taken', turn.refused),
      ...(before.command ? [answer(before.command, state, turn.refused)] : []),
    ]
    if (events.length === 0) {
      for (const one of ended(before.state)) await sql.run(one)
      return {}
    }
    const { numbers } = await write(sql, { stream: turn.stream, events }, before.state, ended)
    await options.also?.(sql, events)
    return numbers
  })
}

/**
 * Records that a place could not be: the command is answered, the case goes on without what it asked for, and a
 * supervisor has a task. The state of the case is as before.
 * @param code what kind of error it was; never its text, which may hold what people wrote
 * @returns whether it was passed over by this; false when it was settled before
 * @throws NotSo when it was not done as its row says: then nothing is wrong with the place
 */
export async function failTurn(
  pool: pg.Pool,
  turn: Pick<Turn, 'stream' | 'n' | 'told'>,
  code: string,
): Promise<boolean> {
  return transaction(pool, async (sql) => {
    const before = await lockedTurn(sql, { ...turn, events: [] })
    if (before.place !== 'waiting') return false
    const events = kindOf(turn.stream).passedOver({ ...before, n: turn.n }, code)
    await write(sql, { stream: turn.stream, events }, before.state, (state) => [
      settle({ ...turn, events: [] }, 'failed', { code }),
      ...(before.command ? [answer(before.command, state, { code: 'trouble' })] : []),
    ])
    return true
  })
}

/**
 * Appends events past the workflow, decided under the lock of the case: what `judge` sees is what stands when they
 * are written. For what changes nothing in the procedure.
 * @throws whatever `judge` throws; nothing is written then
 */
export async function appendJudged(
  sql: SqlRunner,
  caseId: string,
  judge: (state: CaseState) => NewEvent[] | Promise<NewEvent[]>,
): Promise<CaseState | undefined> {
  const stream = caseStream(caseId)
  const state = await kindOf<CaseState>(stream).lock(sql, caseId)
  if (!state) return undefined
  const events = await judge(state)
  return events.length === 0 ? state : (await write(sql, { stream, events }, state)).state
}

/** Whether a task is about a place that was passed over, rather than about work that is tried again. */
export function isPassedOver(taskId: string): boolean {
  return /^trouble-\d+$/.test(taskId)
}

/** Appends events within a transaction of the caller, who has made sure that it runs once. */
export async function append(sql: SqlRunner, batch: Batch): Promise<Appended> {
  return write(sql, batch, await kindOf(batch.stream).lock(sql, batch.stream.id))
}

async function lockedTurn(sql: SqlRunner, turn: Turn): Promise<LockedPlace> {
  const found = await lockPlace(sql, turn)
  // Whoever told of it told of something else, or of nothing.
  if (turn.told && !found?.asTold) throw notSo(turn)
  if (!found) throw new Error(`${nameOf(turn.stream)} has no place ${turn.n}`)
  return found
}

function notSo({ stream, n }: Pick<Turn, 'stream' | 'n'>): NotSo {
  return new NotSo(`place ${n} of ${nameOf(stream)}`)
}

function settle(turn: Turn, state: string, reason?: Refused): Prisma.Sql {
  return Prisma.sql`
    UPDATE stream_inbox SET state = ${state}, settled_at = now(),
      reason = ${reason ? JSON.stringify(reason) : null}::jsonb
    WHERE stream = ${turn.stream.id}::uuid AND n = ${turn.n}`
}

function answer(command: string, after: StreamState | undefined, refused?: Refused): Prisma.Sql {
  const state = after as CaseState // People tell cases what to do, and nothing else.
  const response = refused ?? { revision: state.revision, stage: state.stage, seq: state.lastSeq }
  return Prisma.sql`
    UPDATE command SET state = ${refused ? 'refused' : 'done'}, response = ${JSON.stringify(response)}::jsonb,
      done_at = now() WHERE key = ${command} AND state = 'pending'`
}

/** An act is told by its place alone, so that a place never holds two. */
function keyOf(n: number, i: number, event: StreamEvent): string {
  return event.type === 'act' ? `act/${n}` : `${n}/${i}`
}

async function numbersOf(sql: SqlRunner, turn: Turn): Promise<Record<string, string>> {
  const keys = turn.events.map((event, i) => numberKey(turn.stream.id, keyOf(turn.n, i, event)))
  const given = await sql.rows<{ series: string; text: string }>(
    Prisma.sql`SELECT series, text FROM number_allocation WHERE key = ANY(${keys})`,
  )
  return Object.fromEntries(given.map((g) => [g.series, g.text]))
}

/** @param also further writes of the same statement, given where the stream stands afterwards */
async function write<State extends StreamState>(
  sql: SqlRunner,
  { stream, events: given }: Batch,
  before: State | undefined,
  also: (state: State) => Prisma.Sql[] = () => [],
): Promise<Appended<State>> {
  const kind = kindOf(stream) as KindOf<State>
  await kind.ready?.(sql, before, given)
  const recordedAt = new Date().toISOString()
  const numbers: Record<string, string> = {}
  const events: AnyLedgerEvent[] = []
  const rows: Record<string, unknown>[] = []
  const steps: { state: State; at: string }[] = []
  let state = before
  for (const event of given) {
    const seq = (state?.lastSeq ?? 0) + 1
    const { key, at, actorId = null, actorRole = null, series, ...rest } = event
    const data = { ...(rest.data as Record<string, unknown>) }
    if (series) {
      const text = await allocateNumber(sql, series, at, numberKey(stream.id, key))
      numbers[series] = text
      data[event.type === 'register-entered' ? 'entryNo' : 'number'] = text
    }
    const prevHash = state?.lastHash ?? GENESIS
    const stored = { stream: stream.id, seq, key, type: event.type, at, actorId, actorRole, data }
    const salt = newSalt()
    const hash = eventHash(prevHash, { ...stored, recordedAt }, salt)
    const ledgerEvent = { ...stored, recordedAt } as unknown as AnyLedgerEvent
    state = kind.fold(state, ledgerEvent, hash)
    steps.push({ state, at })
    events.push(ledgerEvent)
    rows.push({ ...stored, salt, prevHash, hash })
  }
  if (!state) throw new Error('an empty batch changes nothing and cannot be appended')
  // Whoever is told is locked before the events are written: their position is given under the lock that is taken last.
  await kind.tell?.(sql, { id: stream.id, state, events })
  const [main, ...others] = kind.rows({ id: stream.id, before, state, events })
  const further = [...also(state), ...others].map(
    (one, i) => Prisma.sql`${Prisma.raw(`further_${i}`)} AS (${one})`,
  )
  await sql.run(Prisma.sql`
    WITH events AS (
      INSERT INTO ledger_event (stream_kind, stream, seq, key, type, at, recorded_at, actor_id, actor_role, data, salt,
        prev_hash, hash)
      SELECT ${stream.kind}, e.stream, e.seq, e.key, e.type, e.at, ${recordedAt}::timestamptz, e."actorId", e."actorRole",
        e.data, e.salt, e."prevHash", e.hash
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(stream uuid, seq int, key text, type text,
        at timestamptz, "actorId" uuid, "actorRole" text, data jsonb, salt text, "prevHash" text, hash text)
      ORDER BY e.seq
    )${further.length > 0 ? Prisma.sql`, ${Prisma.join(further, ', ')}` : Prisma.empty} ${main!}`)
  for (const one of kind.afterwards?.({ id: stream.id, before, steps }) ?? []) await sql.run(one)
  return { state, numbers }
}

function numberKey(streamId: string, eventKey: string): string {
  return `${streamId}/${eventKey}`
}

/**
 * Hash of a request body, for telling a repeated command from another one under the same key.
 */
export function requestHash(body: unknown): string {
  return sha256(canonicalJson(body))
}
