import { dayOf } from '../../law/time.ts'
import type { OpenedRecords } from '../../ledger/events.ts'
import type { CaseState } from '../../ledger/fold.ts'
import type { Deps } from '../deps.ts'
import { invalidBody } from '../read-body.ts'

/**
 * What is opened to a party belongs to the case: documents that were issued in it, and files that were given with the application.
 * @throws LietaError `validation` on `documents`
 */
export async function requireRecords(
  deps: Deps,
  caseId: string,
  said: Record<string, unknown>,
): Promise<void> {
  const { documents = [], files = [] } = said as { documents?: string[]; files?: string[] }
  const [issued, given] = await Promise.all([
    deps.db.issuedDocument.count({ where: { caseId, id: { in: documents } } }),
    deps.db.storedFile.count({ where: { caseId, id: { in: files }, owner: 'case' } }),
  ])
  if (issued === documents.length && given === files.length) return
  const message = { lv: 'Tāda dokumenta šajā lietā nav.', en: 'There is no such document in this case.' }
  throw invalidBody([{ field: 'documents', code: 'no-such-record', message }])
}

/**
 * What of the file is open to these parties at an instant (APL 61): until the end of the last day.
 * @param now business instant (UTC)
 */
export function openTo(
  { opened = [] }: Pick<CaseState, 'opened'>,
  partyIds: ReadonlySet<string>,
  now: string,
): OpenedRecords[] {
  return opened.filter(({ partyId, until }) => partyIds.has(partyId) && dayOf(now) <= until)
}

/** A record that a party may look into. */
export interface RecordView {
  name: string
  /** The kind of a document of ours; null of a file that was given. */
  kind: string | null
  number: string | null
  fileId: string
  until: string
}

/** The records that are open to these parties, each with its file; a file that was erased is left out. */
export async function recordsFor(
  deps: Deps,
  state: CaseState,
  partyIds: ReadonlySet<string>,
  now: string,
): Promise<RecordView[]> {
  const open = openTo(state, partyIds, now)
  if (open.length === 0) return []
  const [issued, given] = await Promise.all([
    deps.db.issuedDocument.findMany({
      where: { id: { in: open.flatMap((o) => o.documents) } },
      select: { id: true, kind: true, number: true, fileId: true },
    }),
    deps.db.storedFile.findMany({
      where: { id: { in: open.flatMap((o) => o.files) }, erasedAt: null },
      select: { id: true, name: true },
    }),
  ])
  return open.flatMap(({ documents, files, until }) => [
    ...issued
      .filter((d) => documents.includes(d.id) && !state.erased?.documents)
      .map(({ kind, number, fileId }) => ({ name: kind, kind, number, fileId, until })),
    ...given
      .filter((f) => files.includes(f.id))
      .map((f) => ({ name: f.name, kind: null, number: null, fileId: f.id, until })),
  ])
}
