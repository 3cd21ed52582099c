import { audit } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'

export interface SessionLine {
  id: string
  /** The one that asks. */
  own: boolean
  signedInAt: string
  seenAt: string
  level: string | null
  agent: string
}

/** A person's sessions that hold, the newest first. */
export async function sessionsOf(deps: Deps, personId: string, sid: string): Promise<SessionLine[]> {
  const { rows } = await deps.pool.query<
    Omit<SessionLine, 'signedInAt' | 'seenAt'> & { signedInAt: Date; seenAt: Date }
  >(
    `SELECT id, sid = $2 AS own, signed_in_at AS "signedInAt", seen_at AS "seenAt", level, COALESCE(agent, '') AS agent
     FROM user_session
     WHERE person_id = $1 AND ended_at IS NULL AND seen_at > now() - make_interval(secs => $3::float8)
       AND signed_in_at > now() - make_interval(secs => $4::float8)
     ORDER BY signed_in_at DESC LIMIT 100`,
    [personId, sid, deps.config.SESSION_IDLE_MINUTES * 60, deps.config.SESSION_HOURS * 3600],
  )
  return rows.map((r) => ({ ...r, signedInAt: r.signedInAt.toISOString(), seenAt: r.seenAt.toISOString() }))
}

/**
 * Ends sessions of a person: one, or all.
 * @returns how many were ended
 */
export async function endSessions(deps: Deps, personId: string, id: string | 'all'): Promise<number> {
  const { rowCount } = await deps.pool.query(
    `UPDATE user_session SET ended_at = now()
     WHERE person_id = $1 AND ended_at IS NULL AND signed_in_at IS NOT NULL AND ($2 = 'all' OR id::text = $2)`,
    [personId, id],
  )
  const ended = rowCount ?? 0
  if (ended > 0) await audit(deps, { kind: 'sessions-ended', personId, data: { ended } })
  return ended
}
