import type pg from 'pg'
import type { EntryState } from '../ledger/entry.ts'
import type { NewEvent } from '../ledger/events.ts'
import { entryStream } from '../ledger/streams.ts'
import { prepared, type SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { registerById } from '../registers/all.ts'
import type { EntryActivities } from '../workflows/types.ts'

/** Where an entry stands when a run of its workflow begins, with the life that its register gives it. */
export function entryActivities(pool: pg.Pool): EntryActivities {
  return {
    async entryHead({ register, entryNo }) {
      const { life } = registerById(register)
      const stream = entryStream(register, entryNo)
      const { rows } = await pool.query<{ next: number; at: Date; head: EntryState | null }>(
        prepared(Prisma.sql`
          SELECT coalesce(min(n) FILTER (WHERE state = 'waiting'), max(n) + 1) AS next,
            coalesce(max(at) FILTER (WHERE state <> 'waiting'), min(at)) AS at,
            (SELECT head FROM register_entry e WHERE e.stream = ${stream.id}::uuid) AS head
          FROM stream_inbox WHERE stream = ${stream.id}::uuid HAVING count(*) > 0`),
      )
      const [found] = rows
      if (!found) throw new Error(`nothing was ordered of the entry ${entryNo} of ${register}`)
      const { head } = found
      const at = found.at.toISOString()
      return {
        stream,
        life,
        next: found.next,
        at,
        ...(head ? { standing: head.standing, holder: head.holder, untold: head.untold } : {}),
      }
    },
  }
}

/** Adds to what becomes of an entry the public data that its case composed when it ordered it. */
export async function withPublicData(sql: SqlRunner, events: NewEvent[]): Promise<NewEvent[]> {
  const done: NewEvent[] = []
  for (const event of events) {
    const brings =
      event.type === 'entry-made' || (event.type === 'entry-changed' && BRINGING.includes(event.data.order))
    if (!brings) {
      done.push(event)
      continue
    }
    const { caseId, event: key } = event.data
    const [ordered] = await sql.rows<{ entry: unknown }>(Prisma.sql`
      SELECT data -> 'entry' AS entry FROM ledger_event WHERE stream = ${caseId}::uuid AND key = ${key}`)
    done.push({ ...event, data: { ...event.data, entry: ordered?.entry ?? {} } } as unknown as NewEvent)
  }
  return done
}

/** Orders with which an entry says something new. */
const BRINGING = ['enter', 'amend', 'renew', 'restore']
