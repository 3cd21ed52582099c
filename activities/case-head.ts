import type pg from 'pg'
import { calendarCited, citedIn, readAllCalendars } from '../ledger/calendars.ts'
import type { LedgerEvent } from '../ledger/events.ts'
import { type CaseState, foldEvent } from '../ledger/fold.ts'
import { prepared, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { CaseActivities, CaseHead } from '../workflows/types.ts'

/** Where a case stands when something is done in it after its end. */
export function caseActivities(pool: pg.Pool): CaseActivities {
  return {
    async caseHead({ caseId, upTo }) {
      const { rows } = await pool.query<{ n: number; at: Date; state: CaseState; numbers: Numbers }>(
        prepared(Prisma.sql`
          SELECT coalesce(min(i.n) FILTER (WHERE i.state = 'waiting'), max(i.n) + 1) AS n,
            coalesce(max(i.at) FILTER (WHERE i.state <> 'waiting' AND i.n < ${upTo?.n ?? null}::int),
              max(i.at) FILTER (WHERE i.state <> 'waiting')) AS at,
            (SELECT state FROM case_view v WHERE v.case_id = ${caseId}::uuid) AS state,
            (SELECT jsonb_object_agg(a.series, a.text ORDER BY e.seq) FROM ledger_event e
              JOIN number_allocation a ON a.key = ${caseId} || '/' || e.key
              WHERE e.stream = ${caseId}::uuid AND (e.seq <= ${upTo?.seq ?? null}::int) IS NOT FALSE) AS numbers
          FROM stream_inbox i WHERE i.stream = ${caseId}::uuid`),
      )
      await transaction(pool, readAllCalendars)
      const found = rows[0]
      if (!found?.state) throw new Error('there is no such case')
      const state = upTo ? await stateUpTo(pool, caseId, upTo.seq) : found.state
      return headOf(state, {
        n: upTo?.n ?? found.n,
        at: found.at.toISOString(),
        numbers: found.numbers ?? {},
      })
    },
  }
}

type Numbers = Record<string, string> | null

function headOf(state: CaseState, at: Pick<CaseHead, 'n' | 'at' | 'numbers'>): CaseHead {
  const facts = state.terms.flatMap((t) => t.facts)
  const cited = [...new Map(citedIn(facts).map((one) => [one.hash, one])).values()]
  return {
    ...at,
    seq: state.lastSeq,
    stage: state.stage,
    revision: state.revision,
    outcome: state.outcome ?? '',
    doneBy: state.doneBy,
    decisions: state.decisions.map(({ decisionId, facts }) => ({ decisionId, facts })),
    parties: state.parties.map(({ partyId, role }) => ({ partyId, role })),
    terms: state.terms,
    calendars: cited.map((one) => ({ cited: one, calendar: calendarCited(one) })),
  }
}

/** The state of a case after one of its events. */
async function stateUpTo(pool: pg.Pool, caseId: string, seq: number): Promise<CaseState> {
  const { rows } = await pool.query<LedgerEvent & { hash: string; at: Date; recordedAt: Date }>(
    prepared(Prisma.sql`
      SELECT seq, key, type, at, recorded_at AS "recordedAt", actor_id AS "actorId", actor_role AS "actorRole", data, hash
      FROM ledger_event WHERE stream = ${caseId}::uuid AND seq <= ${seq} ORDER BY seq`),
  )
  let state: CaseState | undefined
  for (const { hash, at, recordedAt, ...event } of rows) {
    const instants = { at: at.toISOString(), recordedAt: recordedAt.toISOString() }
    state = foldEvent(state, { ...event, ...instants } as LedgerEvent, hash)
  }
  return state!
}
