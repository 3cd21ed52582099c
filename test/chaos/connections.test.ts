import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openPool } from '../../platform/database.ts'
import { onPool, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// PostgreSQL ends every connection that it has, as on a restart: idle ones, and those in the middle of a transaction.

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ label: 'connections' })
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const endAll = (): Promise<number> =>
  withClient(stack.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
    return rows[0]!.n
  })

test('no process ends with its connections: what is asked next is answered, and a case goes on', async () => {
  const head = await stack.signIn('baiba-kalnina')
  const inspector = await stack.signIn('inese-berzina')
  const { caseId } = await s.apply(head)
  await s.untilStage(inspector, caseId, 'completeness')
  expect(await endAll()).toBeGreaterThan(5)
  // And what came back meanwhile, as when a server goes down and up in pieces.
  for (let i = 0; i < 5; i++) {
    await sleep(100)
    await endAll()
  }
  await waitFor(
    async () => {
      const reply = await inspector.get(`/api/cases/${caseId}`)
      if (reply.status !== 200) throw new Error(reply.text)
      return true
    },
    { timeoutMs: 120_000, what: 'the case read again' },
  )
  await s.doAct(inspector, caseId, 'completeness.confirm', {})
  await s.untilStage(inspector, caseId, 'assessment')
  for (const name of ['api', 'worker-cases', 'worker-documents'] as const)
    expect(stack.processes.get(name)!.exited()).toBe(false)
}, 120_000)

test('one that is ended between two statements fails its transaction, is told once, and is not used again', async () => {
  const told: string[] = []
  const pool = openPool(stack.database.urls.cases, 1, (error) => told.push(error.message))
  const work = transaction(pool, async (sql) => {
    await sql.rows(Prisma.sql`SELECT 1`)
    await endAll()
    await waitFor(() => Promise.resolve(told.length > 0 || undefined), { what: 'the loss told' })
    await sql.rows(Prisma.sql`SELECT 1`)
  })
  await expect(work).rejects.toThrow()
  expect(told[0]).toMatch(/terminating connection/)
  expect(await onPool(pool).rows<{ n: number }>(Prisma.sql`SELECT 1 AS n`)).toEqual([{ n: 1 }])
  await pool.end()
}, 180_000)
