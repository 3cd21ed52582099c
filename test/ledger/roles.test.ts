import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { eventHash, newSalt } from '../../ledger/canonical.ts'
import { assertDatabase, openDatabase } from '../../platform/database.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { PROCESSES, type ProcessRole, withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// What the password of one process is worth to whoever steals it: each tries what it must not, in a case that is under
// way. That the whole system works with these rights is shown by every other scenario: they all run so.

let stack: Stack
let inspector: Http
let caseId: string

beforeAll(async () => {
  stack = await startStack({ label: 'roles' })
  const head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  const reviewer = await stack.signIn('andris-liepa')
  const director = await stack.signIn('dace-vitola')
  caseId = (await s.apply(head)).caseId
  await s.untilStage(inspector, caseId, 'completeness')
  // A statement that meets no row is forbidden by nothing: there must be a letter to change.
  await s.untilSent(inspector, caseId, 'receipt')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
}, 180_000)

afterAll(() => stack?.stop(), 60_000)

/** What becomes of a statement of a process; nothing of it stays. */
async function tried(role: ProcessRole, sql: string, values: unknown[] = []): Promise<string> {
  return withClient(stack.database.urls[role], async (c) => {
    await c.query('BEGIN')
    try {
      await c.query(sql, values)
      return 'done'
    } catch (e) {
      return (e as Error).message
    } finally {
      await c.query('ROLLBACK')
    }
  })
}

const owner = <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<R>(sql, values)).rows)

/** An event that follows the last one of the case as its chain demands. */
async function wellChained(change: Record<string, unknown>): Promise<[string, unknown[]]> {
  const [last] = await owner<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM ledger_event WHERE stream = $1 ORDER BY seq DESC LIMIT 1',
    [caseId],
  )
  const at = '2026-11-25T12:00:00.000Z'
  const row = {
    stream: caseId,
    seq: last!.seq + 1,
    key: randomUUID(),
    type: 'outcome',
    at,
    actorId: null,
    actorRole: null,
    data: { outcome: 'granted' },
    ...change,
  }
  const salt = newSalt()
  const hash = eventHash(last!.hash, { ...row, recordedAt: at }, salt)
  return [
    `INSERT INTO ledger_event (stream_kind, stream, seq, key, type, at, recorded_at, actor_id, actor_role, data, prev_hash,
       hash, salt)
     VALUES ('case', $1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11)`,
    [caseId, row.seq, row.key, row.type, at, row.actorId, row.actorRole, row.data, last!.hash, hash, salt],
  ]
}

/**
 * What becomes of an event that follows the last one. The case goes on meanwhile: if it moved between the reading of its head
 * and this event, the event is made anew on the new head.
 */
async function triedOnHead(role: ProcessRole, change: Record<string, unknown>): Promise<string> {
  for (let tries = 1; ; tries++) {
    const said = await tried(role, ...(await wellChained(change)))
    if (tries === 10 || !/does not follow the last one|ledger_event_pkey/.test(said)) return said
  }
}

const REFUSED = /permission denied|may not write|gives no|append-only|does not move|neither opens/

