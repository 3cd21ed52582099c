import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { textSeal } from '../../activities/seal-days.ts'
import { addDays } from '../../law/time.ts'
import { canonicalJson, eventHash, GENESIS, newSalt } from '../../ledger/canonical.ts'
import { verifyCases } from '../../ledger/rebuild.ts'
import { sealNextDay } from '../../ledger/seals/day.ts'
import { verifySeals } from '../../ledger/seals/verify.ts'
import { nameOf } from '../../ledger/streams.ts'
import { readConfig, readSealKeys } from '../../platform/config.ts'
import { type Database, openDatabase, openPool, type Tx } from '../../platform/database.ts'
import { inPrismaTransaction } from '../../platform/sql.ts'
import { allowedThere } from '../../procedures/replay.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { sealChecks } from '../../scripts/lib/seal-checks.ts'
import { developmentKeys } from '../../signatures/dev-ca.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Whoever owns the database can write anything into it, also hashes that fit together. What was sealed before cannot be
// made to fit: each forgery is done as the owner, found by name, and rolled back.

let stack: Stack
/** As the superuser, who may even take triggers away. */
let db: Database
let inspector: Http
let head: Http
let caseId: string
let other: string

const owner = <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<R>(sql, values)).rows)

const days = async (): Promise<string[]> =>
  (await owner<{ day: string }>('SELECT day FROM ledger_seal ORDER BY day')).map((r) => r.day)

const today = async (): Promise<string> =>
  (await s.now(inspector)).toLocaleDateString('sv', { timeZone: 'Europe/Riga' })

const untilSealed = (): Promise<unknown> =>
  waitFor(async () => (await days()).at(-1) === addDays(await today(), -1), {
    timeoutMs: 120_000,
    what: 'every day that is over sealed',
  })

beforeAll(async () => {
  stack = await startStack({ label: 'seals' })
  db = openDatabase(stack.database.adminUrl, 2)
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  const reviewer = await stack.signIn('andris-liepa')
  const director = await stack.signIn('dace-vitola')
  caseId = (await s.apply(head)).caseId
  other = (await s.apply(head)).caseId
  await s.untilStage(inspector, caseId, 'completeness', 60_000)
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
  await s.untilStage(inspector, caseId, 'service', 90_000)
  await waitFor(async () => (await s.getCase(inspector, other)).documents.some((d) => d.channel !== null), {
    timeoutMs: 120_000,
    what: 'the receipt of the other case sent',
  })
  await s.moveDays(inspector, 3)
}, 240_000)

afterAll(async () => {
  await db?.$disconnect()
  await stack?.stop()
}, 180_000)

/** What is found when this was done behind everybody's back; nothing of it stays. */
async function forged(...steps: (string | ((tx: Tx) => Promise<unknown>))[]): Promise<string[]> {
  const keys = readSealKeys(readConfig(stack.environmentOf('worker-documents')))
  const checks = sealChecks(keys.certificatePem, keys.chainPem)
  let found: string[] = []
  const undone = new Error('undone')
  await db
    .$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe(`SET LOCAL session_replication_role = 'replica'`)
        for (const step of steps) await (typeof step === 'string' ? tx.$executeRawUnsafe(step) : step(tx))
        const seals = await verifySeals(inPrismaTransaction(tx), checks)
        const { broken } = await verifyCases(tx, allowedThere)
        found = [
          ...seals.found.map((f) => `${f.what}: ${f.why}`),
          ...broken.map((b) => `${nameOf(b.stream)}, event ${b.seq}: ${b.why}`),
        ]
        throw undone
      },
      { timeout: 60_000 },
    )
    .catch((e) => {
      if (e !== undone) throw e
    })
  return found
}

/** Rewrites the events of a case as `change` says, and makes every hash, and the projection, fit again. */
const rewritten =
  (change: (events: Row[]) => Row[]) =>
  async (tx: Tx): Promise<void> => {
    const rows = (await tx.ledgerEvent.findMany({
      where: { stream: caseId },
      orderBy: { seq: 'asc' },
    })) as unknown as Row[]
    await tx.$executeRawUnsafe(`DELETE FROM ledger_event WHERE stream = '${caseId}'`)
    let prevHash = GENESIS
    for (const [n, row] of change(rows).entries()) {
      // Nothing of it is erased; said as a null of JSON it would be.
      const {
        position: _p,
        streamKind,
        hash: _h,
        prevHash: _b,
        erased: _e,
        salt,
        at,
        recordedAt,
        ...rest
      } = row
      const said = { ...rest, seq: n + 1, at: at.toISOString(), recordedAt: recordedAt.toISOString() }
      const hash = eventHash(prevHash, said, salt)
      await tx.ledgerEvent.create({
        data: {
          ...rest,
          streamKind,
          position: 1_000_000n + BigInt(n),
          seq: n + 1,
          at,
          recordedAt,
          salt,
          prevHash,
          hash,
        } as never,
        select: { seq: true },
      })
      prevHash = hash
    }
    await tx.$executeRawUnsafe(
      `UPDATE case_view SET state = jsonb_set(state, '{lastHash}', '"${prevHash}"') WHERE case_id = '${caseId}'`,
    )
  }

