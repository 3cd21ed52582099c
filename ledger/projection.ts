import { termId } from '../law/clock/term.ts'
import { dayOf } from '../law/time.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson } from './canonical.ts'
import { standsBy } from './fold/terms.ts'
import type { CaseState, FoldedRepresentation, FoldedTask } from './fold.ts'
import { mainParty } from './parties.ts'
import { searchText } from './search-text.ts'

// What lists and pages read. Everything here follows from the state and the events alone, so that
// `npm run projections:rebuild` gives identical rows. Plain SQL, since it is written with every act: the events, the
// case and its tasks go in one statement.

/** The row of the case, made or replaced. */
export function caseRow(caseId: string, state: CaseState): Prisma.Sql {
  const { due, clock } = standsBy(state)
  return Prisma.sql`
    INSERT INTO case_view (case_id, number, procedure, stage, subject, party_name, received_at, waiting_on, assignee_id, revision, last_seq, due, clock_state,
      outcome, closed_at, unit, state)
    VALUES (${caseId}::uuid, ${state.number}, ${state.procedure}, ${state.stage}, ${state.subject},
      ${mainParty(state)?.name ?? null}, ${state.receivedAt}::timestamptz, ${state.waitingOn}, ${state.assigneeId}::uuid, ${state.revision},
      ${state.lastSeq}, ${due}, ${clock}, ${state.outcome}, ${state.closedAt}::timestamptz,
      ${state.unit ?? ''}, ${JSON.stringify(state)}::jsonb)
    ON CONFLICT (case_id) DO UPDATE SET stage = EXCLUDED.stage, subject = EXCLUDED.subject, waiting_on = EXCLUDED.waiting_on,
      assignee_id = EXCLUDED.assignee_id, revision = EXCLUDED.revision, last_seq = EXCLUDED.last_seq,
      due = EXCLUDED.due, clock_state = EXCLUDED.clock_state,
      outcome = EXCLUDED.outcome, closed_at = EXCLUDED.closed_at, state = EXCLUDED.state`
}

/** A task with what the lists of work sort and search by. */
type WorkRow = FoldedTask & { number: string; unit: string; workDay: string; searchText: string }

/** Where what has no day stands: last. */
const NO_DAY = '9999-12-31'

function workRows(state: CaseState): WorkRow[] {
  const numbers = [state.number, ...state.documents.flatMap((d) => d.number ?? [])]
  const ofCase = standsBy(state).due ?? NO_DAY
  const found = searchText(numbers, state.subject, mainParty(state)?.name ?? '')
  return state.tasks.map((t) => ({
    ...t,
    number: state.number,
    unit: state.unit ?? '',
    // What is done stands in no list of work: it is not written again when the case goes on.
    workDay: t.due ?? (t.state === 'open' ? ofCase : NO_DAY),
    searchText: t.state === 'open' ? found : '',
  }))
}

/** Who stands in the case, and who acts for them; nothing where that has not changed. */
export function partyRows(
  caseId: string,
  before: CaseState | undefined,
  state: CaseState,
): Prisma.Sql | undefined {
  const of = ({ parties, representations }: Pick<CaseState, 'parties' | 'representations'>): string =>
    canonicalJson({ parties, representations })
  if (before && of(before) === of(state)) return undefined
  const parties = state.parties.map(({ contact: _contact, ...p }) => ({ ...p, accepted: true }))
  const representatives = state.representations.map((r) => ({
    partyId: r.personId,
    role: 'representative',
    kind: 'person',
    personId: r.personId,
    represents: r.of,
    ground: r.ground,
    from: r.from,
    until: endOf(r),
    accepted: r.state === 'accepted',
  }))
  const rows = [...parties, ...representatives].map((row, n) => ({ n, ...row }))
  return Prisma.sql`
    INSERT INTO case_party (case_id, n, party_id, role, kind, person_id, institution_id, name, represents, ground,
      valid_from, valid_until, accepted, received_at)
    SELECT ${caseId}::uuid, p.n, p."partyId", p.role, p.kind, p."personId", p."institutionId", p.name, p.represents,
      p.ground, p."from", p.until, p.accepted, ${state.receivedAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p(n int, "partyId" uuid, role text, kind text,
      "personId" uuid, "institutionId" uuid, name text, represents uuid, ground text, "from" timestamptz,
      until timestamptz, accepted boolean)
    ON CONFLICT (case_id, n) DO UPDATE SET party_id = EXCLUDED.party_id, role = EXCLUDED.role, kind = EXCLUDED.kind,
      person_id = EXCLUDED.person_id, institution_id = EXCLUDED.institution_id, name = EXCLUDED.name,
      represents = EXCLUDED.represents, ground = EXCLUDED.ground, valid_from = EXCLUDED.valid_from,
      valid_until = EXCLUDED.valid_until, accepted = EXCLUDED.accepted`
}

