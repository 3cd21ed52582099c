import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { GROUP, MIGRATOR, PROCESSES, type ProcessRole, withClient } from '../../scripts/lib/postgres.ts'
import { infrastructure, TEMPLATE_DATABASE } from './infrastructure-info.ts'

export interface TestDatabase {
  name: string
  /** Each process as the database knows it. */
  urls: Record<ProcessRole, string>
  /** Role that owns the schema. */
  migratorUrl: string
  adminUrl: string
  drop(): Promise<void>
}

/** Clones the migrated template; each test file takes its own and forgets it. */
export async function createDatabase(label = 'test'): Promise<TestDatabase> {
  const { port, passwords } = infrastructure().postgres
  const name = `${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_${randomBytes(4).toString('hex')}`
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  const admin = url('postgres', passwords.postgres, 'postgres')
  await withClient(admin, async (client) => {
    const id = client.escapeIdentifier(name)
    // Two clones at once are fine for PostgreSQL, a session on the template is not: one may just be leaving.
    for (let attempt = 0; ; attempt++) {
      try {
        await client.query(`CREATE DATABASE ${id} OWNER ${MIGRATOR} TEMPLATE ${TEMPLATE_DATABASE}`)
        break
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt > 50) throw error
        await sleep(20)
      }
    }
    await client.query(`GRANT CONNECT ON DATABASE ${id} TO ${GROUP}`)
  })
  return {
    name,
    urls: {
      api: url(PROCESSES.api, passwords.api, name),
      cases: url(PROCESSES.cases, passwords.cases, name),
      documents: url(PROCESSES.documents, passwords.documents, name),
    },
    migratorUrl: url(MIGRATOR, passwords.migrator, name),
    adminUrl: url('postgres', passwords.postgres, name),
    drop: () =>
      withClient(admin, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)
      }),
  }
}

/** Task queues that no other test uses: the namespace is shared, its workers are not. */
export function uniqueTaskQueuePrefix(label = 'test'): string {
  return `${label}-${randomBytes(4).toString('hex')}`
}

export interface WaitOptions {
  timeoutMs?: number
  everyMs?: number
  /** Names the thing that was waited for in the failure. */
  what?: string
}

/**
 * Asks again until `probe` answers with something truthy. What it throws counts as "not yet".
 * @throws Error after the time-out, with the last thing that was seen
 */
export async function waitFor<T>(
  probe: () => Promise<T> | T,
  { timeoutMs = 60_000, everyMs = 50, what = 'the condition' }: WaitOptions = {},
): Promise<NonNullable<Exclude<T, false | 0 | ''>>> {
  const end = Date.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const seen = await probe()
      if (seen) return seen as NonNullable<Exclude<T, false | 0 | ''>>
      last = seen
    } catch (error) {
      last = error
    }
    if (Date.now() > end) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last)
      throw new Error(`waited ${timeoutMs} ms for ${what}; last seen: ${seen}`)
    }
    await sleep(everyMs)
  }
}
