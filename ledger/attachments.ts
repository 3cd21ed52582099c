import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'

/**
 * Hands the attachments of a draft over to the case in the transaction in which its application is kept: each file that
 * answers a question of the application is noted with it, and is the case's from now on. Files to questions that the
 * application does not answer stay the draft's. The draft must be locked.
 */
export async function handOver(
  sql: SqlRunner,
  sent: { draftId: string; caseId: string; applicationId: string },
): Promise<void> {
  await sql.run(Prisma.sql`
    INSERT INTO application_file (application_id, file_id, field, position)
    SELECT a.id, f.file_id, f.field, f.position FROM draft_file f JOIN application a ON a.id = ${sent.applicationId}::uuid
    WHERE f.draft_id = ${sent.draftId}::uuid AND f.field IN (SELECT jsonb_object_keys(a.data))`)
  await sql.run(Prisma.sql`
    UPDATE stored_file SET owner = 'case', case_id = ${sent.caseId}::uuid, draft_id = NULL
    WHERE draft_id = ${sent.draftId}::uuid
      AND id IN (SELECT file_id FROM application_file WHERE application_id = ${sent.applicationId}::uuid)`)
}
