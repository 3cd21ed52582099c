import { dayOf } from '../../law/time.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { procedureById } from '../../procedures/all.ts'
import type { Deps } from '../deps.ts'
import { changeBy, ministryDecision } from '../words/contest/outcome.ts'

/** What has been done to a document or entry since, and by which other document. */
export interface LaterAct {
  what: 'annulled' | 'annulled-partly' | 'superseded' | 'suspended' | 'corrected' | 'corrects'
  /** Day, YYYY-MM-DD. */
  date: string
  /** The service's own document, or the ministry's decision. */
  by: { issuer: 'service' | 'ministry'; number: string | null }
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
 * What a document of ours is worth now, and by what it was changed: numbers and days only, nothing personal.
 * A contestation suspends (APL 80(1)), the ministry's decision annuls, changes or replaces (APL 81(2)), a clerical
 * error is corrected without touching the force (APL 72).
 */
export async function documentState(
  deps: Deps,
  document: IssuedRow,
): Promise<{ state: DocumentState; later: LaterAct[] }> {
  if (document.kind === 'correction') return { state: 'issued', later: await corrected(deps, document) }
  if (document.kind !== 'decision') return { state: 'issued', later: [] }
  const [view, ministry, corrections] = await Promise.all([
    deps.db.caseView.findUniqueOrThrow({
      where: { caseId: document.caseId },
      select: { procedure: true, waitingOn: true, outcome: true, state: true },
    }),
    ministryDecision(deps, document.caseId),
    deps.db.issuedDocument.findMany({
      where: { caseId: document.caseId, kind: 'correction' },
      orderBy: { createdAt: 'asc' },
      select: { number: true, createdAt: true },
    }),
  ])
  const later: LaterAct[] = corrections.map((c) => ({
    what: 'corrected',
    date: day(c.createdAt),
    by: { issuer: 'service', number: c.number },
  }))
  const change = ministry && changeBy(ministry)
  if (ministry && change)
    later.push({ what: change, date: ministry.date, by: { issuer: 'ministry', number: ministry.number } })
  if (change === 'annulled') return { state: 'annulled', later }
  if (change === 'superseded') return { state: 'superseded', later }
  // APL 80(1): from the receipt of the contestation until the higher institution has decided; not when the addressee
  // contests a favourable act to get a better one.
  const { favourable } = procedureById(view.procedure)
  const unfavourable = !favourable.includes(view.outcome ?? '')
  if (view.waitingOn === 'ministry' && unfavourable) return { state: 'suspended', later }
  const { documents } = view.state as unknown as {
    documents: CaseState['documents']
  }
  const inForce = documents.find((d) => d.documentId === document.id)?.services.some((s) => s.inForceFrom)
  return { state: inForce ? 'in-force' : 'issued', later }
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
  const ministry =
    version.reason === 'revoked-by-ministry' && version.caseId
      ? await ministryDecision(deps, version.caseId)
      : undefined
  return [
    {
      what,
      date: ministry?.date ?? day(version.at),
      by: ministry
        ? { issuer: 'ministry', number: ministry.number }
        : { issuer: 'service', number: version.decision },
    },
  ]
}

/** The day in Riga of an instant. */
export const day = (at: Date): string => dayOf(at.toISOString())
