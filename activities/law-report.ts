import { type Totals, totalsOf } from '../ledger/law-preview.ts'
import type { Database } from '../platform/database.ts'

/** How many cases the report names in each list; all of them stand in the rows of the change. */
const NAMED = 500

export interface NamedCase {
  caseId: string
  number: string
  clock: string
  oldDue: string | null
  newDue: string | null
}

export interface LawChangeReport extends Totals {
  startedAt: string
  finishedAt: string
  durationMs: number
  /** Cases by what came of it. */
  results: { applied: number; closed: number; failed: number }
  newlyOverdue: NamedCase[]
  rescued: NamedCase[]
  closedMeanwhile: NamedCase[]
  failed: NamedCase[]
  /** Applicants who were told a date that has moved: the letters are for the inspectors to send. */
  lettersToSend: NamedCase[]
}

/** What came of a change: counts, and by name the cases that somebody must look at. */
export async function reportOf(
  db: Database,
  lawChangeId: string,
  change: { report: Record<string, unknown> },
): Promise<LawChangeReport> {
  const totals = await totalsOf(db, lawChangeId)
  const counted = await db.$queryRaw<{ result: string; n: number }[]>`
    SELECT result, count(DISTINCT case_id)::int AS n FROM law_change_case
    WHERE law_change_id = ${lawChangeId}::uuid AND result IS NOT NULL GROUP BY result`
  const results = { applied: 0, closed: 0, failed: 0 }
  for (const { result, n } of counted) results[result as keyof typeof results] = n
  const named = (which: Partial<Record<'effect' | 'result', string>> & { letter?: boolean }) =>
    namedCases(db, lawChangeId, which)
  const finished = new Date()
  const startedAt = String(change.report.startedAt ?? finished.toISOString())
  return {
    ...change.report,
    ...totals,
    startedAt,
    finishedAt: finished.toISOString(),
    durationMs: finished.getTime() - Date.parse(startedAt),
    results,
    newlyOverdue: await named({ effect: 'newly-overdue', result: 'applied' }),
    rescued: await named({ effect: 'rescued', result: 'applied' }),
    closedMeanwhile: await named({ result: 'closed' }),
    failed: await named({ result: 'failed' }),
    lettersToSend: await named({ letter: true, result: 'applied' }),
  }
}

async function namedCases(
  db: Database,
  lawChangeId: string,
  which: Partial<Record<'effect' | 'result', string>> & { letter?: boolean },
): Promise<NamedCase[]> {
  const rows = await db.lawChangeCase.findMany({
    where: { lawChangeId, ...which },
    orderBy: [{ caseId: 'asc' }, { clock: 'asc' }],
    take: NAMED,
    select: { caseId: true, clock: true, oldDue: true, newDue: true },
  })
  const cases = await db.caseRecord.findMany({
    where: { id: { in: rows.map((r) => r.caseId) } },
    select: { id: true, number: true },
  })
  const numbers = new Map(cases.map((c) => [c.id, c.number]))
  return rows.map((r) => ({ ...r, number: numbers.get(r.caseId) ?? '' }))
}