/** By its day, or when it was withdrawn before. */
function endOf({ until, endedAt }: FoldedRepresentation): string | null {
  return endedAt === null ? until : until === null || endedAt < until ? endedAt : until
}

/** The terms that differ from what stood before, made or replaced; nothing where none does. */
export function termRows(
  caseId: string,
  before: CaseState | undefined,
  state: CaseState,
): Prisma.Sql | undefined {
  const known = new Map((before?.terms ?? []).map((t) => [termId(t), canonicalJson(t)]))
  const changed = state.terms.filter((t) => known.get(termId(t)) !== canonicalJson(t))
  if (changed.length === 0) return undefined
  // One that names no unit is of the unit of its case.
  const rows = changed.map(({ facts: _, ...t }) => ({ id: termId(t), ...t, unit: t.unit ?? state.unit }))
  const made = Prisma.sql`
    INSERT INTO term_view (case_id, term, name, n, rule, kind, owner, party_id, unit, task_id, due, due_at, clock_state, state)
    SELECT ${caseId}::uuid, t.id, t.name, t.n, t.rule, t.kind, t.owner, t."partyId", t.unit, t."taskId", t.due, t."end",
      t.clock, t.state
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id text, name text, n int, rule text, kind text,
      owner text, "partyId" uuid, unit text, "taskId" text, due text, "end" timestamptz, clock text, state text)`
  // Whoever registers a case makes its first terms and changes none.
  if (!before) return made
  return Prisma.sql`${made} ON CONFLICT (case_id, term) DO UPDATE SET due = EXCLUDED.due, due_at = EXCLUDED.due_at,
    clock_state = EXCLUDED.clock_state, state = EXCLUDED.state`
}

/** The tasks that differ from what stood before, made or replaced. */
export function taskRows(caseId: string, before: CaseState | undefined, state: CaseState): Prisma.Sql {
  const known = new Map((before ? workRows(before) : []).map((t) => [t.taskId, canonicalJson(t)]))
  const changed = workRows(state).filter((t) => known.get(t.taskId) !== canonicalJson(t))
  return Prisma.sql`
    INSERT INTO task_view (case_id, task_id, kind, role, state, opened_at, due, claimed_by, done_at, done_by, outcome,
      number, work_day, search_text, unit)
    SELECT ${caseId}::uuid, t."taskId", t.kind, t.role, t.state, t."openedAt", t.due, t."claimedBy", t."doneAt",
      t."doneBy", t.outcome, t.number, t."workDay", t."searchText", t.unit
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS t("taskId" text, kind text,
      role text, state text, "openedAt" timestamptz, due text, "claimedBy" uuid, "doneAt" timestamptz, "doneBy" uuid,
      outcome text, number text, "workDay" text, "searchText" text, unit text)
    ON CONFLICT (case_id, task_id) DO UPDATE SET state = EXCLUDED.state, due = EXCLUDED.due,
      claimed_by = EXCLUDED.claimed_by, done_at = EXCLUDED.done_at, done_by = EXCLUDED.done_by,
      outcome = EXCLUDED.outcome, work_day = EXCLUDED.work_day, search_text = EXCLUDED.search_text`
}

/** How an open case stands against its term, and whose it is: what figures of past days are counted from. */
interface Standing {
  day: string
  open: boolean
  number: string
  stage: string
  clock: string
  due: string | null
  assignee: string | null
  troubled: boolean
}

function standing(state: CaseState, at: string): Standing {
  const { due, clock } = standsBy(state)
  return {
    day: dayOf(at),
    open: state.closedAt === null,
    number: state.number,
    stage: state.stage,
    clock,
    due,
    assignee: state.assigneeId,
    troubled: state.tasks.some((t) => t.state === 'open' && t.kind === 'trouble'),
  }
}

/**
 * Notes from which day on the case stands otherwise. After its rows: the database holds it against them.
 * @param steps the state after each event, with the event's moment
 */
export function standings(
  caseId: string,
  before: CaseState | undefined,
  steps: { state: CaseState; at: string }[],
): Prisma.Sql | undefined {
  const changes: Standing[] = []
  let last = before && sameAs(standing(before, before.receivedAt))
  for (const { state, at } of steps) {
    const now = standing(state, at)
    const same = sameAs(now)
    if (same === last) continue
    last = same
    // Of one day only the end is told.
    if (changes.at(-1)?.day === now.day) changes.pop()
    changes.push(now)
  }
  if (changes.length === 0) return undefined
  return Prisma.sql`
    SELECT case_stands(${caseId}::uuid, s.day, s.open, s.number, s.stage, s.clock, s.due, s.assignee, s.troubled)
    FROM (SELECT * FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS (day text, open boolean,
      number text, stage text, clock text, due text, assignee uuid, troubled boolean)) WITH ORDINALITY ORDER BY ordinality) s`
}

function sameAs({ day: _, ...rest }: Standing): string {
  return rest.open ? canonicalJson(rest) : 'closed'
}
