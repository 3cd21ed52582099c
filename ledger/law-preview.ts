import { wholeFacts } from '../law/clock/cited.ts'
import { type CaseClock, type LawChange, type PreviewRow, previewChange } from '../law/clock/preview.ts'
import { type CaseTerm, termId } from '../law/clock/term.ts'
import type { Tx } from '../platform/database.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import { calendarCited, citedIn, readCalendars } from './calendars.ts'
import { lawFactId, termsConcerned } from './law-changes.ts'

/** Cases folded between two looks at the event loop: small, since the same process answers people meanwhile. */
const PAGE = 250

type Effect = 'unchanged' | 'earlier' | 'later' | 'newly-overdue' | 'rescued' | 'error'
type Previewed = Pick<CaseTerm, 'name' | 'n' | 'kind' | 'owner' | 'rule' | 'facts'>

/**
 * Folds a change over one page of the open cases, as if it were recorded at `at`, and keeps old and new dates. Rows of
 * cases that have it already are left alone, so that the same page may be done again at any time.
 * @param after the last case of the page before
 * @returns the last case of this page; null when there are no more
 */
export async function previewPage(
  tx: Tx,
  lawChangeId: string,
  change: LawChange,
  at: string,
  after: string | null,
): Promise<string | null> {
  // Of terms that letters told no day moves but forward: they follow the calendar by themselves (decision 9).
  const page = await tx.$queryRaw<{ case_id: string; terms: Previewed[] }[]>`
    SELECT case_id, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('name', term -> 'name', 'n', term -> 'n', 'kind', term -> 'kind',
        'owner', term -> 'owner', 'rule', term -> 'rule', 'facts', term -> 'facts')), '[]'::jsonb)
      FROM jsonb_array_elements(state -> 'terms') AS t(term) WHERE NOT term ?| ARRAY['told', 'amount']) AS terms
    FROM case_view
    WHERE closed_at IS NULL AND (${after}::uuid IS NULL OR case_id > ${after}::uuid)
    ORDER BY case_id LIMIT ${PAGE}`
  await readCalendars(
    inPrismaTransaction(tx),
    page.flatMap(({ terms }) => terms.flatMap(({ facts }) => citedIn(facts))),
  )
  const clocks = page.flatMap((row) => clocksIn(row.case_id, row.terms, change, lawChangeId))
  const told = new Set(clocks.flatMap(({ id, told }) => (told ? [id] : [])))
  await keep(tx, lawChangeId, previewChange(clocks, change, at).rows, told)
  return page.length < PAGE ? null : page[page.length - 1]!.case_id
}

/** The terms of a case that the change would reach, and whether a party was told their day; none that have it already. */
function clocksIn(
  caseId: string,
  terms: Previewed[],
  change: LawChange,
  lawChangeId: string,
): (CaseClock & { told: boolean })[] {
  const byId = Object.fromEntries(terms.map((t) => [termId(t), t]))
  return termsConcerned(change, byId).flatMap((id) => {
    const { rule, facts, kind, owner } = byId[id]!
    if (facts.some((f) => f.id === lawFactId(lawChangeId))) return []
    // The receipt told the applicant the statutory date; the published standard binds the service alone.
    const told = kind === 'statutory' && owner === 'service'
    return [{ id: `${caseId}/${id}`, rule, facts: wholeFacts(facts, calendarCited), told }]
  })
}

function effectOf(row: PreviewRow): Effect {
  if (row.effect === 'error') return 'error'
  if (row.newlyOverdue) return 'newly-overdue'
  if (row.rescued) return 'rescued'
  return row.effect === 'same' ? 'unchanged' : row.effect
}

async function keep(tx: Tx, lawChangeId: string, rows: PreviewRow[], told: Set<string>): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(
    rows.map((r) => ({
      c: r.id.slice(0, 36),
      n: r.id.slice(37),
      o: r.before,
      d: r.after,
      e: effectOf(r),
      l: r.letter && told.has(r.id),
      w: r.reason ?? null,
    })),
  )
  await tx.$executeRaw`
    INSERT INTO law_change_case (law_change_id, case_id, clock, old_due, new_due, effect, letter, why)
    SELECT ${lawChangeId}::uuid, r.c, r.n, r.o, r.d, r.e, r.l, nullif(r.w, 'null'::jsonb)
    FROM jsonb_to_recordset(${json}::jsonb) AS r(c uuid, n text, o text, d text, e text, l boolean, w jsonb)
    ON CONFLICT (law_change_id, case_id, clock) DO UPDATE SET old_due = EXCLUDED.old_due,
      new_due = EXCLUDED.new_due, effect = EXCLUDED.effect, letter = EXCLUDED.letter, why = EXCLUDED.why
      WHERE law_change_case.result IS NULL`
}

export interface Totals {
  cases: number
  /** Terms by their ids and effect. */
  effects: Record<string, Record<Effect, number>>
  letters: number
  errors: number
}

/** What the rows add up to. */
export async function totalsOf(tx: Tx, lawChangeId: string): Promise<Totals> {
  const rows = await tx.$queryRaw<{ clock: string; effect: Effect; n: number; letters: number }[]>`
    SELECT clock, effect, count(*)::int AS n, count(*) FILTER (WHERE letter)::int AS letters
    FROM law_change_case WHERE law_change_id = ${lawChangeId}::uuid GROUP BY clock, effect`
  const [{ cases } = { cases: 0 }] = await tx.$queryRaw<{ cases: number }[]>`
    SELECT count(DISTINCT case_id)::int AS cases FROM law_change_case WHERE law_change_id = ${lawChangeId}::uuid`
  const totals: Totals = { cases, effects: {}, letters: 0, errors: 0 }
  for (const { clock, effect, n, letters } of rows) {
    totals.effects[clock] ??= { unchanged: 0, earlier: 0, later: 0, 'newly-overdue': 0, rescued: 0, error: 0 }
    totals.effects[clock][effect] = n
    totals.letters += letters
    if (effect === 'error') totals.errors += n
  }
  return totals
}
