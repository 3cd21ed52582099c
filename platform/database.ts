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
 * @throws Error when the session is not in UTC or the database cannot be reached.
 */
export async function assertDatabase(db: Database): Promise<void> {
  const rows = await db.$queryRaw<{ TimeZone: string }[]>`SHOW TimeZone`
  const zone = rows[0]?.TimeZone
  if (zone !== 'UTC') throw new Error(`The database session must be in UTC, it is in ${zone}`)
}

/** A plain pool for what Prisma does not do: sessions, LISTEN/NOTIFY. */
export function openPool(url: string, max = 4): pg.Pool {
  return new pg.Pool({ connectionString: url, max, options: '-c TimeZone=UTC' })
}
