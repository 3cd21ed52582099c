import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { LietaError } from '../platform/errors.ts'
import { type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { noteChange } from './draft-changes.ts'
import { getDraft, lockUnsent } from './drafts.ts'
import { acceptedKind, type Received } from './files.ts'
import { countToDay, requireRoom } from './quotas.ts'
import { keepVerification, verificationOf } from './verification/store.ts'

// Attachments of a draft: each a row of its own, so that files which come at once all stay.

/**
 * Attaches an uploaded file to a question of a draft: kept as it came, with what verification found on its signatures.
 * File, report and attachment are written together or not at all.
 * @throws LietaError `too-large`, `unsupported-file`, `validation`, `rate-limited` on the field; `not-found`; `conflict`
 *   when the draft has been sent
 */
export async function attachFile(deps: Deps, actor: Actor, draftId: string, upload: Received): Promise<void> {
  const { field } = upload
  const { form } = await getDraft(deps, actor, draftId)
  if (!form.pages.some((p) => p.fields.some((f) => f.name === field && f.widget === 'file')))
    throw takesNoFile(field)
  const { name, mediaType } = await acceptedKind(upload)
  const id = randomUUID()
  const now = await deps.clock.now()
  const measured = { ...upload, draftId, personId: actor.personId, now }
  // Before anything is done with it; and again under the lock, where it counts.
  await transaction(deps.pool, (sql) => requireRoom(sql, deps.config, measured))
  const verified = await verificationOf(deps, { id, name, mediaType, path: upload.path })
  await transaction(deps.filePool, async (sql) => {
    await writeParts(sql, id, upload.path)
    await countToDay(sql, deps.config, measured)
    await lockUnsent(sql, draftId)
    await requireRoom(sql, deps.config, measured)
    await sql.run(Prisma.sql`
        INSERT INTO stored_file (id, sha256, size, media_type, name, bytes, uploaded_by, uploaded_at, owner, draft_id)
        SELECT ${id}::uuid, ${upload.sha256}, ${upload.size}, ${mediaType}, ${name}, string_agg(bytes, '' ORDER BY n),
          ${actor.personId}::uuid, ${now}, 'draft', ${draftId}::uuid FROM upload_part WHERE upload_id = ${id}::uuid`)
    await sql.run(Prisma.sql`DELETE FROM upload_part WHERE upload_id = ${id}::uuid`)
    if (verified) await keepVerification(sql, verified)
    await sql.run(Prisma.sql`
        INSERT INTO draft_file (draft_id, file_id, field, added_at, added_by)
        VALUES (${draftId}::uuid, ${id}::uuid, ${field}, ${now}, ${actor.personId}::uuid)`)
    await touch(sql, actor, { draftId, field, now })
  })
}

/** Hands a file to the database in pieces, which puts them together: nobody here holds it whole. */
export async function writeParts(sql: SqlRunner, id: string, path: string): Promise<void> {
  let n = 0
  for await (const bytes of createReadStream(path, { highWaterMark: 512 * 1024 })) {
    await sql.run(
      Prisma.sql`INSERT INTO upload_part (upload_id, n, bytes) VALUES (${id}::uuid, ${n}, ${bytes as Buffer})`,
    )
    n += 1
  }
}

/**
 * Takes a file away from a draft; one that is no case's is gone with that. Asked again, nothing happens.
 * @throws LietaError `not-found`, `conflict` when the draft has been sent
 */
export async function detachFile(deps: Deps, actor: Actor, draftId: string, fileId: string): Promise<void> {
  await getDraft(deps, actor, draftId)
  const now = await deps.clock.now()
  await transaction(deps.pool, async (sql) => {
    await lockUnsent(sql, draftId)
    const [taken] = await sql.rows<{ field: string }>(Prisma.sql`
      DELETE FROM draft_file WHERE draft_id = ${draftId}::uuid AND file_id::text = ${fileId} RETURNING field`)
    if (!taken) return
    await sql.rows(Prisma.sql`SELECT drop_draft_file(${fileId}::uuid)`)
    await touch(sql, actor, { draftId, field: taken.field, now })
  })
}

/** What is decided by the draft as it was read is decided anew, and who changed it is told. */
async function touch(
  sql: SqlRunner,
  actor: Actor,
  { draftId, field, now }: { draftId: string; field: string; now: Date },
): Promise<void> {
  const [draft] = await sql.rows<{ revision: number }>(Prisma.sql`
    UPDATE draft SET revision = revision + 1, updated_at = ${now} WHERE id = ${draftId}::uuid RETURNING revision`)
  const { revision } = draft!
  await noteChange(sql, { draftId, revision, at: now, personId: actor.personId, fields: [field] })
}

/** The question takes no file, or there is none. */
export function takesNoFile(field: string): LietaError {
  const message = { lv: 'Šim laukam datni pievienot nevar.', en: 'No file can be attached to this field.' }
  return new LietaError('validation', message, [{ field, code: 'no-file', message }])
}
