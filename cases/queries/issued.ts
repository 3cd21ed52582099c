import type { Deps } from '../deps.ts'
import { type DocumentState, day, documentState, type LaterAct } from './document-state.ts'

export type Verification =
  | { found: false }
  | {
      found: true
      what: 'document' | 'licence'
      number: string
      kind: string
      /** Day of issue, YYYY-MM-DD. */
      date: string
      state: DocumentState | 'active'
      /** What happened to it since, and by which document. */
      later: LaterAct[]
      sha256?: string
      entry?: { register: string; entryNo: string }
    }

/** What strangers may know of a document of ours. Whether it is ours is not asked here. */
export async function describeDocument(deps: Deps, where: { id: string }): Promise<Verification | null> {
  const document = await deps.db.issuedDocument.findUnique({
    where,
    select: { id: true, caseId: true, kind: true, number: true, sha256: true, createdAt: true },
  })
  if (!document) return null
  const [now, entry] = await Promise.all([
    documentState(deps, document),
    deps.db.registerEntry.findFirst({
      where: { caseId: document.caseId },
      select: { register: true, entryNo: true },
    }),
  ])
  return {
    found: true,
    what: 'document',
    number: document.number ?? '',
    kind: document.kind,
    date: day(document.createdAt),
    ...now,
    sha256: document.sha256,
    ...(entry && document.kind === 'decision' ? { entry } : {}),
  }
}
