import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { Http } from '../../test/harness/http.ts'
import { infrastructure } from '../../test/harness/infrastructure-info.ts'
import { type Stack, startStack } from '../../test/harness/stack.ts'
import * as s from '../../test/scenarios/steps.ts'
import { bareUpdate } from './bare-workflow.ts'
import { closedLoop, type Load } from './figures.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20)

/** The acts of one licensing case from the desk to the signed decision, as the API takes them. */
const ACTS: [who: 'inspector' | 'reviewer' | 'director', act: string, payload: unknown][] = [
  ['inspector', 'completeness.confirm', {}],
  ['inspector', 'assessment.complete', s.FINDINGS],
  ['inspector', 'proposal.submit', s.proposal('grant')],
  ['reviewer', 'review.approve', {}],
  ['director', 'decision.sign', {}],
]

/** One case through the API; gives the time of each act, accepted → committed (ms). */
async function oneCase(people: Record<string, Http>): Promise<number[]> {
  const { caseId } = await s.apply(people.head!)
  await s.untilStage(people.inspector!, caseId, 'completeness', 60_000)
  const times: number[] = []
  for (const [who, act, payload] of ACTS) {
    const began = performance.now()
    const reply = await s.tryAct(people[who]!, caseId, act, payload, { key: randomUUID() })
    if (reply.status !== 200) throw new Error(`${act}: ${reply.status} ${reply.text.slice(0, 300)}`)
    times.push(performance.now() - began)
  }
  return times
}

/** Acts only, on cases that stand ready: what is compared with the bare workflow. */
async function prepared(people: Record<string, Http>, count: number): Promise<() => Promise<number[]>> {
  const ready: string[] = []
  for (let n = 0; n < count; n += 10)
    await Promise.all(
      Array.from({ length: Math.min(10, count - n) }, async () => {
        const { caseId } = await s.apply(people.head!)
        await s.untilStage(people.inspector!, caseId, 'completeness', 60_000)
        await s.untilSent(people.inspector!, caseId, 'receipt')
        ready.push(caseId)
      }),
    )
  return async () => {
    const caseId = ready.pop()
    if (!caseId) throw new Error('more cases were asked for than prepared')
    const times: number[] = []
    for (const [who, act, payload] of ACTS) {
      const began = performance.now()
      const reply = await s.tryAct(people[who]!, caseId, act, payload, { key: randomUUID() })
      if (reply.status !== 200) throw new Error(`${act}: ${reply.status} ${reply.text.slice(0, 300)}`)
      times.push(performance.now() - began)
    }
    return times
  }
}

async function bareRuns(stack: Stack): Promise<{ job: () => Promise<number[]>; stop: () => Promise<void> }> {
  const { temporal } = infrastructure()
  const native = await NativeConnection.connect({ address: temporal.address })
  const taskQueue = `bare-${randomUUID()}`
  const worker = await Worker.create({
    connection: native,
    namespace: temporal.namespace,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
    activities: { nothing: async () => {} },
    maxCachedWorkflows: 500,
  })
  const running = worker.run()
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection, namespace: temporal.namespace })
  void stack
  const job = async (): Promise<number[]> => {
    const handle = await client.workflow.start('bare', {
      taskQueue,
      workflowId: `bare/${randomUUID()}`,
      args: [ACTS.length],
    })
    const times: number[] = []
    for (const [n] of ACTS.entries()) {
      const began = performance.now()
      await handle.executeUpdate(bareUpdate, { args: [n], updateId: randomUUID() })
      times.push(performance.now() - began)
    }
    return times
  }
  return {
    job,
    stop: async () => {
      worker.shutdown()
      await running
      await connection.close()
      await native.close()
    },
  }
}

export interface ActFigures {
  engine: Load[]
  bare: Load[]
  whole: Load[]
  /** Engine's acts per second as a share of the bare workflow's, by clients. */
  ratio: Record<string, number>
}

/** Engine and bare workflow turn about on the same server, in one run, so that a noisy machine is noisy for both. */
export async function benchActs(): Promise<ActFigures> {
  const stack = await startStack({ label: 'bench', env: { LOG_LEVEL: 'warn' } })
  try {
    const names = {
      head: 'baiba-kalnina',
      inspector: 'inese-berzina',
      reviewer: 'andris-liepa',
      director: 'dace-vitola',
    }
    const people = Object.fromEntries(
      await Promise.all(Object.entries(names).map(async ([k, id]) => [k, await stack.signIn(id)] as const)),
    ) as Record<string, Http>
    await oneCase(people)
    const figures: ActFigures = { engine: [], bare: [], whole: [], ratio: {} }
    for (const clients of [1, 16]) {
      const bareRun = await bareRuns(stack)
      await bareRun.job()
      const bare = await closedLoop(clients, SECONDS, bareRun.job)
      await bareRun.stop()
      const job = await prepared(people, clients === 1 ? 15 * SECONDS : 25 * SECONDS)
      const engine = await closedLoop(clients, SECONDS, job)
      figures.engine.push(engine)
      figures.bare.push(bare)
      figures.ratio[String(clients)] = Math.round((engine.perSecond / bare.perSecond) * 100) / 100
      console.log(JSON.stringify({ clients, bare, engine, ratio: figures.ratio[String(clients)] }))
      figures.whole.push(await closedLoop(clients, SECONDS, () => oneCase(people)))
      console.log(JSON.stringify({ whole: figures.whole.at(-1) }))
    }
    return figures
  } finally {
    await stack.stop()
  }
}
