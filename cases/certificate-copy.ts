import { LietaError } from '../platform/errors.ts'
import { prepared } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Deps } from './deps.ts'
import type { Checked } from './needs.ts'

/**
 * The original as it stands in its register now, for the command: what is copied is chosen once. Under the lock of the case
 * it is asked for again: one that was annulled or changed meanwhile is not copied as it was.
 * @throws LietaError `conflict` when the institution of the case has no entry in force under the number asked for
 */
export async function originalOf(deps: Deps, caseId: string): Promise<Checked> {
  const inForce = Prisma.sql`
    SELECT a.number, e.register, e.entry_no AS "entryNo", e.data, e.since, e.version, (SELECT decision
      FROM register_entry_version v WHERE (v.register, v.entry_no, v.version) = (e.register, e.entry_no, 1)) AS decision
    FROM (SELECT data->>'entryNo' AS number FROM application WHERE case_id = ${caseId}::uuid ORDER BY version DESC LIMIT 1) a
    LEFT JOIN register_entry e ON e.entry_no = upper(a.number) AND e.state = 'active'
      AND e.institution_id IN (SELECT institution_id FROM case_party WHERE case_id = ${caseId}::uuid AND role = 'applicant')`
  const { number, version, ...original } = (await deps.pool.query(prepared(inForce))).rows[0]!
  if (!original.register)
    throw new LietaError('conflict', {
      lv: `Reģistrā nav šīs iestādes spēkā esoša ieraksta ar numuru ${number}. Paziņojiet iesniedzējam, ka dublikāta nav.`,
      en: `The institution has no entry in force under the number ${number}. Tell the applicant that there is nothing to copy.`,
    })
  const stands: Checked['stands'] = async (sql) =>
    (await sql.rows<{ version: number | null }>(inForce))[0]?.version === version
  return { payload: original, stands }
}
