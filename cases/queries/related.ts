import { motionOf } from '../../forms/motions/all.ts'
import { originalIn } from '../../ledger/about.ts'
import type { AboutRef } from '../../ledger/events.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { institutionOf } from '../../ledger/parties.ts'
import { prepared } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { PROCEDURES } from '../../procedures/all.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import { type Actor, institutionsOf } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { may } from '../permissions.ts'
import { recusedIn, tiedTo } from '../relation.ts'
import { holdsIn } from '../units.ts'

/** A case about a decision of another one, for whoever may see it. */
export interface FollowingCase {
  caseId: string
  number: string
  procedure: string
  closed: boolean
}

/** The decision of another case that a case is about. */
export interface AboutView extends AboutRef {
  caseNumber: string
  /** The one who looks may open that case. */
  open: boolean
}

/** What of proceedings about a decision the one who looks sees, and may begin. */
export interface Following {
  cases: FollowingCase[]
  /** By procedure: asked for as the addressee, or begun as an official. */
  begin: { procedure: string; as: 'ask' | 'open' }[]
}

/** The decision that a case is about; null where it is about none. */
export async function aboutView(deps: Deps, actor: Actor, state: CaseState): Promise<AboutView | null> {
  const { about } = state
  if (!about) return null
  const view = await deps.db.caseView.findUnique({ where: { caseId: about.caseId }, select: { state: true } })
  const original = view?.state as unknown as CaseState | undefined
  const open = original !== undefined && may(actor, 'case.read', original)
  return { ...about, caseNumber: open ? original.number : '', open }
}

/**
 * What follows the decisions of a case: the cases about each, as far as the one who looks may see them, and what they may begin
 * about it now.
 * @param now business instant (UTC)
 */
export async function followingOf(
  deps: Deps,
  actor: Actor,
  caseId: string,
  state: CaseState,
  now: string,
): Promise<(decisionId: string) => Following> {
  if (state.decisions.length === 0) return () => ({ cases: [], begin: [] })
  const asked = Prisma.sql`
    SELECT case_id AS "caseId", state FROM case_view
    WHERE state ? 'about' AND state->'about'->>'caseId' = ${caseId} ORDER BY received_at, number LIMIT 50`
  const { rows } = await deps.pool.query<{ caseId: string; state: CaseState }>(prepared(asked))
  const seen = rows.filter((row) => may(actor, 'case.read', row.state))
  const as = beginsAs(actor, state)
  return (decisionId) => ({
    cases: seen
      .filter((row) => row.state.about?.decisionId === decisionId)
      .map(({ caseId: id, state: { number, procedure, closedAt } }) => ({
        ...{ caseId: id, number, procedure, closed: closedAt !== null },
      })),
    begin:
      as === undefined || originalIn(state, decisionId, now)?.notNow
        ? []
        : procedures(as).map((procedure) => ({ procedure, as })),
  })
}

/** As whom the person may begin proceedings about a decision of the case; undefined: as nobody. */
function beginsAs(actor: Actor, state: CaseState): 'ask' | 'open' | undefined {
  const institution = institutionOf(state)
  if (institution && institutionsOf(actor).includes(institution)) return 'ask'
  const official = may(actor, 'case.open') && holdsIn(actor, 'inspector', state)
  return official && !tiedTo(actor, state) && !recusedIn(actor, state) ? 'open' : undefined
}

function procedures(as: 'ask' | 'open'): string[] {
  return Object.values<Procedure>(PROCEDURES)
    .filter(({ id, about }) => about === 'decision' && (as === 'ask' || motionOf(id)))
    .map(({ id }) => id)
}
