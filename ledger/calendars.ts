import { CALENDAR } from '../law/calendar/data.ts'
import type { Calendar } from '../law/calendar/types.ts'
import type { CalendarRef, CitedFact } from '../law/clock/cited.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson, sha256 } from './canonical.ts'

// A calendar stands once in the database. What follows from it cites it by version and by the hash of its content: so the
// chain of each case seals it as well, and whoever changes it behind the back of the ledger is found out.

/** Calendars that this process has read, by the hash of their content; one object each, since much is worked out of it. */
const READ = new Map<string, Calendar>()

/** What a new calendar is cited by. */
export function refOf(calendar: Calendar): CalendarRef {
  return { version: calendar.version, hash: sha256(canonicalJson(calendar)) }
}

/** A calendar that was read before. @throws Error when it was not: a fault of the code */
export function calendarCited({ version, hash }: CalendarRef): Calendar {
  const found = READ.get(hash)
  if (!found) throw new Error(`calendar ${version} was cited before it was read`)
  return found
}

/** What is cited is nowhere: whoever cites it is wrong, and no further try helps. */
export class NoSuchCalendar extends Error {
  override readonly name = 'NoSuchCalendar'
}

/** The calendars that facts cite. */
export function citedIn(facts: readonly Pick<CitedFact, 'type'>[]): CalendarRef[] {
  return (facts as readonly CitedFact[]).flatMap((f) => (f.type === 'calendar-changed' ? [f.calendar] : []))
}

/**
 * Reads what is cited, unless it was read before.
 * @throws NoSuchCalendar; Error when one is not what was cited
 */
export async function readCalendars(
  sql: Pick<SqlRunner, 'rows'>,
  cited: readonly CalendarRef[],
): Promise<void> {
  const missing = new Set(cited.flatMap(({ hash }) => (READ.has(hash) ? [] : [hash])))
  if (missing.size === 0) return
  const rows = await sql.rows<{ hash: string; calendar: Calendar }>(Prisma.sql`
    SELECT hash, calendar FROM calendar_version WHERE hash = ANY(${[...missing]}::text[])`)
  for (const { hash, calendar } of rows) {
    if (refOf(calendar).hash !== hash)
      throw new Error(`calendar ${calendar.version} is not the one that was cited`)
    READ.set(hash, calendar)
    missing.delete(hash)
  }
  if (missing.size > 0) throw new NoSuchCalendar(`${missing.size} calendars that are cited are not there`)
}

/** Reads all that there are: for whoever goes through the ledger as a whole. */
export async function readAllCalendars(sql: Pick<SqlRunner, 'rows'>): Promise<void> {
  await readCalendars(
    sql,
    await sql.rows<CalendarRef>(Prisma.sql`SELECT version, hash FROM calendar_version`),
  )
}

/** The working calendar in force: the newest that was approved, else the one that is built in. */
export async function calendarInForce(sql: Pick<SqlRunner, 'rows'>): Promise<Calendar> {
  const [newest] = await sql.rows<CalendarRef>(
    Prisma.sql`SELECT version, hash FROM calendar_version ORDER BY version DESC LIMIT 1`,
  )
  if (!newest) return CALENDAR
  await readCalendars(sql, [newest])
  return calendarCited(newest)
}
