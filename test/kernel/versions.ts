import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker'
import { MemoryCase, memoryActivities } from './memory.ts'

// A new release of workflow code meets a case that has begun: rehearsed with the garden, in a process of its own. Prints
// one line of JSON.
const [address = '', namespace = ''] = process.argv.slice(2)
const queue = `versions-${process.pid}-cases`
const cases = new Map<string, MemoryCase>()
const connection = await NativeConnection.connect({ address })
const client = new Client({ connection: await Connection.connect({ address }), namespace })
const logger = { trace() {}, debug() {}, info() {}, log() {}, warn() {}, error: console.error }

const bundleOf = (file: string): Promise<WorkflowBundle> =>
  bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL(`./${file}.ts`, import.meta.url)), logger })

async function withWorker(workflowBundle: WorkflowBundle, work: () => Promise<void>): Promise<void> {
  const activities = memoryActivities(cases)
  // Nothing is kept in memory: every task is done from the beginning again, as after a deployment.
  const options = { connection, namespace, workflowBundle, activities, maxCachedWorkflows: 0 }
  await (await Worker.create({ ...options, taskQueue: queue })).runUntil(work())
}

async function begun(id: string): Promise<MemoryCase> {
  const c = new MemoryCase()
  cases.set(id, c)
  c.receivedAt = c.now()
  const { receivedAt, offsetMs } = c
  const start = { schema: 1, caseId: id, procedure: 'plot', receivedAt, offsetMs, facts: {} }
  await client.workflow.start('plot', {
    workflowId: id,
    taskQueue: queue,
    args: [{ ...start, parties: [{ partyId: 'owner', role: 'applicant' }] }],
  })
  await until(() => c.events().some((e) => e.type === 'stage-entered'))
  return c
}

async function act(id: string, what: Parameters<MemoryCase['note']>[0]): Promise<void> {
  const c = cases.get(id)!
  const n = c.note(what)
  await client.workflow.getHandle(id).signal('woken', n)
  await until(() => c.settled.has(n))
}

async function picked(id: string): Promise<unknown> {
  await act(id, { act: 'plant.ripen' })
  const { revision } = cases
    .get(id)!
    .events()
    .findLast((e) => e.type === 'stage-entered')!.data as {
    revision: number
  }
  await act(id, { act: 'fruit.pick', actorId: 'other', revision })
  return client.workflow.getHandle(id).result()
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((r) => setTimeout(r, 50))
}

const watered = (id: string): number =>
  cases
    .get(id)!
    .events()
    .filter((e) => e.type === 'note-added').length

async function replays(id: string, workflowBundle: WorkflowBundle): Promise<boolean> {
  const history = await client.workflow.getHandle(id).fetchHistory()
  return Worker.runReplayHistory({ workflowBundle, replayName: 'versions' }, history, id).then(
    () => true,
    () => false,
  )
}

const [today, next, careless] = await Promise.all(['garden', 'next', 'careless'].map(bundleOf))
const [old, fresh] = [`old-${process.pid}`, `fresh-${process.pid}`]
const documents = await Worker.create({
  ...{ connection, namespace, taskQueue: queue.replace('-cases', '-documents') },
  activities: {
    issueDocument: async ({ key }: { key: string }) => ({ documentId: key, number: null, until: null }),
  },
})
await documents.runUntil(async () => {
  await withWorker(today!, async () => {
    await begun(old)
    await act(old, { act: 'plant.ask' })
  })
  const told: Record<string, unknown> = {
    // Before it is deployed, histories tell which change would break cases that have begun.
    carelessReplays: await replays(old, careless!),
    nextReplays: await replays(old, next!),
  }
  await withWorker(next!, async () => {
    told.old = { end: await picked(old), watered: watered(old) }
    await begun(fresh)
    told.fresh = { end: await picked(fresh), watered: watered(fresh) }
  })
  console.log(JSON.stringify(told))
})
await connection.close()
process.exit(0)
