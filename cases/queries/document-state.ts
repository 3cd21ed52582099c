import type { DecisionForce } from '../../law/afterlife/facts.ts'
import { forceOn } from '../../law/afterlife/fold.ts'
import { dayOf } from '../../law/time.ts'
import type { FoldedDecision } from '../../ledger/decisions.ts'
import type { CaseState } from '../../ledger/fold.ts'
import type { Deps } from '../deps.ts'
import { judgmentOf } from '../words/afterlife/judgments.ts'

/** What has been done to a document or entry since, and by which other document. */
export interface LaterAct {
  what: 'annulled' | 'annulled-partly' | 'superseded' | 'suspended' | 'corrected' | 'corrects'
  /** Day, YYYY-MM-DD. */
  date: string
  /** The service's own document, the ministry's decision, or a judgment. */
  by: { issuer: 'service' | 'ministry' | 'court'; number: string | null }
}

export type DocumentState = 'issued' | 'in-force' | 'suspended' | 'annulled' | 'superseded'

interface IssuedRow {
  id: string
  caseId: string
  kind: string
  number: string | null
  createdAt: Date
}

/**
 * What a document of ours is worth now, and by what it was changed: numbers and days only, nothing personal. Where a decision
 * stands by contestation (APL 80–81), court (185) and corrections (72), its fold says (law/afterlife/).
 */
export async function documentState(
  deps: Deps,
  document: IssuedRow,
): Promise<{ state: DocumentState; later: LaterAct[] }> {
  if (document.kind === 'correction') return { state: 'issued', later: await corrected(deps, document) }
  if (document.kind !== 'decision') return { state: 'issued', later: [] }
  const { state } = await deps.db.caseView.findUniqueOrThrow({
    where: { caseId: document.caseId },
    select: { state: true },
  })
  const { decisions, documents } = state as unknown as Pick<CaseState, 'decisions' | 'documents'>
  const decision = decisions.find((d) => d.documentId === document.id)
  if (!decision) return { state: 'issued', later: [] }
  const later: LaterAct[] = documents
    .filter((d) => d.kind === 'correction')
    .map((c) => ({ what: 'corrected', date: dayOf(c.at), by: { issuer: 'service', number: c.number } }))
  const change = await judgedBy(deps, document.caseId, decision)
  if (change) later.push(change)
  const force = forceOn(decision.standing, day(await deps.clock.now()))
  return { state: WORTH[force], later }
}

const WORTH: Record<DecisionForce, DocumentState> = {
  'not-yet': 'issued',
  'in-force': 'in-force',
  suspended: 'suspended',
  annulled: 'annulled',
  // What is left of it is in force.
  'annulled-partly': 'in-force',
  replaced: 'superseded',
}

/** By whose decision it was annulled, changed or replaced: of ours, of the ministry, or of a court. */
async function judgedBy(
  deps: Deps,
  caseId: string,
  { decisionId, standing }: FoldedDecision,
): Promise<LaterAct | undefined> {
  const { force, annulledBy, court } = standing
  const what = CHANGED[force]
  if (!what) return undefined
  if (annulledBy !== null) {
    const annulled = standing.annulledFrom ?? ''
    return { what, date: annulled, by: { issuer: 'service', number: annulledBy } }
  }
  const issuer = court?.outcome === 'annulled' || court?.outcome === 'annulled-partly' ? 'court' : 'ministry'
  const said = await judgmentOf(deps, caseId, decisionId, issuer)
  return said && { what, date: said.date, by: { issuer, number: said.number } }
}

const CHANGED: Partial<Record<DecisionForce, 'annulled' | 'annulled-partly' | 'superseded'>> = {
  annulled: 'annulled',
  'annulled-partly': 'annulled-partly',
  replaced: 'superseded',
}

/** A correction says which decision it corrects. */
async function corrected(deps: Deps, document: IssuedRow): Promise<LaterAct[]> {
  const decision = await deps.db.issuedDocument.findFirst({
    where: { caseId: document.caseId, kind: 'decision', createdAt: { lt: document.createdAt } },
    orderBy: { createdAt: 'desc' },
    select: { number: true, createdAt: true },
  })
  if (!decision) return []
  return [
    { what: 'corrects', date: day(decision.createdAt), by: { issuer: 'service', number: decision.number } },
  ]
}

/** By what an entry of a register was suspended or annulled, newest. */
export async function entryChange(
  deps: Deps,
  entry: { register: string; entryNo: string; state: string },
): Promise<LaterAct[]> {
  if (entry.state !== 'annulled' && entry.state !== 'suspended') return []
  const version = await deps.db.registerEntryVersion.findFirst({
    where: { register: entry.register, entryNo: entry.entryNo },
    orderBy: { version: 'desc' },
    select: { caseId: true, at: true, reason: true, decision: true },
  })
  if (!version) return []
  const what = entry.state
  const issuer = JUDGES[version.reason]
  const judged =
    issuer && version.caseId ? await judgmentOf(deps, version.caseId, undefined, issuer) : undefined
  return [
    {
      what,
      date: judged?.date ?? day(version.at),
      by:
        issuer && judged
          ? { issuer, number: judged.number }
          : { issuer: 'service', number: version.decision },
    },
  ]
}

/** Who decided, where an entry was changed for a reason that is not ours. */
const JUDGES: Partial<Record<string, 'ministry' | 'court'>> = {
  'revoked-by-ministry': 'ministry',
  'annulled-by-court': 'court',
}

/** The day in Riga of an instant. */
export const day = (at: Date): string => dayOf(at.toISOString())
