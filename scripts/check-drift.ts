// Holds schema.prisma against the hand-written migrations: applies them to a new database and compares.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { differences, readDatabase } from './lib/drift.ts'
import { migrate } from './lib/migrations.ts'
import { ROOT } from './lib/paths.ts'
import { anyPort } from './lib/ports.ts'
import { ensureDatabase, startPostgres } from './lib/postgres.ts'
import { readPrismaSchema } from './lib/prisma-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'lieta-drift-'))
chmodSync(folder, 0o755) // PostgreSQL runs as another user when we are root
const postgres = await startPostgres({ directory: folder, port: await anyPort(), throwAway: true })
try {
  await ensureDatabase(postgres.adminUrl(), 'lieta')
  await migrate(postgres.migratorUrl('lieta'))
  const schema = readPrismaSchema(readFileSync(join(ROOT, 'prisma', 'schema.prisma'), 'utf8'))
  const found = differences(schema, await readDatabase(postgres.migratorUrl('lieta')))
  for (const line of found) console.error(line)
  const tables = Object.keys(schema).length
  console.log(
    found.length === 0
      ? `schema.prisma and the migrations agree on ${tables} tables`
      : `${found.length} differences`,
  )
  process.exitCode = found.length === 0 ? 0 : 1
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
