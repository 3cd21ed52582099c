import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { caseWorkflowId } from '../temporal.config.ts'

interface Deps {
  db: Database
  client: Client
  log: Log
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
 * Wakes the cases in whose inbox something waits: whoever noted it may have died before telling them. Waking a case
 * that knows changes nothing.
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
    const cases = await this.deps.db.$queryRaw<{ caseId: string; n: number }[]>`
      SELECT case_id AS "caseId", max(n) AS n FROM case_inbox
      WHERE settled_at > (SELECT max(settled_at) FROM case_inbox) - ${WINDOW}::interval AND n > 0 GROUP BY case_id`
    await this.tell(cases)
    return cases.length
  }

  async round(): Promise<void> {
    const now = Date.now()
    if (now - this.lookedAt < EVERY_MS) return
    this.lookedAt = now
    const waiting = await this.deps.db.$queryRaw<{ caseId: string; n: number; stuck: boolean }[]>`
      SELECT i.case_id AS "caseId", max(i.n) AS n, min(i.noted_at) < now() - ${STUCK}::interval AS stuck
      FROM case_inbox i
      WHERE i.state = 'waiting' AND i.kind <> 'start' AND i.noted_at < now() - ${PATIENCE}::interval
      GROUP BY i.case_id LIMIT ${MOST}`
    const due = waiting.filter(({ caseId, n }) => {
      const before = this.told.get(caseId)
      return !before || before.n < n || now - before.at > AGAIN_MS
    })
    for (const { caseId, n } of due) this.told.set(caseId, { n, at: now })
    const still = new Set(waiting.map((w) => w.caseId))
    for (const caseId of this.told.keys()) if (!still.has(caseId)) this.told.delete(caseId)
    await this.tell(due)
    const stuck = waiting.filter((w) => w.stuck).length
    if (stuck > 0 && now - this.alarmedAt > ALARM_EVERY_MS) {
      this.alarmedAt = now
      this.deps.log.error({ cases: stuck, alarm: 'inbox-stuck' }, 'cases do not take what was noted')
    }
  }

  private async tell(cases: { caseId: string; n: number }[]): Promise<void> {
    for (let from = 0; from < cases.length; from += AT_ONCE)
      await Promise.all(
        cases.slice(from, from + AT_ONCE).map(async ({ caseId, n }) => {
          try {
            await this.deps.client.workflow.getHandle(caseWorkflowId(caseId)).signal('woken', n)
          } catch (e) {
            // Ended, or not started yet: its start is an order of its own.
            if (!(e instanceof WorkflowNotFoundError)) throw e
          }
        }),
      )
  }
}
