import { defineConfig } from 'prisma/config'

// Prisma is used as typed access only: migrations are hand-read SQL applied by scripts/migrate.ts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://unused' },
})
