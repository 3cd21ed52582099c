import type { Calendar } from '../law/calendar/types.ts'
import { FAMILIES, type RuleId } from '../law/rules/catalogue.ts'
import type { Tx } from '../platform/database.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import { calendarInForce } from './calendars.ts'
import type { EmittedFact } from './events.ts'

// A change of the law's data is in force for everybody from the moment in which it is approved: open cases get it from
// the workflow that applies it, cases registered afterwards have it from the start. The lock keeps the two apart.

/** The fact by which a change of law stands in a case. */
export type LawFact = Extract<EmittedFact, { type: 'calendar-changed' | 'rule-changed' }>

/** States in which a change holds for new cases. */
const IN_FORCE = ['approved', 'applying', 'applied']
const LOCK = 'law-change'

/** The id of the fact is that of the change: a case that has it does not take it twice. */
export function lawFactId(lawChangeId: string): string {
  return `law-change/${lawChangeId}`
}

/** The change that a fact came from; undefined for a fact of the case's own. */
export function lawChangeIdOf(factId: string): string | undefined {
  return /^law-change\/([0-9a-f-]{36})$/.exec(factId)?.[1]
}

/** Taken by whoever registers a case: no change is approved between reading what is in force and the commit. */
export async function holdLaw(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${LOCK}, 0))::text`
}

/** Taken by whoever approves: every case is registered wholly before or wholly after. */
export async function changeLaw(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))::text`
}

/** The working calendar in force, and how many changes of any kind led to today's law. */
export async function lawInForce(tx: Tx): Promise<{ calendar: Calendar; base: number }> {
  const [base, calendar] = await Promise.all([
    tx.lawChange.count({ where: { state: { in: IN_FORCE } } }),
    calendarInForce(inPrismaTransaction(tx)),
  ])
  return { calendar, base }
}

async function newestCalendar(tx: Tx): Promise<LawFact | undefined> {
  const row = await tx.lawChange.findFirst({
    where: { state: { in: IN_FORCE }, calendarVersion: { not: null } },
    orderBy: { calendarVersion: 'desc' },
    select: { fact: true },
  })
  return row ? (row.fact as unknown as LawFact) : undefined
}

/**
 * The changes that a case registered now begins with: the newest calendar, which holds all before it, and each new
 * version of a rule by which one of its terms runs.
 */
export async function lawFactsFor(
  tx: Tx,
  terms: Record<string, { rule: RuleId }>,
): Promise<{ clocks: string[]; fact: LawFact }[]> {
  const calendar = await newestCalendar(tx)
  const versions = await tx.lawChange.findMany({
    where: { state: { in: IN_FORCE }, kind: 'rule' },
    orderBy: { approvedAt: 'asc' },
    select: { fact: true },
  })
  const facts = [...(calendar ? [calendar] : []), ...versions.map((v) => v.fact as unknown as LawFact)]
  return facts
    .map((fact) => ({ clocks: termsConcerned(fact, terms), fact }))
    .filter(({ clocks }) => clocks.length > 0)
}

/** The terms of a case, by their ids, that a change reaches: a calendar all of them, a rule those that run by it. */
export function termsConcerned(
  change: { type: 'calendar-changed' } | { type: 'rule-changed'; rule: string },
  terms: Record<string, { rule: RuleId }>,
): string[] {
  return Object.keys(terms).filter((id) => concerns(change, terms[id]!.rule))
}

function concerns(
  change: { type: 'calendar-changed' } | { type: 'rule-changed'; rule: string },
  rule: RuleId,
): boolean {
  if (change.type === 'calendar-changed' || change.rule === rule) return true
  const family: readonly string[] = rule in FAMILIES ? FAMILIES[rule as keyof typeof FAMILIES] : []
  return family.includes(change.rule)
}

/**
 * The fact as a workflow carries it: free words stay in the database and are put back where the event is written.
 * The two fold to the same dates, since no date depends on a reason.
 */
export function withoutWords<F extends LawFact>(fact: F): F {
  return { ...fact, reason: '' }
}
