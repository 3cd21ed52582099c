import type { FormData, FormDef } from '../forms/form.ts'
import type { NotNow } from '../law/afterlife/incontestable.ts'
import { type OriginalDecision, originalDecision } from '../ledger/about.ts'
import type { AboutRef } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { mainParty } from '../ledger/parties.ts'
import { LietaError } from '../platform/errors.ts'
import { onPool, prepared } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Deps } from './deps.ts'
import type { DraftView } from './drafts.ts'

/** The decision that proceedings are to be about, and whose work it is. */
export interface About {
  ref: AboutRef
  unit: string | undefined
  original: OriginalDecision
}

/** What a case about a decision is called in lists: the decision, and what that was about. */
export function subjectOf(form: FormDef, data: FormData, { original }: About): string {
  return `${form.subject(data)} – ${original.subject}`
}

/**
 * The decision that a draft names, if its form asks for one: a decision of the institution for which it is sent, as its addressee.
 * @throws LietaError `validation` on the field: there is no such decision of theirs, or nothing can be begun about it now
 */
export async function aboutOf(deps: Deps, draft: DraftView): Promise<About | undefined> {
  const field = draft.form.about
  if (!field) return undefined
  const number = String(draft.data[field] ?? '').trim()
  const found = Prisma.sql`
    SELECT d.case_id AS "caseId", v.state FROM issued_document d JOIN case_view v ON v.case_id = d.case_id
    WHERE upper(d.number) = upper(${number}) AND v.state->'decisions' @> jsonb_build_array(jsonb_build_object('number', d.number))`
  const [row] = (await deps.pool.query<{ caseId: string; state: CaseState }>(prepared(found))).rows
  const decision = row?.state.decisions.find((d) => d.number.toUpperCase() === number.toUpperCase())
  if (!row || !decision || mainParty(row.state)?.institutionId !== draft.institutionId)
    throw onField(field, 'no-such-decision', NO_SUCH)
  return aboutDecision(deps, row.caseId, row.state, decision.decisionId, field)
}

/**
 * A decision of a case, when proceedings about it can be begun now.
 * @throws LietaError `not-found`; `validation` on the field when they cannot
 */
export async function aboutDecision(
  deps: Deps,
  caseId: string,
  state: CaseState,
  decisionId: string,
  field: string,
): Promise<About> {
  const at = (await deps.clock.now()).toISOString()
  const original = await originalDecision(onPool(deps.pool), { caseId, decisionId }, at)
  if (!original) throw onField(field, 'no-such-decision', NO_SUCH)
  if (original.notNow) throw onField(field, original.notNow, WHY_NOT[original.notNow])
  return { ref: { caseId, decisionId, number: original.number }, unit: state.unit, original }
}

const NO_SUCH = {
  lv: 'Tāda lēmuma, kura adresāts ir jūsu iestāde, nav. Pārbaudiet numuru.',
  en: 'There is no such decision addressed to your institution. Check the number.',
}

const WHY_NOT: Record<NotNow, { lv: string; en: string }> = {
  contestable: {
    lv: 'Lēmums vēl nav kļuvis neapstrīdams. Kamēr to var apstrīdēt, iesniedziet apstrīdēšanas iesniegumu lēmuma lietā; ja tas jau ir apstrīdēts vai pārsūdzēts, sagaidiet iznākumu (APL 87. panta sestā daļa).',
    en: 'The decision is not incontestable yet. While it can be contested, contest it in its case; if it has been, wait for the outcome (APL 87(6)).',
  },
  'not-in-force': {
    lv: 'Lēmums vairs nav spēkā, tāpēc par to nevar lemt no jauna (APL 70. panta trešā daļa).',
    en: 'The decision is not in force any more, so nothing is decided about it anew (APL 70(3)).',
  },
}

function onField(field: string, code: string, message: { lv: string; en: string }): LietaError {
  return new LietaError('validation', message, [{ field, code, message }])
}
