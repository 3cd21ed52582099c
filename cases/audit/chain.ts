import type { Database } from '../../platform/database.ts'

export interface AuditCheck {
  events: number
  broken: { position: string; why: string }[]
}

interface Row {
  position: bigint
  why: string
}

/**
 * Recomputes the chain of the audit log: each hash, each predecessor, no position missing, and that it ends where it
 * says. The hash is computed by this statement and not by the database's own function, which somebody could change.
 */
export async function verifyAudit(db: Database): Promise<AuditCheck> {
  const broken = await db.$queryRaw<Row[]>`
    WITH seen AS (
      SELECT e.*, h.first_from, h.first_prev, lag(e.position) OVER w AS before, lag(e.hash) OVER w AS before_hash,
        encode(sha256(convert_to(jsonb_build_array(e.position, e.prev_hash, (extract(epoch FROM e.at) * 1000)::bigint,
          (extract(epoch FROM e.recorded_at) * 1000)::bigint, e.kind, e.person_id, e.role, e.unit, e.about_id,
          e.case_id, e.institution_id, e.object, e.purpose, e.data, e.once)::text, 'UTF8')), 'hex') AS computed
      FROM audit_event e CROSS JOIN audit_head h
      WINDOW w AS (ORDER BY e.position)
    ), judged AS (
      SELECT position, CASE
        WHEN hash <> computed THEN 'its content is not what was written'
        WHEN position <> COALESCE(before, first_from) + 1 THEN 'what stood before it is missing'
        WHEN prev_hash <> COALESCE(before_hash, first_prev) THEN 'it does not follow the one before it'
      END AS why FROM seen
    )
    SELECT position, why FROM judged WHERE why IS NOT NULL
    UNION ALL
    SELECT h.position, 'the end of the log is missing' FROM audit_head h
    WHERE h.hash <> COALESCE((SELECT hash FROM audit_event ORDER BY position DESC LIMIT 1), h.first_prev)
    ORDER BY position LIMIT 100`
  const [count] = await db.$queryRaw<{ events: bigint }[]>`SELECT count(*) AS events FROM audit_event`
  return {
    events: Number(count!.events),
    broken: broken.map((b) => ({ position: String(b.position), why: b.why })),
  }
}
