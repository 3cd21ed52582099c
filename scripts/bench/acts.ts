import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import { waitFor } from '../../test/harness/environment.ts'
import { infrastructure } from '../../test/harness/infrastructure-info.ts'
import { startStack } from '../../test/harness/stack.ts'
import * as s from '../../test/scenarios/steps.ts'
import type { Http } from '../lib/http.ts'
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
  return acts(people, caseId)
}

/** Acts only, on cases that stand ready. */
async function prepared(
  people: Record<string, Http>,
  count: number,
): Promise<{ job: () => Promise<number[]>; drained: () => Promise<void> }> {
  const ready: string[] = []
  const decided: string[] = []
  for (let n = 0; n < count; n += 10)
    await Promise.all(
      Array.from({ length: Math.min(10, count - n) }, async () => {
        const { caseId } = await s.apply(people.head!)
        await s.untilStage(people.inspector!, caseId, 'completeness', 60_000)
        await s.untilSent(people.inspector!, caseId, 'receipt')
        ready.push(caseId)
      }),
    )
  const job = async (): Promise<number[]> => {
    const caseId = ready.pop()
    if (!caseId) throw new Error('more cases were asked for than prepared')
    const times = await acts(people, caseId)
    decided.push(caseId)
    return times
  }
  /** Waits until every decision has gone out, so that nothing of this loop is left for the next. */
  const drained = async (): Promise<void> => {
    for (const caseId of decided)
      await waitFor(
        async () =>
          (await s.getCase(people.inspector!, caseId)).documents.some(
            (d) => d.kind === 'decision' && d.channel,
          ),
        { timeoutMs: 300_000, everyMs: 200, what: 'the decision sent' },
      )
  }
  return { job, drained }
}

async function acts(people: Record<string, Http>, caseId: string): Promise<number[]> {
  const times: number[] = []
  // What the person's page shows; each answer tells the next one.
  let { revision } = (await s.getCase(people[ACTS[0]![0]]!, caseId)).state
  for (const [who, act, payload] of ACTS) {
    const began = performance.now()
    const reply = await s.tryAct(people[who]!, caseId, act, payload, { key: randomUUID(), revision })
    if (reply.status !== 200) throw new Error(`${act}: ${reply.status} ${reply.text.slice(0, 300)}`)
    times.push(performance.now() - began)
    ;({ revision } = reply.json<{ revision: number }>())
  }
  return times
}

/** More than a loop can use up. */
function casesFor(clients: number): number {
  return (clients === 1 ? 6 : 12) * SECONDS
}

/** A loop over bare workflows, in threads as the SDK has them or without its stack traces, as the engine's. */
async function bareLoop(clients: number, stackTraces: boolean): Promise<Load> {
  // Threads take this with them from here (platform/workflow-threads.cjs).
  process.env.WORKFLOW_STACK_TRACES = stackTraces ? '1' : '0'
  const run = await bareRuns()
  try {
    await run.job()
    return await closedLoop(clients, SECONDS, run.job)
  } finally {
    await run.stop()
  }
}

async function bareRuns(): Promise<{ job: () => Promise<number[]>; stop: () => Promise<void> }> {
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
  /** Updates of a workflow that does nothing, in a worker as the SDK makes it. */
  bare: Load[]
  /** The same without the SDK's stack traces of promises, as our workers run (docs/decisions/0014). */
  bareUntraced: Load[]
  /** Acts alone: the worker that renders, signs and sends stands still, and its work waits on its queue. */
  acts: Load[]
  /** Acts while the decisions that they cause are rendered, signed, sealed and sent on the same cores. */
  withDocuments: Load[]
  /** A case through the API, from the form to the director's act. */
  whole: Load[]
  /** Acts per second as a share of the bare workflow's Updates, by clients. */
  ratio: Record<string, Record<'bare' | 'bareUntraced', { acts: number; withDocuments: number }>>
}

/**
 * Engine and bare workflow turn about on the same server, in one run, so that a noisy machine is noisy for both. The
 * bare workflow makes no documents: it is compared with the acts alone, and what documents cost is told beside it.
 */
export async function benchActs(): Promise<ActFigures> {
  const stack = await startStack({
    label: 'bench',
    env: { LOG_LEVEL: 'warn', PERSON_FILES_PER_DAY: '100000' },
  })
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
    const figures: ActFigures = {
      bare: [],
      bareUntraced: [],
      acts: [],
      withDocuments: [],
      whole: [],
      ratio: {},
    }
    for (const clients of [1, 16]) {
      const bare = await bareLoop(clients, true)
      const bareUntraced = await bareLoop(clients, false)

      const first = await prepared(people, casesFor(clients))
      await stack.processes.get('worker-documents')?.stop()
      const acts = await closedLoop(clients, SECONDS, first.job)
      await stack.start('worker-documents')
      await first.drained()

      const second = await prepared(people, casesFor(clients))
      const withDocuments = await closedLoop(clients, SECONDS, second.job)
      await second.drained()

      const shares = (of: Load) => {
        const share = (load: Load): number => Math.round((load.perSecond / of.perSecond) * 100) / 100
        return { acts: share(acts), withDocuments: share(withDocuments) }
      }
      const ratio = { bare: shares(bare), bareUntraced: shares(bareUntraced) }
      console.log(JSON.stringify({ clients, bare, bareUntraced, acts, withDocuments, ratio }))
      const whole = await closedLoop(clients, SECONDS, () => oneCase(people))
      console.log(JSON.stringify({ whole }))
      figures.bare.push(bare)
      figures.bareUntraced.push(bareUntraced)
      figures.acts.push(acts)
      figures.withDocuments.push(withDocuments)
      figures.whole.push(whole)
      figures.ratio[String(clients)] = ratio
    }
    return figures
  } finally {
    await stack.stop()
  }
}
