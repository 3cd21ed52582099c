import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.ts'
import { withClient } from './postgres.ts'

export interface Migration {
  name: string
  sql: string
  checksum: string
}

export interface MigrationResult {
  applied: string[]
  alreadyThere: number
}

export const MIGRATIONS = join(ROOT, 'prisma', 'migrations')

// Any fixed number: two starts at once must not apply the same file.
const LOCK = 7_161_018

// The table as Prisma makes it, so that its own tools can read what was applied.
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/** The migrations of a folder in the order of their names. */
export function readMigrations(folder: string = MIGRATIONS): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => {
      const sql = readFileSync(join(folder, entry.name, 'migration.sql'), 'utf8')
      return { name: entry.name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Applies what is missing, one transaction per file, under an advisory lock.
 * @param url connection string of the migrator role
 * @throws Error when a file that was applied has been changed since or is missing, or when a file fails (nothing of it stays)
 */
export async function migrate(url: string, migrations = readMigrations()): Promise<MigrationResult> {
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(TABLE)
    const rows = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const done = new Map(rows.rows.map((row) => [row.migration_name, row.checksum]))
    guardHistory(done, migrations)
    const applied: string[] = []
    for (const migration of migrations) {
      if (done.has(migration.name)) continue
      const started = new Date()
      try {
        await client.query('BEGIN')
        await client.query(migration.sql)
        await client.query(
          `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
           VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
          [randomUUID(), migration.checksum, migration.name, started],
        )
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {})
        throw new Error(
          `Migration ${migration.name} failed, nothing of it was kept: ${explain(error, migration.sql)}`,
        )
      }
      applied.push(migration.name)
    }
    return { applied, alreadyThere: done.size }
  })
}

function guardHistory(done: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of done) {
    const now = known.get(name)
    if (now === undefined) {
      throw new Error(`The database has migration ${name}, which this version of the code does not know.`)
    }
    if (now !== checksum) {
      throw new Error(
        `Migration ${name} was changed after it had been applied to this database. Put the file back and write a new migration (in development: npm start -- --fresh).`,
      )
    }
  }
}

function explain(error: unknown, sql: string): string {
  const { message, position } = error as { message: string; position?: string }
  if (!position) return message
  return `${message} (line ${sql.slice(0, Number(position)).split('\n').length})`
}
