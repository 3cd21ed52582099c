import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { renderDocument, TEMPLATES } from '../../documents/render.ts'
import { append } from '../../ledger/append.ts'
import { sha256 } from '../../ledger/canonical.ts'
import type { NewEvent } from '../../ledger/events.ts'
import { inclusionProof } from '../../ledger/seals/merkle.ts'
import { treeOf } from '../../ledger/seals/tree.ts'
import { caseStream } from '../../ledger/streams.ts'
import { openPool } from '../../platform/database.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { procedureById } from '../../procedures/all.ts'
import { sealPdf } from '../../signatures/seal.ts'
import { localSigner } from '../../signatures/signer.ts'
import { createDatabase, type TestDatabase } from '../../test/harness/environment.ts'
import { ensureKeys } from '../lib/keys.ts'
import { ownProcesses, type Plan, runSeed } from '../lib/services.ts'
import { percentile } from './figures.ts'
import type { StepFigures } from './sealing.ts'

const CASES = Number(process.env.BENCH_CASES ?? 10_000)
/** Ordinary days after the great one: each of its own changes on top of all that was sealed before. */
const DAYS = Number(process.env.BENCH_DAYS ?? 29)
const CHANGES_A_DAY = Number(process.env.BENCH_CHANGES ?? 200)
const DAY_MS = 86_400_000

type Step = Pick<StepFigures, 'seconds' | 'rssStartMb' | 'rssPeakMb' | 'checked'>

export interface SealFigures {
  cases: number
  events: number
  documents: number
  auditEvents: number
  preparedInSeconds: number
  /** The day with all of them. */
  seal: {
    leaves: number
    seconds: number
    rssStartMb: number
    rssPeakMb: number
    contentBytes: number
    signatureBytes: number
    /** With their indexes. */
    leavesMb: number
  }
  /** Days of few changes after it, and whether a day costs more the more were sealed before. */
  ordinary: { days: number; leavesEach: number; firstSeconds: number; lastSeconds: number }
  /** Taking one case's proof from the great day, as the extract of a case does. */
  proof: { firstMs: number; againMs: number; longestStallMs: number }
  verifySeals: Step
  verifySealsAndFiles: Step
  verifyChains: Step
}

