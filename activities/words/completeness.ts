import { randomUUID } from 'node:crypto'
import { handOver } from '../../ledger/attachments.ts'
import type { NewEvent } from '../../ledger/events.ts'
import type { SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'

/**
 * The cured application becomes the next version of the application in the moment in which the cure is recorded. Which
 * version that is, is found here, where the case is locked.
 * @param events what is being recorded of the case
 */
export async function keepCuredApplications(
  sql: SqlRunner,
  caseId: string,
  events: NewEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'act' || event.data.act !== 'application.cure') continue
    const cured = event.data.payload as CuredApplication
    const applicationId = randomUUID()
    await sql.run(Prisma.sql`
      INSERT INTO application (id, case_id, version, form, form_version, data, shown, content_hash, submitted_at,
        submitted_by)
      SELECT ${applicationId}::uuid, ${caseId}::uuid, max(version) + 1, ${cured.form}, ${cured.formVersion},
        ${JSON.stringify(cured.data)}::jsonb, ${JSON.stringify(cured.shown)}::jsonb, ${cured.contentHash},
        ${event.at}::timestamptz, ${event.actorId}::uuid FROM application WHERE case_id = ${caseId}::uuid`)
    await handOver(sql, { draftId: cured.draftId, caseId, applicationId })
    // What was not sent goes with it.
    await sql.run(Prisma.sql`DELETE FROM draft WHERE id = ${cured.draftId}::uuid`)
  }
}

interface CuredApplication {
  draftId: string
  form: string
  formVersion: number
  data: unknown
  shown: unknown
  contentHash: string
}
