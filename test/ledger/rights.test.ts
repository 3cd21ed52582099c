import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { withClient } from '../../scripts/lib/postgres.ts'
import { rightsOf } from '../../scripts/lib/rights.ts'
import { createDatabase } from '../harness/environment.ts'

test('the rights of each process are those that were reviewed', async () => {
  const database = await createDatabase('rights')
  // Given to tests and development only.
  await withClient(database.migratorUrl, (c) => c.query('REVOKE UPDATE ON business_clock FROM lieta_api'))
  const reviewed = readFileSync('prisma/who-may-do-what.txt', 'utf8')
  expect(await rightsOf(database.migratorUrl)).toBe(reviewed)
  await withClient(database.migratorUrl, (c) => c.query('GRANT UPDATE (role) ON role_grant TO lieta_api'))
  expect(await rightsOf(database.migratorUrl)).toContain(
    '\nrole_grant\n  all        read\n  api        change (role)\n',
  )
  await database.drop()
})
