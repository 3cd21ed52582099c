import { fileURLToPath } from 'node:url'
import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker'
import { termFrom } from '../../law/clock/fold.ts'
import { termId } from '../../law/clock/term.ts'
import { ruleOf } from '../../law/rules/catalogue.ts'
import { dayOf } from '../../law/time.ts'
import type { LedgerEvent } from '../../ledger/events.ts'
import { foldTerms, termsAtStart } from '../../ledger/fold/terms.ts'
import type { PlacedAct } from '../../ledger/inbox.ts'
import { MemoryCase, memoryActivities } from './memory.ts'
import { PLOT } from './plot.ts'

// Tries the kernel with a procedure that no law knows and a ledger in memory, on a real Temporal server, in a process of
// its own (the bundler and the test runner do not share one well). Prints one line of JSON a story.
const [address = '', namespace = ''] = process.argv.slice(2)
const queue = `kernel-${process.pid}-cases`
const cases = new Map<string, MemoryCase>()
let fetches = 0
/** Whoever fetches water for a case of that name: it never comes, or only when the story lets it. */
const wells = new Map<string, { begun: number; water: Promise<void> }>()
const connection = await NativeConnection.connect({ address })
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('./garden.ts', import.meta.url)),
  logger: { trace() {}, debug() {}, info() {}, log() {}, warn() {}, error: console.error },
})
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue: queue,
  workflowBundle,
  activities: memoryActivities(cases),
  // Every task is done from the beginning again: what is not deterministic fails.
  maxCachedWorkflows: 0,
})
const documents = await Worker.create({
  connection,
  namespace,
  taskQueue: queue.replace('-cases', '-documents'),
  activities: {
    issueDocument: async ({ caseId, key }: { caseId: string; key: string }) => {
      const well = wells.get(caseId)
      if (well) well.begun += 1
      else fetches += 1
      await well?.water
      return { documentId: `water of ${key}`, number: null, until: null }
    },
    deliver: async ({
      at,
      documentId,
      to,
    }: {
      at: string
      documentId: string
      to: { partyId?: string }
    }) => ({
      ...{ channel: channelOf(documentId, to.partyId), sentAt: at, why: { lv: '', en: '' } },
    }),
  },
})
const client = new Client({ connection: await Connection.connect({ address }), namespace })

const PARTIES = [{ partyId: 'ieva', role: 'applicant' }]
/** The cases in which there is a second applicant, to whom the one decision goes by post. */
const shared = new Set<string>()

function channelOf(documentId: string, partyId: string | undefined): string {
  if (shared.size === 0) return 'in-person'
  return documentId === 'document of tulip' && partyId === 'juris' ? 'registered-post' : 'e-address'
}

interface Story {
  id: string
  c: MemoryCase
  handle: WorkflowHandle
  /** Notes an act and wakes the case, as the API does; answers when it is settled. */
  act(act: Parameters<MemoryCase['note']>[0]): Promise<string>
  clockTo(days: number): Promise<void>
}

async function story(
  name: string,
  tell: (s: Story) => Promise<unknown>,
  workflow: 'plot' | 'beds' = 'plot',
): Promise<void> {
  const id = `${name}-${process.pid}`
  const c = new MemoryCase()
  cases.set(id, c)
  const receivedAt = c.now()
  c.receivedAt = receivedAt
  const began = c.offsetMs
  const start = {
    schema: 1,
    caseId: id,
    procedure: workflow,
    receivedAt,
    offsetMs: c.offsetMs,
    facts: {},
    parties: shared.has(name) ? [...PARTIES, { partyId: 'juris', role: 'applicant' }] : PARTIES,
  }
  const handle = await client.workflow.start(workflow, { workflowId: id, taskQueue: queue, args: [start] })
  const act: Story['act'] = async (what) => {
    const n = c.note(what)
    // As the API does it: whatever becomes of the call, what the case did is read from its ledger.
    await handle.executeUpdate('wake', { args: [n] }).catch(notHeard)
    while (!c.settled.has(n) && !c.places[n - 1]!.failed) await new Promise((r) => setTimeout(r, 50))
    return c.settled.get(n)?.refused ?? (c.settled.has(n) ? 'done' : 'passed over')
  }
  const clockTo = async (days: number): Promise<void> => {
    c.offsetMs = began + days * 86_400_000
    await handle.signal('clockMoved', c.offsetMs)
  }
  // What hangs is told as that, and keeps no other story waiting.
  const late = new Promise((r) => setTimeout(r, 15_000, 'did not end').unref())
  const telling = tell({ id, c, handle, act, clockTo })
  telling.catch(() => undefined)
  const told = await Promise.race([telling, late])
  if (told === 'did not end') await handle.terminate().catch(() => undefined)
  console.log(JSON.stringify({ story: name, told }))
}

