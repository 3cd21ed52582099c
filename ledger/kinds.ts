import type { CitedFact } from '../law/clock/cited.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { citedIn, readCalendars } from './calendars.ts'
import { ENTRY } from './entry.ts'
import type { AnyLedgerEvent, LedgerEvent, NewEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'
import type { LockedPlace } from './inbox.ts'
import { orderEntries, tellCases } from './orders.ts'
import { institutionOf } from './parties.ts'
import { caseRow, partyRows, standings, taskRows, termRows } from './projection.ts'
import type { StreamKind, StreamRef } from './streams.ts'

/** What the state of a stream of any kind says: where its chain ends. */
export interface StreamState {
  lastSeq: number
  lastHash: string
}

/** How a kind of stream is read and written. */
export interface KindOf<
  State extends StreamState = StreamState,
  Event extends AnyLedgerEvent = AnyLedgerEvent,
> {
  /** Locks the stream against every other writer. @returns where it stands; undefined before its first event */
  lock(sql: SqlRunner, id: string): Promise<State | undefined>
  /** Reads what its events cite, before they are added. */
  ready?(sql: SqlRunner, state: State | undefined, events: NewEvent[]): Promise<void>
  /** Adds one event. Pure: the same events always give the same state. */
  fold(before: State | undefined, event: Event, hash: string): State
  /** The statements that write its projections, in one with the events. */
  rows(change: { id: string; before: State | undefined; state: State; events: Event[] }): Prisma.Sql[]
  /** What is written after them, since it is held against them; each state with the moment of its event. */
  afterwards?(change: {
    id: string
    before: State | undefined
    steps: { state: State; at: string }[]
  }): Prisma.Sql[]
  /**
   * What other streams are told by the events, in the same transaction, before they are written; never asked for when
   * projections are made anew.
   */
  tell?(sql: SqlRunner, change: { id: string; state: State; events: Event[] }): Promise<void>
  /** What is told of a place that could not be recorded. */
  passedOver(place: LockedPlace & { n: number }, code: string): NewEvent[]
}

const CASE: KindOf<CaseState, LedgerEvent> = {
  async lock(sql, id) {
    const [row] = await sql.rows<{ state: CaseState }>(
      Prisma.sql`SELECT state FROM case_view WHERE case_id = ${id}::uuid FOR UPDATE`,
    )
    return row?.state
  },
  ready: (sql, state, events) =>
    readCalendars(sql, [
      ...citedIn((state?.terms ?? []).flatMap((t) => t.facts)),
      ...citedIn(events.flatMap((e) => (e.type === 'clock-fact' ? [e.data.fact as CitedFact] : []))),
    ]),
  fold: foldEvent,
  rows: ({ id, before, state }) => [taskRows(id, before, state), caseRow(id, state)],
  afterwards: ({ id, before, steps }) =>
    [
      standings(id, before, steps),
      partyRows(id, before, steps.at(-1)!.state),
      termRows(id, before, steps.at(-1)!.state),
    ].filter((one) => one !== undefined),
  async tell(sql, { id, state, events }) {
    const ordering = events.filter((event) => event.type === 'register-entered')
    await orderEntries(sql, { caseId: id, holder: institutionOf(state) }, ordering)
    await tellCases(
      sql,
      { caseId: id },
      events.filter((event) => event.type === 'decision-told'),
    )
  },
  passedOver({ n, kind, at: placed }, code) {
    // The task about a place that was passed over; no workflow knows of it.
    const [at, taskId] = [placed.toISOString(), `trouble-${n}`]
    return [
      { key: `${n}/trouble`, type: 'trouble', at, data: { what: kind, code, taskId } },
      {
        key: `${n}/trouble-task`,
        type: 'task-opened',
        at,
        data: { taskId, kind: 'trouble', role: 'supervisor' },
      },
    ]
  },
}

const KINDS: { [Kind in StreamKind]?: unknown } = { case: CASE, entry: ENTRY }

/** @throws Error when nobody knows how streams of this kind are read yet */
export function kindOf<State extends StreamState = StreamState>({
  kind,
}: Pick<StreamRef, 'kind'>): KindOf<State> {
  const found = KINDS[kind]
  if (!found) throw new Error(`streams of the kind ${kind} have no fold`)
  return found as KindOf<State>
}
