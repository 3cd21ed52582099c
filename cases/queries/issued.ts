import type { EntryState } from '../../law/entry/life.ts'
import type { CaseState } from '../../ledger/fold.ts'
import type { Deps } from '../deps.ts'
import { type ErasedOn, erasedIn } from '../retention/erased.ts'
import type { SealedIdentity } from '../verification/identity.ts'
import { type DocumentState, day, documentState, type LaterAct } from './document-state.ts'

export type Verification =
  | { found: false }
  | {
      found: true
      what: 'document' | 'entry'
      number: string
      /** The kind of the document, or the register of the entry. */
      kind: string
      /** Day of issue, YYYY-MM-DD. */
      date: string
      state: DocumentState | EntryState
      /** What happened to it since, and by which document. */
      later: LaterAct[]
      sha256?: string
      entry?: { register: string; entryNo: string }
      /** The record of the institution says something else than the sealed document; what is told is the document's. */
      differs?: true
      /** Our copy of it was erased: on which day, by which rule of retention. */
      erased?: ErasedOn
    }

/**
 * What strangers may know of a document of ours. Whether it is ours is not asked here.
 * @param sealed what the sealed bytes say that it is: that is told, whatever the row says
 */
export async function describeDocument(
  deps: Deps,
  where: { id: string },
  sealed: SealedIdentity,
): Promise<Verification | null> {
  const document = await deps.db.issuedDocument.findUnique({
    where,
    select: { id: true, caseId: true, kind: true, number: true, sha256: true, createdAt: true },
  })
  if (!document) return null
  const { number: caseNumber } = await deps.db.caseRecord.findUniqueOrThrow({
    where: { id: document.caseId },
    select: { number: true },
  })
  const date = day(document.createdAt)
  const row = { kind: document.kind, number: document.number, date, caseNumber }
  const differs = (Object.keys(row) as (keyof SealedIdentity)[]).filter((name) => row[name] !== sealed[name])
  if (differs.length > 0)
    deps.log.error(
      {
        document: document.id,
        caseId: document.caseId,
        reason: differs.join(' '),
        alarm: 'row-and-seal-differ',
      },
      'the row of a document says something else than its sealed bytes',
    )
  const [view, now, entry] = await Promise.all([
    deps.db.caseView.findUniqueOrThrow({ where: { caseId: document.caseId }, select: { state: true } }),
    documentState(deps, { ...document, kind: sealed.kind }),
    deps.db.registerEntryVersion.findFirst({
      where: { caseId: document.caseId },
      select: { register: true, entryNo: true },
    }),
  ])
  return {
    found: true,
    what: 'document',
    number: sealed.number ?? '',
    kind: sealed.kind,
    date: sealed.date,
    ...now,
    ...(differs.length > 0 ? { differs: true as const } : {}),
    sha256: document.sha256,
    ...erasedDocument(view.state),
    ...(entry && sealed.kind === 'decision' ? { entry } : {}),
  }
}

function erasedDocument(state: unknown): { erased?: ErasedOn } {
  const erased = erasedIn(state as CaseState).find((e) => e.part === 'documents')
  return erased ? { erased } : {}
}