describe('what grants forbid', () => {
  const NOBODY = [
    `INSERT INTO person (id, subject, given_name, family_name) VALUES (gen_random_uuid(), 'x', 'x', 'x')`,
    `UPDATE person SET given_name = 'x'`,
    `INSERT INTO role_grant (id, person_id, role, valid_from) SELECT gen_random_uuid(), id, 'director', now() FROM person`,
    'UPDATE role_grant SET valid_until = NULL',
    `UPDATE institution SET name = 'x'`,
    'UPDATE case_record SET received_at = now()',
    `UPDATE application SET content_hash = repeat('0', 64)`,
    'UPDATE issued_document SET number = number',
    'DELETE FROM issued_document',
    'DELETE FROM number_allocation',
    'DELETE FROM number_series',
    'TRUNCATE ledger_event',
    'DELETE FROM ledger_event',
    `UPDATE ledger_event SET type = 'note-added'`,
    'DELETE FROM case_view',
    `UPDATE stored_file SET bytes = 'x'`,
    `UPDATE command SET person_id = gen_random_uuid()`,
    `UPDATE stream_inbox SET at = now()`,
    `UPDATE register_entry_version SET state = 'active'`,
    'CREATE TABLE mine (id int)',
    'ALTER TABLE ledger_event DISABLE TRIGGER ALL',
    `SET session_replication_role = 'replica'`,
    'SET ROLE lieta_migrator',
    'SELECT checksum FROM _prisma_migrations',
  ]
  const FORBIDDEN: Record<ProcessRole, string[]> = {
    api: [
      `INSERT INTO issued_document (id, key, case_id, kind, file_id, sha256, verify_code, created_at)
       SELECT gen_random_uuid(), 'x', id, 'decision', gen_random_uuid(), repeat('0', 64), 'x', now() FROM case_record`,
      `INSERT INTO register_entry (register, entry_no, case_id, institution_id, state, data, since, version, search_text)
       SELECT 'licensed-programmes', 'LP-1', case_id, institution_id, 'active', '{}', now(), 1, '' FROM case_party`,
      `UPDATE register_entry SET state = 'annulled'`,
      `UPDATE signing SET state = 'issued'`,
      'SELECT plan FROM signing',
      `INSERT INTO delivery (key, case_id, document_id, channel, address, state)
       VALUES ('x', gen_random_uuid(), gen_random_uuid(), 'e-mail', 'x', 'pending')`,
      `UPDATE command SET state = 'done', done_at = now()`,
      `UPDATE stream_inbox SET state = 'taken', settled_at = now()`,
      'UPDATE outbox SET done_at = now()',
      `UPDATE delegation SET to_person = from_person`,
      'INSERT INTO decision_preview (case_id, command, bytes, made_at) SELECT id, $$x$$, $$x$$, now() FROM case_record',
    ],
    cases: [
      `INSERT INTO issued_document (id, key, case_id, kind, file_id, sha256, verify_code, created_at)
       SELECT gen_random_uuid(), 'x', id, 'decision', gen_random_uuid(), repeat('0', 64), 'x', now() FROM case_record`,
      `INSERT INTO command (key, person_id, role, act, payload, request_hash, created_at)
       SELECT 'forged-command', id, 'director', 'decision.sign', '{}', 'x', now() FROM person`,
      `UPDATE signing SET state = 'issued'`,
      'SELECT signature FROM signing',
      'SELECT bytes FROM stored_file',
      'SELECT personal_code_sealed FROM person',
      'SELECT sess FROM user_session',
      'INSERT INTO delegation (id, key, from_person) SELECT gen_random_uuid(), $$x$$, id FROM person',
      'UPDATE law_change SET definition = $${}$$',
      'UPDATE law_change SET approved_by = entered_by',
      `INSERT INTO case_record (id, number, procedure, received_at)
       VALUES (gen_random_uuid(), 'x', 'x', now())`,
      'UPDATE business_clock SET offset_ms = offset_ms + 1',
    ],
    documents: [
      'INSERT INTO ledger_event SELECT * FROM ledger_event',
      `UPDATE case_view SET stage = 'closed'`,
      `UPDATE command SET state = 'done', done_at = now()`,
      `INSERT INTO command (key, person_id, role, act, payload, request_hash, created_at)
       SELECT 'forged-command', id, 'director', 'decision.sign', '{}', 'x', now() FROM person`,
      'SELECT sess FROM user_session',
      'SELECT data FROM draft',
      'SELECT definition FROM law_change',
      'SELECT * FROM register_entry',
      'UPDATE signing SET signer_id = gen_random_uuid()',
      `UPDATE signing SET sha256 = 'x'`,
      `UPDATE delivery SET address = 'x'`,
      'UPDATE business_clock SET offset_ms = offset_ms + 1',
    ],
  }
  for (const role of Object.keys(PROCESSES) as ProcessRole[])
    test(`${PROCESSES[role]}`, async () => {
      const passed: string[] = []
      for (const sql of [...NOBODY, ...FORBIDDEN[role]]) {
        const what = await tried(role, sql)
        // What a worker may by its rights, it may when an approved act of destruction says so, or a letter was refused, and
        // never else.
        if (
          !/^permission denied|^must be owner|until it is erased by an act of destruction$|unless the e-address refuses it$/.test(
            what,
          )
        )
          passed.push(`${sql}: ${what}`)
      }
      expect(passed).toEqual([])
    })
})

