import { calendarCited, citedIn, NoSuchCalendar, readCalendars } from '../ledger/calendars.ts'
import type { SqlRunner } from '../platform/sql.ts'
import type { LawOrder } from '../workflows/types.ts'

/**
 * A change of law as a workflow takes it: with the calendar that it cites. What is kept of a case cites it alone; the history
 * of a workflow has what it was given, as of each activity, since it is replayed without the database.
 */
export async function withCalendar(sql: Pick<SqlRunner, 'rows'>, order: LawOrder): Promise<LawOrder> {
  const [cited] = citedIn([order.fact])
  if (!cited) return order
  try {
    await readCalendars(sql, [cited])
  } catch (e) {
    // The case finds that it cannot be followed, and passes it over.
    if (e instanceof NoSuchCalendar) return order
    throw e
  }
  return { ...order, calendar: calendarCited(cited) }
}
