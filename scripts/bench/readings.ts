import { randomUUID } from 'node:crypto'
import { type AuditEntry, audit, QUARTER } from '../../cases/audit/write.ts'
import { openPool } from '../../platform/database.ts'
import { startStack } from '../../test/harness/stack.ts'
import * as s from '../../test/scenarios/steps.ts'
import type { Http } from '../lib/http.ts'
import { closedLoop, type Load, percentile } from './figures.ts'

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 200)
const AT_ONCE = 16
const SECONDS = 10

interface Times {
  p50: number
  p95: number
}

export interface ReadingFigures {
  requests: number
  /** The case page for the staff: a case that was not read this quarter of an hour, and the same again. */
  staffFirst: Times
  staffAgain: Times
  /** The page of the party, of whom nothing is written down; it shows other things. */
  party: Times
  /** The recording alone, as the application does it, against the same database in the same minutes. */
  recordFirst: Times
  recordAgain: Times
  /** What the recording takes of the page of the staff. */
  share: { first: Times; again: Times }
  /** Recordings alone, as many at once: all wait for the end of the one chain. */
  recordAtOnce: Load
  /** Pages of the staff, as many at once, each of a case not read this quarter of an hour or read again. */
  pagesAtOnce: Load
}

/**
 * What it costs that each reading is written down first. Nothing can switch that off; so the recording itself is
 * repeated against the same database, turn about with the pages of the staff and of the party.
 */
export async function benchReadings(): Promise<ReadingFigures> {
  const stack = await startStack({
    label: 'bench-readings',
    only: ['sign-in', 'worker-cases', 'api'],
    env: { LOG_LEVEL: 'warn', PERSON_FILES_PER_DAY: '100000' },
  })
  const pool = openPool(stack.database.urls.api, AT_ONCE)
  try {
    const [head, inspector] = (await Promise.all(
      ['baiba-kalnina', 'inese-berzina'].map((person) => stack.signIn(person)),
    )) as [Http, Http]
    const ids = await openCases(head, REQUESTS)
    // Both pages once before it counts; what is written down then is what is repeated below.
    for (const http of [head, inspector]) await page(http, ids[REQUESTS]!)
    const { rows } = await pool.query<Omit<AuditEntry, 'kind'>>(
      `SELECT person_id AS "personId", role, unit, institution_id AS "institutionId", purpose, data
       FROM audit_event WHERE kind = 'case.read'`,
    )
    if (rows.length !== 1) throw new Error(`one page of the staff left ${rows.length} entries`)
    const entry = (caseId: string, object: string): AuditEntry => ({
      ...rows[0]!,
      kind: 'case.read',
      caseId,
      object,
      onceIn: QUARTER,
    })
    await audit({ pool }, entry(ids[REQUESTS]!, randomUUID()))

    const times = {
      staffFirst: [] as number[],
      staffAgain: [] as number[],
      party: [] as number[],
      recordFirst: [] as number[],
      recordAgain: [] as number[],
    }
    for (const id of ids.slice(0, REQUESTS)) {
      const object = randomUUID()
      await timed(times.staffFirst, () => page(inspector, id))
      await timed(times.party, () => page(head, id))
      await timed(times.recordFirst, () => audit({ pool }, entry(id, object)))
      await timed(times.staffAgain, () => page(inspector, id))
      await timed(times.recordAgain, () => audit({ pool }, entry(id, object)))
    }
    const told = Object.fromEntries(Object.entries(times).map(([k, v]) => [k, timesOf(v)])) as Record<
      keyof typeof times,
      Times
    >
    const written = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_event WHERE kind = 'case.read' AND object IS NULL`,
    )
    if (written.rows[0]!.n < REQUESTS) throw new Error(`only ${written.rows[0]!.n} readings are written down`)
    let n = 0
    const recordAtOnce = await closedLoop(AT_ONCE, SECONDS, async () => {
      const taken: number[] = []
      await timed(taken, () => audit({ pool }, entry(ids[n++ % REQUESTS]!, randomUUID())))
      return taken
    })
    const pagesAtOnce = await closedLoop(AT_ONCE, SECONDS, async () => {
      const taken: number[] = []
      await timed(taken, () => page(inspector, ids[n++ % REQUESTS]!))
      return taken
    })
    return {
      requests: REQUESTS,
      ...told,
      share: {
        first: share(told.recordFirst, told.staffFirst),
        again: share(told.recordAgain, told.staffAgain),
      },
      recordAtOnce,
      pagesAtOnce,
    }
  } finally {
    await pool.end()
    await stack.stop()
  }
}

/** @returns cases that lie in the inspectors' queue, one more than asked for */
async function openCases(head: Http, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n <= count; n += 4)
    await Promise.all(Array.from({ length: 4 }, async () => ids.push((await s.apply(head)).caseId)))
  // Asked by the party: the staff would have read them.
  for (const id of ids) await s.untilStage(head, id, 'completeness', 120_000)
  return ids
}

async function page(http: Http, caseId: string): Promise<void> {
  const reply = await http.get(`/cases/${caseId}`)
  if (reply.status !== 200) throw new Error(`the case page: ${reply.status} ${reply.text.slice(0, 200)}`)
}

async function timed(into: number[], work: () => Promise<void>): Promise<void> {
  const began = performance.now()
  await work()
  into.push(performance.now() - began)
}

const tenth = (n: number): number => Math.round(n * 10) / 10

function timesOf(samples: number[]): Times {
  return { p50: tenth(percentile(samples, 50)), p95: tenth(percentile(samples, 95)) }
}

function share(of: Times, whole: Times): Times {
  const part = (a: number, b: number): number => Math.round((a / b) * 100) / 100
  return { p50: part(of.p50, whole.p50), p95: part(of.p95, whole.p95) }
}
