import { findForm } from '../forms/all.ts'
import { asked, type FormContext, type FormDef, shownAs, validateForm } from '../forms/form.ts'
import { motionOf } from '../forms/motions/all.ts'
import { dayOf } from '../law/time.ts'
import type { OriginalDecision } from '../ledger/about.ts'
import { canonicalJson, sha256 } from '../ledger/canonical.ts'
import type { PartyRef } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { institutionOf, mainParty } from '../ledger/parties.ts'
import { uuidFrom } from '../ledger/streams.ts'
import { aboutDecision, subjectOf } from './about.ts'
import type { Actor } from './actor.ts'
import { noteReading } from './audit/reading.ts'
import type { Deps } from './deps.ts'
import { beginDraft, type DraftView } from './drafts.ts'
import { authorize, may, notFound } from './permissions.ts'
import { invalidBody } from './read-body.ts'
import { keyReused, refused } from './refusals.ts'
import { registerCase } from './register.ts'
import { recusedIn, relationsTo, tiedTo } from './relation.ts'
import { receiptOf, type Submitted } from './submit.ts'
import { holdsIn, otherUnit } from './units.ts'
import { originalOf } from './words/decide/draft.ts'

/** What an official has a case begin with. */
export interface Opening {
  /** The decision that it is about. */
  caseId: string
  decisionId: string
  procedure: string
  /** The answers to the form of the motion. */
  data: Record<string, unknown>
  /** The caller's idempotency key: the same key opens one case. */
  key: string
}

/**
 * Opens a case of the institution's own motion (APL 55 p. 2, 83(1)) about a decision of another case: its addressee is the
 * addressee of that decision, and no term runs from receipt (64(1) speaks of applications).
 * @throws LietaError `not-found`, `forbidden`, `own-case`, `recused`, `purpose-needed`, `validation` with one error a field,
 *   `idempotency-mismatch`
 */
export async function openCase(deps: Deps, actor: Actor, opening: Opening): Promise<Submitted> {
  authorize(actor, 'case.open')
  const form = motionOf(opening.procedure)
  if (!form) throw notFound()
  const state = await caseToOpenFrom(deps, actor, opening.caseId)
  const { decisionId, key } = opening
  if (!state.decisions.some((d) => d.decisionId === decisionId)) throw notFound()
  const context: FormContext = { today: dayOf((await deps.clock.now()).toISOString()), sites: [] }
  const errors = validateForm(form, opening.data, context)
  const data = asked(form, opening.data, context)
  const answers = { form: form.id, version: form.version, answers: data }
  const content = {
    data,
    shown: shownAs(form, opening.data, context),
    contentHash: sha256(canonicalJson({ ...answers, about: { caseId: opening.caseId, decisionId } })),
  }
  // Who opens it, and under which key, says which case it is: sent twice, it is there once.
  const caseId = uuidFrom(`open/${actor.personId}/${key}`)
  const before = await deps.db.caseRecord.findUnique({ where: { id: caseId }, select: { id: true } })
  if (before) return sameAs(content.contentHash, await receiptOf(deps, caseId))
  if (errors.length > 0) throw invalidBody(errors)
  const about = await aboutDecision(deps, opening.caseId, state, decisionId, form.id)
  await deps.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`open/${caseId}`}, 0))::text`
      const made = await tx.caseRecord.findUnique({ where: { id: caseId }, select: { id: true } })
      if (made) return
      await registerCase(tx, {
        ...{ caseId, key: `open/${caseId}`, form, content, about: about.ref, unit: about.unit },
        by: { personId: actor.personId, role: 'inspector' },
        subject: subjectOf(form, { ...data, decision: about.ref.number }, about),
        parties: [addresseeIn(state)],
      })
    },
    { timeout: 15_000 },
  )
  return sameAs(content.contentHash, await receiptOf(deps, caseId))
}

/**
 * The case from which an official opens another, as the one who works there.
 * @throws LietaError `not-found`, `forbidden`, `own-case`, `recused`, `purpose-needed`
 */
async function caseToOpenFrom(deps: Deps, actor: Actor, caseId: string): Promise<CaseState> {
  authorize(actor, 'case.open')
  const view = await deps.db.caseView.findUnique({ where: { caseId }, select: { state: true } })
  const state = view?.state as unknown as CaseState | undefined
  if (!state || !may(actor, 'case.read', state)) throw notFound()
  if (tiedTo(actor, state)) throw refused('own-case', 'case.open')
  if (recusedIn(actor, state)) throw refused('recused', 'case.open')
  if (!holdsIn(actor, 'inspector', state)) throw otherUnit()
  await noteReading(deps, actor, caseId, state, { kind: 'case.read' })
  return state
}

/**
 * What an official is asked who begins such proceedings, and about which decision.
 * @throws LietaError as `caseToOpenFrom`; `not-found` where there is no such decision or procedure
 */
export async function toOpen(
  deps: Deps,
  actor: Actor,
  about: { caseId: string; decisionId: string; procedure: string },
): Promise<{ form: FormDef; original: OriginalDecision & { caseId: string } }> {
  const { caseId, decisionId } = about
  const state = await caseToOpenFrom(deps, actor, caseId)
  const form = motionOf(about.procedure)
  const original = await originalOf(deps, { about: { caseId, decisionId, number: '' } }, actor.asOf)
  if (!form || !original || !state) throw notFound()
  return { form, original: { ...original, caseId } }
}

/**
 * The draft by which the addressee of a decision asks for proceedings about it.
 * @throws LietaError `not-found`, `forbidden`
 */
export async function askAbout(
  deps: Deps,
  actor: Actor,
  about: { caseId: string; decisionId: string; procedure: string },
): Promise<DraftView> {
  const form = findForm(about.procedure)
  const view = await deps.db.caseView.findUnique({ where: { caseId: about.caseId }, select: { state: true } })
  const state = view?.state as unknown as CaseState | undefined
  const decision = state?.decisions.find((d) => d.decisionId === about.decisionId)
  if (!form?.about || !state || !decision || relationsTo(actor, state).length === 0) throw notFound()
  const institutionId = institutionOf(state) ?? undefined
  const data = { [form.about]: decision.number }
  return beginDraft(deps, actor, { form: form.id, institutionId, data })
}

function sameAs(contentHash: string, receipt: Submitted): Submitted {
  if (receipt.contentHash !== contentHash) throw keyReused()
  return receipt
}

/** Whom the decision of a case was addressed to is the addressee of what is decided about it. */
function addresseeIn(state: CaseState): PartyRef {
  const { partyId, kind, personId, institutionId, name } = mainParty(state)!
  return {
    ...{ partyId, role: 'addressee', kind, name },
    ...(personId ? { personId } : {}),
    ...(institutionId ? { institutionId } : {}),
  }
}
