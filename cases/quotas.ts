import { dayOf } from '../law/time.ts'
import type { Config } from '../platform/config.ts'
import { LietaError, type Words } from '../platform/errors.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'

const MB = 1024 * 1024

interface Upload {
  personId: string
  field: string
  size: number
  now: Date
}

/**
 * Counts a file to what the person uploaded today. Counted and looked at in one statement, so that many at once do not
 * pass together; what is taken away again stays counted.
 * @throws LietaError `rate-limited` on the field when that is as much as a day may bring
 */
export async function countToDay(sql: SqlRunner, config: Config, upload: Upload): Promise<void> {
  const { personId, size } = upload
  const counted = await sql.run(Prisma.sql`
    INSERT INTO upload_day AS d (person_id, day, files, bytes)
    VALUES (${personId}::uuid, ${dayOf(upload.now.toISOString())}, 1, ${size})
    ON CONFLICT (person_id, day) DO UPDATE SET files = d.files + 1, bytes = d.bytes + EXCLUDED.bytes
    WHERE d.files < ${config.PERSON_FILES_PER_DAY}::int
      AND d.bytes + EXCLUDED.bytes <= ${config.PERSON_MB_PER_DAY * MB}::bigint`)
  if (counted === 0) throw dayIsFull(config, upload.field)
}

/**
 * Refuses what would make a draft too large. The draft must be locked.
 * @throws LietaError `too-large` on the field
 */
export async function requireRoom(
  sql: SqlRunner,
  config: Config,
  upload: Upload & { draftId: string },
): Promise<void> {
  const [held] = await sql.rows<{ files: number; bytes: string }>(Prisma.sql`
    SELECT count(*)::int AS files, COALESCE(sum(size), 0)::bigint AS bytes FROM stored_file
    WHERE draft_id = ${upload.draftId}::uuid`)
  if (held!.files < config.DRAFT_FILES && Number(held!.bytes) + upload.size <= config.DRAFT_MB * MB) return
  throw draftIsFull(config, upload.field)
}

function draftIsFull(config: Config, field: string): LietaError {
  const message: Words = {
    lv: `Datne nav pievienota: vienā pieteikumā var būt līdz ${config.DRAFT_FILES} datnēm, kopā līdz ${config.DRAFT_MB} MB. Noņemiet kādu nevajadzīgu datni, apvienojiet vairākas vienā vai samaziniet attēlu izšķirtspēju.`,
    en: `The file was not attached: an application may hold up to ${config.DRAFT_FILES} files of ${config.DRAFT_MB} MB together. Remove a file that is not needed, join several into one, or reduce the resolution of images.`,
  }
  return new LietaError('too-large', message, [{ field, code: 'draft-full', message }])
}

function dayIsFull(config: Config, field: string): LietaError {
  const message: Words = {
    lv: `Datne nav pievienota: vienā dienā varat augšupielādēt līdz ${config.PERSON_FILES_PER_DAY} datnēm, kopā līdz ${config.PERSON_MB_PER_DAY} MB. Viss līdz šim pievienotais ir saglabāts; turpiniet rīt vai lūdziet, lai turpina kolēģis.`,
    en: `The file was not attached: on one day you may upload up to ${config.PERSON_FILES_PER_DAY} files of ${config.PERSON_MB_PER_DAY} MB together. What you attached so far is saved; go on tomorrow, or ask a colleague to.`,
  }
  return new LietaError('rate-limited', message, [{ field, code: 'day-full', message }])
}