function notHeard(e: unknown): void {
  if (!(e instanceof Error) || !/^Workflow(Update|NotFound)/.test(e.name)) throw e
}

const stages = (c: MemoryCase): unknown[] =>
  c.events().flatMap((e) => (e.type === 'stage-entered' ? [(e.data as { stage: string }).stage] : []))

async function happened(c: MemoryCase, type: string): Promise<void> {
  while (!c.events().some((e) => e.type === type)) await new Promise((r) => setTimeout(r, 50))
}

/** What the ledger makes of the terms that the kernel told it, beside what the kernel said of them. */
function termsOf(c: MemoryCase): Record<string, unknown> {
  const received = { at: c.receivedAt, recordedAt: c.receivedAt }
  const told: unknown[] = []
  let terms = termsAtStart(PLOT.terms, received)
  const dueOf = (id: string) => terms.find((t) => termId(t) === id)!.due
  for (const event of c.events()) {
    terms = foldTerms(terms, { ...event, recordedAt: event.at } as unknown as LedgerEvent)
    const data = event.data as Record<string, string & string[]>
    const id = data.name ? termId(terms.at(-1)!) : (data.what ?? data.term ?? data.clocks?.[0])
    if (event.type === 'note-added') told.push([data.text!.includes(dueOf('reply')!), 'as the kernel has it'])
    if (id) told.push([event.type, id, data.due ? data.due === dueOf(id) : (data.how ?? data.fact)])
  }
  const reply = terms.find((t) => termId(t) === 'reply')!
  return {
    told: told.map((t) => (Array.isArray(t) && typeof t[2] === 'object' ? [t[0], t[1], t[2].type] : t)),
    terms: Object.fromEntries(terms.map((t) => [termId(t), t.state])),
    byLaw: {
      opened: termFrom('IesL.reply', c.receivedAt).due <= reply.due!,
      extended:
        reply.due ===
        termFrom(
          { ...ruleOf('IesL.reply', dayOf(c.receivedAt)), amount: 1, unit: 'months' },
          reply.facts[0]!.at,
        ).due,
      unit: reply.unit,
    },
  }
}