interface Row {
  streamKind: string
  stream: string
  seq: number
  key: string
  type: string
  at: Date
  recordedAt: Date
  actorId: string | null
  actorRole: string | null
  data: Record<string, unknown>
  salt: string
  prevHash: string
  hash: string
  position: bigint
  erased: unknown
}

describe('each day has one seal', () => {
  test('the worker seals every day that is over, also those that were missed, and nothing is amiss', async () => {
    await untilSealed()
    const all = await days()
    expect(all.length).toBeGreaterThanOrEqual(3)
    for (const [n, day] of all.entries()) expect(day).toBe(addDays(all[0]!, n))
    expect(await forged()).toEqual([])
    const kinds = await owner<{ kind: string; n: number }>(
      'SELECT kind, count(*)::int AS n FROM ledger_seal_leaf GROUP BY kind ORDER BY kind',
    )
    expect(kinds.map((k) => k.kind)).toEqual(['audit', 'case', 'document', 'number'])
    // Case numbers, decision: nothing is sealed twice.
    const [twice] = await owner<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT FROM ledger_seal_leaf GROUP BY kind, ref, seq HAVING count(*) > 1) t`,
    )
    expect(twice!.n).toBe(0)
  }, 120_000)

  test('killed while it seals, and many at once: a day has one seal, and none is left out', async () => {
    await stack.kill('worker-documents')
    await s.moveDays(inspector, 4)
    const config = readConfig(stack.environmentOf('worker-documents'))
    const seal = textSeal(config, readSealKeys(config))
    const pool = openPool(stack.database.urls.documents, 8)
    const now = await s.now(inspector)
    // One dies between the signature and the row.
    const dying = sealNextDay(pool, async () => Promise.reject(new Error('killed')), now)
    await expect(dying).rejects.toThrow('killed')
    const before = (await days()).length
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        while (await sealNextDay(pool, seal, now));
      }),
    )
    await pool.end()
    const all = await days()
    expect(all.length).toBe(before + 4)
    for (const [n, day] of all.entries()) expect(day).toBe(addDays(all[0]!, n))
    await stack.start('worker-documents')
    expect(await forged()).toEqual([])
  }, 120_000)

  test('no process can rewrite or take away a seal, and only one makes them', async () => {
    for (const [role, sql] of [
      ['documents', 'UPDATE ledger_seal SET content = content'],
      ['documents', 'DELETE FROM ledger_seal_leaf'],
      ['api', `INSERT INTO ledger_seal (day, content, hash, signature) VALUES ('2040-01-01', 'x', 'x', 'x')`],
      ['cases', 'SELECT * FROM ledger_seal'],
    ] as const)
      await expect(withClient(stack.database.urls[role], (c) => c.query(sql))).rejects.toThrow(
        'permission denied',
      )
    for (const sql of [
      'UPDATE ledger_seal SET content = content',
      'DELETE FROM ledger_seal',
      'TRUNCATE ledger_seal_leaf',
    ])
      await expect(owner(sql)).rejects.toThrow(/append-only|cannot truncate/)
  })
})

describe('what is forged as the owner is found and named', () => {
  test('a text rewritten, with all hashes made to fit', async () => {
    const found = await forged(
      rewritten((rows) =>
        rows.map((r) =>
          r.type === 'act' && r.data.act === 'proposal.submit'
            ? { ...r, data: { ...r.data, payload: { kind: 'grant', reasoning: 'Cits pamatojums.' } } }
            : r,
        ),
      ),
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(
      new RegExp(`^case ${caseId}: event \\d+, or one before it, is not what was sealed on`),
    )
  })

  test('an event slipped in among the others', async () => {
    const found = await forged(
      rewritten((rows) => {
        const at = rows.findIndex((r) => r.type === 'stage-entered')
        const note = { ...rows[at]!, type: 'warned', key: randomUUID(), data: { what: 'x', due: 'x' } }
        return [...rows.slice(0, at), { ...note, salt: newSalt() }, ...rows.slice(at)]
      }),
    )
    expect(found.join('\n')).toMatch(
      new RegExp(`case ${caseId}: event \\d+, or one before it, is not what was sealed`),
    )
  })

  test('the last events cut off', async () => {
    // What came after the last seal is proven by none: more is cut than that.
    const found = await forged(rewritten((rows) => rows.slice(0, rows.length / 2)))
    expect(found.join('\n')).toMatch(
      new RegExp(`case ${caseId}: event \\d+, sealed on [\\d-]+, is not there`),
    )
  })

  test('an event put behind the others and dated before the seal', async () => {
    const found = await forged(
      rewritten((rows) => {
        const first = rows[0]!
        const when = new Date(first.recordedAt.getTime() - 3_600_000)
        const late = { ...rows.at(-1)!, at: when, recordedAt: when, key: randomUUID(), type: 'warned' }
        return [...rows, { ...late, data: { what: 'x', due: 'x' }, salt: newSalt() }]
      }),
      // The projection follows as well.
      `UPDATE case_view SET last_seq = last_seq + 1, state = jsonb_set(state, '{lastSeq}', to_jsonb(last_seq + 1))
       WHERE case_id = '${caseId}'`,
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/says that it was there when [\d-]+ was sealed, and the seal does not know it/)
  })

  test('a whole case taken away', async () => {
    const found = await forged(
      ...['case_event', 'case_view', 'task_view', 'application', 'case_inbox', 'issued_document'].map(
        (table) => `DELETE FROM ${table} WHERE case_id = '${other}'`,
      ),
      `DELETE FROM case_record WHERE id = '${other}'`,
    )
    expect(found.join('\n')).toMatch(new RegExp(`case ${other}: event \\d+, sealed on [\\d-]+, is not there`))
    expect(found.join('\n')).toMatch(/document [\w-]+: sealed on [\d-]+, is not there/)
  })

  test('an issued document that was never sealed', async () => {
    const id = randomUUID()
    const file = randomUUID()
    const found = await forged(
      `INSERT INTO stored_file (id, sha256, size, media_type, name, bytes, uploaded_at)
       SELECT '${file}', encode(sha256('%PDF-forged'), 'hex'), 11, 'application/pdf', 'x.pdf', '%PDF-forged', now()`,
      `INSERT INTO issued_document (id, key, case_id, kind, number, file_id, sha256, verify_code, created_at)
       SELECT '${id}', 'forged', case_id, 'decision', '4-7/2026/900', '${file}',
         encode(sha256('%PDF-forged'), 'hex'), 'AAAA', created_at FROM issued_document WHERE kind = 'decision'`,
    )
    expect(found).toEqual(
      [
        'no event of its case tells of it',
        'stands in no seal',
        'bears the number 4-7/2026/900, which was never given',
        'its bytes do not bear our seal',
      ].map((why) => `document ${id}: ${why}`),
    )
  })

  test('another number or other bytes behind a document', async () => {
    const [issued] = await owner<{ id: string; number: string }>(
      `SELECT id, number FROM issued_document WHERE kind = 'decision'`,
    )
    const renamed = await forged(
      `UPDATE issued_document SET number = '4-7/2026/77' WHERE id = '${issued!.id}'`,
    )
    expect(renamed.join('\n')).toMatch(`document ${issued!.id}: is not what was sealed on`)
    expect(renamed.join('\n')).toMatch('its case tells of another kind or number')
    const swapped = await forged(
      `UPDATE stored_file SET bytes = 'x', size = 1 WHERE id = (SELECT file_id FROM issued_document WHERE id = '${issued!.id}')`,
    )
    expect(swapped).toEqual([`document ${issued!.id}: its bytes are not those that were issued`])
  })

  test('numbers set back, given anew, and missing', async () => {
    const back = await forged(`UPDATE number_series SET last = 0 WHERE series = 'decision'`)
    expect(back.join('\n')).toMatch(/series decision\/\d+: stands at 0, 1 were given/)
    const anew = await forged(`UPDATE number_allocation SET key = 'another' WHERE series = 'decision'`)
    expect(anew.join('\n')).toMatch(/number 4-7\/\d+\/1: is not what was sealed on/)
    const missing = await forged(`DELETE FROM number_allocation WHERE series = 'case' AND value = 1`)
    expect(missing.join('\n')).toMatch(/number L-\d+\/00001: sealed on [\d-]+, is not there/)
    expect(missing.join('\n')).toMatch(/series case\/\d+: number 1 is missing/)
    // A lower one slipped in where a gap was made for it before anything was sealed.
    const lower = await forged(`DELETE FROM ledger_seal_leaf WHERE kind = 'number' AND ref LIKE 'L-%/00001'`)
    expect(lower.join('\n')).toMatch(/number L-\d+\/00001: was given after a higher one had been sealed/)
    expect(lower.join('\n')).toMatch(/seal of [\d-]+: its leaves are not those that were sealed/)
  })

  test('a seal taken away, moved, filled with other leaves, or made by another key', async () => {
    const all = await days()
    const gone = await forged(
      `DELETE FROM ledger_seal_leaf WHERE day = '${all[1]}'`,
      `DELETE FROM ledger_seal WHERE day = '${all[1]}'`,
    )
    expect(gone).toContain(`seal of ${all[2]}: the seals after ${all[0]} are missing`)
    expect(gone).toContain(`seal of ${all[2]}: it does not follow the seal before`)
    const moved = await forged(`UPDATE ledger_seal SET day = '2039-12-31' WHERE day = '${all.at(-1)}'`)
    expect(moved).toContain('seal of 2039-12-31: it is that of another day')
    const filled = await forged(
      `UPDATE ledger_seal_leaf SET hash = repeat('0', 64) WHERE kind = 'case' AND ref = '${caseId}'`,
    )
    expect(filled.join('\n')).toMatch(/seal of [\d-]+: its leaves are not those that were sealed/)
    const stranger = developmentKeys().seal
    const config = readConfig(stack.environmentOf('worker-documents'))
    const seal = textSeal(config, { keyPem: stranger.keyPem, certificatePem: stranger.certPem, chainPem: '' })
    const [row] = await owner<{ content: string }>('SELECT content FROM ledger_seal WHERE day = $1', [all[0]])
    const cms = Buffer.from(await seal(row!.content)).toString('hex')
    expect(await forged(`UPDATE ledger_seal SET signature = '\\x${cms}' WHERE day = '${all[0]}'`)).toEqual([
      `seal of ${all[0]}: its signature does not hold: its certificate leads to nobody who is trusted`,
    ])
  })

  test('the audit log rewritten with its hashes made to fit, or cut off', async () => {
    const [{ at } = { at: 0 }] = await owner<{ at: number }>(
      `SELECT max(seq) AS at FROM ledger_seal_leaf WHERE kind = 'audit'`,
    )
    const rewritten = await forged(
      `UPDATE audit_event SET hash = encode(sha256(hash::bytea), 'hex') WHERE position = ${at}`,
    )
    expect(rewritten.join('\n')).toMatch(
      `audit log: event ${at}, or one before it, is not what was sealed on`,
    )
    const cut = await forged(
      'DELETE FROM audit_repeat',
      `DELETE FROM audit_event WHERE position >= ${at}`,
      `UPDATE audit_head SET position = ${at - 1}`,
    )
    expect(cut.join('\n')).toMatch(`audit log: event ${at}, sealed on`)
    // What went by schedule from the beginning is not missed.
    const kept = await forged(
      'DELETE FROM audit_repeat',
      `DELETE FROM audit_event WHERE position <= ${at}`,
      `UPDATE audit_head SET first_from = ${at}`,
    )
    expect(kept.join('\n')).not.toMatch('audit log')
  })

  test('a projection that says something else than the events', async () => {
    for (const sql of [
      `UPDATE case_view SET stage = 'closed' WHERE case_id = '${caseId}'`,
      `UPDATE case_view SET state = jsonb_set(state, '{doneBy}', '{}') WHERE case_id = '${caseId}'`,
      `UPDATE case_view SET due = '2040-01-01' WHERE case_id = '${caseId}'`,
    ])
      expect((await forged(sql)).join('\n')).toMatch(/its projection is not what its events say/)
  })
})

test('the command begins with the seals, and its exit status says whether all holds', async () => {
  const env = stack.environmentOf('worker-documents')
  const run = () =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/verify-ledger.ts'], {
      env: { ...process.env, ...env, MIGRATOR_DATABASE_URL: stack.database.migratorUrl, NODE_OPTIONS: '' },
      encoding: 'utf8',
    })
  const fine = run()
  expect(fine.stdout).toMatch(
    /\d+ seals \(to [\d-]+\), 2 cases and \d+ events of the audit log checked in .* 0 faults/,
  )
  expect(fine.status).toBe(0)
  await withClient(stack.database.adminUrl, (c) =>
    c.query(
      `SET session_replication_role = 'replica'; UPDATE number_series SET last = 0 WHERE series = 'case'`,
    ),
  )
  const found = run()
  expect(found.stdout).toMatch(/series case\/\d+: stands at 0/)
  expect(found.status).toBe(1)
}, 180_000)

test('what is sealed is one text, which anybody can make again', async () => {
  const [row] = await owner<{ content: string }>('SELECT content FROM ledger_seal ORDER BY day LIMIT 1')
  const said = JSON.parse(row!.content)
  expect(said).toMatchObject({ format: 'lieta-seal/1', previous: GENESIS })
  expect(canonicalJson(said)).toBe(row!.content)
})
