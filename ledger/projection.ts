import type { Tx } from '../platform/database.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson } from './canonical.ts'
import type { LedgerEvent } from './events.ts'
import type { CaseState, FoldedTask } from './fold.ts'

/**
 * Writes what lists and pages read. Everything here follows from the state and the events alone, so that
 * `npm run projections:rebuild` gives identical rows.
 */
export async function writeProjection(
  tx: Tx,
  caseId: string,
  before: CaseState | undefined,
  state: CaseState,
  events: LedgerEvent[],
): Promise<void> {
  const row = {
    number: state.number,
    procedure: state.procedure,
    stage: state.stage,
    subject: state.subject,
    institutionId: state.institutionId,
    institutionName: state.institutionName,
    applicantPersonId: state.applicantPersonId,
    receivedAt: new Date(state.receivedAt),
    waitingOn: state.waitingOn,
    assigneeId: state.assigneeId,
    revision: state.revision,
    lastSeq: state.lastSeq,
    due: state.clocks.statutory?.due ?? null,
    standardDue: state.clocks.standard?.due ?? null,
    clockState: state.clocks.statutory?.state ?? 'stopped',
    outcome: state.outcome,
    closedAt: state.closedAt ? new Date(state.closedAt) : null,
    state: state as unknown as Prisma.InputJsonValue,
  }
  if (before) await tx.caseView.update({ where: { caseId }, data: row, select: { caseId: true } })
  else await tx.caseView.create({ data: { caseId, ...row }, select: { caseId: true } })

  const known = new Map(before?.tasks.map((t) => [t.taskId, canonicalJson(t)]))
  const changed = state.tasks.filter((t) => known.get(t.taskId) !== canonicalJson(t))
  await writeTasks(tx, caseId, changed)
  for (const event of events)
    if (event.type === 'register-entered') await enterRegister(tx, caseId, state, event)
}

async function writeTasks(tx: Tx, caseId: string, tasks: FoldedTask[]): Promise<void> {
  if (tasks.length === 0) return
  const values = tasks.map(
    (t) =>
      Prisma.sql`(${caseId}::uuid, ${t.taskId}, ${t.kind}, ${t.role}, ${t.state}, ${t.openedAt}::timestamptz,
        ${t.due}, ${t.claimedBy}::uuid, ${t.doneAt}::timestamptz, ${t.doneBy}::uuid, ${t.outcome})`,
  )
  await tx.$executeRaw`
    INSERT INTO task_view (case_id, task_id, kind, role, state, opened_at, due, claimed_by, done_at, done_by, outcome)
    VALUES ${Prisma.join(values)}
    ON CONFLICT (case_id, task_id) DO UPDATE SET state = EXCLUDED.state, due = EXCLUDED.due,
      claimed_by = EXCLUDED.claimed_by, done_at = EXCLUDED.done_at, done_by = EXCLUDED.done_by, outcome = EXCLUDED.outcome`
}

/** The entry as it stands now, and each version that it had: what the public sees, and its history. */
export async function enterRegister(
  tx: Tx,
  caseId: string,
  state: CaseState,
  event: LedgerEvent & { type: 'register-entered' },
): Promise<void> {
  const data = event.data as typeof event.data & { entryNo: string; entry?: Record<string, unknown> }
  const where = { register_entryNo: { register: data.register, entryNo: data.entryNo } }
  const present = await tx.registerEntry.findUnique({ where, select: { version: true, data: true } })
  const version = (present?.version ?? 0) + 1
  const entry = (data.entry ?? present?.data ?? {}) as Prisma.InputJsonValue
  const at = new Date(event.at)
  const now = {
    caseId,
    institutionId: state.institutionId,
    state: data.state,
    data: entry,
    since: at,
    version,
    searchText: searchText(data.entryNo, entry),
  }
  if (present) await tx.registerEntry.update({ where, data: now, select: { version: true } })
  else
    await tx.registerEntry.create({
      data: { register: data.register, entryNo: data.entryNo, ...now },
      select: { version: true },
    })
  await tx.registerEntryVersion.create({
    data: {
      register: data.register,
      entryNo: data.entryNo,
      version,
      caseId,
      seq: event.seq,
      state: data.state,
      data: entry,
      at,
      reason: data.reason,
      decision: data.decision ?? null,
    },
    select: { version: true },
  })
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

/** Lower case without diacritics, so that "prieksskola" finds "Priekšskola". */
export function searchText(...parts: unknown[]): string {
  const texts: string[] = []
  const walk = (v: unknown): void => {
    if (typeof v === 'string' || typeof v === 'number') texts.push(String(v))
    else if (Array.isArray(v)) for (const i of v) walk(i)
    // jsonb does not keep the order of keys: sorted, the text is the same whoever wrote it.
    else if (v && typeof v === 'object') for (const [, i] of Object.entries(v).sort(byKey)) walk(i)
  }
  walk(parts)
  return texts.join(' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
