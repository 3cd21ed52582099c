import { expect, test } from '@jest/globals'
import { Connection } from '@temporalio/client'
import { migrate, readMigrations } from '../../scripts/lib/migrations.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SEARCH_ATTRIBUTES } from '../../temporal.config.ts'
import { createDatabase } from '../harness/environment.ts'
import { infrastructure } from '../harness/infrastructure-info.ts'

test('a clone of the template is migrated, sorts as Latvian sorts and lives in UTC', async () => {
  const database = await createDatabase('clone')
  const rows = await withClient(database.urls.api, async (client) => {
    const sorted = await client.query<{ x: string }>(
      `SELECT x FROM unnest(ARRAY['č','z','c','ā','b','a']) x ORDER BY x`,
    )
    const zone = await client.query<{ TimeZone: string }>('SHOW TimeZone')
    return { sorted: sorted.rows.map((row) => row.x).join(''), zone: zone.rows[0]?.TimeZone }
  })
  expect(rows).toEqual({ sorted: 'aābcčz', zone: 'UTC' })
  await expect(migrate(database.migratorUrl)).resolves.toMatchObject({ applied: [] })
  await database.drop()
})

test('the application may not change the schema', async () => {
  const database = await createDatabase('grants')
  await withClient(database.urls.api, async (client) => {
    await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/)
    await expect(client.query('DROP TABLE ledger_event')).rejects.toThrow(/must be owner/)
    await expect(client.query('DELETE FROM ledger_event')).rejects.toThrow(/permission denied/)
    await expect(client.query("UPDATE ledger_event SET type = 'x'")).rejects.toThrow(/permission denied/)
  })
  await database.drop()
})

test('a migration that fails leaves nothing, one that was changed stops the start', async () => {
  const database = await createDatabase('migrations')
  const first = { name: '29990101000000_a', sql: 'CREATE TABLE one (id int);', checksum: 'a' }
  const broken = {
    name: '29990102000000_b',
    sql: 'CREATE TABLE two (id int);\nSELECT nonsense;',
    checksum: 'b',
  }
  const known = readMigrations()
  await expect(migrate(database.migratorUrl, [...known, first, broken])).rejects.toThrow(
    /29990102000000_b.*line 2/,
  )
  await withClient(database.migratorUrl, async (client) => {
    const found = await client.query("SELECT to_regclass('one') AS one, to_regclass('two') AS two")
    expect(found.rows).toEqual([{ one: 'one', two: null }])
  })
  await expect(migrate(database.migratorUrl, [...known, { ...first, checksum: 'other' }])).rejects.toThrow(
    /changed/,
  )
  await expect(migrate(database.migratorUrl, known)).rejects.toThrow(/does not know/)
  await database.drop()
})

test('two starts at once apply each migration once', async () => {
  const database = await createDatabase('race')
  const one = { name: '29990101000000_a', sql: 'CREATE TABLE one (id int);', checksum: 'a' }
  const both = [...readMigrations(), one]
  const results = await Promise.all([
    migrate(database.migratorUrl, both),
    migrate(database.migratorUrl, both),
  ])
  expect(results.flatMap((result) => result.applied)).toEqual([one.name])
  await database.drop()
})

test('the Temporal server has the namespace and its search attributes', async () => {
  const { address, namespace } = infrastructure().temporal
  const connection = await Connection.connect({ address })
  try {
    const known = await connection.operatorService.listSearchAttributes({ namespace })
    expect(Object.keys(known.customAttributes ?? {})).toEqual(
      expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)),
    )
  } finally {
    await connection.close()
  }
})
