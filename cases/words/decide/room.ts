import { dayOf } from '../../../law/time.ts'
import type { CaseState } from '../../../ledger/fold.ts'
import { mainParty } from '../../../ledger/parties.ts'
import { onPool } from '../../../platform/sql.ts'
import { Prisma } from '../../../prisma/generated/client.ts'
import { procedureById } from '../../../procedures/all.ts'
import { type Procedure, type Refusal, refusal } from '../../../procedures/procedure.ts'
import type { Actor } from '../../actor.ts'
import { noteReadings } from '../../audit/reading.ts'
import type { Deps } from '../../deps.ts'
import { authorize } from '../../permissions.ts'
import { namesOf } from '../../queries/case-file.ts'
import { type Order, type Paged, pageOf, type Turn } from '../../queries/keyset.ts'
import { recusedIn, tiedTo } from '../../relation.ts'
import { type Change, changesSinceReview, differencesSinceReturn, type SeenEvent } from './changes.ts'

export interface SigningItem {
  caseId: string
  number: string
  procedure: string
  subject: string
  partyName: string | null
  /** What is to be decided, and whether it gives what was applied for. */
  kind: string
  favourable: boolean
  due: string | null
  overdue: boolean
  revision: number
  draftedBy: string | null
  reviewedBy: string | null
  reviewedAt: string | null
  /** With the signing service now, or still to be signed. */
  signing: boolean
  /** The number that an earlier act of signing has got. */
  decisionNumber: string | null
  changes: Change[]
  returned: ReturnType<typeof differencesSinceReturn> | null
  /** The last try came to nothing. */
  failure: { reason: string; at: string } | null
  /** Why this person may not sign it, though the role does. */
  why: Refusal | null
}

const PAGE = 50
const STAGES = ['signature', 'signing']

interface Row {
  caseId: string
  number: string
  procedure: string
  due: string | null
  state: CaseState
}

/** What has no term comes last. */
const DUE_FIRST: Order<Row> = {
  keys: [
    { sql: "coalesce(due, '9999-12-31')", as: 'text', of: (r) => r.due ?? '9999-12-31' },
    { sql: 'number', as: 'text', of: (r) => r.number },
  ],
}

/**
 * A page of what waits for the director's signature and of what is being signed, with what must be known before signing; what is
 * due first stands first.
 * @throws LietaError `forbidden`
 */
export async function signingRoom(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Paged<SigningItem>> {
  authorize(actor, 'signing.read')
  const { rows: read } = onPool(deps.pool)
  const { rows: cases, ...turns } = await pageOf(DUE_FIRST, turn, PAGE, ({ where, order, limit }) =>
    read<Row>(Prisma.sql`
      SELECT case_id AS "caseId", number, procedure, due, state FROM case_view
      WHERE stage = ANY(${STAGES}) AND closed_at IS NULL AND ${where} ORDER BY ${order} LIMIT ${limit}`),
  )
  const ids = cases.map((c) => c.caseId)
  const rows =
    ids.length === 0
      ? []
      : await deps.db.$queryRaw<(Omit<SeenEvent, 'at'> & { caseId: string; at: Date })[]>(Prisma.sql`
          SELECT case_id AS "caseId", seq, type, at, data FROM case_event
          WHERE case_id = ANY(${ids}::uuid[]) AND type = ANY(${READ}) ORDER BY case_id, seq`)
  const events = new Map<string, SeenEvent[]>(ids.map((id) => [id, []]))
  for (const { caseId, at, ...e } of rows) events.get(caseId)?.push({ ...e, at: at.toISOString() })
  const states = new Map(cases.map((c) => [c.caseId, c.state]))
  const names = await namesOf(
    deps,
    [...states.values()].flatMap((s) => [
      s.lastBy['proposal.submit'] ?? null,
      s.lastBy['review.approve'] ?? null,
    ]),
  )
  const today = dayOf((await deps.clock.now()).toISOString())
  // It tells of drafts, notes and returns: as much as opening each of them.
  await noteReadings(
    deps,
    actor,
    cases.map((c) => ({ caseId: c.caseId, state: states.get(c.caseId)! })),
    { kind: 'case.read' },
  )
  const items = cases.map((c) => {
    const state = states.get(c.caseId)!
    const table = procedureById(c.procedure)
    const signing = state.stage === 'signing'
    return {
      caseId: c.caseId,
      procedure: c.procedure,
      due: c.due,
      overdue: c.due !== null && c.due < today,
      signing,
      ...itemOf(table, state, events.get(c.caseId) ?? [], names),
      why: signing
        ? null
        : (refusal(table, 'decision.sign', state, {
            role: 'director',
            actorId: actor.personId,
            revision: state.revision,
            tied: tiedTo(actor, state),
            recused: recusedIn(actor, state),
          }) ?? null),
    }
  })
  return { ...turns, rows: items }
}

/** What is read of the ledger for it. */
const READ = [
  'act',
  'document-issued',
  'note-added',
  'assigned',
  'warned',
  'escalated',
  'clock-fact',
  'signing-started',
  'signing-failed',
]

function itemOf(
  table: Procedure,
  state: CaseState,
  events: readonly SeenEvent[],
  names: Map<string, string>,
): Omit<SigningItem, 'caseId' | 'procedure' | 'due' | 'overdue' | 'signing' | 'why'> {
  const nameOf = (act: string): string | null => names.get(state.lastBy[act] ?? '') ?? null
  const lastAct = (act: string): SeenEvent | undefined =>
    events.findLast((e) => e.type === 'act' && e.data.act === act)
  const proposal = lastAct('proposal.submit')
  const started = events.findLast((e) => e.type === 'signing-started')
  const failed = events.findLast((e) => e.type === 'signing-failed')
  const still = failed && failed.seq > Math.max(started?.seq ?? 0, proposal?.seq ?? 0)
  const kind = String((proposal?.data.facts as { kind?: unknown } | undefined)?.kind ?? '')
  return {
    number: state.number,
    subject: state.subject,
    partyName: mainParty(state)?.name ?? null,
    revision: state.revision,
    kind,
    favourable: table.favourable.includes(kind),
    draftedBy: nameOf('proposal.submit'),
    reviewedBy: nameOf('review.approve'),
    reviewedAt: lastAct('review.approve')?.at ?? null,
    decisionNumber: typeof started?.data.number === 'string' ? started.data.number : null,
    changes: changesSinceReview(events),
    returned: differencesSinceReturn(events) ?? null,
    failure: still ? { reason: String(failed.data.reason), at: failed.at } : null,
  }
}
