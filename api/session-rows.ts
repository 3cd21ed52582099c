import type { Deps } from '../cases/deps.ts'

// What the database knows of sessions beside what express-session keeps in them. An ended session stays ended: a
// request that is still under way writes only what express-session owns.

/** A session that holds. */
export interface LiveSession {
  id: string
  personId: string | null
  level: string | null
  signedInAt: Date
  /** When the person last proved who they are; older than `signedInAt` when the provider knew them already. */
  authenticatedAt: Date
  /** Seconds until it ends when nothing is done, and until it ends anyway. */
  idleLeft: number
  left: number
}

/**
 * The session as it holds now, and, unless told otherwise, the note that somebody is there (written twice a minute at
 * most).
 * @returns undefined when it has ended: by itself, or because it was ended
 */
export async function lookAt(
  deps: Deps,
  sid: string,
  { touch }: { touch: boolean },
): Promise<LiveSession | undefined> {
  const idle = deps.config.SESSION_IDLE_MINUTES * 60
  const whole = deps.config.SESSION_HOURS * 3600
  const { rows } = await deps.pool.query<LiveSession>({
    name: 'session-look',
    text: `
      WITH touched AS (
        UPDATE user_session SET seen_at = now()
        WHERE $4::boolean AND sid = $1 AND ended_at IS NULL AND seen_at < now() - interval '30 seconds'
          AND seen_at > now() - make_interval(secs => $2::float8) AND signed_in_at > now() - make_interval(secs => $3::float8))
      SELECT id, person_id AS "personId", level, signed_in_at AS "signedInAt", authenticated_at AS "authenticatedAt",
        LEAST($2::float8 - CASE WHEN $4::boolean THEN 0 ELSE EXTRACT(epoch FROM now() - seen_at) END,
          $3::float8 - EXTRACT(epoch FROM now() - signed_in_at))::int AS "idleLeft",
        ($3::float8 - EXTRACT(epoch FROM now() - signed_in_at))::int AS left
      FROM user_session
      WHERE sid = $1 AND ended_at IS NULL AND seen_at > now() - make_interval(secs => $2::float8)
        AND signed_in_at > now() - make_interval(secs => $3::float8)`,
    values: [sid, idle, whole, touch],
  })
  return rows[0]
}

/** Begins a session that was just kept: whose it is, and how they signed in. */
export async function begin(
  deps: Deps,
  sid: string,
  who: { personId: string | null; level: string | null; authenticatedAt: Date; agent: string },
): Promise<void> {
  await deps.pool.query(
    `UPDATE user_session SET person_id = $2, level = $3, authenticated_at = LEAST($4, now()), agent = $5,
       signed_in_at = now(), seen_at = now() WHERE sid = $1`,
    [sid, who.personId, who.level, who.authenticatedAt, who.agent],
  )
}
