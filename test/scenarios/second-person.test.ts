import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lockCaseRow, placeAct } from '../../ledger/inbox.ts'
import { verifyLedger } from '../../ledger/rebuild.ts'
import { readConfig } from '../../platform/config.ts'
import { openDatabase, openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { connectTemporal } from '../../platform/temporal.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Who may not, though the role would: the own work, the own case, a role that has ended, somebody else's task.

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let supervisor: Http

beforeAll(async () => {
  stack = await startStack({ label: 'second' })
  ;[head, inspector, reviewer, supervisor] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'maris-krumins'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query(text, values)).rows as T[])

/** Wakes a case with an act that was never noted, until it is begun anew as its inbox tells it, without that act. */
async function forge(caseId: string, act: Record<string, unknown>): Promise<void> {
  const later = new Date(Date.now() + 1000).toISOString()
  const { client, close } = await connectTemporal(readConfig(stack.environmentOf('api')))
  try {
    const run = async (): Promise<string> =>
      (await client.workflow.getHandle(`case/${caseId}`).describe()).runId
    const before = await run()
    const once = async (): Promise<boolean> => {
      const [next] = await sql<{ n: number }>('SELECT max(n) + 1 AS n FROM case_inbox WHERE case_id = $1', [
        caseId,
      ])
      const told = {
        ...{ n: next!.n, kind: 'act', key: 'act/forged', at: later, failed: false },
        act: { key: randomUUID(), entitled: true, tied: false, ...act },
      }
      const handle = client.workflow.getHandle(`case/${caseId}`)
      await handle.executeUpdate('wake', { args: [next!.n, told] }).catch(() => undefined)
      return (await run()) !== before
    }
    // Slow work that ends meanwhile may get the place first.
    await waitFor(once, { timeoutMs: 120_000, everyMs: 500, what: 'the case begun anew' })
  } finally {
    await close()
  }
}

/** Gives a role to whoever bears the family name, for the time of `work`. */
async function withRole(familyName: string, role: string, work: () => Promise<void>): Promise<void> {
  const id = randomUUID()
  await sql(
    `INSERT INTO role_grant (id, person_id, role, valid_from)
     SELECT $1, id, $3, now() - interval '1 day' FROM person WHERE family_name = $2`,
    [id, familyName, role],
  )
  try {
    await work()
  } finally {
    await sql('DELETE FROM role_grant WHERE id = $1', [id])
  }
}

async function toProposal(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  return caseId
}

describe('the second person', () => {
  test('a colleague sends the draft again: its author still may not review it', async () => {
    await withRole('Liepa', 'inspector', async () => {
      const { caseId } = await s.apply(head)
      await s.untilStage(inspector, caseId, 'completeness')
      await s.doAct(inspector, caseId, 'completeness.confirm')
      // The author has only drafted: nothing else stands against the review.
      await s.doAct(reviewer, caseId, 'assessment.complete', s.FINDINGS)
      await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
      await s.untilStage(inspector, caseId, 'hearing')
      await s.doAct(head, caseId, 'views.submit', { text: 'Lūdzu izvērtēt vēlreiz.' })
      await s.doAct(reviewer, caseId, 'proposal.submit', s.proposal('refuse'))
      await withRole('Bērziņa', 'reviewer', async () => {
        const reply = await s.tryAct(inspector, caseId, 'review.approve')
        expect([reply.status, reply.json().code]).toEqual([409, 'own-work'])
      })
    })
  }, 180_000)
})

describe('the own case', () => {
  test('an applicant who also works for the service does nothing for it there, and sees what applicants see', async () => {
    const caseId = await toProposal()
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    for (const role of ['reviewer', 'inspector', 'supervisor'])
      await withRole('Kalniņa', role, async () => {
        const file = await s.getCase(head, caseId)
        expect(file.timeline.filter((t) => t.type === 'assigned' || t.type === 'note-added')).toEqual([])
        expect(file.latestPayloads['proposal.submit']).toBeUndefined()
        const note = await head.post(
          `/api/cases/${caseId}/notes`,
          { text: 'Man šķiet labi.' },
          { headers: { 'idempotency-key': randomUUID() } },
        )
        expect(note.status).toBe(403)
      })
    await withRole('Kalniņa', 'reviewer', async () => {
      const { revision } = (await s.getCase(inspector, caseId)).state
      const reply = await s.tryAct(head, caseId, 'review.approve', {}, { revision })
      expect([reply.status, reply.json().code]).toEqual([403, 'own-case'])
    })
  }, 180_000)
})

describe('a role that has ended', () => {
  test('whoever left is not given a case', async () => {
    const { caseId } = await s.apply(head)
    const [left] = await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Ozols'`)
    await sql(
      `INSERT INTO role_grant (id, person_id, role, valid_from, valid_until)
       VALUES ($1, $2, 'inspector', now() - interval '2 days', now() - interval '1 day')`,
      [randomUUID(), left!.id],
    )
    const reply = await supervisor.post(
      `/api/cases/${caseId}/assign`,
      { to: left!.id },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    expect(reply.status).toBe(422)
  })
})

describe('what was never said through the service', () => {
  test('an act noted in the name of somebody without the role is refused by the case itself', async () => {
    const caseId = await toProposal()
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    const { revision } = (await s.getCase(inspector, caseId)).state
    const [nobody] = await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Krūmiņš'`)
    const key = randomUUID()
    const pool = openPool(stack.database.urls.api, 1)
    await transaction(pool, async (tx) => {
      await lockCaseRow(tx, caseId)
      await placeAct(
        tx,
        { caseId, key: `act/${key}`, data: { facts: {}, revision } },
        Prisma.sql`
          INSERT INTO command (key, case_id, person_id, role, act, payload, request_hash, created_at)
          VALUES (${key}, ${caseId}::uuid, ${nobody!.id}::uuid, 'reviewer', 'review.approve', '{}'::jsonb, 'x', now())
          RETURNING key`,
      )
    })
    await pool.end()
    const row = await waitFor(
      async () =>
        (
          await sql<{ state: string; response: { code: string } }>(
            `SELECT state, response FROM command WHERE key = $1 AND state <> 'pending'`,
            [key],
          )
        )[0],
      { timeoutMs: 120_000, what: 'the forged act settled' },
    )
    expect(row).toMatchObject({ state: 'refused', response: { code: 'forbidden' } })
    expect((await s.getCase(inspector, caseId)).state.stage).toBe('review')
    const db = openDatabase(stack.database.urls.api, 1)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    await db.$disconnect()
  }, 180_000)

  test('an Update that tells of another act than its row, or of none, changes nothing; the case goes on', async () => {
    const caseId = await toProposal()
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    const { revision } = (await s.getCase(inspector, caseId)).state
    const [colleague] = await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Liepa'`)
    await forge(caseId, {
      ...{ act: 'review.approve', actorId: colleague!.id, role: 'reviewer', facts: {}, revision },
    })
    expect((await s.getCase(inspector, caseId)).state).toMatchObject({ stage: 'review', revision })
    await s.doAct(reviewer, caseId, 'review.approve')
    const db = openDatabase(stack.database.urls.api, 1)
    expect((await verifyLedger(db, allowedThere)).broken).toEqual([])
    await db.$disconnect()
  }, 180_000)

  test('nor does one at which the code of the procedure fails: nothing is passed over', async () => {
    const { caseId } = await s.apply(head)
    await s.untilStage(inspector, caseId, 'completeness')
    const { revision } = (await s.getCase(inspector, caseId)).state
    const [own] = await sql<{ id: string }>(`SELECT id FROM person WHERE family_name = 'Bērziņa'`)
    await forge(caseId, {
      ...{ act: 'completeness.return', actorId: own!.id, role: 'inspector', facts: null, revision },
    })
    const { timeline, state } = await s.getCase(inspector, caseId)
    expect(timeline.filter((t) => t.type === 'trouble')).toEqual([])
    expect(state).toMatchObject({ stage: 'completeness', revision })
    await s.doAct(inspector, caseId, 'completeness.confirm')
  }, 180_000)
})