/** What a day of ten thousand cases costs to seal, and to verify afterwards from the seals. */
export async function benchSeals(): Promise<SealFigures> {
  const stateDir = mkdtempSync(join(tmpdir(), 'lieta-bench-seals-'))
  const [database, keys] = await Promise.all([createDatabase('seals'), ensureKeys(join(stateDir, 'keys'))])
  const pool = openPool(database.migratorUrl, 6)
  try {
    const plan = planOf(stateDir, database, keys)
    await runSeed(plan)
    const at = new Date()
    const began = Date.now()
    await fill(pool, at, plan)
    const preparedInSeconds = Math.round((Date.now() - began) / 1000)
    console.log(`${CASES} cases after ${preparedInSeconds} s`)
    // As the database does by itself within a minute; the night of the seal is later.
    await pool.query('ANALYZE')

    const great = await step(plan, 'seal', new Date(at.getTime() + DAY_MS))
    for (let n = 1; n <= DAYS; n++) await ordinaryDay(pool, new Date(at.getTime() + n * DAY_MS))
    const ordinary = await step(plan, 'seal', new Date(at.getTime() + (DAYS + 1) * DAY_MS))
    const counted = await one<Counted>(
      pool,
      `SELECT (SELECT count(*)::int FROM case_event) AS events, (SELECT count(*)::int FROM issued_document) AS documents,
        (SELECT count(*)::int FROM audit_event) AS "auditEvents", pg_total_relation_size('ledger_seal_leaf') AS leaves`,
    )
    const seal = await one<{ day: string; content: number; signature: number }>(
      pool,
      `SELECT s.day, length(content) AS content, length(signature) AS signature FROM ledger_seal s
       ORDER BY (content::jsonb ->> 'leaves')::int DESC LIMIT 1`,
    )
    const most = great.days.find((d) => d.day === seal.day)!
    const { leaves, ...counts } = counted
    return {
      cases: CASES,
      ...counts,
      preparedInSeconds,
      seal: {
        leaves: most.leaves,
        seconds: tenth(most.seconds),
        rssStartMb: great.rssStartMb,
        rssPeakMb: great.rssPeakMb,
        contentBytes: seal.content,
        signatureBytes: seal.signature,
        leavesMb: Math.round(Number(leaves) / 1024 / 1024),
      },
      ordinary: {
        days: ordinary.days.length,
        leavesEach: CHANGES_A_DAY,
        firstSeconds: hundredth(ordinary.days[0]?.seconds ?? 0),
        lastSeconds: hundredth(ordinary.days.at(-1)?.seconds ?? 0),
      },
      proof: await proof(pool, seal.day),
      verifySeals: told(await step(plan, 'seals')),
      verifySealsAndFiles: told(await step(plan, 'files')),
      verifyChains: told(await step(plan, 'chains')),
    }
  } finally {
    await pool.end()
    await database.drop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

interface Counted {
  events: number
  documents: number
  auditEvents: number
  leaves: string
}

const tenth = (n: number): number => Math.round(n * 10) / 10
const hundredth = (n: number): number => Math.round(n * 100) / 100

const told = ({ seconds, rssStartMb, rssPeakMb, checked }: StepFigures): Step => ({
  seconds: tenth(seconds),
  rssStartMb,
  rssPeakMb,
  checked,
})

async function one<T extends object>(pool: pg.Pool, sql: string): Promise<T> {
  return (await pool.query<T>(sql)).rows[0]!
}

function planOf(stateDir: string, database: TestDatabase, keys: Plan['keys']): Plan {
  const none = 1
  return {
    environment: 'test',
    stateDir,
    ports: {
      api: none,
      signIn: none,
      mailUi: none,
      smtp: none,
      eAddress: none,
      csc: none,
      workerCases: none,
      workerDocuments: none,
    },
    databaseUrls: database.urls,
    migratorUrl: database.migratorUrl,
    temporal: { address: '127.0.0.1:1', namespace: 'bench', taskQueuePrefix: 'bench' },
    keys,
    external: {},
  }
}

/** One measured step in a process of its own, with the environment of the documents worker or of the command. */
async function step(plan: Plan, name: string, now?: Date): Promise<StepFigures> {
  const out = join(plan.stateDir, 'step.json')
  const { NODE_OPTIONS, ...env } = ownProcesses(plan).find((p) => p.name === 'worker-documents')!.env
  const limits = name === 'seal' && NODE_OPTIONS ? { NODE_OPTIONS } : {}
  const script = fileURLToPath(new URL('./sealing.ts', import.meta.url))
  const args = ['--import', 'tsx', script, name, out, ...(now ? [now.toISOString()] : [])]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...env,
      ...limits,
      MIGRATOR_DATABASE_URL: plan.migratorUrl,
    },
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', done)
  })
  if (code !== 0) throw new Error(`the step ${name} ended with ${code}`)
  const figures = JSON.parse(readFileSync(out, 'utf8')) as StepFigures
  console.log(`${name}: ${JSON.stringify({ ...figures, days: figures.days.length })}`)
  return figures
}

/** Cases as a submission and its receipt leave them, chained by the ledger's own code; a document and a reading for each. */
async function fill(pool: pg.Pool, at: Date, plan: Plan): Promise<void> {
  const institution = await one<{ id: string; name: string }>(
    pool,
    'SELECT id, name FROM institution LIMIT 1',
  )
  const person = await one<{ id: string }>(
    pool,
    `SELECT person_id AS id FROM role_grant WHERE role = 'applicant' LIMIT 1`,
  )
  let made = 0
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      while (made < CASES) await openCase(pool, { n: made++, at, institution, personId: person.id })
    }),
  )
  const pdf = await sealedReceipt(plan)
  await pool.query(
    `WITH told AS (SELECT case_id, at, (data ->> 'documentId')::uuid AS id FROM case_event WHERE type = 'document-issued'),
       files AS (INSERT INTO stored_file (id, sha256, size, media_type, name, bytes, uploaded_at)
         SELECT id, $1, $2, 'application/pdf', 'receipt.pdf', $3, at FROM told)
     INSERT INTO issued_document (id, key, case_id, kind, file_id, sha256, verify_code, created_at)
     SELECT id, 'bench/' || id, case_id, 'receipt', id, $1, id::text, at FROM told`,
    [sha256(pdf), pdf.length, pdf],
  )
  await pool.query(
    `SELECT count(audit_write('case.read', $1, 'inspector', NULL, NULL, case_id, institution_id, NULL, 'queue', '{}', 15))
     FROM case_party`,
    [person.id],
  )
}