async function stories(): Promise<void> {
  await story('table', async ({ c, act, handle }) => {
    const answers = [
      await act({ act: 'fruit.pick' }),
      await act({ act: 'plant.ripen', role: 'applicant' }),
      await act({ act: 'plant.ripen', entitled: false }),
      await act({ act: 'plant.ripen', tied: true }),
      await act({ act: 'plant.ripen' }),
    ]
    const { revision } = { revision: 3 }
    answers.push(await act({ act: 'fruit.pick', revision: 2, actorId: 'other' }))
    answers.push(await act({ act: 'fruit.pick', revision }))
    answers.push(await act({ act: 'fruit.pick', revision, actorId: 'other' }))
    return { answers, end: await handle.result(), stages: stages(c) }
  })
  await story('body', async ({ act, handle }) => {
    const judge = (more: Partial<PlacedAct> = {}) =>
      act({ act: 'plant.judge', actorId: 'anna', role: 'member@garden-council', ...more })
    const answers = [
      await judge({ role: 'inspector' }),
      await judge({ role: 'secretary@garden-council' }),
      await judge({ role: 'member@other-council' }),
      await judge({ entitled: false }),
      await judge({ recused: true }),
      await judge({ tied: true }),
      await judge(),
    ]
    await act({ act: 'plant.fell' })
    return { answers, end: await handle.result() }
  })
  await story('order', async ({ c, handle }) => {
    // Noted in one order, woken in another, and one not at all: the order of the places holds.
    const first = c.note({ act: 'plant.ripen' })
    const second = c.note({ act: 'plant.ripen', actorId: 'other' })
    const third = c.note({ act: 'fruit.pick', actorId: 'other', revision: 3 })
    await handle.executeUpdate('wake', { args: [third] })
    const state = (n: number): string => c.settled.get(n)?.refused ?? 'done'
    return { states: [first, second, third].map(state), end: await handle.result() }
  })
  await story('deadline', async ({ c, clockTo, handle }) => {
    await clockTo(40)
    return { end: await handle.result(), stages: stages(c) }
  })
  await story('before-deadline', async ({ c, handle, act, clockTo }) => {
    // What was noted before the end counts, though the case hears of it only after.
    const n = c.note({ act: 'plant.ripen' })
    await clockTo(40)
    const picked = await act({ act: 'fruit.pick', actorId: 'other', revision: 3 })
    return { ripened: c.settled.get(n)?.refused ?? 'done', picked, end: await handle.result() }
  })
  await story('outside', async ({ c, act, handle }) => {
    await act({ act: 'plant.water' })
    await act({ act: 'plant.ripen' })
    const picked = await act({ act: 'fruit.pick', actorId: 'other', revision: 4 })
    const end = await handle.result()
    const notes = c.events().filter((e) => e.type === 'note-added').length
    return { picked, end, notes, fetches }
  })
  await story('fault', async ({ c, act, handle }) => {
    const trampled = await act({ act: 'plant.trample' })
    const ripened = await act({ act: 'plant.ripen' })
    const picked = await act({ act: 'fruit.pick', actorId: 'other', revision: 3 })
    return { trampled, ripened, picked, end: await handle.result(), stages: stages(c) }
  })
  await story('terms', async ({ c, act, clockTo, handle }) => {
    const answers = []
    for (const one of ['ask', 'wait', 'ask', 'hold']) answers.push(await act({ act: `plant.${one}` }))
    // The clock goes in steps, as it does in life: what has come due is dealt with before more time passes.
    await clockTo(30)
    await happened(c, 'escalated')
    await clockTo(75)
    await happened(c, 'term-passed')
    const ripened = await act({ act: 'plant.ripen' })
    const picked = await act({ act: 'fruit.pick', actorId: 'other', revision: 7 })
    const end = await handle.result()
    return { answers: [...answers, ripened, picked], end, ...termsOf(c) }
  })
  await story('interrupted', async ({ c, act, handle }) => {
    await act({ act: 'plant.fell' })
    const end = await handle.result()
    const closed = c
      .events()
      .filter((e) => e.type === 'task-closed')
      .map((e) => e.data)
    return { end, closed }
  })
  await story('called-back', async ({ id, c, act, handle }) => {
    const dry = Promise.reject(new Error('the well is dry'))
    dry.catch(() => undefined)
    const well = { begun: 0, water: dry }
    wells.set(id, well)
    await act({ act: 'plant.water' })
    await until(() => well.begun > 1)
    const felled = await act({ act: 'plant.fell' })
    const end = await handle.result()
    return { felled, end, notes: c.events().filter((e) => e.type === 'note-added').length }
  })
  await story('under-way', async ({ id, c, act, handle }) => {
    let comes!: () => void
    const well = {
      begun: 0,
      water: new Promise<void>((r) => {
        comes = r
      }),
    }
    wells.set(id, well)
    await act({ act: 'plant.water' })
    await until(() => well.begun > 0)
    const felled = await act({ act: 'plant.fell' })
    const ended = c.events().some((e) => e.type === 'closed')
    comes()
    const end = await handle.result()
    const order = c.events().flatMap((e) => (/^(note-added|closed)$/.test(e.type) ? [e.type] : []))
    return { felled, ended, end, order, begun: well.begun }
  })
  await story(
    'decisions',
    async ({ id, c, act, clockTo, handle }) => {
      await until(() => stages(c).at(-1) === 'contest-period')
      const tulip = { decisionId: 'decision-2' }
      const contested = await act({ act: 'contest.submit', role: 'applicant', facts: tulip })
      const twice = await act({ act: 'contest.submit', role: 'applicant', facts: tulip })
      // The one is at the ministry, while the other may still be contested.
      const other = await act({ act: 'contest.submit', role: 'applicant', facts: {} })
      const withdrawn = await act({
        act: 'contest.withdraw',
        role: 'applicant',
        facts: { decisionId: 'decision-1' },
      })
      const outcome = { ...tulip, outcome: 'revoked', date: c.now().slice(0, 10) }
      const revision = revisionOf(c)
      const settled = await act({ act: 'contest.outcome', facts: outcome, revision })
      await clockTo(70)
      const end = await handle.result()
      const before = stages(c)
      // After its end, a run of its own.
      const n = c.note({ act: 'decision.ask', role: 'applicant', facts: {} })
      const start = { schema: 1, caseId: id, procedure: 'beds', receivedAt: c.receivedAt, facts: {} }
      const again = await client.workflow.signalWithStart('beds', {
        ...{ workflowId: id, taskQueue: queue, signal: 'woken', signalArgs: [n] },
        args: [{ ...start, offsetMs: c.offsetMs, parties: PARTIES, after: {} }],
      })
      await until(() => c.settled.has(n))
      const answer = c.note({ act: 'decision.explain', facts: {}, revision: revisionOf(c) })
      await again.signal('woken', answer)
      const after = await client.workflow.getHandle(id).result()
      // The court leaves it as the ministry did: so does the case.
      const filed = c.note({
        act: 'court.file',
        facts: { ...tulip, filedOn: '2026-10-20' },
        revision: revisionOf(c),
      })
      const court = await client.workflow.signalWithStart('beds', {
        ...{ workflowId: id, taskQueue: queue, signal: 'woken', signalArgs: [filed] },
        args: [{ ...start, offsetMs: c.offsetMs, parties: PARTIES, after: {} }],
      })
      await until(() => c.settled.has(filed))
      const facts = { ...tulip, outcome: 'rejected', inForceFrom: '2026-12-01', number: 'A42' }
      await court.signal('woken', c.note({ act: 'court.outcome', facts, revision: revisionOf(c) }))
      const judged = await client.workflow.getHandle(id).result()
      const marks = c.events().flatMap((e) => (/^(closed|resumed)$/.test(e.type) ? [e.type] : []))
      return {
        ...{ contested, twice, other, withdrawn, settled, end, stages: before, after, judged, marks },
        explained: c.settled.get(answer)?.refused ?? 'done',
      }
    },
    'beds',
  )
  shared.add('recipients')
  await story(
    'recipients',
    async ({ c, act, clockTo }) => {
      await until(() => stages(c).at(-1) === 'service' && said(c, 'document-sent').length === 4)
      const prove = (
        decisionId: string | undefined,
        partyId: string,
        receivedAt: string,
      ): Promise<string> => {
        const facts = { ...(decisionId ? { decisionId } : {}), partyId, receivedAt }
        return act({ act: 'service.prove', facts, revision: revisionOf(c) })
      }
      // Sent on Monday 5 October: by e-address served on the 7th, by registered post on the 12th.
      await clockTo(5)
      await until(() => said(c, 'document-served').length === 2)
      const answers = [
        // Of the one that is still served to juris; and of the other, which he has by e-address and not by post.
        await prove('decision-2', 'ieva', '2026-10-09'),
        await prove('decision-1', 'juris', '2026-10-10'),
        await prove('decision-1', 'nobody', '2026-10-10'),
      ]
      await clockTo(8)
      await until(() => said(c, 'document-served').length === 5)
      answers.push(await prove('decision-1', 'ieva', '2026-10-08'))
      return {
        answers,
        served: servedOf(c),
        contest: said<{ due: string }>(c, 'term-opened').map((t) => t.due),
      }
    },
    'beds',
  )
}

const said = <T = unknown>(c: MemoryCase, type: string): T[] =>
  c.events().flatMap((e) => (e.type === type ? [e.data as T] : []))

/** Until when each of them may contest each of the decisions, as it was said last. */
function servedOf(c: MemoryCase): Record<string, string> {
  const facts = said<{ decisionId: string; fact: { type: string; partyId: string; contestUntil: string } }>(
    c,
    'decision-fact',
  )
  return Object.fromEntries(
    facts
      .filter(({ fact }) => fact.type === 'served')
      .map(({ decisionId, fact }) => [`${decisionId} ${fact.partyId}`, fact.contestUntil]),
  )
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((r) => setTimeout(r, 50))
}

/** The revision that a page just opened would show. */
function revisionOf(c: MemoryCase): number {
  const found = c.events().findLast((e) => 'revision' in (e.data as object))!
  return (found.data as { revision: number }).revision
}

await worker.runUntil(documents.runUntil(stories()))
await connection.close()
process.exit(0)
