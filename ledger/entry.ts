import { lives, type Standing } from '../law/entry/life.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { EntryLedgerEvent, NewEvent } from './events.ts'
import type { KindOf } from './kinds.ts'
import { searchText } from './search-text.ts'

/** Where an entry of a register stands according to its ledger. */
export interface EntryState {
  register: string
  entryNo: string
  /** The institution whose entry it is; a person has none. */
  holder: string | null
  /** The case that last ordered something of it. */
  caseId: string
  data: Record<string, unknown>
  version: number
  /** Since when it stands in this state. */
  since: string
  standing: Standing
  /** Reminders that the holder was not told of yet, by their keys. */
  untold: Record<string, { term: string; last: string; useful: string }>
  lastSeq: number
  lastHash: string
}

/** What of the public data an event brings: composed where the case orders it, and never in a workflow. */
type WithEntry = { entry?: Record<string, unknown> }

/**
 * Adds one event to the state of an entry. Pure.
 * @throws Error when the first event is not `entry-made`
 */
export function foldEntry(before: EntryState | undefined, event: EntryLedgerEvent, hash: string): EntryState {
  const head = { lastSeq: event.seq, lastHash: hash }
  if (!before) {
    if (event.type !== 'entry-made') throw new Error(`an entry starts with "entry-made", not "${event.type}"`)
    const {
      register,
      entryNo,
      holder,
      caseId,
      standing,
      entry = {},
    } = event.data as typeof event.data & WithEntry
    return {
      ...{ register, entryNo, holder, caseId, standing, data: entry },
      ...{ version: 1, since: event.at, untold: {}, ...head },
    }
  }
  const state: EntryState = { ...before, ...head }
  switch (event.type) {
    case 'entry-made':
      throw new Error('an entry is made once')
    case 'entry-changed': {
      const { caseId, entry, standing, holder } = event.data as typeof event.data & WithEntry
      return { ...changed(state, event.at, standing), caseId, holder, data: entry ?? state.data }
    }
    case 'entry-resumed':
    case 'entry-expired':
    case 'entry-term-passed':
      return changed(state, event.at, event.data.standing)
    case 'entry-reminded': {
      const { notice, term, last, useful, standing } = event.data
      return { ...state, standing, untold: { ...state.untold, [notice]: { term, last, useful } } }
    }
    case 'entry-told': {
      const { [event.data.notice]: _told, ...untold } = state.untold
      return { ...state, untold }
    }
    case 'entry-order-refused':
    case 'entry-trouble':
      return state
  }
}

function changed(state: EntryState, at: string, standing: Standing): EntryState {
  const since = standing.state === state.standing.state ? state.since : at
  return { ...state, standing, version: state.version + 1, since }
}

interface Version {
  version: number
  seq: number
  caseId: string | null
  state: string
  data: Record<string, unknown>
  at: string
  what: string
  reason: string
  decision: string | null
}

/** The versions that events bring: what the public sees of the history of an entry. */
function versionsOf(before: EntryState | undefined, events: EntryLedgerEvent[]): Version[] {
  const versions: Version[] = []
  let state = before
  for (const event of events) {
    const was = state?.version ?? 0
    // The hash plays no part in what a version says.
    state = foldEntry(state, event, '')
    if (state.version === was) continue
    const { version, data, standing } = state
    const of = { version, seq: event.seq, state: standing.state, data, at: event.at }
    if (event.type === 'entry-made' || event.type === 'entry-changed') {
      const { caseId, order, reason, decision = null } = event.data
      versions.push({ ...of, caseId, what: order, reason, decision })
    } else if (event.type === 'entry-resumed')
      versions.push({ ...of, caseId: null, what: 'resume', reason: 'suspension-over', decision: null })
    else if (event.type === 'entry-expired' || event.type === 'entry-term-passed') {
      const reason = event.type === 'entry-expired' ? 'expired' : 'term-passed'
      versions.push({ ...of, caseId: null, what: `${reason}/${event.data.term}`, reason, decision: null })
    }
  }
  return versions
}

export const ENTRY: KindOf<EntryState, EntryLedgerEvent> = {
  async lock(sql: SqlRunner, id: string) {
    await sql.rows(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`entry/${id}`}, 0))::text`)
    const [row] = await sql.rows<{ head: EntryState }>(
      Prisma.sql`SELECT head FROM register_entry WHERE stream = ${id}::uuid`,
    )
    return row?.head
  },
  fold: foldEntry,
  rows: ({ id, before, state, events }) => [
    versionRows(state, versionsOf(before, events)),
    entryRow(id, state),
  ],
  passedOver: ({ n, kind, at }, code): NewEvent[] => [
    { key: `${n}/trouble`, type: 'entry-trouble', at: at.toISOString(), data: { what: kind, code } },
  ],
}

/** The entry as it stands now. */
function entryRow(id: string, state: EntryState): Prisma.Sql {
  const { register, entryNo, holder, caseId, data, version, since, standing } = state
  return Prisma.sql`
    INSERT INTO register_entry (register, entry_no, stream, case_id, institution_id, state, lives, data, since, version,
      search_text, head)
    VALUES (${register}, ${entryNo}, ${id}::uuid, ${caseId}::uuid, ${holder}::uuid, ${standing.state},
      ${lives(standing)}, ${JSON.stringify(data)}::jsonb, ${since}::timestamptz, ${version},
      ${searchText([entryNo], data)}, ${JSON.stringify(state)}::jsonb)
    ON CONFLICT (register, entry_no) DO UPDATE SET case_id = EXCLUDED.case_id, state = EXCLUDED.state,
      lives = EXCLUDED.lives, institution_id = EXCLUDED.institution_id, data = EXCLUDED.data, since = EXCLUDED.since,
      version = EXCLUDED.version, search_text = EXCLUDED.search_text, head = EXCLUDED.head`
}

/** Each version that it got: its history. */
function versionRows({ register, entryNo }: EntryState, versions: Version[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO register_entry_version (register, entry_no, version, case_id, seq, state, data, at, what, reason, decision)
    SELECT ${register}, ${entryNo}, v.version, v."caseId", v.seq, v.state, v.data, v.at, v.what, v.reason, v.decision
    FROM jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) AS v(version int, "caseId" uuid, seq int, state text,
      data jsonb, at timestamptz, what text, reason text, decision text)`
}