interface Opened {
  n: number
  at: Date
  institution: { id: string; name: string }
  personId: string
}

async function openCase(pool: pg.Pool, { n, at: when, institution, personId }: Opened): Promise<void> {
  const { id: procedure, first, terms } = procedureById('licensing')
  const caseId = randomUUID()
  const documentId = randomUUID()
  const at = when.toISOString()
  const number = `B-${n}`
  const events: NewEvent[] = [
    {
      key: 'registered',
      type: 'registered',
      at,
      series: 'case',
      actorId: personId,
      data: {
        number,
        procedure,
        stage: first,
        subject: `Mērījums ${n}`,
        parties: [
          {
            partyId: institution.id,
            role: 'applicant',
            kind: 'organisation',
            institutionId: institution.id,
            name: institution.name,
          },
        ],
        receivedAt: at,
        contentHash: sha256(number),
        terms,
      },
    },
    {
      key: '1/0',
      type: 'stage-entered',
      at,
      data: { stage: 'completeness', waitingOn: 'inspector', revision: 1 },
    },
    {
      key: '1/1',
      type: 'task-opened',
      at,
      data: { taskId: 'completeness-1', kind: 'completeness', role: 'inspector' },
    },
    {
      key: '2/0',
      type: 'document-issued',
      at,
      data: { documentId, kind: 'receipt', number: null, seenBy: ['applicant'] },
    },
    {
      key: '2/1',
      type: 'document-sent',
      at,
      data: { documentId, channel: 'e-address', sentAt: at, servedOn: at.slice(0, 10), derivation: null },
    },
  ]
  await transaction(pool, async (sql) => {
    await sql.run(Prisma.sql`
      INSERT INTO case_record (id, number, procedure, received_at)
      VALUES (${caseId}::uuid, ${number}, ${procedure}, ${when})`)
    await append(sql, { stream: caseStream(caseId), events })
  })
}

/** Some cases get one more event. */
async function ordinaryDay(pool: pg.Pool, at: Date): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM case_record ORDER BY md5(id::text || $1) LIMIT $2',
    [at.toISOString(), CHANGES_A_DAY],
  )
  for (const { id } of rows)
    await transaction(pool, (sql) =>
      append(sql, {
        stream: caseStream(id),
        events: [{ key: randomUUID(), type: 'note-added', at: at.toISOString(), data: { text: 'Piezīme.' } }],
      }),
    )
}

async function sealedReceipt(plan: Plan): Promise<Buffer> {
  const { key, certificate, chain } = plan.keys.seal!
  const [keyPem, certPem, chainPem] = [key, certificate, chain].map((file) => readFileSync(file, 'utf8'))
  const pdf = await renderDocument('receipt', TEMPLATES.receipt.example)
  return Buffer.from(await sealPdf({ pdf, signer: localSigner(keyPem!, certPem!, chainPem!), kind: 'seal' }))
}

/**
 * What an extract does for a leaf of the great day: the first one that asks, and those after it; and for how long nobody
 * else had a turn meanwhile.
 */
async function proof(pool: pg.Pool, day: string): Promise<SealFigures['proof']> {
  const { hash } = await one<{ hash: string }>(pool, `SELECT hash FROM ledger_seal WHERE day = '${day}'`)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const times: number[] = []
  delay.enable()
  for (let n = 0; n < 10; n++) {
    const began = performance.now()
    await transaction(pool, async (sql) => inclusionProof(await treeOf(sql, { day, hash }), n))
    times.push(performance.now() - began)
  }
  delay.disable()
  const [firstMs, ...again] = times.map(tenth)
  return { firstMs: firstMs!, againMs: percentile(again, 50), longestStallMs: Math.round(delay.max / 1e6) }
}
