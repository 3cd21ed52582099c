import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { append } from '../../ledger/append.ts'
import { allocateNumber } from '../../ledger/numbers.ts'
import { caseStream } from '../../ledger/streams.ts'
import { type Database, openDatabase } from '../../platform/database.ts'
import { inPrismaTransaction } from '../../platform/sql.ts'
import { procedureById } from '../../procedures/all.ts'
import { waitFor } from '../../test/harness/environment.ts'
import { infrastructure } from '../../test/harness/infrastructure-info.ts'
import { type Stack, startStack } from '../../test/harness/stack.ts'
import type { Http } from '../lib/http.ts'

const CASES = Number(process.env.BENCH_CASES ?? 10_000)
const DAY_MS = 86_400_000
/** Days over which the synthetic cases were received. */
const SPREAD = 25

/** Seconds of processor time by part of the system; zero where /proc is not there. */
type Cpu = Record<'postgres' | 'temporal' | 'worker' | 'api', number>

export interface CalendarFigures {
  cases: number
  /** Making the open cases: not part of what is measured. */
  preparedInMs: number
  /** From the entry of a holiday to its complete preview, through the API. */
  previewMs: number
  /** From the approval to the last case with the change in its ledger. */
  applyMs: number
  perSecond: number
  /** Processor time that all processes took (s): on two free cores, half of it is the least that it can last. */
  previewCpu: Cpu
  applyCpu: Cpu
  effects: unknown
  results: unknown
  /** Cases whose ledger has the change exactly once, and otherwise. */
  once: number
  otherwise: number
  /** Time of an unrelated request while the preview ran. */
  slowestAnswerMs: number
}

/**
 * A new holiday over many open cases, each with a running workflow: the preview as the supervisor gets it, then the
 * approval by a second person until the last case has it.
 */
