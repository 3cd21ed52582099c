import type { OpenedRecords } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { procedureById } from '../procedures/all.ts'
import { type Actor, institutionsOf } from './actor.ts'
import { noteFileReading, noteInspection } from './audit/reading.ts'
import type { Deps } from './deps.ts'
import { may, notFound } from './permissions.ts'
import { partyDocuments, viewerOf } from './queries/party-file.ts'
import { recusedIn, relationsTo, tiedTo } from './relation.ts'
import { erasedIn, fileErased } from './retention/erased.ts'
import { openTo } from './words/inspection.ts'

/** A stored file as its row tells it, without its bytes, for somebody who may see it. */
export interface VisibleFile {
  id: string
  name: string
  mediaType: string
  size: number
  uploadedBy: string | null
  owner: 'draft' | 'case' | 'house'
  /** Whoever asks stands on the side of a party of the case of the file. */
  tied: boolean
  /** The person has a conflict of interest in its case. */
  recused: boolean
}

interface Row extends Omit<VisibleFile, 'tied' | 'recused'> {
  caseId: string | null
  draftInstitution: string | null
  documentId: string | null
  procedure: string | null
  state: CaseState | null
  erasedAt: Date | null
}

/**
 * The file, if it is open to the person by whose it is. A draft's: to those who may apply for its institution, and to
 * nobody of the service before it is sent. A case's: to the staff, to parties who see what was applied for, and to whoever
 * gave it. What the house issued in a case: to the staff, and to the parties who see it. That somebody uploaded a file once opens nothing. What the staff
 * see is written down first.
 * @throws LietaError `not-found`, the same for what is not there and for what is not open; `erased`; `purpose-needed`
 */
export async function visibleFile(deps: Deps, actor: Actor, fileId: string): Promise<VisibleFile> {
  const { text, values } = Prisma.sql`
    SELECT f.id, f.name, f.media_type AS "mediaType", f.size, f.uploaded_by AS "uploadedBy", f.owner,
      f.erased_at AS "erasedAt", d.institution_id AS "draftInstitution", i.id AS "documentId", v.case_id AS "caseId",
      v.procedure, v.state
    FROM stored_file f
      LEFT JOIN draft d ON d.id = f.draft_id
      LEFT JOIN issued_document i ON f.owner = 'house' AND i.file_id = f.id
      LEFT JOIN case_view v ON v.case_id = COALESCE(f.case_id, i.case_id, d.cures_case_id)
    WHERE f.id = ${fileId}::uuid`
  const [row] = (await deps.pool.query<Row>({ text, values })).rows
  if (!row) throw notFound()
  const { caseId, draftInstitution, documentId, procedure, state, erasedAt, ...file } = row
  if (file.owner === 'draft') {
    const own = draftInstitution !== null && institutionsOf(actor).includes(draftInstitution)
    // A cure is written by whoever stands on the side of the applicant.
    const cures = state !== null && relationsTo(actor, state).some((r) => r.role === 'applicant')
    if (!own && !cures) throw notFound()
    return { ...file, tied: true, recused: false }
  }
  if (!caseId || !procedure || !state || !may(actor, 'case.read', state)) throw notFound()
  const tied = tiedTo(actor, state)
  const internal = may(actor, 'case.read-internal') && !tied
  const own = seenBy(actor, state, { procedure, documentId, uploadedBy: file.uploadedBy })
  const opened = internal || own ? undefined : await openedTo(deps, actor, state, { fileId, documentId })
  if (!internal && !own && !opened) throw notFound()
  if (erasedAt) {
    const part = file.owner === 'house' ? 'documents' : 'files'
    throw fileErased(erasedIn(state).find((e) => e.part === part))
  }
  if (internal) await noteFileReading(deps, actor, caseId, file.id)
  if (opened) await noteInspection(deps, actor, { caseId, fileId: file.id, request: opened.id })
  return { ...file, tied, recused: recusedIn(actor, state) }
}

/** Whether a file of a case is shown to a party: what the house issued by its own list, all else with the application. */
function seenBy(
  actor: Actor,
  state: CaseState,
  file: { procedure: string; documentId: string | null; uploadedBy: string | null },
): boolean {
  const roles = relationsTo(actor, state).map((r) => r.role)
  if (file.documentId !== null)
    return partyDocuments(state, viewerOf(actor, state)).some((d) => d.documentId === file.documentId)
  if (file.uploadedBy === actor.personId && roles.length > 0) return true
  return procedureById(file.procedure).seenBy.application.some((role) => roles.includes(role))
}

/** What was opened to a party of the person on its request, if this file is among it (APL 61). */
async function openedTo(
  deps: Deps,
  actor: Actor,
  state: CaseState,
  { fileId, documentId }: { fileId: string; documentId: string | null },
): Promise<OpenedRecords | undefined> {
  const now = (await deps.clock.now()).toISOString()
  return openTo(state, viewerOf(actor, state).partyIds, now).find(({ documents, files }) =>
    documentId === null ? files.includes(fileId) : documents.includes(documentId),
  )
}

/** Read at once: enough to be quick, so little that a hundred readers are no burden. */
const CHUNK = 1024 * 1024

/** The bytes of a kept file, piece by piece, without asking who may see it. */
export async function* chunksOf(deps: Deps, fileId: string): AsyncGenerator<Uint8Array> {
  for (let from = 1; ; from += CHUNK) {
    const { text, values } = Prisma.sql`
      SELECT substring(bytes FROM ${from}::int FOR ${CHUNK}::int) AS part FROM stored_file WHERE id = ${fileId}::uuid`
    const [row] = (await deps.pool.query<{ part: Buffer }>({ text, values })).rows
    if (!row || row.part.length === 0) return
    yield row.part
    if (row.part.length < CHUNK) return
  }
}
