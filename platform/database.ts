import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../prisma/generated/client.ts'

export type Database = PrismaClient
/** What a transaction offers; every function that takes part in one takes this. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

/**
 * Opens the typed access to PostgreSQL.
 * The session's zone is forced to UTC: the adapter shifts `timestamptz` under any other (a round trip does not show it).
 * @param url connection string of the application's role, which may only insert into the ledger
 */
export function openDatabase(url: string, max = 10): Database {
  const adapter = new PrismaPg({ connectionString: url, max, options: '-c TimeZone=UTC' })
  // Minimal messages: the long ones quote arguments, which would put personal data into logs.
  return new PrismaClient({ adapter, errorFormat: 'minimal' })
}

/**
 * Asserts what the data depend on before a process serves anything.
 * @param as the role of the process; in production it signs in as nobody else
 * @throws Error when the session is not in UTC, or another role's, or the database cannot be reached.
 */
export async function assertDatabase(db: Database, as?: { role: string; env: string }): Promise<void> {
  const [session] = await db.$queryRaw<{ zone: string; role: string }[]>`
    SELECT current_setting('TimeZone') AS zone, session_user::text AS role`
  if (session?.zone !== 'UTC')
    throw new Error(`The database session must be in UTC, it is in ${session?.zone}`)
  if (as?.env === 'production' && session.role !== as.role)
    throw new Error(`A production start refuses: DATABASE_URL is that of ${session.role}, not of ${as.role}`)
}

/**
 * A plain pool for what Prisma does not do: sessions, LISTEN/NOTIFY, the short transactions of every act.
 * A server that ends our connections (a restart, an administrator) costs what was under way on them, and no more: whoever
 * asks next gets a new one. Without a listener the driver would end the process.
 * @param lost told of each connection that broke; absent: it shows in the statements that fail
 */
export function openPool(url: string, max = 4, lost: (error: Error) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, options: '-c TimeZone=UTC' })
  // The pool speaks for a connection only while nobody holds it, so each one is listened to for as long as it lives.
  pool.on('connect', (client) => client.on('error', lost))
  pool.on('error', () => {})
  return pool
}
