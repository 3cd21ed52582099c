import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { StreamKind } from '../ledger/streams.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { caseWorkflowId } from '../temporal.config.ts'
import { resumeCase } from './start-case.ts'
import { wakeEntry } from './wake-entry.ts'

interface Deps {
  db: Database
  client: Client
  config: Config
  log: Log
}

/** A stream in whose inbox something waits; of an entry also which one it is, which its first order says. */
interface Waiting {
  kind: StreamKind
  stream: string
  n: number
  first: { register: string; entryNo: string } | null
  /** A case that has ended: something more is done in it. */
  ended: boolean
}

/** How often is looked, how long a place may wait before the case is told, and how long until it is told again. */
const EVERY_MS = 5_000
const PATIENCE = '5 seconds'
const AGAIN_MS = 60_000
/** A case that takes nothing for so long is told to whoever runs the service. */
const STUCK = '5 minutes'
const ALARM_EVERY_MS = 300_000
const AT_ONCE = 20
const MOST = 500
/** How long before the last settled place a case may have lost what it did: longer than any turn takes. */
const WINDOW = '2 minutes'

/**
 * Wakes the cases, and entries of registers, in whose inbox something waits: whoever noted it may have died before telling
 * them. Waking one that knows changes nothing.
 */
export class InboxSweep {
  private readonly deps: Deps
  private readonly told = new Map<string, { n: number; at: number }>()
  private lookedAt = 0
  private alarmedAt = 0

  constructor(deps: Deps) {
    this.deps = deps
  }

  /**
   * What a worker did last may stand in the ledger and nowhere else, when server and worker died in one moment: the
   * cases that did something last are told to look.
   */
  async afterStart(): Promise<number> {
    const streams = await this.deps.db.$queryRaw<Waiting[]>`
      SELECT l.*, z.data AS first, false AS ended FROM (
        SELECT stream_kind AS kind, stream, max(n) AS n FROM stream_inbox
        WHERE settled_at > (SELECT max(settled_at) FROM stream_inbox) - ${WINDOW}::interval AND kind <> 'start'
        GROUP BY stream_kind, stream) l
      LEFT JOIN stream_inbox z ON l.kind <> 'case' AND z.stream = l.stream AND z.n = 0`
    await this.tell(streams)
    return streams.length
  }

  async round(): Promise<void> {
    const now = Date.now()
    if (now - this.lookedAt < EVERY_MS) return
    this.lookedAt = now
    const waiting = await this.deps.db.$queryRaw<(Waiting & { stuck: boolean })[]>`
      SELECT w.*, z.data AS first,
        coalesce((SELECT v.closed_at IS NOT NULL FROM case_view v WHERE v.case_id = w.stream), false) AS ended FROM (
        SELECT i.stream_kind AS kind, i.stream, max(i.n) AS n, min(i.noted_at) < now() - ${STUCK}::interval AS stuck
        FROM stream_inbox i
        WHERE i.state = 'waiting' AND i.kind <> 'start' AND i.noted_at < now() - ${PATIENCE}::interval
        GROUP BY i.stream_kind, i.stream LIMIT ${MOST}) w
      LEFT JOIN stream_inbox z ON w.kind <> 'case' AND z.stream = w.stream AND z.n = 0`
    const due = waiting.filter(({ stream, n }) => {
      const before = this.told.get(stream)
      return !before || before.n < n || now - before.at > AGAIN_MS
    })
    for (const { stream, n } of due) this.told.set(stream, { n, at: now })
    const still = new Set(waiting.map((w) => w.stream))
    for (const stream of this.told.keys()) if (!still.has(stream)) this.told.delete(stream)
    await this.tell(due)
    const stuck = waiting.filter((w) => w.stuck).length
    if (stuck > 0 && now - this.alarmedAt > ALARM_EVERY_MS) {
      this.alarmedAt = now
      this.deps.log.error({ cases: stuck, alarm: 'inbox-stuck' }, 'cases do not take what was noted')
    }
  }

  private async tell(streams: Waiting[]): Promise<void> {
    for (let from = 0; from < streams.length; from += AT_ONCE)
      await Promise.all(
        streams.slice(from, from + AT_ONCE).map(async ({ kind, stream, n, first, ended }) => {
          if (kind === 'entry') return wakeEntry(this.deps, { ...first!, n })
          if (ended) return resumeCase(this.deps, stream, n)
          try {
            await this.deps.client.workflow.getHandle(caseWorkflowId(stream)).signal('woken', n)
          } catch (e) {
            // Ended, or not started yet: its start is an order of its own.
            if (!(e instanceof WorkflowNotFoundError)) throw e
          }
        }),
      )
  }
}
