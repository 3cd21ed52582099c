import { writeFileSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { NativeConnection, Worker } from '@temporalio/worker'
import type { EntryLife } from '../../law/entry/life.ts'
import { entryStream } from '../../ledger/streams.ts'
import { buildWorkflows } from '../../scripts/build-workflows.ts'
import { WORKFLOW_BUNDLE } from '../../scripts/lib/services.ts'
import { entryWorkflowId } from '../../temporal.config.ts'
import { MemoryEntry, memoryActivities } from './memory.ts'

// Lives of entries, years long, in the workflow that production runs, with a ledger in memory, on a real Temporal server with
// real timers. Prints one line of JSON a story; with a folder named, keeps the history of each run.
const [address = '', namespace = '', keepIn] = process.argv.slice(2)
const queue = `entry-${process.pid}-cases`
/** Three years, asked for anew a month before (MK 682); suspended and resumed, annulled and restored, excluded. */
const LIFE: EntryLife = {
  orders: {
    enter: { from: [], to: 'active', norm: 'MK682' },
    amend: { from: ['active', 'suspended'], norm: 'MK682' },
    suspend: { from: ['active'], to: 'suspended', norm: 'MK682', unverified: true },
    resume: { from: ['suspended'], to: 'active', norm: 'MK682', unverified: true },
    annul: { from: ['active', 'suspended'], to: 'annulled', norm: 'MK682' },
    exclude: { from: ['active', 'suspended', 'expired'], to: 'excluded', norm: 'MK682', unverified: true },
    renew: { from: ['active', 'expired'], to: 'active', norm: 'MK682' },
    restore: { from: ['annulled'], to: 'active', norm: 'MK682', unverified: true },
  },
  terms: [
    {
      id: 'validity',
      rule: 'MK682.validity',
      begins: ['enter', 'renew'],
      ends: [],
      passing: 'expires',
      useful: 'MK682.extend',
      remind: [30, 7],
    },
  ],
  reminders: { norm: 'practice', unverified: true },
}
const BEGINS = '2031-03-10T10:00:00.000Z'
const entries = new Map<string, MemoryEntry>()
const reminders: Record<string, number> = {}
let failing = 0
await buildWorkflows()
const connection = await NativeConnection.connect({ address })
const shared = { connection, namespace }
const worker = await Worker.create({
  ...shared,
  taskQueue: queue,
  workflowBundle: { codePath: WORKFLOW_BUNDLE },
  activities: memoryActivities(entries),
  // Every task is done from the beginning again: what is not deterministic fails.
  maxCachedWorkflows: 0,
})
const documents = await Worker.create({
  ...shared,
  taskQueue: queue.replace('-cases', '-documents'),
  activities: {
    remindHolder: async ({ entryNo, notice }: { entryNo: string; notice: string }) => {
      if (failing > 0) {
        failing -= 1
        throw new Error('the mail server is away')
      }
      const key = `${entryNo}/${notice}`
      reminders[key] = (reminders[key] ?? 0) + 1
      return { channel: 'e-mail' }
    },
  },
})
const client = new Client({ connection: await Connection.connect({ address }), namespace })

interface Story {
  e: MemoryEntry
  /** Orders something and wakes the entry, as the relay does; answers what became of it. */
  order(what: Parameters<MemoryEntry['order']>[0], caseId?: string): Promise<string>
  wake(n: number): Promise<void>
  settled(n: number): Promise<string>
  /** Moves the clock, so many days at once. */
  clockTo(day: string, stroke?: number): Promise<void>
  until(event: string): Promise<void>
  /** How it ended, and in how many runs of its workflow. */
  ended(): Promise<{ ended: unknown; runs: number }>
}

async function story(name: string, tell: (s: Story) => Promise<unknown>): Promise<void> {
  const id = { register: 'certificates', entryNo: `${name}-${process.pid}` }
  const e = new MemoryEntry(id, LIFE, BEGINS)
  entries.set(entryStream(id.register, id.entryNo).id, e)
  const workflowId = entryWorkflowId({ TEMPORAL_TASK_QUEUE_PREFIX: queue }, id.register, id.entryNo)
  const handle = client.workflow.getHandle(workflowId)
  const firsts: string[] = []
  const wake = async (n: number): Promise<void> => {
    const started = await client.workflow.signalWithStart('entry', {
      workflowId,
      taskQueue: queue,
      args: [{ ...id, offsetMs: e.offsetMs }],
      signal: 'woken',
      signalArgs: [n],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    })
    if (!firsts.includes(started.signaledRunId)) firsts.push(started.signaledRunId)
  }
  const when = async <T>(look: () => T | undefined | false): Promise<T> => {
    for (;;) {
      const found = look()
      if (found) return found
      await new Promise((r) => setTimeout(r, 20))
    }
  }
  /** Nothing has happened for a while, and nothing is left to happen. */
  const quiet = async (): Promise<void> => {
    for (let before = -1; before !== e.settled.length || before !== e.places.length; ) {
      before = e.settled.length
      await new Promise((r) => setTimeout(r, 700))
    }
  }
  const settled = (n: number): Promise<string> => when(() => e.settled[n])
  const runsOf = async (): Promise<string[]> => {
    const runs: string[] = []
    for (const first of firsts) {
      let runId: string | undefined = first
      while (runId && !runs.includes(runId)) {
        runs.push(runId)
        const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
        const last = history.events?.at(-1)
        if (keepIn)
          writeFileSync(`${keepIn}/entry-${name}-${runs.length}.json`, `${historyToJSON(history)}\n`)
        runId = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined
      }
    }
    return runs
  }
  const telling = tell({
    e,
    wake,
    settled,
    async order(what, caseId) {
      const n = e.order(what, caseId)
      await wake(n)
      return settled(n)
    },
    async clockTo(day, stroke = 150) {
      const to = new Date(`${day}T10:00:00.000Z`).getTime()
      for (let at = Date.now() + e.offsetMs; at < to; ) {
        at = Math.min(to, at + stroke * 86_400_000)
        e.offsetMs = at - Date.now()
        // An entry that is in force no more has ended: nobody tells it.
        await handle.signal('clockMoved', e.offsetMs).catch(() => undefined)
        await quiet()
      }
    },
    async until(event) {
      await when(() => e.told().includes(event))
    },
    async ended() {
      const ended = await handle.result()
      return { ended, runs: (await runsOf()).length }
    },
  })
  telling.catch(() => undefined)
  const late = new Promise((r) => setTimeout(r, 120_000, 'did not end').unref())
  const told = await Promise.race([telling, late])
  if (told === 'did not end') await handle.terminate().catch(() => undefined)
  console.log(JSON.stringify({ story: name, told: told === 'did not end' ? [told, e.told()] : told }))
}

async function stories(): Promise<void> {
  await story('expired', async ({ e, order, clockTo, until, ended }) => {
    // Ten years: entered, renewed twice in time, suspended and resumed meanwhile, and then nobody asks.
    await order('enter')
    for (const day of ['2034-01-20', '2034-02-05']) await clockTo(day)
    await until('2034-02-03 reminded 7 days')
    await order('renew', 'c2')
    await clockTo('2036-05-01')
    await order('suspend', 'c3')
    await clockTo('2036-09-01')
    await order('resume', 'c3')
    await clockTo('2037-01-30')
    await order('renew', 'c4')
    await clockTo('2040-03-05')
    await until('2040-02-03 reminded 7 days')
    await clockTo('2041-03-11')
    const end = await ended()
    return { ...end, yearly: end.runs >= 8, told: e.told(), version: e.state!.version, reminders }
  })
  await story('jumped', async ({ e, order, clockTo, ended }) => {
    // The clock moves ten years in one stroke: everything comes in its order, on its own day.
    await order('enter')
    await clockTo('2041-03-11', 4_000)
    return { ended: (await ended()).ended, told: e.told() }
  })
  await story('annulled', async ({ e, order, ended }) => {
    await order('enter')
    const refused = [await order('resume', 'c2'), await order('restore', 'c2')]
    await order('annul', 'c2')
    const first = await ended()
    // In force no more, its workflow is over; an order wakes it all the same, and it has the rest of its term.
    const restored = await order('restore', 'c3')
    const { last } = e.state!.standing.terms.validity!
    await order('annul', 'c3')
    const second = await ended()
    return { refused, first: first.ended, restored, last, second: second.ended, told: e.told() }
  })
  await story('excluded', async ({ e, order, clockTo, until, ended }) => {
    await order('enter')
    await clockTo('2034-03-11', 4_000)
    await until('2034-03-11 expired')
    await ended()
    await order('exclude', 'c2')
    return { ...(await ended()), told: e.told() }
  })
  await story('many', async ({ e, order, wake, settled, ended }) => {
    // Two cases at once, woken in whatever order: what stands in the inbox holds, and the run begins anew on its way.
    await order('enter')
    const places = Array.from({ length: 120 }, (_, n) => e.order('amend', `c${n % 2}`))
    await Promise.all(places.toReversed().map((n) => wake(n)))
    await settled(places.at(-1)!)
    await order('exclude')
    const { ended: how, runs } = await ended()
    const inOrder = e.events.every((event, n) => event.key === `${n}/0`)
    return { ended: how, again: runs > 2, version: e.state!.version, inOrder, places: e.places.length }
  })
  await story('troubled', async ({ e, order, clockTo, until, ended }) => {
    failing = 2
    await order('enter')
    await clockTo('2034-01-15', 4_000)
    await until('2034-01-15 told')
    await order('exclude')
    await ended()
    return { told: e.told(), failing }
  })
}

await worker.runUntil(documents.runUntil(stories()))
await connection.close()
process.exit(0)
