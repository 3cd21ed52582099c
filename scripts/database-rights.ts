import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from './lib/migrations.ts'
import { anyPort } from './lib/ports.ts'
import { ensureDatabase, startPostgres } from './lib/postgres.ts'
import { rightsOf } from './lib/rights.ts'

// npm run db:rights — writes which process may do what with which table, for review; a test compares it.
const folder = mkdtempSync(join(tmpdir(), 'lieta-rights-'))
chmodSync(folder, 0o755) // PostgreSQL runs as another user when we are root
const postgres = await startPostgres({ directory: folder, port: await anyPort(), throwAway: true })
try {
  await ensureDatabase(postgres.adminUrl(), 'lieta')
  await migrate(postgres.migratorUrl('lieta'))
  writeFileSync('prisma/who-may-do-what.txt', await rightsOf(postgres.migratorUrl('lieta')))
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