export async function benchCalendar(cases = CASES): Promise<CalendarFigures> {
  // Without the documents worker: letters of ten thousand cases are not what is measured, and wait.
  const stack = await startStack({
    label: 'calendar',
    only: ['sign-in', 'worker-cases', 'api'],
    env: { LOG_LEVEL: 'warn' },
  })
  const db = openDatabase(stack.plan.migratorUrl, 10)
  try {
    const began = Date.now()
    await openCases(db, cases)
    const [supervisor, director] = (await Promise.all(
      ['maris-krumins', 'dace-vitola'].map((p) => stack.signIn(p)),
    )) as [Http, Http]
    const preparedInMs = Date.now() - began
    console.log(`${cases} open cases after ${Math.round(preparedInMs / 1000)} s`)

    const day = await busiestDay(db)
    const watch = watchApi(supervisor)
    const cpu = cpuMeter(stack)
    let before = cpu()
    const previewBegan = Date.now()
    const entered = await supervisor.post(
      '/api/law-changes',
      {
        kind: 'holiday',
        definition: { day, name: { lv: 'Vizītes diena', en: 'Day of the visit' } },
        reason: 'Mērījums',
        norm: 'Grozījums likumā',
      },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    const previewMs = Date.now() - previewBegan
    const previewCpu = since(before, cpu())
    const slowestAnswerMs = await watch()
    if (entered.status !== 201) throw new Error(`${entered.status}: ${entered.text.slice(0, 500)}`)
    const { id, preview } = entered.json<{ id: string; preview: { effects: unknown } }>()
    console.log(`preview: ${previewMs} ms`)

    before = cpu()
    const applyBegan = Date.now()
    const approved = await director.post(`/api/law-changes/${id}/approve`)
    if (approved.status !== 200) throw new Error(`${approved.status}: ${approved.text.slice(0, 500)}`)
    const row = await waitFor(
      async () => {
        const one = await db.lawChange.findUnique({ where: { id }, select: { state: true, report: true } })
        return one?.state === 'applied' ? one : undefined
      },
      { timeoutMs: 3_600_000, everyMs: 250, what: 'the change applied' },
    )
    const applyMs = Date.now() - applyBegan
    const applyCpu = since(before, cpu())
    const counted = await db.$queryRaw<{ n: number; cases: number }[]>`
      SELECT n, count(*)::int AS cases FROM (
        SELECT r.id, count(e.seq)::int AS n FROM case_record r LEFT JOIN case_event e
          ON e.case_id = r.id AND e.type = 'clock-fact' AND e.data -> 'fact' ->> 'id' = ${`law-change/${id}`}
        GROUP BY r.id) per_case GROUP BY n`
    return {
      cases,
      preparedInMs,
      previewMs,
      applyMs,
      perSecond: Math.round((cases / applyMs) * 10_000) / 10,
      previewCpu,
      applyCpu,
      effects: preview.effects,
      results: (row.report as { results?: unknown } | null)?.results,
      once: counted.find((c) => c.n === 1)?.cases ?? 0,
      otherwise: counted.filter((c) => c.n !== 1).reduce((sum, c) => sum + c.cases, 0),
      slowestAnswerMs,
    }
  } finally {
    await db.$disconnect()
    await stack.stop()
  }
}

function cpuMeter(stack: Stack): () => Cpu {
  const { postgres, temporal } = infrastructure()
  const pidOf = (name: 'worker-cases' | 'api'): number => stack.processes.get(name)?.pid ?? 0
  return () => ({
    postgres: cpuOf(postgres.pid),
    temporal: cpuOf(temporal.pid),
    worker: cpuOf(pidOf('worker-cases')),
    api: cpuOf(pidOf('api')),
  })
}

/** Processor time of a process and its children, in seconds. */
function cpuOf(pid: number): number {
  try {
    const fields = (file: string) =>
      readFileSync(file, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
        .map(Number)
    const ticks = (f: number[]) => f.slice(11, 15).reduce((sum, n) => sum + n, 0)
    const own = ticks(fields(`/proc/${pid}/stat`))
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    return own / 100 + children.reduce((sum, child) => sum + cpuOf(Number(child)), 0)
  } catch {
    return 0
  }
}

function since(before: Cpu, after: Cpu): Cpu {
  return Object.fromEntries(
    Object.entries(after).map(([k, v]) => [k, Math.round((v - before[k as keyof Cpu]) * 10) / 10]),
  ) as Cpu
}

/** Asks something small again and again, and tells how long the slowest answer took. */
function watchApi(http: Http): () => Promise<number> {
  let slowest = 0
  let on = true
  const asking = (async () => {
    while (on) {
      const began = Date.now()
      await http.get('/health')
      slowest = Math.max(slowest, Date.now() - began)
      await new Promise((r) => setTimeout(r, 50))
    }
  })()
  return async () => {
    on = false
    await asking
    return slowest
  }
}

/** The working day on which most statutory terms end: the one where a holiday does most. */
async function busiestDay(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ due: string }[]>`
    SELECT due FROM case_view WHERE due > ${new Date().toISOString().slice(0, 10)}
    GROUP BY due ORDER BY count(*) DESC, due LIMIT 1`
  return row!.due
}

/** Registers cases as a submission does, in the ledger and with the order to start, without form and files. */
async function openCases(db: Database, count: number): Promise<void> {
  const institution = await db.institution.findFirstOrThrow({ select: { id: true, name: true } })
  const { id: personId } = await db.person.findFirstOrThrow({
    where: { roles: { some: { role: 'applicant' } } },
    select: { id: true },
  })
  const { id: procedure, first, terms } = procedureById('licensing')
  let made = 0
  const one = async (n: number): Promise<void> => {
    const caseId = randomUUID()
    const receivedAt = new Date(Date.now() - ((n % SPREAD) + (n % 97) / 97) * DAY_MS)
    const at = receivedAt.toISOString()
    const contentHash = '0'.repeat(64)
    await db.$transaction(async (tx) => {
      const number = await allocateNumber(inPrismaTransaction(tx), 'case', at, `bench/${n}`)
      await tx.caseRecord.create({
        data: {
          id: caseId,
          number,
          procedure,
          receivedAt,
        },
        select: { id: true },
      })
      await append(inPrismaTransaction(tx), {
        stream: caseStream(caseId),
        events: [
          {
            key: 'registered',
            type: 'registered',
            at,
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
              contentHash,
              terms,
            },
          },
        ],
      })
      await tx.outbox.create({
        data: { key: `start/${caseId}`, kind: 'start-case', payload: { caseId }, availableAt: new Date() },
        select: { id: true },
      })
    })
  }
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      while (made < count) await one(made++)
    }),
  )
  const waiting = () => db.caseView.count({ where: { stage: first } })
  let told = Date.now()
  await waitFor(
    async () => {
      const left = await waiting()
      if (Date.now() - told > 30_000) {
        told = Date.now()
        console.log(`${left} of ${count} cases are still to be opened`)
      }
      return left === 0
    },
    { timeoutMs: 3_600_000, everyMs: 1_000, what: 'every case opened by its workflow' },
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const infra = spawn(process.execPath, ['--import', 'tsx', 'test/harness/infrastructure.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  process.env.LIETA_TEST_INFRASTRUCTURE = await new Promise<string>((done, fail) => {
    createInterface({ input: infra.stdout }).once('line', done)
    infra.once('exit', (code) => fail(new Error(`the servers did not start (exit code ${code})`)))
  })
  try {
    console.log(JSON.stringify(await benchCalendar(), null, 2))
  } finally {
    infra.stdin.end()
  }
}
