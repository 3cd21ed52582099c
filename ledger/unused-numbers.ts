import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'

/** A number that was given and that nothing bears. */
export interface UnusedNumber {
  number: string
  series: string
  /** When it was given: business instant (UTC). */
  at: Date
  /** The case in which it was given, where its row still stands. */
  caseNumber: string | null
  /**
   * `signing`: a signature is awaited, the document will bear it; `ended`: its case ended without that document; `signing-failed`:
   * signing was broken off, and may be begun again; `under-way`: its case is open, and the document may still be made; `unknown`.
   */
  why: 'signing' | 'signing-failed' | 'ended' | 'under-way' | 'unknown'
  /** What the signing service said, where signing failed. */
  failure: string | null
}

/**
 * Series have no gaps, so a number without a document must be explained: the numbers that no case, document or entry bears, the
 * oldest first, each with why.
 */
export async function unusedNumbers(sql: Pick<SqlRunner, 'rows'>): Promise<UnusedNumber[]> {
  return sql.rows<UnusedNumber>(Prisma.sql`
    WITH unused AS MATERIALIZED (
      SELECT * FROM number_allocation a
      WHERE NOT EXISTS (SELECT FROM case_record x WHERE x.number = a.text)
        AND NOT EXISTS (SELECT FROM issued_document x WHERE x.number = a.text)
        AND NOT EXISTS (SELECT FROM register_entry x WHERE x.entry_no = a.text))
    SELECT a.text AS number, a.series, a.at, c.number AS "caseNumber", s.failure,
      CASE WHEN s.state IN ('prepared', 'signed') THEN 'signing' WHEN v.closed_at IS NOT NULL THEN 'ended'
        WHEN s.state IS NOT NULL THEN 'signing-failed' WHEN v.case_id IS NOT NULL THEN 'under-way' ELSE 'unknown' END AS why
    FROM unused a
    LEFT JOIN LATERAL (SELECT * FROM signing s WHERE s.number = a.text ORDER BY s.prepared_at DESC LIMIT 1) s ON true
    -- What a case asks for is keyed by it.
    LEFT JOIN case_record c ON c.id = COALESCE(s.case_id, substring(a.key FROM '^[0-9a-f-]{36}')::uuid)
    LEFT JOIN case_view v ON v.case_id = c.id
    ORDER BY a.at, a.text`)
}