describe('what triggers forbid', () => {
  test('the API writes no event that decides, however well it is chained, and none without its command', async () => {
    const who = (await owner<{ id: string }>(`SELECT id FROM person WHERE subject = 'dace-vitola'`))[0]!.id
    for (const change of [
      {},
      { type: 'closed', data: { outcome: 'granted' } },
      { type: 'stage-entered', data: { stage: 'closed', waitingOn: 'nobody', revision: 99 } },
      { type: 'act', key: 'act/2', actorId: who, actorRole: 'director', data: { act: 'decision.sign' } },
      { type: 'clock-fact', key: 'submit/x', data: { clocks: [], fact: {} } },
      { type: 'note-added', key: 'cmd/x', actorId: who, actorRole: 'director', data: { text: 'x' } },
      { type: 'registered', data: {} },
    ])
      expect(await triedOnHead('api', change)).toMatch(/may not write this event/)
  })

  test('a note of the API stands with its command', async () => {
    const noted = await inspector.post(
      `/api/cases/${caseId}/notes`,
      { text: 'Zvanīts skolai.' },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    expect(noted.status).toBe(204)
    const [row] = await owner<{ stands: boolean }>(
      `SELECT e.key = 'cmd/' || encode(sha256(convert_to(c.key, 'UTF8')), 'hex') AS stands
       FROM case_event e JOIN command c ON c.case_id = e.case_id AND c.act = 'note.add'
       WHERE e.case_id = $1 AND e.type = 'note-added'`,
      [caseId],
    )
    expect(row!.stands).toBe(true)
  })

  test('the worker of the cases writes no act that nobody noted, and none in another name', async () => {
    const [noted] = await owner<{ n: number; person_id: string; role: string; act: string }>(
      `SELECT i.n, c.person_id, c.role, c.act FROM case_inbox i JOIN command c ON c.key = i.command
       WHERE i.case_id = $1 AND c.act = 'review.approve'`,
      [caseId],
    )
    const { n, person_id: actorId, role: actorRole, act } = noted!
    const told = { type: 'act', key: `act/${n}`, actorId, actorRole, data: { act, revision: 99 } }
    for (const change of [
      { ...told, key: 'act/900' },
      { ...told, actorId: randomUUID() },
      { ...told, actorRole: 'director' },
      { ...told, data: { act: 'decision.sign' } },
      { type: 'note-added', data: { text: 'x' } },
      { type: 'registered', data: {} },
    ])
      expect(await triedOnHead('cases', change)).toMatch(/may not write this event/)
    // The same act stands there already: only its key is in the way.
    expect(await triedOnHead('cases', told)).toMatch(/ledger_event_stream_key_key/)
    expect(await triedOnHead('cases', {})).toBe('done')
  })

  test('no event goes where it does not follow, whoever writes it', async () => {
    // Only if the head is the same one afterwards was it the change that was refused, and not an event that came too late.
    for (let tries = 1; ; tries++) {
      const [sql, values] = await wellChained({})
      const changed = values.with(8, '1'.repeat(64))
      expect(await tried('cases', sql, changed)).toMatch(/does not follow/)
      expect(await tried('cases', sql, values.with(1, (values[1] as number) + 1))).toMatch(/does not follow/)
      await expect(owner(sql, changed)).rejects.toThrow(/does not follow/)
      if ((await tried('cases', sql, values)) === 'done') break
      expect(tries).toBeLessThan(10)
    }
  })

  test('numbers go on by one, are given by who gives them, and are never set back', async () => {
    const series = (name: string): string =>
      `UPDATE number_series SET last = last + 1 WHERE series = '${name}'`
    expect(await tried('api', series('case'))).toBe('done')
    expect(await tried('cases', series('decision'))).toBe('done')
    expect(await tried('documents', `INSERT INTO number_series VALUES ('letter', 2041, 1)`)).toBe('done')
    expect(await tried('api', series('decision'))).toMatch(/gives no numbers/)
    expect(await tried('documents', series('decision'))).toMatch(/gives no numbers/)
    expect(await tried('cases', series('case'))).toMatch(/gives no numbers/)
    expect(await tried('cases', 'UPDATE number_series SET last = last - 1')).toMatch(
      /goes on by one|gives no/,
    )
    expect(
      await tried('cases', `UPDATE number_series SET last = last + 2 WHERE series = 'decision'`),
    ).toMatch(/goes on by one/)
    expect(await tried('cases', `INSERT INTO number_series VALUES ('decision', 2040, 7)`)).toMatch(
      /begins with 1/,
    )
    expect(
      await tried(
        'cases',
        `INSERT INTO number_allocation (key, series, year, value, text, at)
         SELECT 'x', series, year, last + 5, 'x', now() FROM number_series WHERE series = 'decision'`,
      ),
    ).toMatch(/is not its last one/)
    await expect(owner('UPDATE number_series SET last = 0')).rejects.toThrow(/goes on by one/)
    for (const sql of [
      'DELETE FROM number_series',
      'DELETE FROM number_allocation',
      'DELETE FROM issued_document',
    ])
      await expect(owner(sql)).rejects.toThrow(/append-only/)
  })

  test('the API gives places to acts alone, and moves no case and no task in the projections', async () => {
    for (const kind of ['step', 'tick', 'law'])
      expect(
        await tried(
          'api',
          `INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at) VALUES ('case', $1, 900, $2, 'x', now())`,
          [caseId, kind],
        ),
      ).toMatch(/gives no places/)
    for (const sql of [
      `UPDATE case_view SET stage = 'closed' WHERE case_id = $1`,
      `UPDATE case_view SET outcome = 'granted' WHERE case_id = $1`,
      'UPDATE case_view SET due = NULL WHERE case_id = $1',
      `UPDATE case_view SET state = jsonb_set(state, '{stage}', '"closed"') WHERE case_id = $1`,
      `UPDATE case_view SET state = jsonb_set(state, '{tasks,0,state}', '"open"') WHERE case_id = $1`,
      `UPDATE case_view SET state = jsonb_set(state, '{lastBy}', '{}') WHERE case_id = $1`,
      `UPDATE case_view SET state = state - 'tasks' WHERE case_id = $1`,
    ])
      expect(await tried('api', sql, [caseId])).toMatch(/does not move case/)
    for (const sql of [
      `UPDATE task_view SET state = 'open' WHERE case_id = $1`,
      `UPDATE task_view SET role = 'applicant' WHERE case_id = $1`,
      `INSERT INTO task_view (case_id, task_id, kind, role, state, opened_at)
       VALUES ($1, 'mine', 'signature', 'inspector', 'open', now())`,
    ])
      expect(await tried('api', sql, [caseId])).toMatch(/neither opens nor closes/)
    expect(await tried('api', `UPDATE task_view SET claimed_by = NULL WHERE case_id = $1`, [caseId])).toBe(
      'done',
    )
  })

  test('nobody signs in as the group, and a process that takes its role gains nothing', async () => {
    const [role] = await owner<{ rolcanlogin: boolean }>(
      `SELECT rolcanlogin FROM pg_roles WHERE rolname = 'lieta_app'`,
    )
    expect(role!.rolcanlogin).toBe(false)
    expect(await tried('api', 'SET LOCAL ROLE lieta_app; UPDATE case_view SET stage = $$x$$')).toMatch(
      REFUSED,
    )
    expect(await tried('cases', 'SET LOCAL ROLE lieta_documents')).toMatch(REFUSED)
  })
})

test('in production a process signs in as itself and as nobody else', async () => {
  const db = openDatabase(stack.database.urls.cases, 1)
  const as = (role: string, env: string) => assertDatabase(db, { role, env })
  await expect(as('lieta_api', 'production')).rejects.toThrow('is that of lieta_cases, not of lieta_api')
  await as('lieta_cases', 'production')
  await as('lieta_api', 'development')
  await db.$disconnect()
})

test('in production the database itself keeps time from being moved', async () => {
  // Tests may move it, by a grant that no migration gives.
  await withClient(stack.database.migratorUrl, (c) =>
    c.query('REVOKE UPDATE ON business_clock FROM lieta_api'),
  )
  expect(await tried('api', 'UPDATE business_clock SET offset_ms = offset_ms + 1')).toMatch(
    /permission denied/,
  )
})
