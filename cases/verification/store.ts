import { randomUUID } from 'node:crypto'
import type { FileCheck, SignatureState } from '../../forms/signed.ts'
import { LietaError } from '../../platform/errors.ts'
import { keysOf, personalCodeOf } from '../../platform/personal-code.ts'
import { openValue, sealValue } from '../../platform/personal-data.ts'
import { type SqlRunner, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { FileReport } from '../../signatures/report.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { chunksOf, visibleFile } from '../file-access.ts'
import { authorize, notFound } from '../permissions.ts'
import { refused } from '../refusals.ts'
import { checkOf, stateOf, type VerificationView, viewOf } from './check.ts'

/** Containers and PDFs carry signatures; a picture or a table cannot. */
const VERIFIED = new Set(['application/pdf', 'application/vnd.etsi.asic-e+zip'])

/** A verification as it is kept; the newest of a file counts. */
export interface KeptVerification {
  id: string
  fileId: string
  state: SignatureState
  report: FileReport
  verifiedAt: Date
}

/** A row to be kept beside a file. */
interface FoundOnFile {
  id: string
  fileId: string
  state: SignatureState
  report: Prisma.InputJsonObject
  policy: string
  trustVersion: string
  checkedFor: Date
  verifiedAt: Date
  verifiedBy: string | null
}

/**
 * Verifies a file where it lies, at business time now.
 * @returns the row to keep beside the file; undefined for a kind of file that cannot be signed
 */
export async function verificationOf(
  deps: Deps,
  file: { id: string; name: string; mediaType: string; path: string },
  by: string | null = null,
): Promise<FoundOnFile | undefined> {
  if (!VERIFIED.has(file.mediaType)) return undefined
  const at = await deps.clock.now()
  const found = await deps.verification.examine({ path: file.path }, undefined, { name: file.name, at })
  const { report } = found
  return {
    id: randomUUID(),
    fileId: file.id,
    state: stateOf(found),
    report: sealedReport(deps, file.id, report),
    policy: report.policy,
    trustVersion: report.trust.version,
    checkedFor: at,
    verifiedAt: at,
    verifiedBy: by,
  }
}

/** The newest verification of each of the files that was verified, by file id. */
export async function newestVerifications(
  deps: Deps,
  fileIds: readonly string[],
): Promise<Map<string, KeptVerification>> {
  if (fileIds.length === 0) return new Map()
  const { text, values } = newestIn(fileIds)
  const found = await deps.pool.query<KeptVerification>({ text, values })
  return new Map(found.rows.map((row) => [row.fileId, { ...row, report: openReport(deps, row) }]))
}

/** Asks for the newest verification of each of the files. */
export function newestIn(fileIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (file_id) id, file_id AS "fileId", state, report, verified_at AS "verifiedAt"
    FROM file_verification WHERE file_id = ANY(${fileIds}::uuid[])
    ORDER BY file_id, verified_at DESC, id`
}

/** A report names signers with their codes: it is kept sealed, for its file. */
function sealedReport(deps: Deps, fileId: string, report: FileReport): Prisma.InputJsonObject {
  return { sealed: sealValue(keysOf(deps.config), JSON.stringify(report), `file/${fileId}`) }
}

function openReport(deps: Deps, row: { fileId: string; report: unknown }): FileReport {
  const { sealed } = row.report as { sealed: string }
  return JSON.parse(openValue(keysOf(deps.config), sealed, `file/${row.fileId}`)) as FileReport
}

/** What the rules of a form need to know of its files, by file id. */
export function checksOf(
  kept: ReadonlyMap<string, KeptVerification>,
  code: string | null,
): Record<string, FileCheck> {
  return Object.fromEntries([...kept].map(([id, v]) => [id, checkOf(v.state, v.report, code)]))
}

/** All verifications of a file, newest first, for those who may see the file. */
export async function verificationViews(
  deps: Deps,
  fileId: string,
  code: string | null,
): Promise<VerificationView[]> {
  const rows = await deps.db.fileVerification.findMany({
    where: { fileId },
    orderBy: [{ verifiedAt: 'desc' }, { id: 'asc' }],
    take: 20,
    select: { id: true, fileId: true, state: true, report: true, verifiedAt: true },
  })
  return rows.map((row) => viewOf({ ...row, report: openReport(deps, row) }, code))
}

/** What was found on a file is told to whoever may see the file. @throws LietaError `not-found` */
export async function fileReports(deps: Deps, actor: Actor, fileId: string): Promise<VerificationView[]> {
  const file = await visibleFile(deps, actor, fileId)
  if (!file.uploadedBy) throw notFound()
  return verificationViews(deps, fileId, await personalCodeOf(deps, file.uploadedBy))
}

/**
 * Verifies a file of a case again, with the trust and the time of now; what was found before is kept.
 * @throws LietaError `forbidden`, `not-found`, `own-case`, `recused`, `unsupported-file`
 */
export async function verifyAgain(deps: Deps, actor: Actor, fileId: string): Promise<VerificationView> {
  authorize(actor, 'signature.judge')
  const seen = await visibleFile(deps, actor, fileId)
  if (seen.owner !== 'case' || !seen.uploadedBy) throw notFound()
  if (seen.tied) throw refused('own-case', 'signature.judge')
  if (seen.recused) throw refused('recused', 'signature.judge')
  const file = await deps.spool.keep(chunksOf(deps, fileId))
  const made = await verificationOf(deps, { ...seen, path: file.path }, actor.personId).finally(() =>
    deps.spool.remove(file),
  )
  if (!made)
    throw new LietaError('unsupported-file', {
      lv: 'Šāda veida datnē paraksta nevar būt, tāpēc nav ko pārbaudīt.',
      en: 'A file of this kind cannot carry a signature: there is nothing to verify.',
    })
  // Under the lock of the case: whoever calls the application complete at this moment judges with it or before it.
  await transaction(deps.pool, async (sql) => {
    await sql.rows(Prisma.sql`
      SELECT FROM case_view v JOIN stored_file f ON f.case_id = v.case_id WHERE f.id = ${fileId}::uuid FOR UPDATE OF v`)
    await keepVerification(sql, made)
  })
  const { id, state, report, verifiedAt } = made
  const row = { id, fileId, state, report: openReport(deps, { fileId, report }), verifiedAt }
  return viewOf(row, await personalCodeOf(deps, seen.uploadedBy))
}

/** Keeps what was found beside its file. */
export async function keepVerification(sql: SqlRunner, found: FoundOnFile): Promise<void> {
  await sql.run(Prisma.sql`
    INSERT INTO file_verification (id, file_id, state, report, policy, trust_version, checked_for, verified_at, verified_by)
    VALUES (${found.id}::uuid, ${found.fileId}::uuid, ${found.state}, ${JSON.stringify(found.report)}::jsonb,
      ${found.policy}, ${found.trustVersion}, ${found.checkedFor}, ${found.verifiedAt}, ${found.verifiedBy}::uuid)`)
}
