import { randomUUID } from 'node:crypto'
import { LietaError } from '../../platform/errors.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeParts } from '../draft-files.ts'
import { acceptedKind, type Received } from '../files.ts'
import { may, notFound } from '../permissions.ts'
import { countToDay } from '../quotas.ts'
import { keepVerification, verificationOf } from '../verification/store.ts'

/** So many loose files one person may keep in one case: more than anybody shows, fewer than a burden. */
const LOOSE_FILES = 20

/**
 * Keeps a file in a case, for something that is said there afterwards and names it: it is shown to whoever gave it and to the
 * service, and to nobody else.
 * @returns its id
 * @throws LietaError `not-found`, `too-large`, `unsupported-file`, `rate-limited` on the field
 */
export async function keepCaseFile(
  deps: Deps,
  actor: Actor,
  caseId: string,
  upload: Received,
): Promise<string> {
  const view = await deps.db.caseView.findUnique({ where: { caseId }, select: { state: true } })
  if (!view || !may(actor, 'case.read', view.state as never)) throw notFound()
  const { name, mediaType } = await acceptedKind(upload)
  const id = randomUUID()
  const now = await deps.clock.now()
  const measured = { ...upload, personId: actor.personId, now }
  const verified = await verificationOf(deps, { id, name, mediaType, path: upload.path })
  await transaction(deps.filePool, async (sql) => {
    await writeParts(sql, id, upload.path)
    // Counts the person's day and holds its row: two at once are counted one after the other.
    await countToDay(sql, deps.config, measured)
    const [held] = await sql.rows<{ n: number }>(Prisma.sql`
      SELECT count(*)::int AS n FROM stored_file WHERE case_id = ${caseId}::uuid AND uploaded_by = ${actor.personId}::uuid
        AND NOT EXISTS (SELECT FROM application_file f WHERE f.file_id = stored_file.id)`)
    if (held!.n >= LOOSE_FILES) throw caseIsFull(upload.field)
    await sql.run(Prisma.sql`
      INSERT INTO stored_file (id, sha256, size, media_type, name, bytes, uploaded_by, uploaded_at, owner, case_id)
      SELECT ${id}::uuid, ${upload.sha256}, ${upload.size}, ${mediaType}, ${name}, string_agg(bytes, '' ORDER BY n),
        ${actor.personId}::uuid, ${now}, 'case', ${caseId}::uuid FROM upload_part WHERE upload_id = ${id}::uuid`)
    await sql.run(Prisma.sql`DELETE FROM upload_part WHERE upload_id = ${id}::uuid`)
    if (verified) await keepVerification(sql, verified)
  })
  return id
}

/**
 * The file lies in this case; with `by`, that person gave it. Another case's cannot be named.
 * @throws LietaError `validation` on `fileId`
 */
export async function requireCaseFile(
  deps: Deps,
  caseId: string,
  fileId: string,
  by: string | undefined,
): Promise<void> {
  const file = await deps.db.storedFile.findUnique({
    where: { id: fileId },
    select: { caseId: true, uploadedBy: true },
  })
  if (file?.caseId === caseId && (by === undefined || file.uploadedBy === by)) return
  const message = { lv: 'Pievienojiet datni vēlreiz.', en: 'Attach the file again.' }
  throw new LietaError('validation', message, [{ field: 'fileId', code: 'no-such-file', message }])
}

function caseIsFull(field: string): LietaError {
  const message = {
    lv: `Datne nav pievienota: šajā lietā jau ir ${LOOSE_FILES} jūsu pievienotas datnes. Apvienojiet vairākas vienā.`,
    en: `The file was not attached: you have attached ${LOOSE_FILES} files to this case already. Join several into one.`,
  }
  return new LietaError('too-large', message, [{ field, code: 'case-full', message }])
}
