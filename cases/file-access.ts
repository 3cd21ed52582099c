import type { CaseState } from '../ledger/fold.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { type Actor, institutionsOf, tiedTo } from './actor.ts'
import { noteFileReading } from './audit/reading.ts'
import type { Deps } from './deps.ts'
import { may, notFound } from './permissions.ts'
import { erasedIn, fileErased } from './retention/erased.ts'

/** A stored file as its row tells it, without its bytes, for somebody who may see it. */
export interface VisibleFile {
  id: string
  name: string
  mediaType: string
  size: number
  uploadedBy: string | null
  owner: 'draft' | 'case' | 'house'
  /** Whoever asks applies in the case of the file, or for its institution. */
  tied: boolean
}

interface Row extends Omit<VisibleFile, 'tied'> {
  caseId: string | null
  draftInstitution: string | null
  caseInstitution: string | null
  applicantPersonId: string | null
  /** Of what the house issued: whether the applicant gets it. */
  toApplicant: boolean | null
  erasedAt: Date | null
  erased: CaseState['erased'] | null
}

/**
 * The file, if it is open to the person by whose it is. A draft's: to those who may apply for its institution, and to
 * nobody of the service before it is sent. A case's: to them and to the staff. What the house issued in a case: to the
 * staff, and to the applicant's side what goes to it. That somebody uploaded a file once opens nothing. What the staff
 * see is written down first.
 * @throws LietaError `not-found`, the same for what is not there and for what is not open; `erased`; `purpose-needed`
 */
export async function visibleFile(deps: Deps, actor: Actor, fileId: string): Promise<VisibleFile> {
  const { text, values } = Prisma.sql`
    SELECT f.id, f.name, f.media_type AS "mediaType", f.size, f.uploaded_by AS "uploadedBy", f.owner,
      f.erased_at AS "erasedAt", v.state->'erased' AS erased,
      d.institution_id AS "draftInstitution", r.id AS "caseId", r.institution_id AS "caseInstitution",
      r.applicant_person_id AS "applicantPersonId",
      (SELECT bool_or((doc->>'toApplicant')::boolean) FROM jsonb_array_elements(v.state->'documents') doc
        WHERE doc->>'documentId' = i.id::text) AS "toApplicant"
    FROM stored_file f
      LEFT JOIN draft d ON d.id = f.draft_id
      LEFT JOIN issued_document i ON f.owner = 'house' AND i.file_id = f.id
      LEFT JOIN case_record r ON r.id = COALESCE(f.case_id, i.case_id)
      LEFT JOIN case_view v ON v.case_id = r.id
    WHERE f.id = ${fileId}::uuid`
  const [row] = (await deps.pool.query<Row>({ text, values })).rows
  if (!row) throw notFound()
  const {
    caseId,
    draftInstitution,
    caseInstitution,
    applicantPersonId,
    toApplicant,
    erasedAt,
    erased,
    ...file
  } = row
  if (file.owner === 'draft') {
    if (!draftInstitution || !institutionsOf(actor).includes(draftInstitution)) throw notFound()
    return { ...file, tied: true }
  }
  if (!caseId || !caseInstitution || !applicantPersonId || !may(actor, 'case.read', caseInstitution))
    throw notFound()
  const tied = tiedTo(actor, { institutionId: caseInstitution, applicantPersonId })
  const internal = may(actor, 'case.read-internal') && !tied
  if (file.owner === 'house' && !internal && !toApplicant) throw notFound()
  if (erasedAt) {
    const part = file.owner === 'house' ? 'documents' : 'files'
    throw fileErased(erasedIn(erased ? { erased } : {}).find((e) => e.part === part))
  }
  if (internal) await noteFileReading(deps, actor, caseId, file.id)
  return { ...file, tied }
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
