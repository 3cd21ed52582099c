import { prepared } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Deps } from '../deps.ts'
import type { DraftView } from '../drafts.ts'

/** Open cases in which the institution of a draft has applied for the same, the oldest first: whoever sends it should know. */
export async function appliedAlready(
  deps: Deps,
  { form, institutionId, data, curesCaseId }: DraftView,
): Promise<{ caseId: string; number: string }[]> {
  if (curesCaseId) return []
  const asked = Prisma.sql`
    SELECT v.case_id AS "caseId", v.number FROM case_view v
    WHERE v.closed_at IS NULL AND v.procedure = ${form.id} AND v.subject = ${form.subject(data)}
      AND EXISTS (SELECT FROM case_party p WHERE p.case_id = v.case_id AND p.role = 'applicant'
        AND p.institution_id = ${institutionId}::uuid)
    ORDER BY v.number LIMIT 5`
  return (await deps.pool.query<{ caseId: string; number: string }>(prepared(asked))).rows
}
