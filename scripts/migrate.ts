// Applies the SQL migrations to MIGRATOR_DATABASE_URL: `node --import tsx scripts/migrate.ts`.
import { migrate } from './lib/migrations.ts'

const url = process.env.MIGRATOR_DATABASE_URL
if (!url) {
  console.error('Set MIGRATOR_DATABASE_URL to the connection string of the role that owns the schema.')
  process.exit(2)
}
const result = await migrate(url)
for (const name of result.applied) console.log(`applied ${name}`)
console.log(`${result.applied.length} applied, ${result.alreadyThere} already there`)
